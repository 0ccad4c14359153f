"""The first ten minutes of a vault: its recovery sheet, a copy elsewhere, the first organisation.

Each may be put off; what is put off stands on Vandaag.
"""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from vpdesk.models.desk import Desk
from vpdesk.models.keeping import Keeping
from vpdesk.views.access.first_sheet import FirstSheet
from vpdesk.views.first_organisation import FirstOrganisation
from vpdesk.views.main_window import MainWindow
from vpdesk.views.vault.first_backup import FirstBackup


class FirstSteps(QObject):
    """Leads from page to page, and calls `work` at the end."""

    def __init__(
        self,
        window: MainWindow,
        desk: Desk,
        keeping: Keeping,
        *,
        now: Callable[[], datetime],
        work: Callable[[], object],
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._keeping = window, desk, keeping
        self._now, self._work = now, work

    def begin(self) -> None:
        """Show the first of them."""
        page = FirstSheet(self._desk, self._today)
        page.finished.connect(self._back_up)
        self._show(page)
        page.begin()

    def _back_up(self, said: str) -> None:
        page = FirstBackup(self._keeping, self._now)
        page.finished.connect(self._name_organisation)
        self._show(page)
        if said:
            page.tell(said)

    def _name_organisation(self) -> None:
        page = FirstOrganisation(self._desk, self._now)
        page.finished.connect(self._end)
        self._show(page)

    def _show(self, page: QWidget) -> None:
        self._window.show_page(page)

    def _end(self) -> None:
        self._work()
        self.deleteLater()

    def _today(self) -> date:
        return self._now().date()
