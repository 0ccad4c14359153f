"""The order of the list of cases, and the spans of time that it can be limited to."""

from dataclasses import dataclass
from datetime import date, timedelta

from vpdesk.domain.code import N_, Code

_WEEK = timedelta(days=7)


class CaseColumn(Code):
    """What the list is sorted by."""

    OPENED = "opened", N_("By opening date")
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
    CaseColumn.ALIAS: Direction.ASCENDING,
    CaseColumn.ORGANISATION: Direction.ASCENDING,
    CaseColumn.DUE: Direction.ASCENDING,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOrder:
    """The order of the list; cases that are the same in it follow newest opening first."""

    column: CaseColumn = CaseColumn.OPENED
    direction: Direction = Direction.DESCENDING


class OpenedIn(Code):
    """In which span of time a case was opened."""

    THIS_YEAR = "this_year", N_("Opened this year")
    LAST_YEAR = "last_year", N_("Opened last year")
    TWELVE_MONTHS = "twelve_months", N_("Opened in the last twelve months")
    EARLIER = "earlier", N_("Opened before last year")

    def days(self, today: date) -> tuple[date, date]:
        """Return its first and its last day."""
        match self:
            case OpenedIn.THIS_YEAR:
                return date(today.year, 1, 1), date(today.year, 12, 31)
            case OpenedIn.LAST_YEAR:
                return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
            case OpenedIn.TWELVE_MONTHS:
                begin = today.replace(year=today.year - 1, day=min(today.day, 28))
                return begin, today
        return date.min, date(today.year - 2, 12, 31)


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
