"""Putting back a backup, from a window in which no vault is open: choose, open, look, and only then swap."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance

from vpdesk.domain.errors import VpdeskError
from vpdesk.models import tasks
from vpdesk.services.copies import restorable_backups
from vpdesk.services.restoring import finish_restore, prepare_restore
from vpdesk.vault.folder import VaultFolder
from vpdesk.vault.progress import Progress
from vpdesk.vault.recovery import RecoveryKey, Secret
from vpdesk.vault.restore import Prepared
from vpdesk.views.main_window import MainWindow
from vpdesk.views.restoring.choice import RestoreChoice
from vpdesk.views.restoring.comparison import Comparison
from vpdesk.views.restoring.opening import RestoreOpening


class Restoring(QObject):
    """Leads through it. It ends with `restored`, or with `given_up` when nothing was changed.

    `restored` carries the folder in which the vault of before is kept, None when there was none.
    """

    restored = Signal(object)
    given_up = Signal()
    _told = Signal(object)

    def __init__(self, window: MainWindow, folder: Path, now: Callable[[], datetime]) -> None:
        super().__init__(window)
        self._window = window
        self._folder = VaultFolder(folder)
        self._now = now

    def ask(self) -> RestoreChoice:
        """Ask which backup."""
        page = RestoreChoice(self._today, self._folder.backups)
        page.chosen.connect(self.open)
        page.back_wanted.connect(partial(self._end, self.given_up))
        self._window.show_page(page)
        tasks.run(
            lambda: restorable_backups(self._folder),
            owner=page,
            done=page.show_backups,
            failed=lambda _error: None,
        )
        return page

    def open(self, file: Path, title: str) -> RestoreOpening:
        """Ask what opens the backup in `file`; `title` is what it is called here."""
        page = RestoreOpening(title)
        page.back_wanted.connect(self.ask)
        page.wanted.connect(partial(self._prepare, page, file))
        self._told.connect(page.go_on, Qt.ConnectionType.QueuedConnection)
        self._window.show_page(page)
        return page

    def _prepare(self, page: RestoreOpening, file: Path, secret: Secret) -> None:
        folder, now = self._folder.path, self._now()

        def prepared() -> Prepared:
            try:
                return prepare_restore(file, secret, folder, now=now, progress=self._hear)
            finally:
                if isinstance(secret, RecoveryKey):
                    secret.forget()

        tasks.run(prepared, owner=self, done=self._compare, failed=page.show_error)

    def _hear(self, progress: Progress) -> None:
        self._told.emit(progress)

    def _compare(self, prepared: Prepared) -> None:
        page = Comparison(prepared, self._today())
        page.confirmed.connect(partial(self._swap, page, prepared))
        page.refused.connect(partial(self._refuse, prepared))
        page.again_wanted.connect(self.ask)
        self._window.show_page(page)

    def _refuse(self, prepared: Prepared) -> None:
        tasks.run(
            prepared.discard,
            owner=self,
            done=lambda _none: self._end(self.given_up),
            failed=self._leave_it,
        )

    def _swap(self, page: Comparison, prepared: Prepared) -> None:
        now = self._now()
        tasks.run(
            lambda: finish_restore(prepared, now=now),
            owner=self,
            done=lambda kept: self._end(self.restored, kept),
            failed=page.show_error,
        )

    def _leave_it(self, _error: VpdeskError) -> None:
        """What could not be cleared away is cleared by the next one."""
        self._end(self.given_up)

    def _today(self) -> date:
        return self._now().date()

    def _end(self, how: SignalInstance, *told: object) -> None:
        how.emit(*told)
        self.deleteLater()
