"""Two watches on the clock: nobody was there for a while, and time itself made a jump.

Neither knows of a vault: they say what they saw. `look` is called each second, the clocks are given.
"""

from collections.abc import Callable
from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QObject, Signal

#: Seconds before the end in which the person is warned.
WARNING: Final = 30
#: Seconds that the clocks may go apart between two looks, or that a look may be late.
JUMP: Final = 30

Seconds = Callable[[], float]


class _Idle(Enum):
    SOMEBODY = auto()
    WARNED = auto()
    NOBODY = auto()


class IdleWatch(QObject):
    """Says `inactive` once when nobody was noticed for `after` seconds.

    `warned` counts down the last `WARNING` seconds; `stayed` follows when somebody is noticed within them.
    `seconds` is a clock that nobody can set.
    """

    warned = Signal(int)
    stayed = Signal()
    inactive = Signal()

    def __init__(self, parent: QObject, *, after: float, seconds: Seconds) -> None:
        super().__init__(parent)
        self.after = after
        self._seconds = seconds
        self._last = seconds()
        self._state = _Idle.SOMEBODY

    def note(self) -> None:
        """Somebody is there."""
        self._last = self._seconds()
        if self._state is not _Idle.SOMEBODY:
            self._state = _Idle.SOMEBODY
            self.stayed.emit()

    def look(self) -> None:
        """Say what the clock says."""
        left = self.after - (self._seconds() - self._last)
        if self._state is _Idle.NOBODY or left > WARNING:
            return
        if left <= 0:
            self._state = _Idle.NOBODY
            self.inactive.emit()
        else:
            self._state = _Idle.WARNED
            self.warned.emit(round(left))


class ClockWatch(QObject):
    """Says `jumped` when the clock on the wall and the one that nobody can set went apart.

    That is how a sleep shows on Linux and macOS, whose steady clock stands still meanwhile, and how a set
    clock shows everywhere. Where the steady clock goes on in sleep (Windows), the look itself comes too late.
    """

    jumped = Signal()

    def __init__(self, parent: QObject, *, seconds: Seconds, wall: Seconds) -> None:
        super().__init__(parent)
        self._seconds, self._wall = seconds, wall
        self._last = (seconds(), wall())

    def look(self) -> None:
        """Compare both clocks with the last look."""
        now = (self._seconds(), self._wall())
        steady, on_wall = (after - before for before, after in zip(self._last, now, strict=True))
        self._last = now
        if abs(on_wall - steady) > JUMP or steady > JUMP:
            self.jumped.emit()
