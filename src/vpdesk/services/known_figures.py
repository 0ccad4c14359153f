"""What the counsellor knows beside what the reader of a report will know: for her eyes, on her screen.

The true numbers are confidential. They stand in these values alone, which no document is made from: a
document is drawn from the `Release` (`vpdesk.reports`), and that holds none of them. Every number that is
not printed has its reason, so that nothing is missing without a word.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from vpdesk.disclosure.counts import TableCounts
from vpdesk.disclosure.released import Category, Release, ReleasedTable, Span


class Why(StrEnum):
    """Why a number that the counsellor knows is printed or not."""

    PRINTED = "printed"
    """It is printed as it is."""

    SMALL = "small"
    """It is smaller than the threshold."""

    ZERO = "zero"
    """It did not occur: a zero that is shown proves that others are no zero."""

    JOINED = "joined"
    """It is large enough, but standing apart it would let the small ones be computed."""

    NEARLY_ALL = "nearly_all"
    """It is nearly all there is: standing apart it would tell of the few others, and of practically all."""

    WITHHELD = "withheld"
    """Every way to print this table would tell too much."""

    BAND = "band"
    """The document says of the cases only that there were fewer than the threshold."""

    LATER = "later"
    """Too few over this period alone: these cases wait for a table over several periods together."""

    REST = "rest"
    """Fewer than the threshold came besides what interim figures inside the period said."""

    KNOWN = "known"
    """Without the cases that the organisation handled itself, and so knows, it is too small."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownLine:
    """One category: how much there truly was, and what is printed of it (None: not apart).

    `known` of the `count` are cases that the organisation handled itself.
    """

    category: Category
    count: int
    printed: int | None
    why: Why
    known: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownTable:
    """One table: all its categories, those that the document prints apart first.

    `cases` and `total` (in `unit`) are true numbers. `over` are the periods that it is about together,
    empty for that of the report; `remainder` is the printed number of the joint line. `printed` says
    whether the document holds the table at all, `follows` that it tells what came of running cases.
    """

    dimension: str
    unit: str
    cases: int
    total: int
    lines: tuple[KnownLine, ...]
    remainder: int | None
    printed: bool
    over: tuple[Span, ...] = ()
    follows: bool = False

    @property
    def hidden(self) -> tuple[KnownLine, ...]:
        """The lines that are not printed apart."""
        return tuple(line for line in self.lines if line.printed is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownTotal:
    """How much there truly was of `unit`, and what is printed of it (None: at most a band)."""

    unit: str
    count: int
    printed: int | None
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportInsight:
    """One report with the true numbers beside it."""

    release: Release
    totals: tuple[KnownTotal, ...]
    tables: tuple[KnownTable, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What a table was, or would have been, printed from: `table` is what the document holds of it, if any.

    `known` says of each category how many the organisation handled itself; empty: none of any.
    """

    counts: TableCounts
    table: ReleasedTable | None
    known: tuple[int, ...] = ()


def beside(release: Release, drawn: Sequence[Drawn], totals: Mapping[str, int]) -> ReportInsight:
    """Return `release` with the true numbers of its tables and its totals (by unit) beside it."""
    return ReportInsight(
        release=release,
        totals=tuple(_total(release, unit, count) for unit, count in totals.items()),
        tables=tuple(_table(release, one) for one in drawn),
    )


def _total(release: Release, unit: str, count: int) -> KnownTotal:
    total = release.total(unit)
    printed = None if total is None else total.count
    if printed is not None:
        why = Why.PRINTED
    elif unit == "cases" and release.parts:
        why = Why.REST
    elif count >= release.k:
        # the other totals go with the cases; of those, what the organisation knows is taken off
        why = Why.KNOWN if unit == "cases" else Why.BAND
    else:
        why = Why.SMALL if count else Why.ZERO
    return KnownTotal(unit=unit, count=count, printed=printed, why=why)


def _table(release: Release, drawn: Drawn) -> KnownTable:
    counts, table = drawn.counts, drawn.table
    lines = [_line(release, drawn, place) for place in range(len(counts.counts))]
    return KnownTable(
        dimension=counts.declared.dimension,
        unit=counts.declared.unit,
        cases=counts.cases,
        total=counts.total,
        lines=tuple(sorted(lines, key=lambda line: line.printed is None)),
        remainder=table.remainder.count if table is not None and table.remainder is not None else None,
        printed=table is not None,
        over=() if table is None else table.over,
        follows=table is not None and table.follows,
    )


def _line(release: Release, drawn: Drawn, place: int) -> KnownLine:
    category, count = drawn.counts.declared.categories[place], drawn.counts.counts[place]
    known = drawn.known[place] if drawn.known else 0
    lines = () if drawn.table is None else drawn.table.lines
    printed = next((line.count for line in lines if line.category.key == category.key), None)
    if printed is not None:
        why = Why.PRINTED
    elif drawn.table is None:
        why = _without_table(release, drawn.counts.declared.dimension)
    else:
        why = _within_table(release, drawn.counts.residual.cases, count, known)
    return KnownLine(category=category, count=count, known=known, printed=printed, why=why)


def _without_table(release: Release, dimension: str) -> Why:
    """Return why a table is not there, from what is printed: no more is known of it outside."""
    total = release.total("cases")
    if dimension in release.withheld:
        return Why.WITHHELD
    return Why.BAND if total is None or total.count is None else Why.LATER


def _within_table(release: Release, cases: int, count: int, known: int) -> Why:
    k = release.k
    if count - known >= k:
        return Why.NEARLY_ALL if cases - (count - known) < k else Why.JOINED
    if count >= k:
        return Why.KNOWN
    return Why.SMALL if count else Why.ZERO
