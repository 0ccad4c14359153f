"""The practice vault: a realistic practice of invented people to look around in, with a report from it."""

import json
import os
import shutil
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Final

from vpdesk import durable, i18n
from vpdesk.domain.errors import WrongPassphraseError
from vpdesk.domain.organisation import Organisation
from vpdesk.i18n import _
from vpdesk.reports.annual import AnnualReport, write
from vpdesk.services.practice_vault import PRACTICE_FOLDER, PRACTICE_PASSPHRASE, make_practice_vault
from vpdesk.services.reporting import ReportRequest, release_report
from vpdesk.vault.faults import NoVaultError, VaultExistsError
from vpdesk.vault.vault import Vault

_PICTURES: Final = "afbeeldingen"


def demonstrate(folder: Path) -> int:
    """Make the practice vault, its annual report, and a picture of each screen where there is no display.

    A practice vault that is there already is made anew; any other vault is left alone (VaultExistsError).
    """
    today = date.today()  # noqa: DTZ011  her own day
    vault_folder = folder / PRACTICE_FOLDER
    remove_practice_vault(vault_folder)
    print(_("A practice is being made up. This takes a few seconds."))
    with make_practice_vault(vault_folder, today) as vault:
        report = release_years(vault, largest(vault), today)
    name = f"{_('annual report')} {report.release.start.year}".replace(" ", "-")
    durable.replace(folder / f"{name}.pdf", write(report))
    figures = json.dumps(report.release.to_json(), ensure_ascii=False, indent=2)
    durable.replace(folder / f"{name}.json", figures.encode())
    print(_("The practice vault: {folder}", folder=vault_folder))
    print(_("Its passphrase: {words}", words=PRACTICE_PASSPHRASE))
    print(_("The annual report: {file}", file=folder / f"{name}.pdf"))
    return _show(vault_folder, folder / _PICTURES)


def remove_practice_vault(folder: Path) -> None:
    """Remove the practice vault in `folder`, which only its own well-known passphrase opens."""
    try:
        Vault.open(folder, PRACTICE_PASSPHRASE).close()
    except NoVaultError:
        return
    except WrongPassphraseError as error:
        raise VaultExistsError from error
    shutil.rmtree(folder)


def largest(vault: Vault) -> Organisation:
    """Return the organisation with the most cases."""
    row = max(vault.organisations.rows(), key=lambda row: row.running + row.closed)
    return vault.organisations.get(row.id)


def release_years(vault: Vault, organisation: Organisation, today: date) -> AnnualReport:
    """Release the full years before this one, oldest first; return the last report."""
    reports = [
        release_report(
            vault,
            ReportRequest(
                organisation_id=organisation.id,
                start=date(year, 1, 1),
                end=date(year, 12, 31),
                language=i18n.language(),
                signals=(_("Reporters often do not know what happens after a first conversation."),),
                recommendations=(
                    _("Repeat the information on conduct at work for teams with many new employees."),
                    _("Record who asks the reporter how it goes, and when."),
                ),
            ),
            now=datetime(year + 1, 2, 1, 9, 0),  # noqa: DTZ001  her own clock
        )
        for year in (today.year - 2, today.year - 1)
    ]
    return reports[-1]


def _show(vault_folder: Path, pictures: Path) -> int:
    """Open the window on the practice, or draw its screens where there is no display."""
    from vpdesk import app  # noqa: PLC0415  Qt, after everything that can fail without it

    if _has_display():
        return app.run(vault_folder, passphrase=PRACTICE_PASSPHRASE)
    files = app.draw_pictures(vault_folder, PRACTICE_PASSPHRASE, pictures)
    print(_("There is no display, so {n} pictures of the screens were drawn: {folder}", n=len(files),
            folder=pictures))  # fmt: skip
    return 0


def _has_display() -> bool:
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
