from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpdesk.i18n import Words
from vpdesk.reports.period import Period
from vpdesk.services.proposing import SoFar
from vpdesk.views.periods import PeriodKind, kind_of, last_whole_year, periods, proposed

TODAY = date(2026, 11, 21)
ENGLISH = Words("en")
LONG_AGO = date(2019, 1, 1)
PART = Period(start=date(2025, 4, 1), end=date(2025, 12, 31))


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (PeriodKind.YEAR, ["2026", "2025", "2024"]),
        (PeriodKind.HALF, ["July to December 2026", "January to June 2026", "July to December 2025"]),
        (PeriodKind.QUARTER, ["October to December 2026", "July to September 2026", "April to June 2026"]),
        (PeriodKind.SCHOOL_YEAR, ["2026/2027", "2025/2026", "2024/2025"]),
    ],
)
def test_periods_are_offered_newest_first_with_the_running_one(kind: PeriodKind, names: list[str]) -> None:
    assert [period.name(ENGLISH) for period in periods(kind, TODAY)][:3] == names


def test_the_school_year_begins_in_august() -> None:
    assert periods(PeriodKind.SCHOOL_YEAR, date(2026, 7, 31))[0].start == date(2025, 8, 1)
    assert periods(PeriodKind.SCHOOL_YEAR, date(2026, 8, 1))[0].start == date(2026, 8, 1)


def test_any_two_days_are_a_period_of_their_own_kind() -> None:
    assert kind_of(Period(start=date(2026, 2, 3), end=date(2026, 5, 9)), TODAY) is PeriodKind.FREE
    assert kind_of(last_whole_year(TODAY), TODAY) is PeriodKind.YEAR
    assert periods(PeriodKind.FREE, TODAY) == ()


@given(today=st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_whatever_the_day_offered_periods_have_begun_and_join_without_a_gap(today: date) -> None:
    for kind in set(PeriodKind) - {PeriodKind.FREE}:
        offered = periods(kind, today)
        assert offered[0].start <= today <= offered[0].end
        assert all((later.start - earlier.end).days == 1 for later, earlier in pairwise(offered))
        assert all(kind_of(period, today) is not PeriodKind.FREE for period in offered)


def year(number: int, month: int = 1) -> Period:
    last = date(number, 12, 31) if month == 1 else date(number + 1, month - 1, 31)
    return Period(start=date(number, month, 1), end=last)


@pytest.mark.parametrize(
    ("begun_on", "last", "period"),
    [
        (LONG_AGO, None, year(2025)),
        (date(2025, 12, 31), None, year(2025)),
        # taken on this year: last year there was nothing to report
        (date(2026, 1, 1), None, year(2026)),
        (date(2026, 9, 1), None, year(2026)),
        (date(2027, 1, 1), None, year(2026)),
        (LONG_AGO, year(2024), year(2025)),
        (LONG_AGO, year(2025), year(2025)),
        # what is given by school years goes on so
        (LONG_AGO, year(2024, 8), year(2025, 8)),
        (LONG_AGO, year(2023, 8), year(2025, 8)),
        (
            LONG_AGO,
            Period(start=date(2025, 7, 1), end=date(2025, 12, 31)),
            Period(start=date(2026, 1, 1), end=date(2026, 6, 30)),
        ),
        # a part of a year was reported: the whole year would share days with it
        (date(2025, 4, 1), PART, PART),
        (LONG_AGO, Period(start=date(2023, 4, 1), end=date(2023, 12, 31)), year(2025)),
        (LONG_AGO, year(2026), year(2026)),
    ],
)
def test_the_period_that_is_proposed_makes_sense_for_the_client(
    begun_on: date, last: Period | None, period: Period
) -> None:
    assert proposed(SoFar(begun_on=begun_on, last=last), TODAY) == period


def test_what_was_over_is_proposed_from_the_first_day_after_it() -> None:
    given = SoFar(begun_on=LONG_AGO)
    assert proposed(given, date(2026, 12, 31)) == year(2025)
    assert proposed(given, date(2027, 1, 1)) == year(2026)
