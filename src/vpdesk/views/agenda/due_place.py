"""What Vandaag and Agenda have in common: they read what falls due, and again when that may have changed."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal

from vpdesk.i18n import _
from vpdesk.models.desk import Desk
from vpdesk.services.agenda import Agenda, read_agenda
from vpdesk.views.agenda.due_words import TABLES
from vpdesk.views.agenda.midnight import Midnight
from vpdesk.views.page import Page
from vpdesk.views.parts import button
from vpdesk.views.states import EmptyState


class DuePlace(Page):
    """A page over the agenda. `due_chosen` carries the `DueItem` that the counsellor wants to answer."""

    due_chosen = Signal(object)
    new_case_asked = Signal()

    def __init__(self, desk: Desk, today: Callable[[], date], title: str, summary: str = "") -> None:
        super().__init__(title, summary)
        self._desk = desk
        self._today = today
        self._shown: tuple[date, Agenda] | None = None
        desk.changed.connect(self._note_changes)
        Midnight(today, self).passed.connect(self.refresh)

    def refresh(self) -> None:
        """Read again what falls due; what is on the screen stays when nothing is different."""
        day = self._today()
        agenda = self._desk.ask(lambda vault: read_agenda(vault, day))
        if (day, agenda) != self._shown:
            self._shown = (day, agenda)
            self.show_agenda(agenda, day)

    def show_agenda(self, agenda: Agenda, day: date) -> None:
        """Show what is due as seen from `day`; each place does so in its own way."""
        raise NotImplementedError

    def nothing_due(self, title: str, sentence: str) -> EmptyState:
        """Return what stands here while nothing was agreed."""
        begin = button(
            _("New case"), self.new_case_asked.emit, icon_name="plus", kind="primary", name="new_case"
        )
        return EmptyState(title, sentence, begin)

    def _note_changes(self, tables: frozenset[str]) -> None:
        if tables & TABLES:
            self.refresh()
