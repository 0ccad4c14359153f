"""Checking a vault and rescuing a damaged one, through the same services as the window."""

import argparse
import sys
from typing import TYPE_CHECKING

from vpdesk import i18n
from vpdesk.cli.asking import ask_secret
from vpdesk.cli.statuses import DONE, FINDING
from vpdesk.domain.errors import FindingError
from vpdesk.i18n import N_, _

if TYPE_CHECKING:
    from vpdesk.services.checking import Checked


def check_vault(chosen: argparse.Namespace) -> int:
    """Check a vault, its headers and its backups for damage."""
    from vpdesk.services import checking

    found = checking.check_vault(chosen.vault, ask_secret(chosen))
    if found.healed:
        print(_("One of the two key files was damaged; it was put right from the other."))
    if found.findings:
        raise FindingError(
            N_("The file with your cases is damaged (case.db)."), found.findings,
            safe=N_("Nothing was changed."),
            todo=N_("Copy the folder before you do anything else. "
                    "Then put back a backup, or rescue what can still be read."),
        )  # fmt: skip
    print(_("The vault is in order: {organisations} organisations, {cases} cases.",
            organisations=found.organisations, cases=found.cases))  # fmt: skip
    return _tell_of_backups(found)


def _tell_of_backups(found: "Checked") -> int:
    faulty = [each for each in found.backups if each.fault is not None]
    right = len(found.backups) - len(faulty)
    if right or faulty:
        print(i18n.ngettext("{n} backup is in order.", "{n} backups are in order.", right))
    if found.other_keys:
        print(
            i18n.ngettext(
                "{n} backup has another key, from before the key was renewed, and was not read.",
                "{n} backups have another key, from before the key was renewed, and were not read.",
                found.other_keys,
            )
        )
    for each in faulty:
        if each.fault is not None:
            print(f"{each.backup.file}: {i18n.explain(each.fault)}", file=sys.stderr)
    return FINDING if faulty else DONE


def rescue_vault(chosen: argparse.Namespace) -> int:
    """Make a new vault of what is left of a damaged one; a loss is a finding."""
    from vpdesk.services import rescuing

    report = rescuing.rescue_vault(chosen.vault, ask_secret(chosen), chosen.into, backup=chosen.backup)
    for line in rescuing.describe(report):
        print(line)
    print(_("The rescued vault is in {folder}. The damaged one is as it was.", folder=report.folder))
    return DONE if rescuing.is_complete(report) else FINDING
