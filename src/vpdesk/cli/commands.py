"""What each command does, through the same services as the window.

The vault and the services are imported inside the commands: one that checks a vault need not wait for a PDF
library. The window, which is a command too, is in `vpdesk.cli.start`.
"""

import argparse
import json
from datetime import date, datetime
from typing import TYPE_CHECKING

from vpdesk import durable, i18n
from vpdesk.cli.asking import ask_new_passphrase, ask_secret, read_file, require_folder_of
from vpdesk.cli.release_commands import organisation_named
from vpdesk.cli.statuses import DONE
from vpdesk.domain.errors import RuleError
from vpdesk.i18n import N_, _

if TYPE_CHECKING:
    from vpdesk.domain.values import Mandate
    from vpdesk.vault.vault import Vault


def _open(chosen: argparse.Namespace) -> "Vault":
    from vpdesk.vault.vault import Vault

    return Vault.open(chosen.vault, ask_secret(chosen))


def make_demo(chosen: argparse.Namespace) -> int:
    """Make the practice vault."""
    from vpdesk.demo import demonstrate

    return demonstrate(chosen.out)


def make_vault(chosen: argparse.Namespace) -> int:
    """Make a new vault."""
    from vpdesk.vault.vault import Vault

    passphrase = ask_new_passphrase(chosen.passphrase_file, N_("No vault was made."))
    Vault.create(chosen.vault, passphrase).close()
    print(_("The vault was made in {folder}.", folder=chosen.vault))
    return DONE


def save_organisation(chosen: argparse.Namespace) -> int:
    """Make or change an organisation."""
    from vpdesk.disclosure.lists import OTHER
    from vpdesk.domain.organisation import Organisation
    from vpdesk.domain.values import Mandate
    from vpdesk.services import organisations
    from vpdesk.services.report_lists import check_list, declare_list

    lists = [
        (dimension, ",".join(check_list(dimension, entries)))
        for dimension, entries in map(_list_argument, chosen.lists)
    ]
    mandates = None if chosen.mandate is None else _mandates(chosen.mandate)
    with _open(chosen) as vault:
        found = vault.organisations.by_name(chosen.name)
        organisation = Organisation(
            id=found.id if found else Organisation(name="x").id,
            name=found.name if found else chosen.name.strip(),
            mandates=mandates or (found.mandates if found else (Mandate.CONDUCT,)),
            remarks=found.remarks if found else "",
        )
        organisations.save_organisation(vault, organisation)
        for dimension, entries in lists:
            declare_list(vault, organisation.id, dimension, entries, on=date.today())  # noqa: DTZ011  her own day
    done = N_("{name} was changed.") if found else N_("{name} was added.")
    print(_(done, name=organisation.name))
    for dimension, entries in lists:
        if OTHER in entries.split(","):
            lines = f"{dimension}={entries}"
            print(_("{lines} (whatever has no line of its own is counted as other)", lines=lines))
    return DONE


def _mandates(text: str) -> "tuple[Mandate, ...]":
    from vpdesk.domain.values import Mandate

    try:
        return tuple(Mandate.of(part.strip()) for part in text.split(",") if part.strip())
    except ValueError:
        raise RuleError(
            "mandate", N_("{text} is no mandate."), todo=N_("Choose from conduct and integrity."), text=text
        ) from None


def _list_argument(text: str) -> tuple[str, str]:
    dimension, separator, entries = text.partition("=")
    if not separator:
        raise RuleError(
            "list",
            N_("{text} is no list."),
            todo=N_("Write for example matter=bullying,fraud,other."),
            text=text,
        )
    return dimension.strip(), entries.strip()


def import_cases(chosen: argparse.Namespace) -> int:
    """Import cases from a file."""
    from vpdesk.services import importing

    data = read_file(chosen.file)
    with _open(chosen) as vault:
        today = date.today()  # noqa: DTZ011  her own day
        found = importing.read(vault, data, today)
        alike = importing.count_alike(vault, found.cases)
        importing.store(vault, found, today)
    print(i18n.ngettext("{n} case was imported.", "{n} cases were imported.", len(found.cases)))
    if alike:
        print(
            i18n.ngettext(
                "{n} looks like a case that was there already: was this file imported before?",
                "{n} look like cases that were there already: was this file imported before?",
                alike,
            )
        )
    return DONE


def release_report(chosen: argparse.Namespace) -> int:
    """Release a report and write it."""
    from vpdesk.domain.register import ReleaseKind
    from vpdesk.reports.annual import write
    from vpdesk.services import reporting

    for file in (chosen.out, chosen.json):
        if file is not None:  # before the release, which cannot be taken back
            require_folder_of(file, N_("Nothing was released."))
    with _open(chosen) as vault:
        organisation = organisation_named(vault, chosen.organisation, N_("Nothing was released."))
        request = reporting.ReportRequest(
            organisation_id=organisation.id,
            kind=ReleaseKind.INTERIM if chosen.interim else ReleaseKind.FULL,
            start=chosen.start,
            end=chosen.end,
            language=chosen.language or i18n.language(),
            k=chosen.k,
            reason=chosen.reason,
        )
        report = reporting.release_report(vault, request, now=datetime.now())  # noqa: DTZ005  her own clock
    durable.replace(chosen.out, write(report))
    if chosen.json is not None:
        text = json.dumps(report.release.to_json(), ensure_ascii=False, indent=2)
        durable.replace(chosen.json, text.encode())
    print(_("The report is in {file}.", file=chosen.out))
    return DONE
