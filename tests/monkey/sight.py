"""What the monkey sees of the window, and the words that it has to write."""

import random
from collections import deque
from typing import TYPE_CHECKING, Final

import shiboken6
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.monkey.watching import parts
from vpdesk.views.workplace import Workplace

if TYPE_CHECKING:
    from vpdesk.app.program import Program

NONE: Final = Qt.KeyboardModifier.NoModifier
CONTROL: Final = Qt.KeyboardModifier.ControlModifier
SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
#: These end the window: only now and then, for it starts anew each time.
ENDS: Final = frozenset({"lock"})
_LETTERS: Final = "aeinrt 0123456789-:.,'\"<>&%\\/éëïß€\u0301\u202e\u200d\u05d0\u0645\u4f60\U0001f600\x00\n\t"
#: The key that holds it; of several, Alt.
_HOLDING: Final = {SHIFT: Qt.Key.Key_Shift, CONTROL: Qt.Key.Key_Control}
#: Windows of Qt's own that are remembered: more than stand over each other.
_HELD: Final = 32
#: Words that fields understand in a way of their own.
_WORDS: Final = ("gisteren", "vr 14:00", "31-12-2026", "1u30", "29-2-2025", "0", "-1", "9999999999", "Eik")


class Sight:
    """The window of `program`, with the eyes of somebody who does whatever `chance` says."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.program: Program | None = None
        self._written = 0
        # when Python lets go of a window that it did not make, PySide takes all parts of it for deleted
        self._held: deque[QWidget] = deque(maxlen=_HELD)

    @property
    def window(self) -> QWidget:
        """Where a person could do something now: a menu, a dialog, or the window."""
        assert self.program is not None
        front = QApplication.activePopupWidget() or QApplication.activeModalWidget() or self.program.window
        if not any(front is one for one in self._held):
            self._held.append(front)
        return front

    @property
    def focus(self) -> QWidget:
        window = self.window
        found: QWidget | None = window.focusWidget()
        return window if found is None else found

    def turn_to_window(self) -> None:
        """Have the window in which something can be done in front, as whoever clicks or types there has.

        Without a window system nothing else puts it there when a menu has gone.
        """
        window = self.window
        front: QWidget | None = QApplication.activeWindow()
        if front is not window and window.windowType() is not Qt.WindowType.Popup:
            window.activateWindow()

    def somewhere(self) -> tuple[QWidget, QPoint]:
        """Return a widget in sight, and a point of it, as the window counts."""
        window = self.window
        within = parts(window)
        self.chance.shuffle(within)
        widget = next((each for each in within if _in_sight(each)), window)
        if widget.objectName() in ENDS and self.chance.random() < 0.9:
            widget = window
        seen = widget.visibleRegion().boundingRect()
        point = QPoint(
            seen.left() + self.chance.randrange(max(1, seen.width())),
            seen.top() + self.chance.randrange(max(1, seen.height())),
        )
        there = widget.mapTo(window, point)
        hit = window.childAt(there) or window
        if hit.objectName() in ENDS and self.chance.random() < 0.9:
            return window, QPoint(2, 2)
        return hit, there

    def _workplace(self) -> Workplace | None:
        assert self.program is not None
        page = self.program.window.centralWidget()
        return page if isinstance(page, Workplace) and not self.program.window.is_covered else None

    def free(self) -> Workplace | None:
        """The window itself, when neither a dialog nor a menu stands before it."""
        page = self._workplace()
        return page if page is not None and self.window is page.window() else None

    def mark(self) -> str:
        """Return a word that stands nowhere else."""
        self._written += 1
        return f" aap{self._written:06}q "

    def words(self) -> str:
        kind = self.chance.randrange(5)
        if kind in (0, 4):
            return self.mark()
        if kind == 1:
            return self.chance.choice(_WORDS)
        return "".join(self.chance.choice(_LETTERS) for _letter in range(self.chance.randrange(1, 12)))

    def strike(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Strike a key; the window may go with it.

        What is held is not let go of by name: QTest would do that after the key, on a window that the key may
        have taken away, and end the program. It presses what is held before the key in the same way, and Alt
        takes a menu away: there it is pressed by itself, and the key follows where the menu is still there.
        """
        if held is not NONE and QApplication.activePopupWidget() is not None:
            self.strike(_HOLDING.get(held, Qt.Key.Key_Alt))
            held = NONE
        QTest.keyPress(self._handle(), key, held)
        handle = self._handle()
        if shiboken6.isValid(handle):  # else its window went with the press
            QTest.keyRelease(handle, key)

    def push(
        self,
        there: QPoint,
        button: Qt.MouseButton = Qt.MouseButton.LeftButton,
        held: Qt.KeyboardModifier = NONE,
    ) -> None:
        """Push a button of the mouse, and let it go; the window may go with it."""
        QTest.mousePress(self._handle(), button, held, there)
        if self.has(there):
            QTest.mouseRelease(self._handle(), button, held, there)

    def has(self, there: QPoint) -> bool:
        """Whether the window, which may be another by now, has this point."""
        handle = self._handle()
        return shiboken6.isValid(handle) and QRect(QPoint(), handle.size()).contains(there)

    def _handle(self) -> QWindow:
        """Return what the window system knows the window as."""
        assert self.program is not None
        own: tuple[QWindow | None, ...] = (
            self.window.windowHandle(),
            self.program.window.windowHandle(),
        )
        return next(each for each in own if each is not None)


def _in_sight(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and not widget.visibleRegion().isEmpty()
