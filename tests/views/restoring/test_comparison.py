"""What is said before a backup takes the place of a vault: above all what may come back with it."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.factories import CHEAP, PASSPHRASE, make_case
from tests.views.audit import findings
from tests.views.conftest import Show
from vpdesk.domain.backup import BackupReason
from vpdesk.domain.erasure import ErasureRule
from vpdesk.domain.organisation import Organisation
from vpdesk.vault.backup import make_backup
from vpdesk.vault.erasure import erase_case
from vpdesk.vault.folder import VaultFolder
from vpdesk.vault.restore import prepare
from vpdesk.vault.staying_released import Released
from vpdesk.vault.vault import Vault
from vpdesk.views.restoring.comparison import Comparison

NOW = datetime(2026, 11, 25, 18, 20, tzinfo=UTC)
GONE = b"nothing left" * 1000


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """A backup that holds a case which was erased from the vault since."""
    with Vault.create(tmp_path / "kluis", PASSPHRASE, cost=CHEAP) as vault:
        organisation = Organisation(name="Stichting De Boomgaard")
        case = make_case(organisation.id)
        with vault.transaction():
            vault.organisations.save(organisation)
            vault.cases.save(case)
        with vault.backup_source() as source:
            made = make_backup(source, tmp_path / "copies", reason=BackupReason.EXIT, now=NOW)
        erase_case(vault, case.id, rule=ErasureRule.REPORTER_ASKED, on=NOW.date())
    return made.file


def said(show: Show, backup: Path) -> str:
    prepared = prepare(backup, PASSPHRASE, VaultFolder(backup.parents[1] / "kluis"))
    page = Comparison(prepared, NOW.date())
    show(page)
    prepared.discard()
    assert findings(page) == []
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_a_case_that_was_erased_since_is_said_to_be_left_out(show: Show, backup: Path) -> None:
    text = said(show, backup)
    assert "1 case that you erased for good since was left out of it." in text
    assert "may be in it again" not in text


def test_who_does_not_see_it_hears_the_numbers_beside_each_other_and_what_may_come_back(
    show: Show, backup: Path, aloud: list[str], qtbot: QtBot
) -> None:
    """The focus is on "Leave everything as it is": without this it would be all that is heard."""
    said(show, backup)
    qtbot.waitUntil(lambda: bool(aloud))
    (heard,) = aloud
    assert heard.startswith("This is in the backup\nThe backup was read from beginning to end")
    assert "In the backup, Cases: 0\nIn your vault now, Cases: 0" in heard
    assert "1 case that you erased for good since was left out of it." in heard
    assert heard.count("In the backup") == len(("cases", "conversations", "clients", "reports"))


def test_marks_that_cannot_be_read_are_a_warning(show: Show, backup: Path) -> None:
    folder = VaultFolder(backup.parents[1] / "kluis")
    folder.database.write_bytes(GONE)
    folder.erased.write_bytes(b"damaged")
    assert "An erased case may be in it again." in said(show, backup)


@pytest.mark.parametrize(
    ("released", "says"),
    [
        (Released.KEPT, "Reports that you released since stay in the register"),
        (Released.PARTLY, "not all of the reports that you released after the backup of"),
        (Released.UNKNOWN, "it cannot be read which reports you released after the backup of"),
        (Released.NOTHING, ""),
    ],
)
def test_it_says_what_becomes_of_reports_that_were_released_since(
    show: Show, backup: Path, released: Released, says: str
) -> None:
    found = prepare(backup, PASSPHRASE, VaultFolder(backup.parents[1] / "kluis"))
    prepared = replace(found, released=released)
    page = Comparison(prepared, NOW.date())
    show(page)
    prepared.discard()
    assert findings(page) == []
    text = "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())
    assert says in text
    assert bool(says) == ("you released" in text)
    warned = released in (Released.PARTLY, Released.UNKNOWN)
    assert warned == ("Release it only when every number in it is that of the PDF" in text)
