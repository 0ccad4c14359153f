from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpdesk.domain.errors import RuleError
from vpdesk.domain.term import LONGEST_TERM, USUAL, Term, TermKind, TermUnit, months_after

days = st.dates(date(2000, 1, 1), date(2100, 1, 1))


def term(amount: int, unit: TermUnit) -> Term:
    return Term(organisation_id=1, kind=TermKind.ADVICE, amount=amount, unit=unit)


def test_every_term_has_a_length_that_is_usual() -> None:
    assert set(USUAL) == set(TermKind)
    assert all(Term.usual(1, kind).is_usual for kind in TermKind)
    assert not term(10, TermUnit.WEEK).is_usual


@pytest.mark.parametrize("amount", [0, LONGEST_TERM + 1])
def test_a_term_of_no_days_or_of_years_of_days_is_refused(amount: int) -> None:
    with pytest.raises(RuleError) as info:
        term(amount, TermUnit.DAY)
    assert info.value.field == "amount"


@pytest.mark.parametrize(
    ("amount", "unit", "since", "last"),
    [
        (2, TermUnit.WORKING_DAY, date(2026, 11, 20), date(2026, 11, 24)),  # from a Friday
        (1, TermUnit.WORKING_DAY, date(2026, 11, 21), date(2026, 11, 23)),  # from a Saturday
        (7, TermUnit.DAY, date(2026, 11, 20), date(2026, 11, 27)),
        (8, TermUnit.WEEK, date(2026, 11, 20), date(2027, 1, 15)),
        (3, TermUnit.MONTH, date(2026, 11, 30), date(2027, 2, 28)),
        (1, TermUnit.YEAR, date(2024, 2, 29), date(2025, 2, 28)),
    ],
)
def test_a_term_runs_from_the_day_after(amount: int, unit: TermUnit, since: date, last: date) -> None:
    assert term(amount, unit).last_day(since) == last


@given(days, st.integers(1, LONGEST_TERM))
def test_a_term_in_working_days_ends_on_one(since: date, amount: int) -> None:
    last = term(amount, TermUnit.WORKING_DAY).last_day(since)
    assert last.weekday() < 5
    assert last > since


@given(days, st.integers(-400, 400))
def test_a_day_some_months_on_is_the_same_day_or_the_last_of_its_month(since: date, months: int) -> None:
    found = months_after(since, months)
    assert (found.year - since.year) * 12 + found.month - since.month == months
    assert (
        found.day == since.day
        or found.day == months_after(date(2000, 1, 31), found.month - 1).day
        or (found.month == 2 and found.day in (28, 29))
    )
