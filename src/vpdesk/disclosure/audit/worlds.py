"""Everything that was printed to one group of readers, as rows over hidden cells.

The smallest cells of the totals are *slices*: a batch, or a half of one where halves were printed. Over the
slices stands, for each dimension, how the cases of a slice divide over its categories. Dimensions share
nothing but the slices: a star. Whatever numbers fit the slices and whatever counts fit each dimension, they
fit together, since a case bears any combination of values. Therefore:

- where the tables of a dimension count disjoint cases whose number is known, a table is a system by itself,
  and what a category has in common with a slice follows from both (`crossing`);
- otherwise (cases tabulated twice, or a base that is not printed) the dimension is solved over the joint
  cells of category and batch, together with every other such dimension (`tangle`).

Where a case may have several codes, a category of N cases counts at most N, the counts add up to at least N,
and a category that excludes the others has no case in common with them. That is all: sets of these sizes
exist.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from functools import cached_property

from vpdesk.disclosure.audit.bounds import Interval, Row, System, at_least, at_most, equal, sum_of
from vpdesk.disclosure.audit.chain import Chain, Tabulated
from vpdesk.disclosure.audit.crossing import common, outside
from vpdesk.disclosure.audit.findings import Reader
from vpdesk.disclosure.audit.lines import frame, lines
from vpdesk.disclosure.audit.page import CASES, HALVES, RUNNING
from vpdesk.disclosure.audit.tangle import Slice, Tangle, Tangled, whole
from vpdesk.disclosure.audit.truth import Truth


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
        self.totals = System(self._total_rows(self.slices))
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
            return {key: self.totals.bounds(sum_of(part)) for key, part in self._halves_of(one).items()}
        if not self.plain(one):
            return {key: self._tangle.inside(one, key, one.batches) for key in table.members}
        cells = {key: [key] for key in table.members}
        known = lines(table, self.printed(one), self.remainder(one), cells)
        system = System([*known, *frame(table, cells, self.cases_of(one) or 0)])
        return {key: system.bounds(sum_of(cells[key])) for key in table.members}

    def crossed(
        self, one: Tabulated, key: str, category: Interval, slices: Collection[Slice], group: Interval
    ) -> tuple[Interval, Interval]:
        """Return how many cases of a group of slices are in a category, and how many are not.

        `category` and `group` are what is known of each by itself. A half must be one of a batch whose size
        is known, where the table does not stand by itself.
        """
        cases = self.cases_of(one)
        if cases is not None and self.plain(one):
            return common(group, category, cases), outside(group, category, cases)
        batches = sorted({place.batch for place in slices})
        if len(slices) == len(self.slices(batches)):
            return self._tangle.inside(one, key, batches), self._tangle.outside(one, key, batches)
        # a half of one batch: its cases and those of the category lie in any way within the batch
        size = self.size(self.slices(batches)).low or 0
        inside = self._tangle.inside(one, key, batches)
        return common(group, inside, size), outside(group, inside, size)

    def ran(self, one: Tabulated, slices: Collection[Slice], group: Interval) -> Interval:
        """Return how many of the running cases that a table follows can have come in a group of slices.

        The line they were printed on is one category of an earlier table, and so on back to the table of the
        cases themselves.
        """
        if one.pool is None:
            raise ValueError("a table that follows no running cases")
        before = one.pool.line
        cases = self.cases_of(one) or 0
        line = Interval(low=cases, high=cases)
        if before.pool is None:
            key = next(key for key, codes in before.table.members.items() if codes == (RUNNING,))
            return self.crossed(before, key, line, slices, group)[0]
        return common(self.ran(before, slices, group), line, self.cases_of(before) or 0)

    def _known(self, one: Tabulated) -> Mapping[str, int]:
        """Return per category the cases that the reader subtracts."""
        if self._reader is Reader.PLAIN or self._truth is None or not self._truth.tells(one):
            return {}
        every = self._truth.counts(one, Reader.PLAIN)
        others = self._truth.counts(one, Reader.KNOWING)
        return {key: count - others[key] for key, count in every.items()}

    def _total_rows(self, cut: Callable[[Iterable[int]], tuple[Slice, ...]]) -> Iterator[Row]:
        """What the totals say, over the slices that `cut` makes of batches."""
        chain, truth = self._chain, self._truth
        for place, page in enumerate(chain.pages):
            slices = cut(chain.rest[place])
            printed = chain.printed(place)
            if printed is not None:
                known = 0
                if self._reader is Reader.KNOWING and truth is not None:
                    known = (truth.cases(chain.rest[place]) & truth.known).bit_count()
                yield equal(slices, printed - known)
            elif CASES in page.totals and truth is not None and self._reader is Reader.KNOWING:
                # cases that it did not know then were counted in the band, and it takes them off now
                since = truth.known & ~truth.known_at(place)
                yield at_most(slices, page.k - 1 - (truth.cases(chain.rest[place]) & since).bit_count())
            elif CASES in page.totals and not (truth is not None and truth.known_at(place)):
                # a band leaves out what the organisation handled itself, which only its knower can count
                yield at_most(slices, page.k - 1)
        for one in chain.tables:
            if one.pool is None:
                yield from self._sizes(one, cut(one.batches))
                if one.table.dimension == HALVES and cut is not whole:
                    yield from lines(one.table, self.printed(one), self.remainder(one), self._halves_of(one))

    def _sizes(self, one: Tabulated, slices: tuple[Slice, ...]) -> Iterator[Row]:
        """What a table by itself says of the number of its cases."""
        total = sum(self.printed(one).values()) + self.remainder(one)
        if not one.table.several:
            yield equal(slices, total)
        else:
            yield at_most(slices, total)
            for count in self.printed(one).values():
                yield at_least(slices, count)

    def _halves_of(self, one: Tabulated) -> Mapping[str, Collection[Hashable]]:
        return {
            key: [Slice(batch, half) for batch in one.batches for half in halves]
            for key, halves in one.table.members.items()
        }

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
    def _tangle(self) -> Tangle:
        return Tangle(
            [
                Tangled(tabulated=one, printed=self.printed(one), remainder=self.remainder(one))
                for one in self._chain.tables
                if not self.plain(one)
            ],
            self._total_rows(whole),
        )
