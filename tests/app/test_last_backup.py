"""The backup at the end of the day: at locking and closing when something changed, and never in a hurry."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit

from tests.app.conftest import Stage
from tests.app.test_program import form_of, press, spoken, unlocked, working
from tests.factories import PASSPHRASE
from tests.views.finding import child
from vpdesk.app.locking import LockReason
from vpdesk.domain.backup import BackupReason
from vpdesk.vault.backup import Backup, list_backups
from vpdesk.vault.folder import VaultFolder
from vpdesk.vault.vault import Vault
from vpdesk.views.leaving_page import LeavingPage


@pytest.fixture
def keeping_stage(stage: Stage) -> Stage:
    stage.around = replace(stage.around, backs_up=True)
    return stage


def backups(stage: Stage) -> list[Backup]:
    return list_backups(VaultFolder(stage.folder).backups)


def reasons(stage: Stage) -> list[BackupReason]:
    return [backup.said().reason for backup in backups(stage)]


def test_locking_makes_a_backup_behind_the_cover_and_then_goes_on(keeping_stage: Stage) -> None:
    program, workplace = working(keeping_stage)
    child(form_of(workplace), QLineEdit).setText("Gemeente Molendrecht")
    press(workplace, "lock")
    assert not workplace.isVisible()
    assert keeping_stage.relaunched == []
    cover = child(program.window, LeavingPage)
    said = [label.text() for label in cover.findChildren(QLabel)]
    assert not any("Molendrecht" in words for words in said)
    keeping_stage.wait(lambda: keeping_stage.relaunched)
    assert reasons(keeping_stage) == [BackupReason.LOCK]


def test_locking_without_a_change_makes_no_second_one(keeping_stage: Stage) -> None:
    _program, workplace = working(keeping_stage)
    workplace.go("cases")
    press(workplace, "lock")
    keeping_stage.wait(lambda: keeping_stage.relaunched)
    keeping_stage.relaunched.clear()
    program = keeping_stage.start()
    press(unlocked(keeping_stage, program), "lock")
    keeping_stage.wait(lambda: keeping_stage.relaunched)
    assert len(backups(keeping_stage)) == 1


def test_the_panic_key_waits_for_no_backup(keeping_stage: Stage) -> None:
    program, workplace = working(keeping_stage)
    child(form_of(workplace), QLineEdit).setText("Gemeente Molendrecht")
    program.lock(LockReason.PANIC)
    assert keeping_stage.relaunched == [keeping_stage.folder]
    assert backups(keeping_stage) == []


def test_a_second_lock_does_not_wait_for_the_backup_of_the_first(keeping_stage: Stage) -> None:
    program, _workplace = working(keeping_stage)
    program.lock(LockReason.ASKED)
    assert keeping_stage.relaunched == []
    program.lock(LockReason.PANIC)
    assert keeping_stage.relaunched == [keeping_stage.folder]


def test_closing_makes_a_backup_and_then_closes(keeping_stage: Stage) -> None:
    program, workplace = working(keeping_stage)
    child(form_of(workplace), QLineEdit).setText("Gemeente Molendrecht")
    assert not program.window.close()
    assert not workplace.isVisible()
    keeping_stage.wait(lambda: program.indoors is None and not program.window.isVisible())
    assert reasons(keeping_stage) == [BackupReason.EXIT]
    assert keeping_stage.relaunched == []
    with Vault.open(keeping_stage.folder, PASSPHRASE) as vault:
        assert [each.name for each in vault.organisations.all()] == ["Gemeente Molendrecht"]


def test_closing_once_more_does_not_wait(keeping_stage: Stage) -> None:
    program, _workplace = working(keeping_stage)
    assert not program.window.close()
    assert program.window.close()
    assert program.indoors is None


def test_a_backup_that_cannot_be_made_keeps_nobody_from_locking(keeping_stage: Stage) -> None:
    program, workplace = working(keeping_stage)
    VaultFolder(keeping_stage.folder).backups.write_text("in the way", "utf-8")
    press(workplace, "lock")
    keeping_stage.wait(lambda: keeping_stage.relaunched)
    assert "in the way" not in spoken(program.window)
