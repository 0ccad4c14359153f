"""Locking an open vault: cover the window, save what was typed, end, go on in a fresh locked process.

    OPEN -> HELD -> OPEN      something could not be saved; back with the passphrase
      \\-> LEAVING -> GONE     all is saved; `before_gone` may still make a backup

When it cannot be saved there may be nobody to ask, and whoever comes by must not be asked: the window stays
covered, tries again and again, and only the passphrase leads back. So no lock ever loses what was typed, and
none ever shows it. The price is that the process lives on, covered, until the disk takes the text.
"""

import sys
from collections.abc import Callable
from enum import Enum, auto
from typing import Final, Protocol

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from vpdesk import bugs
from vpdesk.app.clipboard import ClipboardWatch
from vpdesk.app.presence import Presence
from vpdesk.app.surroundings import Surroundings
from vpdesk.app.watches import ClockWatch, IdleWatch
from vpdesk.domain.errors import EnvironmentFault, StorageError, VpdeskError
from vpdesk.models import tasks
from vpdesk.views.held_page import HeldPage
from vpdesk.views.idle_warning import IdleWarning
from vpdesk.views.main_window import MainWindow

#: Milliseconds between two looks at the clock, and between two attempts to save.
_TICK: Final = 1000
_AGAIN: Final = 5000


class LockReason(Enum):
    """Why the vault locks. Only after ASKED and IDLE is there time for a backup."""

    ASKED = auto()
    IDLE = auto()
    PANIC = auto()
    SYSTEM = auto()
    CLOCK = auto()
    DAMAGE = auto()


class LockState(Enum):
    """How far it is; the module's docstring draws the way."""

    OPEN = auto()
    HELD = auto()
    LEAVING = auto()
    GONE = auto()


class Lockable(Protocol):
    """What Locking needs of an open vault and its window."""

    def hurry(self) -> None:
        """Let nothing that takes long keep `commit` waiting."""

    def take_time(self) -> None:
        """Let what takes long take its time again."""

    def commit(self) -> None:
        """Save everything that was typed; raises VpdeskError."""

    def passphrase_check(self) -> Callable[[str], object]:
        """Return what raises WrongPassphraseError for a wrong passphrase; it may run beside the window."""

    def show_error(self, error: VpdeskError) -> None:
        """Say `error` in the window."""


def _at_once(_reason: LockReason, gone: Callable[[], None]) -> None:
    gone()


class Locking(QObject):
    """Watches over one open vault. `end` closes it and goes on in a fresh process.

    `before_gone(reason, gone)` is called when all is saved and the window is covered; it calls `gone` when it
    is ready. A second lock, of whatever reason, does not wait for it. `came_back`: the person is in again
    where something could not be saved.
    """

    came_back = Signal()

    def __init__(
        self,
        vault: Lockable,
        window: MainWindow,
        around: Surroundings,
        *,
        minutes: int,
        end: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self.state = LockState.OPEN
        self.before_gone: Callable[[LockReason, Callable[[], None]], None] = _at_once
        self._vault, self._window, self._end = vault, window, end
        self._held: HeldPage | None = None
        self._warning: IdleWarning | None = None
        self._reason = LockReason.ASKED
        self._error: VpdeskError = StorageError()
        self._again = QTimer(self, interval=_AGAIN)
        self._again.timeout.connect(self._save)
        self.idle = IdleWatch(self, after=60 * minutes, seconds=around.seconds)
        self.idle.warned.connect(self._warn)
        self.idle.stayed.connect(self._end_warning)
        self.idle.inactive.connect(lambda: self.lock(LockReason.IDLE))
        self.clock = ClockWatch(self, seconds=around.seconds, wall=around.wall)
        self.clock.jumped.connect(lambda: self.lock(LockReason.CLOCK))
        app = QGuiApplication.instance()
        if not isinstance(app, QGuiApplication):
            raise TypeError
        self._presence = Presence(app, self)
        self._presence.noticed.connect(self.idle.note)
        self._presence.panicked.connect(lambda: self.lock(LockReason.PANIC))
        self._system = around.watch_system(window, lambda: self.lock(LockReason.SYSTEM))
        self.clipboard = ClipboardWatch(app.clipboard(), self)
        tick = QTimer(self, interval=_TICK)
        tick.timeout.connect(self.look)
        tick.start()

    def look(self) -> None:
        """Look who is there and at the clocks, as happens once a second."""
        self._presence.look()
        self.clock.look()
        if self.state is LockState.OPEN:
            self.idle.look()

    def lock(self, reason: LockReason) -> None:
        """Lock, for `reason`; when it is locking already, do not wait any longer."""
        if self.state is LockState.OPEN:
            self._vault.hurry()
            self._end_warning()
            self._window.cover()
            bugs.note(f"lock {reason.name}")
            self.clipboard.clear()
            self._reason = reason
            self._save()
        elif self.state is LockState.HELD:
            self._save()
        elif self.state is LockState.LEAVING:
            self._go()

    def may_close(self) -> bool:
        """Whether the covered window may be closed: all is saved, and the vault is closed."""
        if self.state is not LockState.GONE:
            self.lock(LockReason.ASKED)
        return self.state is LockState.GONE

    def _save(self) -> None:
        try:
            self._vault.commit()
        except VpdeskError as error:
            self._hold(error)
        except Exception as mistake:  # noqa: BLE001  whatever it is, the window stays covered and says so
            told = self.state is LockState.HELD
            self._hold(StorageError())
            if not told:
                sys.excepthook(type(mistake), mistake, mistake.__traceback__)
        else:
            self._again.stop()
            self.state = LockState.LEAVING
            if self._reason in (LockReason.ASKED, LockReason.IDLE):
                self.before_gone(self._reason, self._go)
            else:
                self._go()

    def _go(self) -> None:
        if self.state is LockState.LEAVING:
            self.state = LockState.GONE
            self._end()

    # -- what cannot be saved

    def _hold(self, error: VpdeskError) -> None:
        if isinstance(error, EnvironmentFault):
            error.tried_on()
        self.state = LockState.HELD
        if self._held is None:
            self._held = HeldPage()
            self._held.back_wanted.connect(self._let_back)
            self._window.cover(self._held)
            self._again.start()
        self._held.say(error)
        self._error = error

    def _let_back(self, passphrase: str) -> None:
        if self._held is None:
            return
        check = self._vault.passphrase_check()
        tasks.run(lambda: check(passphrase), owner=self._held, done=self._come_back, failed=self._held.refuse)

    def _come_back(self, _known: object) -> None:
        if self.state is not LockState.HELD:
            return
        self._again.stop()
        self._vault.take_time()
        self._held = None
        self.state = LockState.OPEN
        self.idle.note()
        self._window.uncover()
        self.came_back.emit()
        self._vault.show_error(self._error)

    # -- the warning

    def _warn(self, left: int) -> None:
        if self._warning is None or not shiboken6.isValid(self._warning):
            self._warning = IdleWarning(left, self._window)
            self._warning.stay_asked.connect(self.idle.note)
            self._warning.lock_asked.connect(lambda: self.lock(LockReason.ASKED))
            self._warning.show()
            self._warning.raise_()
        else:
            self._warning.count(left)

    def _end_warning(self) -> None:
        warning, self._warning = self._warning, None
        if warning is not None and shiboken6.isValid(warning):
            warning.close()
