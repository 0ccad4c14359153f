"""The places of the window in their order, and how what one asks leads to another."""

from typing import Final

from PySide6.QtWidgets import QWidget

from vpdesk.domain.code import N_
from vpdesk.domain.overview import DueItem
from vpdesk.models.desk import Desk
from vpdesk.views.agenda.place import AgendaPlace
from vpdesk.views.cases.place import NEW, CasesPlace
from vpdesk.views.organisations.place import OrganisationsPlace
from vpdesk.views.place import Guide, Place
from vpdesk.views.reports.place import ReportsPlace
from vpdesk.views.today.place import TodayPlace

#: Where a new case begins: the place, and what it turns to there.
NEW_CASE: Final = ("cases", NEW)


def _today(desk: Desk, guide: Guide) -> QWidget:
    place = TodayPlace(desk, guide.today)
    place.agenda_asked.connect(lambda: guide.go("agenda"))
    return _leading_to_cases(place, guide)


def _agenda(desk: Desk, guide: Guide) -> QWidget:
    return _leading_to_cases(AgendaPlace(desk, guide.today), guide)


def _cases(desk: Desk, guide: Guide) -> QWidget:
    return CasesPlace(desk, guide.today, guide.now)


def _organisations(desk: Desk, guide: Guide) -> QWidget:
    return OrganisationsPlace(desk, guide.now)


def _reports(desk: Desk, guide: Guide) -> QWidget:
    place = ReportsPlace(desk, guide.now)
    place.organisations_asked.connect(lambda: guide.go("organisations"))
    return place


def _leading_to_cases(place: TodayPlace | AgendaPlace, guide: Guide) -> QWidget:
    def answer(item: DueItem) -> None:
        guide.go("cases", item)

    place.due_chosen.connect(answer)
    place.new_case_asked.connect(lambda: guide.go(*NEW_CASE))
    return place


PLACES: Final = (
    Place(key="today", title=N_("Today"), icon="sun", build=_today),
    Place(key="cases", title=N_("Cases"), icon="folder", build=_cases),
    Place(key="agenda", title=N_("Agenda"), icon="calendar-days", build=_agenda),
    Place(key="reports", title=N_("Reports"), icon="file-chart-column", build=_reports),
    Place(key="organisations", title=N_("Clients"), icon="building-2", build=_organisations),
)
