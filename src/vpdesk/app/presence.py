"""Whether somebody is at one of our windows: keys, pointer, dictation; and the panic key, from everywhere.

Only what reaches a window as a whole and the widget in focus is looked at. A filter over the whole program
would run for every event of every widget.
"""

from typing import Final

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCursor, QGuiApplication, QKeyEvent, QWindow

_TOUCHES: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
        QEvent.Type.InputMethod,
    }
)
_PANIC: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class Presence(QObject):
    """`noticed` says that somebody did something; `panicked` that the panic key was struck (Ctrl+Shift+L)."""

    noticed = Signal()
    panicked = Signal()

    def __init__(self, app: QGuiApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._watched: set[QWindow] = set()
        self._focused: QObject | None = None
        self._pointer = QCursor.pos()
        app.focusWindowChanged.connect(self._watch)
        app.focusObjectChanged.connect(self._follow)
        self._follow(app.focusObject())
        self.find_windows()

    def look(self) -> None:
        """Look for windows that have come, menus and dialogs too, and at the pointer; once a second.

        A window behind a dialog is told nothing: only the pointer itself shows that somebody clicks there.
        """
        self.find_windows()
        if QGuiApplication.applicationState() is Qt.ApplicationState.ApplicationActive and self._has_moved():
            self.noticed.emit()

    def find_windows(self) -> None:
        """Hear what reaches the windows that have come."""
        self._watched = {window for window in self._watched if shiboken6.isValid(window)}
        for window in QGuiApplication.topLevelWindows():
            self._watch(window)

    def _watch(self, window: QWindow | None) -> None:
        if window is not None and window not in self._watched:
            self._watched.add(window)
            window.installEventFilter(self)

    def _follow(self, focused: QObject | None) -> None:
        """Hear what is dictated or composed: it comes to the widget in focus, and as no key at all."""
        if self._focused is not None and shiboken6.isValid(self._focused):
            if isinstance(self._focused, QWindow):
                return
            self._focused.removeEventFilter(self)
        self._focused = focused
        if focused is not None and not isinstance(focused, QWindow):
            focused.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's own name
        kind = event.type()
        if kind not in _TOUCHES:
            return False
        if kind == QEvent.Type.MouseMove and not self._has_moved():
            return False  # a window that appears below a pointer at rest is told of a movement too
        if isinstance(event, QKeyEvent) and _is_panic(event):
            self.panicked.emit()
            return True
        self.noticed.emit()
        return False

    def _has_moved(self) -> bool:
        """Tell whether the pointer has moved since the last time, and is over a window of ours."""
        place, before = QCursor.pos(), self._pointer
        self._pointer = place
        return place != before and QGuiApplication.topLevelAt(place) is not None


def _is_panic(event: QKeyEvent) -> bool:
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return event.key() == Qt.Key.Key_L and held == _PANIC
