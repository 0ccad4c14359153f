"""What the counsellor worked for an organisation in a period: for herself, not for a report."""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtWidgets import QVBoxLayout

from vpdesk.domain.contact import TimeSpent
from vpdesk.domain.errors import RuleError
from vpdesk.i18n import _, ngettext
from vpdesk.models.desk import Desk
from vpdesk.reports.period import Period
from vpdesk.services.agreements import worked
from vpdesk.vault.vault import Vault
from vpdesk.views import dates
from vpdesk.views.organisations.section import Part
from vpdesk.views.parts import body, quiet
from vpdesk.views.period_editor import PeriodEditor

#: The tables that hours are read from.
_TABLES = frozenset({"contacts", "cases"})


def glance(vault: Vault, organisation_id: int, today: date) -> str:
    """Return what was worked this year."""
    year = _year(today)
    return _("This year: {hours}", hours=hours_words(worked(vault, organisation_id, year.start, year.end)))


def _year(today: date) -> Period:
    return Period(start=date(today.year, 1, 1), end=date(today.year, 12, 31))


class HoursPart(Part):
    """A period is chosen; the contacts, the minutes and the travel in it add up."""

    def __init__(self, desk: Desk, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._desk = desk
        self._organisation_id = 0
        self._period = PeriodEditor(lambda: now().date())
        self._period.call(_("Over which period?"))
        self._period.setObjectName("hours_period")
        self._period.set_value(_year(now().date()))
        self._sum = body("")
        self._sum.setObjectName("hours")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self._period)
        layout.addWidget(self._sum)
        layout.addWidget(
            quiet(
                _(
                    "These hours are for yourself. On an invoice, put one total over a whole period: with a"
                    " day beside each conversation an employer sees when somebody came to you."
                )
            )
        )
        self._period.changed.connect(self._show)
        desk.changed.connect(self._note_changes)

    def show_part(self, organisation_id: int) -> None:
        self._organisation_id = organisation_id
        self._show()

    def _show(self) -> None:
        if not self._organisation_id:
            return
        try:
            period = self._period.value()
        except RuleError:  # a day is being typed
            self._sum.setText("")
        else:
            organisation_id = self._organisation_id
            hours = self._desk.ask(lambda vault: worked(vault, organisation_id, period.start, period.end))
            self._sum.setText(hours_words(hours))

    def _note_changes(self, tables: frozenset[str]) -> None:
        if tables & _TABLES:
            self._show()


def hours_words(hours: TimeSpent) -> str:
    """Return "12 gesprekken, 9 u 30 min en 2 u reistijd"."""
    said = ngettext("{n} conversation", "{n} conversations", hours.held)
    if hours.minutes:
        said += ", " + dates.duration(hours.minutes)
    if hours.travel_minutes:
        said += " " + _("and {time} of travelling", time=dates.duration(hours.travel_minutes))
    if hours.missed:
        said += "; " + ngettext(
            "{n} time the reporter did not come", "{n} times the reporter did not come", hours.missed
        )
    return said
