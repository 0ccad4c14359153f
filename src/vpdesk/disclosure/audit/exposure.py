"""What a reader would find if more were printed: the reason why it is not.

For the counsellor's eyes only, since the true numbers decide what such a page would show. The answers are
computed as an audit is: a group of 1 to k-1 cases is exposed where a reader can prove that somebody is in it
and that they are fewer than k, from the added table, or from all pages, together. A rule that hides numbers
is given more credit than it deserves, for the reader is not taken to know it.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import Any, Final

from vpdesk.disclosure.audit.bounds import Relation, Row, System, equal, sum_of
from vpdesk.disclosure.audit.chain import Tabulated, chain_of
from vpdesk.disclosure.audit.page import read_all
from vpdesk.disclosure.audit.space import Space
from vpdesk.disclosure.audit.truth import Truth

#: The cell that holds how many cases a crossed table counts.
_SIZE: Final = "cases"


class Naive(StrEnum):
    """How a crossed table would be printed by who thinks that this is enough."""

    WHOLE = "whole"
    """Every number."""
    SMALL_HIDDEN = "small_hidden"
    """Every number but those from 1 to k - 1."""
    LOW_HIDDEN = "low_hidden"
    """Every number from k."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """One side of a crossed table: a declared list. `several`: a case may stand in several categories."""

    dimension: str
    members: Mapping[str, Sequence[str]]
    several: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposed:
    """A group of 1 to k-1 cases that a reader would find to hold from `low` to `high`; it holds `true`.

    `slice` is empty, a batch or half, or, as "dimension=category", a category of another table.
    """

    release: int
    dimension: str
    category: str
    slice: str
    low: int
    high: int
    true: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """What would be found, the worst first (known exactly, then the smallest), among `small` such groups."""

    exposed: tuple[Exposed, ...]
    small: int


def of_crossing(
    bodies: Sequence[Mapping[str, Any]],
    events: Sequence[Sequence[Mapping[str, Any]]],
    rows: Axis,
    columns: Axis,
    *,
    naive: Naive,
) -> Exposure:
    """Return what a table of `rows` by `columns` would tell beside the last of `bodies`, over its own cases.

    What the page prints of either side is known to the reader, and of the total. Where both sides
    may have several codes the intervals can be wider than what a reader could prove, never narrower. Raises
    ValueError where the two sides are one dimension, or nothing was released.
    """
    if not bodies or rows.dimension == columns.dimension:
        raise ValueError("a crossed table needs a page, and two dimensions")
    truth, chain = Truth.of(events), chain_of(read_all(bodies))
    last = len(bodies) - 1
    batches = (*chain.exact[last], *chain.rest[last])
    cases, k = truth.cases(batches), chain.pages[last].k
    space = Space(
        dimensions={axis.dimension: list(axis.members) for axis in (rows, columns)},
        cliques=((rows.dimension, columns.dimension),),
    )
    system_rows = list(_frame(space, rows, columns))
    size = chain.size(batches)
    if size is not None:
        system_rows.append(equal([_SIZE], size))
    for one in chain.tables:
        if one.release == last and one.pool is None and set(one.batches) == set(batches):
            system_rows += _margin(one, {rows.dimension: rows, columns.dimension: columns})
    true = {}
    for row, column in product(rows.members, columns.members):
        both = truth.within(rows.dimension, rows.members[row])
        both &= truth.within(columns.dimension, columns.members[column])
        true[row, column] = (cases & both).bit_count()
        if _shown(true[row, column], k, naive):
            cell = space.cells({rows.dimension: row, columns.dimension: column})
            system_rows.append(equal(cell, true[row, column]))
    system = System(system_rows)
    small = {key: count for key, count in true.items() if 1 <= count < k}
    exposed = []
    for (row, column), count in small.items():
        cell = space.cells({rows.dimension: row, columns.dimension: column})
        found = system.bounds(sum_of(cell))
        low, high = found.low or 0, found.high
        if low >= 1 and high is not None and high < k:
            name = f"{columns.dimension}={column}"
            exposed.append(_exposed(last, rows.dimension, row, name, (low, high, count)))
    return Exposure(exposed=_worst_first(exposed), small=len(small))


def _exposed(
    release: int, dimension: str, category: str, name: str, numbers: tuple[int, int, int]
) -> Exposed:
    low, high, true = numbers
    return Exposed(
        release=release, dimension=dimension, category=category, slice=name, low=low, high=high, true=true
    )


def _worst_first(found: Iterable[Exposed]) -> tuple[Exposed, ...]:
    return tuple(sorted(found, key=lambda one: (one.high - one.low, one.true, one.slice != "")))


def _shown(count: int, k: int, naive: Naive) -> bool:
    match naive:
        case Naive.WHOLE:
            return True
        case Naive.SMALL_HIDDEN:
            return not 1 <= count < k
        case Naive.LOW_HIDDEN:
            return count >= k


def _frame(space: Space, rows: Axis, columns: Axis) -> Iterator[Row]:
    """What holds of any crossed table; the cell (dimension, key) is the margin of a category."""
    for axis, other in ((rows, columns), (columns, rows)):
        margins = [(axis.dimension, key) for key in axis.members]
        yield _against(sum_of(margins), Relation.AT_LEAST if axis.several else Relation.EQUAL, _SIZE)
        for key, margin in zip(axis.members, margins, strict=True):
            yield _against({margin: 1}, Relation.AT_MOST, _SIZE)
            line = space.cells({axis.dimension: key})
            # every case of the line stands in one category of the other side, or in one or more
            yield _against(sum_of(line), Relation.AT_LEAST if other.several else Relation.EQUAL, margin)
            for cell in line:
                yield _against({cell: 1}, Relation.AT_MOST, margin)


def _against(coefficients: Mapping[Hashable, int], relation: Relation, cell: Hashable) -> Row:
    return Row(coefficients={**coefficients, cell: -1}, relation=relation, value=0)


def _margin(one: Tabulated, axes: Mapping[str, Axis]) -> Iterator[Row]:
    """What a page prints of one side, where its list is that of the crossed table."""
    table = one.table
    axis = axes.get(table.dimension)
    if axis is None or {k: set(v) for k, v in axis.members.items()} != {
        k: set(v) for k, v in table.members.items()
    }:
        return
    for key, count in table.printed.items():
        yield equal([(table.dimension, key)], count)
    if table.hidden:
        yield equal([(table.dimension, key) for key in table.hidden], table.remainder or 0)
