"""What was copied goes after half a minute and at a lock; what somebody else copied stays."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from vpdesk.app.clipboard import HINTS, STAY, ClipboardWatch

MODE = QClipboard.Mode.Clipboard


class Board:
    """The clipboard of the test screen, which cannot tell whose its content is: the test says so."""

    def __init__(self, app: QApplication) -> None:
        self.clipboard = app.clipboard()
        self.ours = True
        self.owner = QObject()
        self.watch = ClipboardWatch(
            self.clipboard, self.owner, owns=lambda _board, mode: self.ours and mode is MODE
        )

    def half_a_minute(self) -> None:
        """Let the time pass that our text stays."""
        timer = self.watch._timers[MODE]
        assert timer.interval() == STAY
        if timer.isActive():
            timer.timeout.emit()


@pytest.fixture
def board(qapp: QApplication) -> Iterator[Board]:
    made = Board(qapp)
    yield made
    made.clipboard.clear()


def copy(qtbot: QtBot, words: str) -> None:
    line = QLineEdit(words)
    qtbot.addWidget(line)
    line.selectAll()
    line.copy()


def test_our_own_text_is_cleared_after_half_a_minute(qtbot: QtBot, board: Board) -> None:
    copy(qtbot, "Melder vertelt dat")
    assert board.clipboard.text() == "Melder vertelt dat"
    board.half_a_minute()
    assert board.clipboard.text() == ""


def test_our_own_text_is_cleared_at_a_lock(qtbot: QtBot, board: Board) -> None:
    copy(qtbot, "Melder vertelt dat")
    board.watch.clear()
    assert board.clipboard.text() == ""


def test_what_somebody_else_copied_stays(qtbot: QtBot, board: Board) -> None:
    copy(qtbot, "Melder vertelt dat")
    board.ours = False
    board.clipboard.setText("of another program")
    board.half_a_minute()
    board.watch.clear()
    assert board.clipboard.text() == "of another program"


def test_a_second_text_gets_its_own_half_minute(qtbot: QtBot, board: Board) -> None:
    copy(qtbot, "first")
    copy(qtbot, "second")
    assert board.clipboard.text() == "second"
    board.half_a_minute()
    assert board.clipboard.text() == ""


def test_the_system_is_asked_to_keep_it_out_of_its_history(qtbot: QtBot, board: Board) -> None:
    copy(qtbot, "Melder vertelt dat")
    told = board.clipboard.mimeData()
    for name, content in HINTS.items():
        assert bytes(told.data(name).data()) == content


def test_without_the_watch_it_would_stay(qtbot: QtBot, board: Board) -> None:
    """The control."""
    board.watch.deleteLater()
    board.clipboard.changed.disconnect()
    copy(qtbot, "Melder vertelt dat")
    board.watch._timers[MODE].stop()
    assert board.clipboard.text() == "Melder vertelt dat"
    assert not board.clipboard.mimeData().hasFormat(next(iter(HINTS)))
