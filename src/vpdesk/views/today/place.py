"""The place Vandaag: the date, one sentence, and what is late, today, this week and later."""

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import Signal

from vpdesk.i18n import _
from vpdesk.models.desk import Desk
from vpdesk.services.agenda import Agenda, read_agenda
from vpdesk.views import dates
from vpdesk.views.agenda.due_row import DueGroup
from vpdesk.views.agenda.due_words import TABLES
from vpdesk.views.agenda.midnight import Midnight
from vpdesk.views.contents import Contents
from vpdesk.views.page import Page
from vpdesk.views.parts import button
from vpdesk.views.states import EmptyState
from vpdesk.views.today.summary import summary

#: Of what comes after this week only the beginning stands here; the rest is in the agenda.
_LATER: Final = 5


class TodayPlace(Page):
    """What waits. `due_chosen` carries the `DueItem` that the counsellor wants to answer."""

    due_chosen = Signal(object)
    new_case_asked = Signal()
    agenda_asked = Signal()

    def __init__(self, desk: Desk, today: Callable[[], date] = date.today) -> None:
        super().__init__("")
        self._desk = desk
        self._today = today
        self._shown: tuple[date, Agenda] | None = None
        self._groups = Contents(gap=16)
        self.add(self._groups)
        desk.changed.connect(self._note_changes)
        Midnight(today, self).passed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Read again what waits; what is on the screen stays when nothing is different."""
        day = self._today()
        agenda = self._desk.ask(lambda vault: read_agenda(vault, day))
        if (day, agenda) == self._shown:
            return
        self._shown = (day, agenda)
        words = dates.weekday_and_day(day)
        self.title.setText(words[0].upper() + words[1:])
        self.say(summary(agenda, day))
        if agenda.is_empty:
            self._groups.show_only(self._nothing())
            return
        groups = []
        for title, items in (
            (_("Late"), agenda.late),
            (_("Today"), agenda.today),
            (_("This week"), agenda.this_week),
        ):
            if items:
                groups.append(DueGroup(title, items, day))
        if agenda.later:
            groups.append(DueGroup(_("Later"), agenda.later, day, most=_LATER, rest=self.agenda_asked.emit))
        for group in groups:
            group.asked.connect(self.due_chosen)
        self._groups.show_only(*groups)

    def _nothing(self) -> EmptyState:
        begin = button(
            _("New case"), self.new_case_asked.emit, icon_name="plus", kind="primary", name="new_case"
        )
        return EmptyState(
            _("Here you will see what you agree with reporters"),
            _(
                "A next conversation, or aftercare when a case is closed: on the day itself it stands at"
                " the top, and it stays until you record what came of it."
            ),
            begin,
        )

    def _note_changes(self, tables: frozenset[str]) -> None:
        if tables & TABLES:
            self.refresh()
