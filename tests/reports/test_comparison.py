"""Earlier periods stand beside the new one exactly as their own releases printed them."""

from dataclasses import replace
from datetime import date

from tests.reports.releases import BAND, HALF_YEAR, MATTERS, TOTAL_ONLY, YEAR, YEAR_BEFORE, release, table
from vpdesk.reports.comparison import MOST_EARLIER, compare, earlier_periods, equally_long

OF_MATTERS = YEAR.tables[0]


def test_earlier_periods_come_oldest_first() -> None:
    assert earlier_periods(YEAR, (YEAR_BEFORE, BAND, TOTAL_ONLY)) == (BAND, TOTAL_ONLY, YEAR_BEFORE)


def test_only_the_last_few_stand_beside_it() -> None:
    many = tuple(release(year, {"cases": 20}) for year in range(2010, 2025))
    assert [other.start.year for other in earlier_periods(YEAR, many)] == [2022, 2023, 2024]
    assert MOST_EARLIER == 3


def test_a_period_that_overlaps_is_no_earlier_period() -> None:
    assert not earlier_periods(YEAR, (YEAR, HALF_YEAR, release(2026, {"cases": 9})))


def test_of_two_releases_over_one_period_the_later_stands() -> None:
    again = replace(YEAR_BEFORE, k=6)
    assert earlier_periods(YEAR, (YEAR_BEFORE, again)) == (again,)


def test_a_column_holds_what_its_release_printed_and_nothing_else() -> None:
    found = compare(YEAR, (YEAR_BEFORE,), OF_MATTERS)
    counts = {row.category.key: row.counts for row in found.rows}
    assert counts["bullying"] == (12, 14)
    assert counts["sexual_harassment"] == (None, 6)
    assert counts["discrimination"] == (None, None)
    assert found.remainders == (9, 8)
    assert found.totals == (45, 56)


def test_a_table_on_another_list_has_no_column() -> None:
    other_list = (*MATTERS[:7], replace(MATTERS[7], members=("other_conduct", "stalking")))
    other = replace(
        YEAR_BEFORE,
        tables=(table("matter", (12, 9, None, None, None, None, 15, None), 9, categories=other_list),),
    )
    found = compare(YEAR, (other, YEAR_BEFORE), OF_MATTERS)
    assert found.columns == (YEAR_BEFORE, YEAR)
    assert other not in found.columns


def test_a_table_that_counts_something_else_has_no_column() -> None:
    (matters, *others) = YEAR_BEFORE.tables
    by_case = replace(YEAR_BEFORE, tables=(replace(matters, unit="cases"), *others))
    assert compare(YEAR, (by_case,), OF_MATTERS).columns == (YEAR,)


def test_a_leap_year_is_as_long_as_another_year() -> None:
    assert equally_long((YEAR_BEFORE, YEAR))
    assert not equally_long((HALF_YEAR, YEAR))
    by_days = release((date(2024, 2, 3), date(2025, 2, 2)), {"cases": 9})
    assert equally_long((by_days, YEAR))
