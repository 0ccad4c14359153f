"""The order of the list of cases, and the spans of time that it can be limited to."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from vpdesk.domain.code import N_, Code
from vpdesk.domain.years import years_before

_WEEK = timedelta(days=7)


class CaseColumn(Code):
    """What the list is sorted by.

    By closing date the cases that still run come last, either way round: who sorts so looks for what was
    closed. By matter the first of each case counts, in the order of the profession's list, and not by the
    alphabet: so it stands in every choice on the screen and in every report, what belongs together stays
    together, and what a view was named after is the same in each language.
    """

    OPENED = "opened", N_("By opening date")
    CLOSED = "closed", N_("By closing date")
    MATTER = "matter", N_("By matter")
    ALIAS = "alias", N_("By alias")
    ORGANISATION = "organisation", N_("By client")
    DUE = "due", N_("By what is due")


class Direction(Code):
    """Which end comes first."""

    ASCENDING = "ascending", N_("Ascending")
    DESCENDING = "descending", N_("Descending")

    @property
    def turned(self) -> "Direction":
        """The other one."""
        return Direction.DESCENDING if self is Direction.ASCENDING else Direction.ASCENDING


#: The end that is looked for first.
USUAL = {
    CaseColumn.OPENED: Direction.DESCENDING,
    CaseColumn.CLOSED: Direction.DESCENDING,
    CaseColumn.MATTER: Direction.ASCENDING,
    CaseColumn.ALIAS: Direction.ASCENDING,
    CaseColumn.ORGANISATION: Direction.ASCENDING,
    CaseColumn.DUE: Direction.ASCENDING,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOrder:
    """The order of the list; cases that are the same in it follow newest opening first."""

    column: CaseColumn = CaseColumn.OPENED
    direction: Direction = Direction.DESCENDING


class ListPeriod(Code):
    """In which span of time a case was opened, or closed."""

    THIS_YEAR = "this_year", N_("Opened this year")
    LAST_YEAR = "last_year", N_("Opened last year")
    TWELVE_MONTHS = "twelve_months", N_("Opened in the last twelve months")
    EARLIER = "earlier", N_("Opened before last year")
    CLOSED_THIS_YEAR = "closed_this_year", N_("Closed this year")
    CLOSED_LAST_YEAR = "closed_last_year", N_("Closed last year")
    CLOSED_EARLIER = "closed_earlier", N_("Closed before last year")

    def days(self, today: date) -> tuple[date, date]:
        """Return its first and its last day."""
        match self:
            case ListPeriod.THIS_YEAR | ListPeriod.CLOSED_THIS_YEAR:
                return date(today.year, 1, 1), date(today.year, 12, 31)
            case ListPeriod.LAST_YEAR | ListPeriod.CLOSED_LAST_YEAR:
                return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
            case ListPeriod.TWELVE_MONTHS:
                return years_before(today, 1), today
        return date.min, date(today.year - 2, 12, 31)

    def limits(self, today: date) -> dict[str, Any]:
        """Return, by their names in a filter of cases, the days between which it lets through."""
        first, last = self.days(today)
        if self in (ListPeriod.CLOSED_THIS_YEAR, ListPeriod.CLOSED_LAST_YEAR, ListPeriod.CLOSED_EARLIER):
            return {"closed_from": first, "closed_until": last}
        return {"opened_from": first, "opened_until": last}


class DueBy(Code):
    """By when a case asks for something: a contact that was agreed, aftercare, a planned step, a term."""

    LATE = "late", N_("Late")
    WEEK = "week", N_("Due within a week")
    EVER = "ever", N_("Something is due")

    def day(self, today: date) -> date:
        """Return the last day of it."""
        match self:
            case DueBy.LATE:
                return today - timedelta(days=1)
            case DueBy.WEEK:
                return today + _WEEK
        return date.max
