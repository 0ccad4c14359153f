"""The cases that were over long ago: each is looked at, and erased there if nothing speaks against it."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Signal

from vpdesk.domain.errors import VpdeskError
from vpdesk.domain.retention import OverCase
from vpdesk.i18n import _, ngettext
from vpdesk.models.desk import Desk
from vpdesk.services.retention import TABLES, kept_long_enough
from vpdesk.views import dates
from vpdesk.views.choice import Choice
from vpdesk.views.contents import Contents
from vpdesk.views.fact_line import FactLine
from vpdesk.views.flow import flow
from vpdesk.views.parts import Card, body, button, column, quiet, strong
from vpdesk.views.states import announce
from vpdesk.views.verb_page import VerbPage

#: None: as many as were agreed with the client of each case.
_YEARS: Final = (None, 1, 2, 3, 5, 7)
#: More lines are looked at when these are done.
_MOST: Final = 100


class RetentionPage(VerbPage):
    """`case_asked` carries the case that is to be looked at."""

    case_asked = Signal(object)  # an identifier is longer than an int of Qt

    def __init__(self, desk: Desk, today: Callable[[], date]) -> None:
        self._desk, self._today = desk, today
        super().__init__(
            "retention_page",
            _("Kept long enough?"),
            _("Cases in which nothing waits any more. Nothing goes by itself: you decide about each."),
            button(_("Back"), self.leave, icon_name="arrow-left", name="retention_back"),
        )
        self.back.hide()
        self.years = Choice()
        self.years.setObjectName("retention_years")
        self.years.addItems(
            [
                _("As long as was agreed") if years is None else ngettext("{n} year", "{n} years", years)
                for years in _YEARS
            ]
        )
        asked = strong(_("Over for at least"))
        asked.setBuddy(self.years)
        self.years.setAccessibleName(asked.text())
        self._shown = Contents()
        self.page.add(
            body(
                _(
                    "How long you keep a case stands on the page of each client; where nothing was agreed it"
                    " is two years. The time begins with the last of: the closing, the answer of the"
                    " aftercare, and the report that counted the case."
                )
            ),
            column(asked, flow(self.years, gap=12), gap=4),
            self._shown,
        )
        self.years.currentIndexChanged.connect(lambda _index: self._read(self._show_anew))
        desk.changed.connect(self._note_changes)  # it stays here while a case is looked at, and erased
        self._read(self._show)

    def begin_typing(self) -> None:
        self.years.setFocus()

    def _note_changes(self, tables: frozenset[str]) -> None:
        if tables & TABLES:
            self._read(self._show)

    def _read(self, done: Callable[[Sequence[OverCase]], object]) -> None:
        today, years = self._today(), _YEARS[self.years.currentIndex()]
        self._desk.do(
            lambda vault: kept_long_enough(vault, today, years),
            owner=self,
            done=done,
            failed=self._say,
        )

    def _say(self, error: VpdeskError) -> None:
        self.page.banner.show_error(error)

    def _show_anew(self, found: Sequence[OverCase]) -> None:
        self._show(found)
        announce(self, ngettext("{n} case", "{n} cases", len(found)))

    def _show(self, found: Sequence[OverCase]) -> None:
        if not found:
            self._shown.show_only(quiet(_("There is no such case.")))
            return
        lines = [self._line(each) for each in found[:_MOST]]
        more = len(found) - len(lines)
        rest = [quiet(ngettext("and {n} more", "and {n} more", more))] if more else []
        self._shown.show_only(Card(*lines), *rest)

    def _line(self, over: OverCase) -> FactLine:
        said = _("{client} · over since {day}", client=over.organisation, day=dates.in_full(over.since))
        if over.agreed_years is not None:
            said += " · " + ngettext("agreed: {n} year", "agreed: {n} years", over.agreed_years)
        if not over.is_counted:
            said += " · " + _("no report of vpdesk has counted it yet")
        look = button(_("Look…"), partial(self.case_asked.emit, over.case_id), name="look_at_case")
        return FactLine("folder", over.alias, said, look)
