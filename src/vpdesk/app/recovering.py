"""From the recovery sheet into the vault: eight groups, a new passphrase, and then to work."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from vpdesk.app.indoors import Indoors, unlock
from vpdesk.domain.errors import FindingError, VpdeskError
from vpdesk.models import tasks
from vpdesk.services.access import change_passphrase
from vpdesk.vault.keys import Cost
from vpdesk.vault.progress import unheard
from vpdesk.vault.recovery import RecoveryKey
from vpdesk.vault.thread import DatabaseThread
from vpdesk.views.access.new_passphrase import NewPassphrase
from vpdesk.views.access.recovery_entry import RecoveryEntry
from vpdesk.views.main_window import MainWindow
from vpdesk.views.unlock import Unlock


class Recovering(QObject):
    """Leads through it. `back` shows the lock page again, `opened` takes over the vault that was opened."""

    def __init__(
        self,
        window: MainWindow,
        folder: Path,
        *,
        cost: Cost | None,
        back: Callable[[], Unlock],
        opened: Callable[[DatabaseThread], Indoors],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._folder = folder
        self._cost = cost
        self._back = back
        self._opened = opened

    def ask(self) -> RecoveryEntry:
        """Ask for the groups of the sheet."""
        page = RecoveryEntry()
        page.back_wanted.connect(self._give_up)
        page.wanted.connect(partial(self._open, page))
        self._window.show_page(page)
        return page

    def _give_up(self) -> None:
        self._back()
        self.deleteLater()

    def _open(self, page: RecoveryEntry, key: RecoveryKey) -> None:
        def opened() -> DatabaseThread:
            try:
                return unlock(self._folder, key)
            finally:
                key.forget()

        tasks.run(opened, owner=page, done=self._ask_passphrase, failed=partial(self._say_wrong, page))

    def _say_wrong(self, page: RecoveryEntry, error: VpdeskError) -> None:
        """Say why it did not open: damage on the lock page, which has the ways out of it."""
        if isinstance(error, FindingError):
            self._back().show_error(error)
            self.deleteLater()
        else:
            page.show_error(error)

    def _ask_passphrase(self, thread: DatabaseThread) -> None:
        indoors = self._opened(thread)
        page = NewPassphrase()
        page.wanted.connect(partial(self._change, page, indoors))
        self._window.show_page(page)

    def _change(self, page: NewPassphrase, indoors: Indoors, passphrase: str) -> None:
        cost, hearing = self._cost, indoors.desk.hearing(unheard)
        indoors.desk.do(
            lambda vault: change_passphrase(vault, passphrase, cost, progress=hearing),
            owner=page,
            done=lambda _none: self._work(indoors),
            failed=page.show_error,
        )

    def _work(self, indoors: Indoors) -> None:
        indoors.work()
        self.deleteLater()
