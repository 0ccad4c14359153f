"""Locking by every cause: what was typed is kept, nothing shows, nobody is asked."""

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCursor, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QMessageBox, QPushButton, QWidget

from tests.app.conftest import FormPlace, Stage
from tests.app.test_program import desk_of, form_of, press, spoken, type_in, unlocked, working
from tests.app.test_watches import Clocks
from tests.factories import PASSPHRASE
from tests.views.audit import findings
from tests.views.conftest import NOW
from tests.views.finding import child
from vpdesk.app.locking import Locking, LockReason, LockState
from vpdesk.app.program import Program
from vpdesk.domain.errors import VpdeskError
from vpdesk.domain.organisation import Organisation
from vpdesk.services.access import renew_vault_key
from vpdesk.vault import vault as vault_module
from vpdesk.vault.progress import Progress, Report, unheard
from vpdesk.vault.progress import Stage as CopyStage
from vpdesk.vault.scratch import standstill
from vpdesk.vault.vault import Vault
from vpdesk.views.busy import do_busily
from vpdesk.views.file_dialogs import choose_folder
from vpdesk.views.held_page import HeldPage
from vpdesk.views.idle_warning import IdleWarning
from vpdesk.views.workplace import Workplace

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
TYPED = "Gemeente Molendrecht"


@pytest.fixture
def clocks(stage: Stage) -> Clocks:
    clocks = Clocks()
    stage.around = replace(stage.around, seconds=lambda: clocks.steady, wall=lambda: clocks.on_wall)
    return clocks


def locking(program: Program) -> Locking:
    assert program.locking is not None
    return program.locking


def strike_panic(window: QWidget) -> None:
    """Press the keys as the window system does, not at a widget."""
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_L, CONTROL | SHIFT)


def saved(stage: Stage) -> list[str]:
    with Vault.open(stage.folder, PASSPHRASE) as vault:
        return [each.name for each in vault.organisations.all()]


def visible_windows() -> list[QWidget]:
    return [each for each in QApplication.topLevelWidgets() if each.isVisible()]


def typed_into(workplace: Workplace) -> FormPlace:
    place = form_of(workplace)
    child(place, QLineEdit).setText(TYPED)
    return place


def test_five_minutes_without_anybody_lock_after_a_warning(stage: Stage, clocks: Clocks) -> None:
    program, workplace = working(stage)
    typed_into(workplace)
    clocks.pass_by(29)
    locking(program).look()
    for _look in range(9):
        clocks.pass_by(27.5)
        locking(program).look()
    warning = child(program.window, IdleWarning)
    assert "locks in 24 seconds" in spoken(warning)
    assert findings(warning) == []
    clocks.pass_by(25)
    locking(program).look()
    assert stage.relaunched == [stage.folder]
    assert saved(stage) == [TYPED]


def warned(program: Program, clocks: Clocks) -> IdleWarning:
    locking(program).idle.note()
    for _look in range(10):
        clocks.pass_by(28)
        locking(program).look()
    found = [each for each in visible_windows() if isinstance(each, IdleWarning)]
    assert len(found) == 1
    return found[0]


def test_the_warning_goes_when_the_person_says_that_she_is_there(stage: Stage, clocks: Clocks) -> None:
    program, _workplace = working(stage)
    press(warned(program, clocks), "stay")
    assert [each for each in visible_windows() if isinstance(each, IdleWarning)] == []
    clocks.pass_by(29)
    locking(program).look()
    assert stage.relaunched == []
    warned(program, clocks).reject()  # Esc
    assert stage.relaunched == []


def test_any_key_or_a_moved_pointer_says_that_the_person_is_there(stage: Stage, clocks: Clocks) -> None:
    program, _workplace = working(stage)
    warning = warned(program, clocks)
    stage.wait(warning.isActiveWindow)
    QTest.keyClick(warning.windowHandle(), Qt.Key.Key_Shift)
    stage.wait(lambda: not [each for each in visible_windows() if isinstance(each, IdleWarning)])
    warning = warned(program, clocks)
    stage.wait(warning.isActiveWindow)
    QCursor.setPos(program.window.geometry().topLeft())
    locking(program).look()
    warning = warned(program, clocks)
    QCursor.setPos(program.window.geometry().center())
    locking(program).look()
    stage.wait(lambda: not [each for each in visible_windows() if isinstance(each, IdleWarning)])


def test_what_is_dictated_counts_as_somebody_being_there(stage: Stage) -> None:
    program, workplace = working(stage)
    line = child(form_of(workplace), QLineEdit)
    line.setFocus()
    stage.wait(line.hasFocus)
    heard: list[bool] = []
    locking(program)._presence.noticed.connect(lambda: heard.append(True))
    event = QInputMethodEvent()
    event.setCommitString("Gesproken")
    QApplication.sendEvent(line, event)
    assert heard
    assert "Gesproken" in line.text()


def test_the_warning_can_lock_at_once(stage: Stage, clocks: Clocks) -> None:
    program, _workplace = working(stage)
    press(warned(program, clocks), "lock_now")
    assert stage.relaunched == [stage.folder]


def test_the_warning_stands_over_a_dialog_and_can_be_answered(stage: Stage, clocks: Clocks) -> None:
    program, _workplace = working(stage)
    settings = program.ask_settings()
    assert settings is not None
    warning = warned(program, clocks)
    assert QApplication.activeModalWidget() is warning
    press(warning, "stay")
    assert QApplication.activeModalWidget() is settings


def test_the_chosen_minutes_count(stage: Stage, clocks: Clocks) -> None:
    program, _workplace = working(stage)
    program.take_settings(replace(program.settings, lock_after=1))
    for _look in range(2):
        clocks.pass_by(29)
        locking(program).look()
    assert stage.relaunched == []
    clocks.pass_by(2)
    locking(program).look()
    assert stage.relaunched == [stage.folder]


@pytest.mark.parametrize("hours", [3, -3])
def test_a_clock_that_is_set_locks(stage: Stage, clocks: Clocks, hours: int) -> None:
    program, workplace = working(stage)
    typed_into(workplace)
    clocks.on_wall += hours * 3600
    locking(program).look()
    assert stage.relaunched == [stage.folder]
    assert saved(stage) == [TYPED]


def test_the_computer_that_locks_locks_the_vault(stage: Stage) -> None:
    told: list[Callable[[], None]] = []
    stage.around = replace(stage.around, watch_system=lambda _owner, locks: told.append(locks))
    _program, workplace = working(stage)
    typed_into(workplace)
    told[0]()
    assert stage.relaunched == [stage.folder]
    assert saved(stage) == [TYPED]


def test_the_panic_key_locks_from_the_window_without_a_backup(stage: Stage) -> None:
    program, workplace = working(stage)
    typed_into(workplace)
    asked: list[LockReason] = []
    locking(program).before_gone = lambda reason, _gone: asked.append(reason)
    strike_panic(program.window)
    assert stage.relaunched == [stage.folder]
    assert saved(stage) == [TYPED]
    assert asked == []


def open_settings(program: Program) -> QDialog:
    dialog = program.ask_settings()
    assert dialog is not None
    return dialog


def open_question(program: Program) -> QDialog:
    box = QMessageBox(QMessageBox.Icon.Warning, "vpdesk", "A question", parent=program.window)
    box.open()
    return box


@pytest.mark.parametrize("open_dialog", [open_settings, open_question])
def test_the_panic_key_locks_from_a_dialog(stage: Stage, open_dialog: Callable[[Program], QDialog]) -> None:
    program, workplace = working(stage)
    typed_into(workplace)
    dialog = open_dialog(program)
    stage.qtbot.waitExposed(dialog)
    strike_panic(dialog)
    assert stage.relaunched == [stage.folder]
    assert visible_windows() == [program.window]
    assert saved(stage) == [TYPED]


def test_the_panic_key_locks_while_a_menu_is_open(stage: Stage) -> None:
    program, _workplace = working(stage)
    menu = QMenu(program.window)
    menu.addAction("Something")
    menu.popup(program.window.pos())
    stage.wait(menu.isVisible)
    strike_panic(program.window)
    assert stage.relaunched == [stage.folder]
    assert visible_windows() == [program.window]


def test_a_lock_gives_up_a_file_dialog_that_waits_for_an_answer(stage: Stage, tmp_path: Path) -> None:
    program, workplace = working(stage)
    typed_into(workplace)
    QTimer.singleShot(0, program.window, lambda: locking(program).lock(LockReason.IDLE))
    assert choose_folder(program.window, "Where?", tmp_path) is None
    assert stage.relaunched == [stage.folder]
    assert visible_windows() == [program.window]
    assert saved(stage) == [TYPED]


def test_a_lock_answers_no_question_that_waits(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The window was being closed, could not save, and asks; then nobody answers."""
    program, workplace = working(stage)
    typed_into(workplace)
    monkeypatch.setattr(vault_module, "ROOM", 1 << 62)
    QTimer.singleShot(0, program.window, lambda: locking(program).lock(LockReason.IDLE))
    assert not program.window.close()
    assert locking(program).state is LockState.HELD
    assert not workplace.isVisible()


def test_a_dialog_is_the_harm_that_the_cover_prevents(stage: Stage) -> None:
    """The control: what only covered the window itself would leave the dialog in sight."""
    program, _workplace = working(stage)
    dialog = open_settings(program)
    cover = QWidget(program.window)
    cover.show()
    cover.raise_()
    assert dialog.isVisible()
    program.window.cover()
    assert not dialog.isVisible()


def test_locking_waits_for_what_is_written_and_keeps_it(stage: Stage) -> None:
    program, workplace = working(stage)
    typed_into(workplace)
    reading, writing = os.pipe()
    done: list[str] = []

    def slow(vault: Vault) -> None:
        os.read(reading, 1)
        with vault.transaction():
            done.append("written")

    desk_of(program).do(slow, owner=program, failed=lambda _error: None)
    assert not done
    os.write(writing, b"x")
    program.lock()
    assert done == ["written"]
    assert stage.relaunched == [stage.folder]
    assert saved(stage) == [TYPED]
    for end in (reading, writing):
        os.close(end)


def test_what_takes_long_on_the_database_does_not_keep_a_lock_waiting(stage: Stage) -> None:
    program, workplace = working(stage)
    typed_into(workplace)
    begun, ends, steps = Event(), list[VpdeskError](), list[int]()

    def deed(vault: Vault, report: Report) -> None:
        with vault.transaction():
            vault.organisations.save(Organisation(name="Half done"))
            for step in range(200):  # ten seconds
                begun.set()
                steps.append(step)
                report(Progress(stage=CopyStage.COPYING, done=step, total=200))
                Event().wait(0.05)

    dialog = do_busily(
        desk_of(program), deed, owner=workplace, title="Deed", done=lambda _none: None, failed=ends.append
    )
    assert begun.wait(10)
    before = time.monotonic()
    strike_panic(dialog)
    assert stage.relaunched == [stage.folder]
    assert time.monotonic() - before < 2
    assert len(steps) < 200
    assert saved(stage) == [TYPED]


def test_no_backup_on_a_disk_that_hangs_keeps_the_database_and_a_lock_waiting(stage: Stage) -> None:
    program, workplace = working(stage)
    heard: list[Progress] = []

    def deed(vault: Vault, report: Report) -> None:
        def hear(progress: Progress) -> None:
            heard.append(progress)
            report(progress)

        renew_vault_key(vault, PASSPHRASE, now=NOW, progress=hear)

    with standstill(unheard):  # as a copy to a stick holds it that does not answer
        dialog = do_busily(
            desk_of(program), deed, owner=workplace, title="Deed", done=lambda _none: None, failed=print
        )
        stage.wait(lambda: heard)
        before = time.monotonic()
        strike_panic(dialog)
        assert stage.relaunched == [stage.folder]
        assert time.monotonic() - before < 2
    assert {progress.stage for progress in heard} == {CopyStage.WAITING}
    Vault.open(stage.folder, PASSPHRASE).close()


def test_locking_twice_ends_once(stage: Stage) -> None:
    program, _workplace = working(stage)
    watching = locking(program)
    program.lock()
    watching.lock(LockReason.PANIC)
    watching.lock(LockReason.IDLE)
    assert stage.relaunched == [stage.folder]


def test_a_second_lock_does_not_wait_for_a_backup(stage: Stage) -> None:
    program, workplace = working(stage)
    ready: list[Callable[[], None]] = []
    watching = locking(program)
    watching.before_gone = lambda _reason, gone: ready.append(gone)
    program.lock()
    assert not workplace.isVisible()
    assert stage.relaunched == []
    strike_panic(program.window)
    assert stage.relaunched == [stage.folder]
    ready[0]()
    assert stage.relaunched == [stage.folder]


def held(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> tuple[Program, HeldPage]:
    """Lock, with nobody there, while the disk is full."""
    program, workplace = working(stage)
    typed_into(workplace)
    monkeypatch.setattr(vault_module, "ROOM", 1 << 62)
    locking(program).lock(LockReason.IDLE)
    assert stage.relaunched == []
    assert not workplace.isVisible()
    return program, child(program.window, HeldPage)


def test_what_cannot_be_saved_keeps_the_window_covered_and_asks_nobody(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, page = held(stage, monkeypatch)
    assert visible_windows() == [program.window]
    assert "The disk is full" in spoken(page)
    assert TYPED not in spoken(program.window)
    assert findings(program.window) == []
    assert not program.window.close()
    assert program.window.isVisible()
    locking(program).lock(LockReason.PANIC)
    assert stage.relaunched == []
    monkeypatch.setattr(vault_module, "ROOM", 0)
    locking(program)._again.timeout.emit()
    assert stage.relaunched == [stage.folder]
    assert saved(stage) == [TYPED]


def test_only_the_passphrase_leads_back_to_what_could_not_be_saved(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, page = held(stage, monkeypatch)
    (stage.folder / "header.1").unlink()
    (stage.folder / "header.2").unlink()  # out of reach, as on a stick that was pulled out
    type_in(page, "held_passphrase", "something else")
    press(page, "held_back")
    stage.wait(lambda: "does not open the vault" in spoken(page))
    assert program.window.is_covered
    type_in(page, "held_passphrase", PASSPHRASE)
    press(page, "held_back")
    stage.wait(lambda: not program.window.is_covered)
    workplace = program.window.centralWidget()
    assert isinstance(workplace, Workplace)
    assert "The disk is full" in workplace.banner.text()
    assert child(child(workplace, FormPlace), QLineEdit).text() == TYPED
    assert not desk_of(program).hurried.is_set()
    monkeypatch.setattr(vault_module, "ROOM", 0)
    program.lock()
    assert stage.relaunched == [stage.folder]


def test_after_coming_back_the_next_lock_is_only_a_lock(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    restoring: list[Path] = []
    stage.around = replace(stage.around, restore=restoring.append)
    program, workplace = working(stage)
    typed_into(workplace)
    monkeypatch.setattr(vault_module, "ROOM", 1 << 62)
    program.restore_after_lock()
    page = child(program.window, HeldPage)
    type_in(page, "held_passphrase", PASSPHRASE)
    press(page, "held_back")
    stage.wait(lambda: not program.window.is_covered)
    monkeypatch.setattr(vault_module, "ROOM", 0)
    locking(program).lock(LockReason.IDLE)
    assert (stage.relaunched, restoring) == ([stage.folder], [])


def test_a_lock_to_put_back_a_backup_goes_there_when_all_is_saved(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    restoring: list[Path] = []
    stage.around = replace(stage.around, restore=restoring.append)
    program, workplace = working(stage)
    typed_into(workplace)
    monkeypatch.setattr(vault_module, "ROOM", 1 << 62)
    program.restore_after_lock()
    monkeypatch.setattr(vault_module, "ROOM", 0)
    locking(program)._again.timeout.emit()
    assert (stage.relaunched, restoring) == ([], [stage.folder])


def test_a_mistake_of_ours_while_saving_shows_no_case(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    program, workplace = working(stage)
    shown: list[type[BaseException]] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, *_rest: shown.append(kind))

    def mistaken(_page: QWidget) -> None:
        raise KeyError

    with monkeypatch.context() as patch:
        patch.setattr("vpdesk.app.indoors.commit_all", mistaken)
        locking(program).lock(LockReason.IDLE)
        locking(program)._again.timeout.emit()
    assert shown == [KeyError]
    assert not workplace.isVisible()
    assert locking(program).state is LockState.HELD


def test_what_comes_late_does_not_lift_the_cover(stage: Stage) -> None:
    program, _workplace = working(stage)
    program.window.cover()
    late = QPushButton("Text of a case")
    program.window.show_page(late)
    assert not late.isVisible()
    assert program.window.is_covered


def test_after_a_lock_the_next_process_is_unlocked_at_the_same_place(stage: Stage) -> None:
    program, workplace = working(stage)
    typed_into(workplace)
    strike_panic(program.window)
    back = unlocked(stage, stage.start())
    assert back.here == "cases"
