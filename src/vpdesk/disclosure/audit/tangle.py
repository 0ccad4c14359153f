"""Tables that do not stand by themselves: cases that are tabulated twice, or whose number is not printed.

They are solved together, over the joint cells of category and batch. The halves of a batch are left out:
cases of a batch can be divided over halves in any way, whatever their categories.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from vpdesk.disclosure.audit.bounds import Interval, Relation, Row, System, sum_of
from vpdesk.disclosure.audit.chain import Tabulated
from vpdesk.disclosure.audit.lines import frame, lines


@dataclass(frozen=True, slots=True)
class Slice:
    """The new cases of a batch, or those of one half of it."""

    batch: int
    half: str = ""


def whole(batches: Iterable[int]) -> tuple[Slice, ...]:
    """Return batches that are not cut into halves."""
    return tuple(map(Slice, batches))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tangled:
    """A table with its numbers as a reader counts them."""

    tabulated: Tabulated
    printed: Mapping[str, int]
    remainder: int


@dataclass(frozen=True, slots=True)
class _Cell:
    """The cases of a batch that have one of `codes`."""

    dimension: str
    codes: tuple[str, ...]
    batch: Slice


class Tangle:
    """The system of all such tables."""

    def __init__(self, tables: Sequence[Tangled], totals: Iterable[Row]) -> None:
        """Take what the tables print; `totals` are the rows over the sizes of whole batches."""
        self._atoms = _atoms(one.tabulated for one in tables)
        self._system = System([*totals, *self._rows(tables)])

    def inside(self, one: Tabulated, key: str, batches: Iterable[int]) -> Interval:
        """Return how many cases of `batches` can be in a category; raises NoWorldError where none fit."""
        return self._system.bounds(sum_of(self._part(one, key, batches)))

    def outside(self, one: Tabulated, key: str, batches: Sequence[int]) -> Interval:
        """Return how many of them can be outside it; raises as `inside` does."""
        coefficients = sum_of(whole(batches))
        coefficients.update(dict.fromkeys(self._part(one, key, batches), -1))
        return self._system.bounds(coefficients)

    def _part(self, one: Tabulated, key: str, batches: Iterable[int]) -> list[Hashable]:
        """Return the joint cells that make up a category within batches."""
        table = one.table
        if table.several:
            kinds = [tuple(sorted(table.members[key]))]
        else:
            atoms = self._atoms[table.dimension]
            kinds = list(dict.fromkeys(atoms[code] for code in table.members[key]))
        return [_Cell(table.dimension, codes, batch) for batch in whole(batches) for codes in kinds]

    def _rows(self, tables: Sequence[Tangled]) -> Iterator[Row]:
        lists: dict[tuple[str, Slice], dict[tuple[str, ...], None]] = defaultdict(dict)
        for one in tables:
            tabulated = one.tabulated
            table = tabulated.table
            cells = {key: self._part(tabulated, key, tabulated.batches) for key in table.members}
            yield from lines(table, one.printed, one.remainder, cells)
            for batch in whole(tabulated.batches):
                inside = {key: self._part(tabulated, key, [batch.batch]) for key in table.members}
                yield from frame(table, inside, batch)
                if table.several:
                    kinds = (tuple(sorted(codes)) for codes in table.members.values())
                    lists[table.dimension, batch].update(dict.fromkeys(kinds))
        for (dimension, batch), found in lists.items():
            yield from _nested(dimension, batch, list(found))


def _atoms(tables: Iterable[Tabulated]) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Return for each dimension the codes that no table of it tells apart: code -> all such codes."""
    lists: dict[str, list[Mapping[str, tuple[str, ...]]]] = defaultdict(list)
    for one in tables:
        lists[one.table.dimension].append(one.table.members)
    found = {}
    for dimension, several in lists.items():
        kinds: dict[tuple[str | None, ...], list[str]] = defaultdict(list)
        for code in dict.fromkeys(code for one in several for codes in one.values() for code in codes):
            places = (next((key for key, codes in one.items() if code in codes), None) for one in several)
            kinds[tuple(places)].append(code)
        found[dimension] = {code: tuple(kind) for kind in kinds.values() for code in kind}
    return found


def _nested(dimension: str, batch: Slice, kinds: list[tuple[str, ...]]) -> Iterator[Row]:
    """What categories of different lists over the same cases say of each other, codes being several.

    A category holds at least what a part of it holds, and at most what categories that cover it hold
    together.
    """
    for all_codes in kinds:
        inner = [kind for kind in kinds if kind != all_codes and set(kind) < set(all_codes)]
        outer = _Cell(dimension, all_codes, batch)
        parts = [_Cell(dimension, kind, batch) for kind in inner]
        for part in parts:
            yield Row(coefficients={part: 1, outer: -1}, relation=Relation.AT_MOST, value=0)
        if inner and set().union(*inner) == set(all_codes):
            yield Row(coefficients={**sum_of(parts), outer: -1}, relation=Relation.AT_LEAST, value=0)
