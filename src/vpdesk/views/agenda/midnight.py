"""Tells when another day has begun, also after the computer has slept."""

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

#: Milliseconds between two looks at the calendar; one long timer would stand still while the lid is closed.
_LOOK: Final = 30_000


class Midnight(QObject):
    """`passed` carries the new day."""

    passed = Signal(object)

    def __init__(self, today: Callable[[], date], parent: QObject) -> None:
        super().__init__(parent)
        self._today = today
        self._day = today()
        timer = QTimer(self, interval=_LOOK)
        timer.timeout.connect(self.look)
        timer.start()

    def look(self) -> None:
        """See whether the day has changed since the last look."""
        day = self._today()
        if day != self._day:
            self._day = day
            self.passed.emit(day)
