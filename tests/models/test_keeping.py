"""Backups beside the window: one after the other, told in steps, and given up in a hurry."""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from vpdesk.domain.backup import BackupReason
from vpdesk.domain.errors import VpdeskError
from vpdesk.domain.organisation import Organisation
from vpdesk.models import keeping as keeping_module
from vpdesk.models.desk import Desk
from vpdesk.models.keeping import BackupStoppedError, Keeping, Work
from vpdesk.services import backups as services
from vpdesk.services.backups import BackupResult
from vpdesk.vault.vault import Vault
from vpdesk.views.pictures import settle

NOW = datetime(2026, 11, 21, 14, 9)


def no_failure(error: VpdeskError) -> None:
    raise error


def store(vault: Vault, name: str) -> None:
    with vault.transaction():
        vault.organisations.save(Organisation(name=name))


def come_to_rest(desk: Desk, keeping: Keeping, qtbot: QtBot) -> None:
    """Let what a look begins, if anything, come to its end: two questions to the vault, and the work."""
    for _question in range(2):
        desk.ask(lambda _vault: None)
        settle()
    qtbot.waitUntil(lambda: keeping.work is None)


@pytest.fixture
def keeping(desk: Desk) -> Iterator[Keeping]:
    made = Keeping(desk, lambda: NOW)
    yield made
    made.stop()


def test_a_backup_is_made_on_another_thread_and_told_in_steps(
    keeping: Keeping, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[int] = []
    real = services.back_up

    def watched(*values: Any, **named: Any) -> BackupResult:
        threads.append(threading.get_ident())
        return real(*values, **named)

    monkeypatch.setattr(keeping_module, "back_up", watched)
    stages: list[str] = []
    results: list[BackupResult] = []
    keeping.progressed.connect(lambda progress: stages.append(progress.stage.name))
    owner = QObject()
    with qtbot.waitSignal(keeping.ended):
        keeping.back_up(BackupReason.ASKED, owner=owner, done=results.append, failed=no_failure)
    assert results[0].backup.file.is_file()
    assert threads != [threading.get_ident()]
    assert {"CHECKING", "REREADING"} <= set(stages)
    qtbot.waitUntil(lambda: keeping.safety is not None)
    assert keeping.safety is not None
    assert [backup.file for backup in keeping.safety.backups] == [results[0].backup.file]


def test_nothing_is_made_of_what_the_newest_backup_holds(keeping: Keeping, desk: Desk, qtbot: QtBot) -> None:
    owner = QObject()

    def made_when_asked() -> int:
        with qtbot.waitSignal(keeping.ended):
            keeping.back_up_if_changed(BackupReason.LOCK, owner=owner, then=lambda: None)
        return len(list(desk.ask(lambda vault: vault.folder).backups.glob("*.vpbak")))

    assert made_when_asked() == 1
    assert made_when_asked() == 1
    desk.ask(lambda vault: store(vault, "Waterschap De Vliet"))
    assert made_when_asked() == 2


def test_a_backup_that_is_stopped_leaves_nothing_and_is_no_failure_of_the_disk(
    keeping: Keeping, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached, may_go_on = threading.Event(), threading.Event()
    real = services.back_up

    def slow(source: Any, **named: Any) -> BackupResult:
        reached.set()
        assert may_go_on.wait(20)
        return real(source, **named)

    monkeypatch.setattr(keeping_module, "back_up", slow)
    failures: list[VpdeskError] = []
    owner = QObject()
    keeping.back_up(BackupReason.ASKED, owner=owner, failed=failures.append)
    qtbot.waitUntil(reached.is_set)
    keeping.stop()
    may_go_on.set()
    qtbot.waitUntil(lambda: bool(failures))
    assert isinstance(failures[0], BackupStoppedError)
    folder = desk.ask(lambda vault: vault.folder)
    assert list(folder.backups.iterdir()) == []


@pytest.mark.parametrize("where", ["before it", "in it"])
def test_a_bug_in_the_backup_does_not_hold_up_what_waits_for_it(
    keeping: Keeping, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    def broken(*_values: Any, **_named: Any) -> Any:
        raise OverflowError

    owner, gone_on = QObject(), list[bool]()
    module, name = (Vault, "backup_source") if where == "before it" else (keeping_module, "back_up")
    with monkeypatch.context() as patch, capture_exceptions() as bugs:
        patch.setattr(module, name, broken)
        keeping.back_up_if_changed(BackupReason.LOCK, owner=owner, then=lambda: gone_on.append(True))
        qtbot.waitUntil(lambda: bool(gone_on) and bool(bugs))
    assert bugs[0][0] is OverflowError
    assert keeping.work is None
    with qtbot.waitSignal(keeping.ended):
        keeping.back_up(BackupReason.ASKED, owner=owner, failed=no_failure)


def test_what_cannot_be_made_is_said_and_remembered(keeping: Keeping, desk: Desk, qtbot: QtBot) -> None:
    folder = desk.ask(lambda vault: vault.folder)
    folder.backups.write_text("in the way", "utf-8")
    failures: list[VpdeskError] = []
    owner = QObject()
    keeping.back_up(BackupReason.ASKED, owner=owner, failed=failures.append)
    qtbot.waitUntil(lambda: bool(failures) and keeping.safety is not None)
    assert keeping.safety is not None
    assert keeping.safety.memory.backup_failure == failures[0].wrong


def test_a_lent_key_is_overwritten_when_the_work_is_done(
    keeping: Keeping, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    lent: list[Any] = []
    real = services.back_up

    def watched(source: Any, **named: Any) -> BackupResult:
        lent.append(source)
        return real(source, **named)

    monkeypatch.setattr(keeping_module, "back_up", watched)
    with qtbot.waitSignal(keeping.ended):
        keeping.back_up(BackupReason.ASKED, owner=keeping, failed=no_failure)
    with pytest.raises(Exception), lent[0].key.revealed():  # noqa: B017, PT011  whatever the mistake is called
        pass


def test_what_is_due_begins_by_itself_one_after_the_other(desk: Desk, qtbot: QtBot) -> None:
    keeping = Keeping(desk, lambda: NOW)
    begun: list[Work] = []
    keeping.begun.connect(begun.append)
    with qtbot.waitSignal(keeping.known):
        keeping.begin()
    for expected in (Work.BACKUP, Work.TRIAL):
        with qtbot.waitSignals([keeping.ended, keeping.known]):
            keeping.look()
        assert begun[-1] is expected
    keeping.look()
    come_to_rest(desk, keeping, qtbot)
    assert len(begun) == 2  # nothing is due any more
    keeping.stop()


def test_four_hours_of_use_with_a_change_make_a_backup(desk: Desk, qtbot: QtBot) -> None:
    moment = [NOW]
    keeping = Keeping(desk, lambda: moment[0])
    for hours, made in ((0, 1), (3, 1), (4, 2)):
        desk.ask(lambda vault, hours=hours: store(vault, f"Waterschap {hours}"))  # type: ignore[misc]
        moment[0] = NOW + timedelta(hours=hours)
        keeping.look()
        come_to_rest(desk, keeping, qtbot)
        assert len(list(desk.ask(lambda vault: vault.folder).backups.glob("*.vpbak"))) == made
    keeping.stop()
