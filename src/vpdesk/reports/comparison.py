"""One table over several periods: only what each period's own release printed, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from vpdesk.disclosure.released import Category, Release, ReleasedTable
from vpdesk.reports.period import Period

#: How many earlier periods stand beside the period of the report.
MOST_EARLIER: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryRow:
    """One category with its count per column; None: not printed apart, so within the remainder."""

    category: Category
    counts: tuple[int | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The columns (oldest first, the report's own last) and rows of one dimension.

    An earlier release that did not print this table on this list has no column. `remainders` has None where
    a column has no remainder.
    """

    columns: tuple[Release, ...]
    rows: tuple[CategoryRow, ...]
    remainders: tuple[int | None, ...]
    totals: tuple[int | None, ...]


def earlier_periods(release: Release, others: Sequence[Release]) -> tuple[Release, ...]:
    """Return the releases over periods that ended before this one began: the last few, oldest first.

    Of two releases over the same period the later one given stands.
    """
    by_period = {(other.start, other.end): other for other in others if other.end < release.start}
    return tuple(by_period[period] for period in sorted(by_period))[-MOST_EARLIER:]


def compare(release: Release, earlier: Sequence[Release], dimension: str) -> Comparison:
    """Lay the table of `dimension` beside those of `earlier`; raises ValueError if it is not printed."""
    table = release.table(dimension)
    if table is None:
        raise ValueError(f"{dimension} is not printed")
    alike = tuple(other for other in earlier if _same_list(table, other.table(dimension)))
    columns = (*alike, release)
    tables = [found for column in columns if (found := column.table(dimension)) is not None]
    printed = [{line.category: line.count for line in each.lines} for each in tables]
    remainders = tuple(each.remainder.count if each.remainder else None for each in tables)
    totals = [column.total(table.unit) for column in columns]
    return Comparison(
        columns=columns,
        rows=tuple(
            CategoryRow(category=category, counts=tuple(counts.get(category) for counts in printed))
            for category in _categories(table)
        ),
        remainders=remainders,
        totals=tuple(total.count if total else None for total in totals),
    )


def _categories(table: ReleasedTable) -> tuple[Category, ...]:
    hidden = table.remainder.categories if table.remainder else ()
    return (*(line.category for line in table.lines), *hidden)


def _same_list(table: ReleasedTable, other: ReleasedTable | None) -> bool:
    return (
        other is not None and other.unit == table.unit and set(_categories(other)) == set(_categories(table))
    )


def equally_long(releases: Sequence[Release]) -> bool:
    """Whether all periods have the same length as the last."""
    last = Period.of(releases[-1])
    return all(Period.of(release).compares_with(last) for release in releases)
