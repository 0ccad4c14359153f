"""The backup at the end: when all is saved and the window covered, before it locks or closes.

    closing    the first attempt covers the window and begins the backup, which then closes it
    locking    `Locking.before_gone` waits for it; a second lock does not

A computer that shuts down does not wait: then there is no backup, and the next lock makes it. A disk, a stick
or a network that does not answer any more is not waited for either: what was typed is saved by then, and
every minute more is one in which the cases are in memory with nobody there.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QDeadlineTimer, QObject, QTimer
from PySide6.QtGui import QGuiApplication

from vpdesk.app.locking import LockReason
from vpdesk.domain.backup import BackupReason
from vpdesk.models.keeping import Keeping
from vpdesk.views.leaving_page import LeavingPage
from vpdesk.views.main_window import MainWindow

#: Milliseconds without a sign of life, and in all, after which the backup is not waited for any more.
_SILENCE: Final = 60_000
_LONGEST: Final = 180_000


class LastBackup(QObject):
    """Makes the backup once. `closes` says that the window is closing."""

    def __init__(self, keeping: Keeping, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._keeping = keeping
        self._window = window
        self.closes = False

    def before_lock(self, _reason: LockReason, gone: Callable[[], None]) -> None:
        """Make it, then call `gone`; the window is covered already."""
        self._make(BackupReason.LOCK, gone)

    def before_close(self) -> bool:
        """Whether the window may close now; else the backup begins, and the window closes after it.

        Somebody who closes it once more does not want to wait.
        """
        app = QGuiApplication.instance()
        if self.closes or (isinstance(app, QGuiApplication) and app.isSavingSession()):
            return True
        self.closes = True
        self._make(BackupReason.EXIT, self._window.close)
        return False

    def _make(self, reason: BackupReason, then: Callable[[], object]) -> None:
        page = LeavingPage()
        self._window.cover(page)
        self._keeping.progressed.connect(page.go_on)
        longest = QDeadlineTimer(_LONGEST)
        patience = QTimer(self, singleShot=True)

        def wait_on() -> None:
            patience.start(max(0, min(_SILENCE, longest.remainingTime())))

        patience.timeout.connect(then)
        self._keeping.progressed.connect(wait_on)
        wait_on()

        def ready() -> None:
            self._keeping.progressed.disconnect(wait_on)
            patience.stop()
            then()

        self._keeping.back_up_if_changed(reason, owner=self, then=ready)
