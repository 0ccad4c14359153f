"""What the monkey does by keyboard and clipboard."""

from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from tests.hostile import HOSTILE
from tests.monkey.sight import CONTROL, NONE, SHIFT, Sight
from tests.monkey.watching import name, parts

_KEYS: Final = (
    Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Down,
    Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp,
    Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_F2, Qt.Key.Key_F5, Qt.Key.Key_F10, Qt.Key.Key_Menu,
    Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Insert,
)  # fmt: skip
_LONGEST: Final = 20_000
_MODIFIERS: Final = (NONE, NONE, NONE, SHIFT, CONTROL, CONTROL | SHIFT, Qt.KeyboardModifier.AltModifier)


class Keys(Sight):
    """Each deed returns what it was."""

    def write(self) -> str:
        """Type, letter by letter: in a field, when there is one, else where the keyboard is."""
        fields = [
            each
            for each in parts(self.window)
            if isinstance(each, QLineEdit | QPlainTextEdit) and _takes(each)
        ]
        if fields and self.chance.random() < 0.7:
            self.chance.choice(fields).setFocus()
        words = self.words()
        said = f"write {words!r} in {name(self.focus)}"
        for letter in words:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(self.focus, QKeyEvent(kind, 0, NONE, letter))
        return said

    def field(self) -> str:
        """Write a mark in a field of the page, and go on to the next."""
        fields = [
            each
            for each in parts(self.window)
            if isinstance(each, QLineEdit | QPlainTextEdit) and _takes(each)
        ]
        if not fields:
            return "no field"
        field = self.chance.choice(fields)
        field.setFocus()
        mark = self.mark()
        said = f"write{mark}in {name(field)}"
        for letter in mark:
            QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, 0, NONE, letter))
        self.strike(Qt.Key.Key_Tab)
        return said

    def compose(self) -> str:
        """Write as dictation and composed letters come."""
        said = f"compose in {name(self.focus)}"
        event = QInputMethodEvent(self.chance.choice(("", "e\u0301", "\u4f60")), [])
        event.setCommitString(self.words())
        QApplication.sendEvent(self.focus, event)
        return said

    def paste(self) -> str:
        whole = self.chance.random() < 0.02
        texts = [text for text in HOSTILE if whole or len(text) <= _LONGEST]
        text = max(texts, key=len) if whole else self.chance.choice(texts)
        QGuiApplication.clipboard().setText(text)
        said = f"paste {text[:20]!r} ({len(text)}) in {name(self.focus)}"
        self.strike(Qt.Key.Key_V, CONTROL)
        return said

    def press(self) -> str:
        key, held = self.chance.choice(_KEYS), self.chance.choice(_MODIFIERS)
        said = f"press {held.name} {key.name} in {name(self.focus)}"
        self.strike(key, held)
        return said

    def storm(self) -> str:
        times, back = self.chance.randrange(5, 25), self.chance.random() < 0.4
        for _time in range(times):
            self.strike(Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab, SHIFT if back else NONE)
        return f"{times} times {'Backtab' if back else 'Tab'}, to {name(self.focus)}"

    def escape(self) -> str:
        said = f"Esc in {name(self.focus)}"
        self.strike(Qt.Key.Key_Escape)
        return said

    def undo(self) -> str:
        """Take something back: what was typed where the keyboard is in a text, or what was done."""
        elsewhere = [each for each in parts(self.window) if _keeps_no_text(each)]
        if elsewhere and self.chance.random() < 0.5:
            self.chance.choice(elsewhere).setFocus()
        said = f"Ctrl+Z in {name(self.focus)}"
        self.strike(Qt.Key.Key_Z, CONTROL)
        return said

    def find(self) -> str:
        self.strike(Qt.Key.Key_K, CONTROL)
        for letter in self.chance.choice(("", "ge", "aap0000", "de", '"(*', "leiding")):
            QApplication.sendEvent(self.focus, QKeyEvent(QEvent.Type.KeyPress, 0, NONE, letter))
        return "Ctrl+K and words"

    def shortcut(self) -> str:
        key = self.chance.choice((Qt.Key.Key_N, Qt.Key.Key_F, Qt.Key.Key_S, Qt.Key.Key_A, Qt.Key.Key_Y))
        self.strike(key, CONTROL)
        return f"Ctrl+{key.name}"


def _takes(field: QLineEdit | QPlainTextEdit) -> bool:
    return field.isVisible() and field.isEnabled() and not field.isReadOnly()


def _keeps_no_text(widget: QWidget) -> bool:
    able = widget.isVisible() and widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return able and not isinstance(widget, QLineEdit | QPlainTextEdit)
