"""The periods that a report is usually over, newest first, seen from today."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from vpdesk.domain.code import N_, Code
from vpdesk.reports.period import Period
from vpdesk.services.proposing import SoFar

#: How many years back are offered.
_YEARS: Final = 4
#: A Dutch school year begins on 1 August.
_SCHOOL: Final = 8


class PeriodKind(Code):
    """How a period is chosen."""

    YEAR = "year", N_("Calendar year")
    HALF = "half", N_("Half year")
    QUARTER = "quarter", N_("Quarter")
    SCHOOL_YEAR = "school_year", N_("School year")
    FREE = "free", N_("Other period")


_MONTHS: Final = {
    PeriodKind.YEAR: (12, 1),
    PeriodKind.HALF: (6, 1),
    PeriodKind.QUARTER: (3, 1),
    PeriodKind.SCHOOL_YEAR: (12, _SCHOOL),
}


def periods(kind: PeriodKind, today: date) -> tuple[Period, ...]:
    """Return the periods of `kind` that have begun, newest first; none for FREE."""
    if kind is PeriodKind.FREE:
        return ()
    return tuple(_back(kind, today))


def last_whole_year(today: date) -> Period:
    """Return the calendar year before this one."""
    return Period(start=date(today.year - 1, 1, 1), end=date(today.year - 1, 12, 31))


def proposed(so_far: SoFar, today: date) -> Period:
    """Return the period that a report is most likely wanted over.

    It is the last that is over, of the kind that the client was given last; the running one where it was no
    client yet. Where that would share days with the last report, it is the period of that report.
    """
    last = so_far.last
    kind = PeriodKind.FREE if last is None else kind_of(last, today)
    offered = periods(PeriodKind.YEAR if kind is PeriodKind.FREE else kind, today)
    period = next((each for each in offered if each.end < today), offered[0])
    if period.end < so_far.begun_on:
        period = offered[0]
    return last if last is not None and last.end >= period.start else period


def kind_of(period: Period, today: date) -> PeriodKind:
    """Return the kind under which `period` is offered; FREE when it is none of those."""
    return next((kind for kind in _MONTHS if period in periods(kind, today)), PeriodKind.FREE)


def _back(kind: PeriodKind, today: date) -> Iterator[Period]:
    months, first = _MONTHS[kind]
    number = (today.year + 1) * 12 + first - 1
    for _round in range((_YEARS + 1) * 12 // months + 1):
        start = _month(number)
        if start <= today:
            yield Period(start=start, end=_month(number + months) - timedelta(days=1))
        number -= months


def _month(number: int) -> date:
    year, month = divmod(number, 12)
    return date(year, month + 1, 1)
