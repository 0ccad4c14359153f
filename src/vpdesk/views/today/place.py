"""The place Vandaag: the date, one sentence, and what is late, today, this week and later."""

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import Signal

from vpdesk.domain.draft import Draft
from vpdesk.domain.overview import BegunDraft
from vpdesk.i18n import _
from vpdesk.models.desk import Desk
from vpdesk.models.keeping import Keeping
from vpdesk.services.agenda import Agenda
from vpdesk.services.drafts import NEW_CASE, load_draft
from vpdesk.services.retention import TABLES, is_any_kept_long_enough
from vpdesk.vault.vault import Vault
from vpdesk.views import dates
from vpdesk.views.agenda.due_place import DuePlace
from vpdesk.views.agenda.due_row import DueGroup
from vpdesk.views.contents import Contents
from vpdesk.views.states import EmptyState
from vpdesk.views.today.begun_card import BegunCard
from vpdesk.views.today.kept_line import KeptLine
from vpdesk.views.today.safety_card import SafetyCard
from vpdesk.views.today.summary import summary

#: Of what comes after this week only the beginning stands here; the rest is in the agenda.
_LATER: Final = 5


class TodayPlace(DuePlace):
    """What waits. `vault_asked` carries what Kluis is to turn to, `case_asked` the identifier of a case."""

    agenda_asked = Signal()
    case_asked = Signal(object)
    vault_asked = Signal(str)

    def __init__(
        self, desk: Desk, today: Callable[[], date] = date.today, keeping: Keeping | None = None
    ) -> None:
        super().__init__(desk, today, "")
        self._keeping = keeping
        self._safety = SafetyCard()
        self._safety.asked.connect(self.vault_asked)
        self._begun = BegunCard()
        self._begun.case_asked.connect(self.case_asked)
        self._begun.new_case_asked.connect(self.new_case_asked)
        self._groups = Contents(gap=16)
        self._kept = KeptLine()
        self._kept.asked.connect(self.vault_asked)
        self.add(self._safety, self._begun, self._groups, self._kept)
        self.refresh()
        self._show_begun()
        if keeping is not None:
            keeping.known.connect(self._show_safety)
            self._show_safety()

    def _show_safety(self) -> None:
        if self._keeping is not None and self._keeping.safety is not None:
            self._safety.show_safety(self._keeping.safety, self._today())

    def _show_begun(self) -> None:
        self._begun.show_begun(*self._desk.ask(_begun))

    def _note_changes(self, tables: frozenset[str]) -> None:
        super()._note_changes(tables)
        if not tables.isdisjoint(("drafts", "cases", "organisations")):
            self._show_begun()
        if tables & TABLES:
            self._look_for_kept()

    def _look_for_kept(self) -> None:
        day = self._today()
        self._desk.do(
            lambda vault: is_any_kept_long_enough(vault, day),
            owner=self,
            done=self._kept.show_kept,
            failed=self.banner.show_error,
        )

    def show_agenda(self, agenda: Agenda, day: date) -> None:
        self._show_safety()
        self._look_for_kept()
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
            (_("Arrange in time"), agenda.ahead),
        ):
            if items:
                groups.append(DueGroup(title, items, day))
        if agenda.later:
            groups.append(DueGroup(_("Later"), agenda.later, day, most=_LATER, rest=self.agenda_asked.emit))
        for group in groups:
            group.asked.connect(self.due_chosen)
        self._groups.show_only(*groups)

    def _nothing(self) -> EmptyState:
        return self.nothing_due(
            _("Here you will see what you agree with reporters"),
            _(
                "A next conversation, or aftercare when a case is closed: on the day itself it stands at"
                " the top, and it stays until you record what came of it."
            ),
        )


def _begun(vault: Vault) -> tuple[tuple[BegunDraft, ...], Draft | None]:
    return tuple(vault.drafts.begun()), load_draft(vault, NEW_CASE)
