"""The backup at the end of the day: at locking and closing when something changed, and never in a hurry."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit

from tests.app.conftest import Stage
from tests.app.test_program import form_of, press, spoken, unlocked, working
from tests.factories import PASSPHRASE
from tests.views.finding import child
from vpdesk.app import last_backup
from vpdesk.app.locking import LockReason
from vpdesk.domain.backup import BackupReason
from vpdesk.models import keeping as keeping_module
from vpdesk.services import backups as services
from vpdesk.services.backups import BackupResult
from vpdesk.vault.backup import Backup, list_backups
from vpdesk.vault.backup_source import BackupSource
from vpdesk.vault.folder import VaultFolder
from vpdesk.vault.progress import Progress, Report
from vpdesk.vault.progress import Stage as CopyStage
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


@pytest.fixture
def hanging(keeping_stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """A disk that takes the first steps and then does not answer any more, until the test is over."""
    answers = threading.Event()

    def hang(_source: BackupSource, *, progress: Report, **_named: object) -> None:
        progress(Progress(stage=CopyStage.COPYING, done=1, total=2))
        answers.wait(30)

    monkeypatch.setattr(keeping_module, "back_up", hang)
    yield keeping_stage
    answers.set()


@pytest.mark.parametrize("bound", ["_SILENCE", "_LONGEST"])
def test_a_disk_that_does_not_answer_keeps_nobody_from_locking(
    hanging: Stage, monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    monkeypatch.setattr(last_backup, bound, 300)
    program, _workplace = working(hanging)
    program.lock(LockReason.IDLE)
    assert hanging.relaunched == []
    hanging.wait(lambda: hanging.relaunched)
    assert program.indoors is None


def test_a_disk_that_does_not_answer_keeps_no_window_from_closing_and_no_process(
    hanging: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(last_backup, "_SILENCE", 300)
    ends: list[bool] = []
    hanging.around = replace(hanging.around, end_soon=lambda: ends.append(True))
    program, _workplace = working(hanging)
    assert not program.window.close()
    assert ends == []
    hanging.wait(lambda: program.indoors is None and not program.window.isVisible())
    assert ends == [True]


def test_a_backup_that_goes_on_is_waited_for(
    keeping_stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: slower than the silence that is borne, and never silent."""
    real = services.back_up

    def slow(source: BackupSource, *, progress: Report, **named: Any) -> BackupResult:
        for step in range(5):
            progress(Progress(stage=CopyStage.COPYING, done=step, total=5))
            threading.Event().wait(0.3)
        return real(source, progress=progress, **named)

    monkeypatch.setattr(keeping_module, "back_up", slow)
    monkeypatch.setattr(last_backup, "_SILENCE", 1000)
    program, _workplace = working(keeping_stage)
    program.lock(LockReason.IDLE)
    keeping_stage.wait(lambda: keeping_stage.relaunched)
    assert reasons(keeping_stage) == [BackupReason.LOCK]


def test_the_process_ends_although_a_thread_hangs() -> None:
    lines = (
        "import threading",
        "from vpdesk.app import ending",
        "ending._CLOSING = 0.2",
        "threading.Thread(target=threading.Event().wait).start()",
        "ending.end_soon()",
    )
    ended = subprocess.run([sys.executable, "-c", "\n".join(lines)], timeout=20, check=False)
    assert ended.returncode == 0


def test_a_backup_that_cannot_be_made_keeps_nobody_from_locking(keeping_stage: Stage) -> None:
    program, workplace = working(keeping_stage)
    VaultFolder(keeping_stage.folder).backups.write_text("in the way", "utf-8")
    press(workplace, "lock")
    keeping_stage.wait(lambda: keeping_stage.relaunched)
    assert "in the way" not in spoken(program.window)
