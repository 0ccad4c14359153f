"""The audit itself is held to account: each thing it looks for is found where it is planted."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.views.audit import findings
from vpdesk.views.actions import action, build_actions
from vpdesk.views.parts import action_button


class Window(QWidget):
    """Two actions, one of them with a place."""

    def __init__(self) -> None:
        super().__init__()
        self.performed: list[str] = []
        self.acts = build_actions(self)
        self.line = QHBoxLayout(self)
        self.line.addWidget(action_button(self.acts["lock"]))

    @action("&Lock", shortcut="Ctrl+L", icon="lock")
    def lock(self) -> None:
        self.performed.append("lock")

    @action("&New", shortcut="Ctrl+L")
    def new(self) -> None:
        self.performed.append("new")


def test_what_is_missing_is_found(qtbot: QtBot) -> None:
    window = Window()
    qtbot.addWidget(window)
    window.line.addWidget(QLineEdit())
    assert findings(window) == ["no name: QLineEdit ''", "no place: Window.new", "2 times: Ctrl+L"]


def test_a_key_is_shared_only_by_what_can_be_seen_at_once(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    here, there = QWidget(window), QWidget(window)
    for place in (here, there):
        undo = QAction("Undo", place)
        undo.setShortcut("Ctrl+Z")
        place.addAction(undo)
    assert findings(window) == ["2 times: Ctrl+Z"]
    there.hide()
    assert findings(window) == []


def test_what_is_there_is_no_finding(qtbot: QtBot) -> None:
    window = Window()
    qtbot.addWidget(window)
    window.line.addWidget(action_button(window.acts["new"]))
    window.acts["new"].setShortcut("Ctrl+N")
    assert findings(window) == []


def test_an_actions_button_performs_it_and_follows_it(qtbot: QtBot) -> None:
    window = Window()
    qtbot.addWidget(window)
    button = window.findChild(QPushButton, "lock")
    assert button is not None
    button.click()
    assert window.performed == ["lock"]
    assert "Ctrl+L" in button.toolTip()
    window.acts["lock"].setEnabled(False)
    assert not button.isEnabled()
