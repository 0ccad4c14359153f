"""Making a backup and putting one back, through the same services as the window."""

import argparse
import sys
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from vpdesk import i18n
from vpdesk.cli.asking import ask_secret
from vpdesk.cli.statuses import DONE, USAGE
from vpdesk.i18n import N_, _

if TYPE_CHECKING:
    from vpdesk.vault.restore import Prepared


def back_up(chosen: argparse.Namespace) -> int:
    """Make a backup beside the vault, or in a folder of one's own choice."""
    from vpdesk.domain.backup import BackupReason
    from vpdesk.services import backups
    from vpdesk.vault.backup import make_backup
    from vpdesk.vault.vault import Vault

    now = datetime.now()  # noqa: DTZ005  her own clock
    with Vault.open(chosen.vault, ask_secret(chosen)) as vault, vault.backup_source() as source:
        if chosen.to is not None:
            backup = make_backup(source, chosen.to, reason=BackupReason.ASKED, now=now)
        else:
            result = backups.back_up(source, reason=BackupReason.ASKED, now=now)
            backup = result.backup
            if result.second is not None:
                print(_("A copy is in {file}.", file=result.second.file))
            elif result.second_failure is not None:
                print(i18n.explain(result.second_failure), file=sys.stderr)
        counts = backup.said().counts(source.key)
    print(_("The backup is in {file}. It was read back and is in order.", file=backup.file))
    print(_in_words(counts))
    return DONE


def restore(chosen: argparse.Namespace) -> int:
    """Put a backup in the place of a vault, which is kept."""
    from vpdesk.services.restoring import finish_restore, prepare_restore

    now = datetime.now()  # noqa: DTZ005  her own clock
    secret = ask_secret(chosen)
    prepared = prepare_restore(chosen.file, secret, chosen.vault, now=now)
    try:
        _show(prepared)
        agreed = chosen.yes or _is_agreed()
    except BaseException:
        prepared.discard()
        raise
    if not agreed:
        prepared.discard()
        print(_("Stopped. Nothing was changed."), file=sys.stderr)
        return USAGE
    kept = finish_restore(prepared, now=now)
    print(_("The backup was put back in {folder}.", folder=chosen.vault))
    if kept is not None:
        print(_("The vault that was there is kept in {folder}.", folder=kept))
        print(_("When you have seen that everything is right, you may delete that folder."))
    return DONE


def _show(prepared: "Prepared") -> None:
    from vpdesk.services.restoring import REPORTS_MAY_BE_MISSING
    from vpdesk.vault.restore import Origin
    from vpdesk.vault.staying_released import Released

    made = prepared.manifest.made.astimezone()
    print(_("The backup was made on {day} at {time}.", day=f"{made:%d-%m-%Y}", time=f"{made:%H:%M}"))
    print(_in_words(prepared.counts))
    if prepared.origin is Origin.OTHER:
        print(_("Take care: it is a backup of another vault."))
    if prepared.present is not None:
        print(_("In the place where it is to go there is now:"))
        print(_in_words(prepared.present.counts))
    print(_("Erased cases: {what}.", what=i18n.label(prepared.recollection)))
    print(_("Released reports: {what}.", what=i18n.label(prepared.released)))
    if prepared.released in (Released.PARTLY, Released.UNKNOWN):
        print(_(REPORTS_MAY_BE_MISSING))


def _in_words(counts: Mapping[str, int]) -> str:
    return "  " + _(
        "{cases} cases, {contacts} conversations, {organisations} organisations",
        cases=counts.get("cases", 0),
        contacts=counts.get("contacts", 0),
        organisations=counts.get("organisations", 0),
    )


def _is_agreed() -> bool:
    try:
        said = input(_("Put it in that place? Type yes to go on: "))
    except EOFError:
        return False
    return said.strip().casefold() in {_(N_("yes")).casefold(), "yes"}
