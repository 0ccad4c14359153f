"""Rescuing a damaged vault into a new folder, from the lock page; the damaged one is never touched."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from vpdesk.models import tasks
from vpdesk.services.rescuing import describe, is_complete, rescue_vault
from vpdesk.vault.progress import Progress
from vpdesk.vault.recovery import RecoveryKey, Secret
from vpdesk.vault.rescue import RescueReport
from vpdesk.views.main_window import MainWindow
from vpdesk.views.restoring.rescue import RescuedPage, RescuePage


class Rescuing(QObject):
    """Leads through it. `rescued` carries the folder of the new vault; `given_up` that nothing was made."""

    rescued = Signal(object)
    given_up = Signal()
    _told = Signal(object)

    def __init__(self, window: MainWindow, folder: Path, now: Callable[[], datetime]) -> None:
        super().__init__(window)
        self._window = window
        self._folder = folder
        self._now = now

    def ask(self) -> RescuePage:
        """Ask what opens the vault."""
        page = RescuePage()
        page.back_wanted.connect(self._give_up)
        page.wanted.connect(partial(self._rescue, page))
        self._told.connect(page.go_on, Qt.ConnectionType.QueuedConnection)
        self._window.show_page(page)
        return page

    def _rescue(self, page: RescuePage, secret: Secret) -> None:
        folder, backup = self._folder, page.backup
        into = folder.with_name(f"{folder.name} {self._now():%Y-%m-%d %H.%M}")

        def rescued() -> RescueReport:
            try:
                return rescue_vault(folder, secret, into, backup=backup, progress=self._hear)
            finally:
                if isinstance(secret, RecoveryKey):
                    secret.forget()

        tasks.run(rescued, owner=self, done=partial(self._tell, into), failed=page.show_error)

    def _hear(self, progress: Progress) -> None:
        self._told.emit(progress)

    def _tell(self, into: Path, report: RescueReport) -> None:
        page = RescuedPage(describe(report), into, complete=is_complete(report))
        page.finished.connect(partial(self._finish, into))
        self._window.show_page(page)

    def _finish(self, into: Path) -> None:
        self.rescued.emit(into)
        self.deleteLater()

    def _give_up(self) -> None:
        self.given_up.emit()
        self.deleteLater()
