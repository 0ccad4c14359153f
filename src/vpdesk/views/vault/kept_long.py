"""How many cases have been over for long, said on the overview, and the page that shows them."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from vpdesk.models.desk import Desk
from vpdesk.services.retention import TABLES, kept_long_enough
from vpdesk.views.vault.overview import Overview
from vpdesk.views.vault.retention_page import RetentionPage
from vpdesk.views.verb_page import VerbPage


class KeptLong(QObject):
    """Has its page shown; `case_asked` carries the case that is to be looked at."""

    case_asked = Signal(object)  # an identifier is longer than an int of Qt

    def __init__(
        self,
        desk: Desk,
        now: Callable[[], datetime],
        overview: Overview,
        *,
        show: Callable[[VerbPage], None],
    ) -> None:
        super().__init__(overview)
        self._desk, self._now, self._overview, self._show_page = desk, now, overview, show
        overview.retention_asked.connect(self.begin)
        desk.changed.connect(self._note_changes)
        self._read()

    def begin(self) -> None:
        """Show the page."""
        page = RetentionPage(self._desk, lambda: self._now().date())
        page.case_asked.connect(self.case_asked)
        self._show_page(page)

    def _note_changes(self, tables: frozenset[str]) -> None:
        if tables & TABLES:
            self._read()

    def _read(self) -> None:
        today = self._now().date()
        self._desk.do(
            lambda vault: len(kept_long_enough(vault, today)),
            owner=self,
            done=self._overview.show_retention,
            failed=self._overview.show_error,
        )
