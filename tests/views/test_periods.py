from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpdesk.i18n import Words
from vpdesk.reports.period import Period
from vpdesk.views.periods import PeriodKind, kind_of, last_whole_year, periods

TODAY = date(2026, 11, 21)
ENGLISH = Words("en")


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
