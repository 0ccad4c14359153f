"""Everything that was printed to one group of readers, as rows over hidden cells.

The smallest cells of the totals are *slices*: a batch, or a half of one where halves were printed. Over the
slices stands, for each dimension, how the cases of a slice divide over its categories. Dimensions share
nothing but the slices: a star. Whatever numbers fit the slices and whatever counts fit each dimension, they
fit together, since a case bears any combination of values. Therefore:

- where the tables of a dimension count disjoint cases whose number is known, a table is a system by itself,
  and what a category has in common with a slice follows from both (`crossing`);
- otherwise (cases tabulated twice, or a base that is not printed) the dimension is solved over the joint
  cells of category and slice, together with every other such dimension.

Where a case may have several codes, a category of N cases counts at most N, the counts add up to at least N,
and a category that excludes the others has no case in common with them. That is all: sets of these sizes
exist.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from vpdesk.disclosure.audit.bounds import Interval, Relation, Row, System, at_least, at_most, equal, sum_of
from vpdesk.disclosure.audit.chain import Chain, Tabulated
from vpdesk.disclosure.audit.crossing import common, outside
from vpdesk.disclosure.audit.findings import Reader
from vpdesk.disclosure.audit.page import CASES, HALVES, Table
from vpdesk.disclosure.audit.truth import Truth


@dataclass(frozen=True, slots=True)
class Slice:
    """The new cases of a batch, or those of one half of it."""

    batch: int
    half: str = ""


@dataclass(frozen=True, slots=True)
class _Cell:
    """The cases of a slice that have one of `codes`."""

    dimension: str
    codes: tuple[str, ...]
    slice: Slice


class Worlds:
    """What one reader knows. Without `truth` nobody knows any case besides the pages."""

    def __init__(self, chain: Chain, reader: Reader, truth: Truth | None) -> None:
        """Take the numbers of `chain` as `reader` counts them."""
        self._chain = chain
        self._reader = reader
        self._truth = truth
        self._halved = {
            batch: tuple(dict.fromkeys(code for codes in one.table.members.values() for code in codes))
            for one in chain.tables
            if one.table.dimension == HALVES
            for batch in one.batches
        }
        self.totals = System(self._total_rows())
        self._cases: dict[Tabulated, int | None] = {}
        self._plain: dict[Tabulated, bool] = {}

    def slices(self, batches: Iterable[int]) -> tuple[Slice, ...]:
        """Return the slices of `batches`."""
        return tuple(Slice(batch, half) for batch in batches for half in self._halved.get(batch, ("",)))

    def size(self, slices: Iterable[Slice]) -> Interval:
        """Return how many cases the slices can have; raises NoWorldError where no numbers fit the totals."""
        return self.totals.bounds(sum_of(slices))

    def printed(self, one: Tabulated) -> Mapping[str, int]:
        """Return the printed lines of a table as the reader counts them."""
        known = self._known(one)
        return {key: count - known.get(key, 0) for key, count in one.table.printed.items()}

    def remainder(self, one: Tabulated) -> int:
        """Return the printed remainder as the reader counts it; 0 where there is none."""
        known = self._known(one)
        return (one.table.remainder or 0) - sum(known.get(key, 0) for key in one.table.hidden)

    def cases_of(self, one: Tabulated) -> int | None:
        """Return how many cases a table counts, where that is known; raises NoWorldError as `size` does."""
        if one not in self._cases:
            if one.pool is not None:
                self._cases[one] = one.pool.printed - sum(self._known(one).values())
            else:
                size = self.size(self.slices(one.batches))
                self._cases[one] = size.low if size.exact else None
        return self._cases[one]

    def plain(self, one: Tabulated) -> bool:
        """Whether a table is a system by itself: its cases are known in number and tabulated once."""
        if one not in self._plain:
            self._plain[one] = one.pool is not None or (
                one.table.dimension == HALVES or (not self._overlaps(one) and self.cases_of(one) is not None)
            )
        return self._plain[one]

    def categories(self, one: Tabulated) -> dict[str, Interval]:
        """Return what each category of a table can be; raises NoWorldError where no numbers fit."""
        table = one.table
        if one.table.dimension == HALVES and one.pool is None:
            return {key: self.size(self._of_half(one, key)) for key in table.members}
        if not self.plain(one):
            every = self.slices(one.batches)
            return {key: self._joint.bounds(self._part(one, key, every)) for key in table.members}
        cells = {key: [key] for key in table.members}
        system = System([*self._lines(one, cells), *_frame(table, cells, self.cases_of(one) or 0)])
        return {key: system.bounds(sum_of(cells[key])) for key in table.members}

    def crossed(
        self, one: Tabulated, key: str, category: Interval, slices: Collection[Slice], group: Interval
    ) -> tuple[Interval, Interval]:
        """Return how many cases of a group of slices are in a category, and how many are not.

        `category` and `group` are what is known of each by itself.
        """
        cases = self.cases_of(one)
        if cases is not None and self.plain(one):
            return common(group, category, cases), outside(group, category, cases)
        part = self._part(one, key, slices)
        rest: dict[Hashable, int] = {cell: -factor for cell, factor in part.items()}
        rest.update(sum_of(slices))
        return self._joint.bounds(part), self._joint.bounds(rest)

    def _known(self, one: Tabulated) -> Mapping[str, int]:
        """Return per category the cases that the reader subtracts."""
        if self._reader is Reader.PLAIN or self._truth is None or not self._truth.tells(one):
            return {}
        every = self._truth.counts(one, Reader.PLAIN)
        others = self._truth.counts(one, Reader.KNOWING)
        return {key: count - others[key] for key, count in every.items()}

    def _total_rows(self) -> Iterator[Row]:
        chain, truth = self._chain, self._truth
        plain_of_known = self._reader is Reader.PLAIN and truth is not None and truth.anything_known
        for place, page in enumerate(chain.pages):
            slices = self.slices(chain.rest[place])
            printed = chain.printed(place)
            if printed is not None:
                known = 0
                if self._reader is Reader.KNOWING and truth is not None:
                    known = (truth.cases(chain.rest[place]) & truth.known).bit_count()
                yield equal(slices, printed - known)
            elif CASES in page.totals and not plain_of_known:
                # a band leaves out what the organisation handled itself, which only its knower can count
                yield at_most(slices, page.k - 1)
        for one in chain.tables:
            if one.pool is None:
                yield from self._sizes(one)

    def _sizes(self, one: Tabulated) -> Iterator[Row]:
        """What a table by itself says of the number of its cases."""
        slices = self.slices(one.batches)
        total = sum(self.printed(one).values()) + self.remainder(one)
        if not one.table.several:
            yield equal(slices, total)
        else:
            yield at_most(slices, total)
            for count in self.printed(one).values():
                yield at_least(slices, count)
        if one.table.dimension == HALVES:
            cells: dict[str, list[Slice]] = {key: self._of_half(one, key) for key in one.table.members}
            yield from self._lines(one, cells)

    def _of_half(self, one: Tabulated, key: str) -> list[Slice]:
        return [Slice(batch, half) for batch in one.batches for half in one.table.members[key]]

    def _lines(self, one: Tabulated, cells: Mapping[str, Collection[Hashable]]) -> Iterator[Row]:
        """What the lines of a table say, given the cells of each category."""
        for key, count in self.printed(one).items():
            yield equal(cells[key], count)
        if one.table.hidden:
            yield equal([cell for key in one.table.hidden for cell in cells[key]], self.remainder(one))

    # -- tables that do not stand by themselves

    def _overlaps(self, one: Tabulated) -> bool:
        mine = set(one.batches)
        return any(
            other is not one
            and other.pool is None
            and other.table.dimension == one.table.dimension
            and not mine.isdisjoint(other.batches)
            for other in self._chain.tables
        )

    @cached_property
    def _tangled(self) -> tuple[Tabulated, ...]:
        return tuple(one for one in self._chain.tables if not self.plain(one))

    @cached_property
    def _atoms(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """For each dimension, the codes that no table of it tells apart: code -> all such codes."""
        found = {}
        for dimension in {one.table.dimension for one in self._tangled}:
            lists = [one.table.members for one in self._tangled if one.table.dimension == dimension]
            kinds: dict[tuple[str | None, ...], list[str]] = defaultdict(list)
            for code in dict.fromkeys(code for one in lists for codes in one.values() for code in codes):
                kinds[tuple(next((k for k, c in one.items() if code in c), None) for one in lists)].append(
                    code
                )
            found[dimension] = {code: tuple(kind) for kind in kinds.values() for code in kind}
        return found

    def _part(self, one: Tabulated, key: str, slices: Iterable[Slice]) -> dict[Hashable, int]:
        """Return a category within slices as a sum of joint cells."""
        table = one.table
        if table.several:
            kinds = [tuple(sorted(table.members[key]))]
        else:
            atoms = self._atoms[table.dimension]
            kinds = list(dict.fromkeys(atoms[code] for code in table.members[key]))
        return sum_of(_Cell(table.dimension, codes, place) for place in slices for codes in kinds)

    @cached_property
    def _joint(self) -> System:
        rows = list(self._total_rows())
        lists: dict[tuple[str, Slice], dict[tuple[str, ...], None]] = defaultdict(dict)
        for one in self._tangled:
            table = one.table
            every = self.slices(one.batches)
            cells = {key: list(self._part(one, key, every)) for key in table.members}
            rows += self._lines(one, cells)
            for place in every:
                inside = {key: list(self._part(one, key, [place])) for key in table.members}
                rows += _frame(table, inside, place)
                lists[table.dimension, place].update(
                    dict.fromkeys(
                        cell.codes for part in inside.values() for cell in part if isinstance(cell, _Cell)
                    )
                )
        several = {one.table.dimension for one in self._tangled if one.table.several}
        for (dimension, place), kinds in lists.items():
            if dimension in several:
                rows += _nested(dimension, place, list(kinds))
        return System(rows)


def _frame(table: Table, cells: Mapping[str, Collection[Hashable]], size: int | Slice) -> Iterator[Row]:
    """What holds of the categories of any table over `size` cases: a number, or the cell that holds it."""
    every = [cell for part in cells.values() for cell in part]
    if not table.several:
        yield _beside(every, Relation.EQUAL, size)
        return
    yield _beside(every, Relation.AT_LEAST, size)
    excluding = table.excluding
    for key, part in cells.items():
        also = [] if excluding in {None, key} else cells[excluding or ""]
        yield _beside([*part, *also], Relation.AT_MOST, size)


def _beside(cells: Iterable[Hashable], relation: Relation, size: int | Slice) -> Row:
    coefficients = sum_of(cells)
    if isinstance(size, int):
        return Row(coefficients=coefficients, relation=relation, value=size)
    coefficients[size] = coefficients.get(size, 0) - 1
    return Row(coefficients=coefficients, relation=relation, value=0)


def _nested(dimension: str, place: Slice, kinds: list[tuple[str, ...]]) -> Iterator[Row]:
    """What categories of different lists over the same cases say of each other, codes being several.

    A category holds at least what a part of it holds, and at most what categories that cover it hold
    together.
    """
    for whole in kinds:
        inner = [kind for kind in kinds if kind != whole and set(kind) < set(whole)]
        outer = _Cell(dimension, whole, place)
        for kind in inner:
            yield _beside_each([_Cell(dimension, kind, place)], [outer])
        if inner and set().union(*inner) == set(whole):
            yield _beside_each([outer], [_Cell(dimension, kind, place) for kind in inner])


def _beside_each(fewer: list[_Cell], more: list[_Cell]) -> Row:
    coefficients = sum_of(fewer)
    coefficients.update({cell: coefficients.get(cell, 0) - 1 for cell in more})
    return Row(coefficients=coefficients, relation=Relation.AT_MOST, value=0)
