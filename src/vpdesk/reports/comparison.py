"""One table over several periods: only what each period's own release printed, like beside like.

Beside a full report stand full reports, beside an interim one interim ones. A table over several periods
together, or of what came of running cases, is like no other and stands alone.
"""

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

    An earlier release that did not print this table on this list, over its own period alone, has no column.
    `remainders` has None where a column has no remainder.
    """

    columns: tuple[Release, ...]
    rows: tuple[CategoryRow, ...]
    remainders: tuple[int | None, ...]
    totals: tuple[int, ...]


def earlier_periods(release: Release, others: Sequence[Release]) -> tuple[Release, ...]:
    """Return the releases of the same kind over periods that ended before: the last few, oldest first.

    Of two releases over the same period the later one given stands.
    """
    by_period = {
        (other.start, other.end): other
        for other in others
        if other.kind is release.kind and other.end < release.start
    }
    return tuple(by_period[period] for period in sorted(by_period))[-MOST_EARLIER:]


def printed_total(table: ReleasedTable) -> int:
    """Return how much `table` counts in all: the sum of what it prints, for its lines leave nothing out."""
    return sum(line.count for line in table.lines) + (table.remainder.count if table.remainder else 0)


def compare(release: Release, earlier: Sequence[Release], table: ReleasedTable) -> Comparison:
    """Lay `table` of `release` beside the same table of `earlier`."""
    found = [(other, like) for other in earlier if (like := _like(table, other)) is not None]
    columns = (*(other for other, _ in found), release)
    tables = (*(like for _, like in found), table)
    printed = [{line.category: line.count for line in each.lines} for each in tables]
    return Comparison(
        columns=columns,
        rows=tuple(
            CategoryRow(category=category, counts=tuple(counts.get(category) for counts in printed))
            for category in _categories(table)
        ),
        remainders=tuple(each.remainder.count if each.remainder else None for each in tables),
        totals=tuple(printed_total(each) for each in tables),
    )


def _like(table: ReleasedTable, other: Release) -> ReleasedTable | None:
    """Return the table of `other` that counts the same on the same list, each over its own period."""
    if not _stands_alone(table):
        return next((each for each in other.tables if _same(table, each)), None)
    return None


def _same(table: ReleasedTable, other: ReleasedTable) -> bool:
    return (
        not _stands_alone(other)
        and other.dimension == table.dimension
        and other.unit == table.unit
        and set(_categories(other)) == set(_categories(table))
    )


def _stands_alone(table: ReleasedTable) -> bool:
    return table.follows or bool(table.over)


def _categories(table: ReleasedTable) -> tuple[Category, ...]:
    hidden = table.remainder.categories if table.remainder else ()
    return (*(line.category for line in table.lines), *hidden)


def equally_long(releases: Sequence[Release]) -> bool:
    """Whether all periods have the same length as the last."""
    last = Period.of(releases[-1])
    return all(Period.of(release).compares_with(last) for release in releases)
