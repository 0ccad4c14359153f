"""A second start on a vault that is open: the first window comes forward, and nothing is opened twice."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.app.conftest import Stage
from tests.app.test_program import spoken, working
from tests.factories import PASSPHRASE
from vpdesk.app import doorbell
from vpdesk.app.program import Program
from vpdesk.vault.vault import Vault


def second(stage: Stage) -> Program:
    program = Program(stage.app, stage.around)
    stage.programs.append(program)
    program.start()
    return program


def test_the_first_window_comes_forward_and_the_second_start_ends(stage: Stage) -> None:
    first, _workplace = working(stage)
    first.window.showMinimized()
    late = second(stage)
    assert not late.window.isVisible()
    stage.wait(lambda: stage.left)
    assert not first.window.isMinimized()
    assert not late.window.isVisible()
    assert not list(stage.folder.glob("*.bell"))


def test_where_no_window_answers_the_second_start_says_that_the_vault_is_in_use(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doorbell, "_LOOKS", 2)
    stage.with_vault()
    with Vault.open(stage.folder, PASSPHRASE):
        late = second(stage)
        stage.wait(late.window.isVisible)
        assert "open already" in spoken(late.window)
    assert stage.left == []
    assert not list(stage.folder.glob("*.bell"))


def test_a_vault_that_nobody_has_open_is_opened_at_once(stage: Stage) -> None:
    late = second(stage.with_vault())
    assert late.window.isVisible()


def test_ctrl_l_locks_from_within_the_settings_too(stage: Stage) -> None:
    program, _workplace = working(stage)
    dialog = program.ask_settings()
    assert dialog is not None
    dialog.activateWindow()
    stage.wait(dialog.isActiveWindow)
    QTest.keyClick(dialog, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    stage.wait(lambda: stage.relaunched)
    assert stage.relaunched == [Path(stage.folder)]
    assert program.indoors is None
