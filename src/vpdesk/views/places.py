"""The places of the window in their order, and how what one asks leads to another.

Each place is imported when it is built: the list of cases need not wait for what typesets a report.
"""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from vpdesk.domain.code import N_
from vpdesk.models.desk import Desk
from vpdesk.views.place import Guide, Place

if TYPE_CHECKING:
    from vpdesk.domain.overview import DueItem
    from vpdesk.views.agenda.place import AgendaPlace
    from vpdesk.views.today.place import TodayPlace

#: Where a new case begins: the place, and what it turns to there (`vpdesk.views.cases.place.NEW`).
NEW_CASE: Final = ("cases", "new")

#: What else the places need, from the cellar up, so that no step of it takes long: first a case. What
#: typesets is loaded where it runs, beside the window: it would take a tenth of the program's memory, also
#: from who writes no report.
_CASE: Final = ("vpdesk.views.cases.sections.column", "vpdesk.views.cases.detail")
_PACKAGES: Final = (
    *(f"views.{name}" for name in ("cases", "find", "agenda", "organisations")),
    *("disclosure", "disclosure.audit", "disclosure.text_guard"),
    *(f"views.{name}" for name in ("reports", "vault")),
)


def rest() -> Iterator[str]:
    """Yield modules in an order in which each takes little longer to load than itself, up to all of them."""
    yield from _CASE
    for package in _PACKAGES:
        for found in iter_modules(import_module(f"vpdesk.{package}").__path__):
            yield f"vpdesk.{package}.{found.name}"


def _today(desk: Desk, guide: Guide) -> QWidget:
    from vpdesk.views.today.place import TodayPlace  # noqa: PLC0415

    place = TodayPlace(desk, guide.today, guide.keeping)
    place.vault_asked.connect(lambda item: guide.go("vault", item or None))
    place.agenda_asked.connect(lambda: guide.go("agenda"))
    place.case_asked.connect(lambda case_id: guide.go("cases", case_id))
    return _leading_to_cases(place, guide)


def _agenda(desk: Desk, guide: Guide) -> QWidget:
    from vpdesk.views.agenda.place import AgendaPlace  # noqa: PLC0415

    return _leading_to_cases(AgendaPlace(desk, guide.today), guide)


def _cases(desk: Desk, guide: Guide) -> QWidget:
    from vpdesk.views.cases.place import CasesPlace  # noqa: PLC0415

    return CasesPlace(desk, guide.today, guide.now, guide.keeping)


def _organisations(desk: Desk, guide: Guide) -> QWidget:
    from vpdesk.views.organisations.place import OrganisationsPlace  # noqa: PLC0415

    return OrganisationsPlace(desk, guide.now)


def _reports(desk: Desk, guide: Guide) -> QWidget:
    from vpdesk.views.reports.place import ReportsPlace  # noqa: PLC0415

    place = ReportsPlace(desk, guide.now)
    place.organisations_asked.connect(lambda: guide.go("organisations"))
    return place


def _vault(desk: Desk, guide: Guide) -> QWidget:
    from vpdesk.models.keeping import Keeping  # noqa: PLC0415
    from vpdesk.views.vault.place import VaultPlace  # noqa: PLC0415

    place = VaultPlace(desk, guide.keeping or Keeping(desk, guide.now), guide.now)
    place.case_asked.connect(lambda case_id: guide.go("cases", case_id))
    place.restore_asked.connect(guide.restore_asked)
    place.settings_asked.connect(guide.settings_asked)
    return place


def _leading_to_cases(place: "TodayPlace | AgendaPlace", guide: Guide) -> QWidget:
    def answer(item: "DueItem") -> None:
        if item.case_id is None:
            guide.go("organisations", item.value_id)
        else:
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
    Place(key="vault", title=N_("Vault"), icon="shield-check", build=_vault, apart=True),
)
