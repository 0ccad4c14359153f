"""What the monkey does: one deed of a person at the window after another, drawn from a seed."""

import random
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from tests.monkey.keys import Keys
from tests.monkey.mouse import Mouse
from tests.monkey.sight import CONTROL, ENDS, SHIFT
from tests.monkey.watching import escape, name, parts
from vpdesk.views.places import PLACES

if TYPE_CHECKING:
    from collections.abc import Callable

#: What the buttons of an organisation's page are called that open its sections, and change what is in them.
_AGREED = (
    *("open_", "add_", "change_", "keep_", "remove_", "leave_", "usual_", "units_"),
    *("conduct", "integrity", "undo_last"),
)


class Hands(Mouse, Keys):
    """Does deeds in the window of `program`; `files` are what can be dropped there."""

    def __init__(self, chance: random.Random, files: list[Path]) -> None:
        super().__init__(chance)
        self.files = tuple(files)
        self._deeds: dict[Callable[[], str], int] = {
            self.click: 22, self.double_click: 3, self.drag: 2, self.write: 16, self.compose: 2,
            self.button: 12, self.finish: 5, self.field: 6,
            self.paste: 4, self.press: 12, self.storm: 2, self.escape: 5, self.undo: 3, self.find: 3,
            self.shortcut: 3, self.scroll: 5, self.resize: 2, self.drop: 2, self.menu: 2, self.trigger: 4,
            self.place: 5, self.case: 4, self.more: 3, self.agreement: 4,
        }  # fmt: skip
        #: So slow, or so far-reaching, that they come once in some hundreds.
        self._seldom = (self.text_size, self.lock, self.lock, self.close, self.close, self.panic)

    def one(self) -> str:
        """Do one deed, and return what it was."""
        self.turn_to_window()
        if self.chance.random() < 0.006:
            return self.chance.choice(self._seldom)()
        (deed,) = self.chance.choices([*self._deeds], [*self._deeds.values()])
        return deed()

    def resize(self) -> str:
        assert self.program is not None
        size = self.chance.randrange(300, 1700), self.chance.randrange(200, 1100)
        self.program.window.resize(*size)
        return f"resize to {size}"

    def trigger(self) -> str:
        """Choose an action of what is shown, as from a menu."""
        known = [
            each
            for each in self.window.findChildren(QAction)
            if each.isEnabled() and each.isVisible() and each.objectName() not in ENDS
        ]
        if not known:
            return "no action"
        action = self.chance.choice(known)
        said = f"action {action.objectName()} {action.text()!r}"
        action.trigger()
        return said

    def place(self) -> str:
        if (page := self.free()) is None:
            return "no place to go to"
        key = self.chance.choice(PLACES).key
        page.go(key)
        return f"go to {key}"

    def case(self) -> str:
        """Open one of the cases that are there."""
        if (page := self.free()) is None:
            return "no case to go to"
        sql = "SELECT id FROM cases WHERE binned_on IS NULL ORDER BY id"
        ids = [row[0] for row in page._desk.ask(lambda vault: vault.connection.execute(sql).fetchall())]
        if not ids:
            return "no case left"
        number = self.chance.randrange(len(ids))
        page.go("cases", ids[number])
        return f"open case {number} of {len(ids)}"

    def agreement(self) -> str:
        """Change something that was agreed with a client, by a button of its page; now and then undo it."""
        if (page := self.free()) is None:
            return "no client to go to"
        page.go("organisations")
        buttons = [
            each
            for each in page.findChildren(QPushButton)
            if each.isVisible() and each.isEnabled() and each.objectName().startswith(_AGREED)
        ]
        if not buttons:
            return "no client yet"
        pressed = self.chance.choice(buttons)
        said = f"press {name(pressed)}"
        pressed.click()
        if self.chance.random() < 0.3:
            self.strike(Qt.Key.Key_Z, CONTROL)
            said += ", and Ctrl+Z"
        return said

    def more(self) -> str:
        """Open the menu of what is shown, and go down in it."""
        buttons = [each for each in parts(self.window) if each.objectName() == "more" and each.isVisible()]
        if not buttons:
            return "no menu"
        QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
        for _line in range(self.chance.randrange(1, 15)):
            self.strike(Qt.Key.Key_Down)
        menu = QApplication.activePopupWidget()
        said = f"menu {name(menu)}"
        if menu is not None:
            self.strike(Qt.Key.Key_Return)
        return said

    # -- seldom

    def text_size(self) -> str:
        assert self.program is not None
        if self.free() is None:
            return "no settings to change"
        size = self.chance.choice((100, 100, 125, 150, 200))
        self.program.take_settings(
            replace(
                self.program.settings,
                text_size=size,
                theme=self.chance.choice(("light", "dark")),
                language=self.chance.choice(("nl", "nl", "en")),
            )
        )
        return f"text of {size} %"

    def lock(self) -> str:
        self.strike(Qt.Key.Key_L, CONTROL)
        return "lock"

    def panic(self) -> str:
        self.strike(Qt.Key.Key_L, CONTROL | SHIFT)
        return "panic key"

    def close(self) -> str:
        assert self.program is not None
        for _dialog in range(5):
            if self.window is not self.program.window:
                escape(self.window)
        self.program.window.close()
        return "close the window"
