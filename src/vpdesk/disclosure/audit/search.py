"""One reader's search through everything that has a name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from vpdesk.disclosure.audit.bounds import Interval, NoWorldError
from vpdesk.disclosure.audit.chain import Chain, Tabulated
from vpdesk.disclosure.audit.crossing import common, outside
from vpdesk.disclosure.audit.findings import Fault, Finding, Named, Reader
from vpdesk.disclosure.audit.page import CASES, HALVES, Kind
from vpdesk.disclosure.audit.tangle import Slice
from vpdesk.disclosure.audit.truth import Truth
from vpdesk.disclosure.audit.worlds import Worlds


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """Cases with a name: `bits` are the true ones, `k` the lowest threshold that was promised for them."""

    name: str
    slices: tuple[Slice, ...]
    size: Interval
    bits: int
    k: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What a number is called, as in a finding."""

    kind: Named
    release: int
    dimension: str = ""
    category: str = ""
    slice: str = ""


def _followed(one: Tabulated) -> str:
    """Name the running cases that a table follows, by the release that printed them."""
    return "" if one.pool is None else f"running:{one.pool.line.release}"


class Search:
    """The intervals of all named numbers for one reader, and the findings among them."""

    def __init__(self, chain: Chain, reader: Reader, truth: Truth | None, *, kappa: int) -> None:
        """Prepare the search; `run` does it."""
        self.findings: list[Finding] = []
        self.intervals: dict[Label, Interval] = {}
        #: the true numbers from 1 to k - 1
        self.small: dict[Label, int] = {}
        self._chain, self._reader, self._truth, self._kappa = chain, reader, truth, kappa
        self._worlds = Worlds(chain, reader, truth)

    def run(self) -> None:
        """Search once."""
        try:
            groups = self._totals()
        except NoWorldError:
            self._found(Fault.CONTRADICTION, Label(kind=Named.RUN, release=len(self._chain.pages) - 1))
            return
        categories = {}
        for one in self._chain.tables:
            try:
                categories[one] = self._worlds.categories(one)
                self._table(one, categories[one], groups)
            except NoWorldError:
                self._found(
                    Fault.CONTRADICTION,
                    Label(kind=Named.CATEGORY, release=one.release, dimension=one.table.dimension),
                )
        for one, other in combinations(categories, 2):
            self._pairs(one, categories[one], other, categories[other])

    # -- totals

    def _totals(self) -> list[_Group]:
        chain = self._chain
        places = range(len(chain.pages))
        singles = [self._group(f"batch:{place}", (place,)) for place in places]
        runs = [
            self._group(f"run:{first}-{last}", tuple(range(first, last + 1)))
            for first, last in combinations(places, 2)
        ]
        rests = [
            self._group(f"rest:{place}", chain.rest[place]) for place in places if len(chain.rest[place]) > 1
        ]
        for kind, found in ((Named.BATCH, singles), (Named.RUN, runs), (Named.REST, rests)):
            for group in found:
                last = max(one.batch for one in group.slices)
                label = Label(kind=kind, release=last, slice=group.name)
                self._judge(label, group.size, group.k, self._count(group.bits))
        return [*singles, *rests]

    def _group(self, name: str, batches: tuple[int, ...], half: str = "") -> _Group:
        slices = self._worlds.slices(batches)
        if half:
            slices = tuple(one for one in slices if one.half == half)
        truth = self._truth
        bits = 0 if truth is None else truth.cases(batches, self._reader)
        if truth is not None and half:
            bits &= truth.within(HALVES, (half,))
        return _Group(
            name=name,
            slices=slices,
            size=self._worlds.size(slices),
            bits=bits,
            k=min(self._chain.pages[batch].k for batch in batches),
        )

    # -- tables

    def _table(self, one: Tabulated, found: Mapping[str, Interval], groups: list[_Group]) -> None:
        table, k = one.table, self._chain.pages[one.release].k
        truth = self._truth if self._truth is not None and self._truth.tells(one) else None
        true = None if truth is None else truth.counts(one, self._reader)
        cases = self._worlds.cases_of(one)
        for key, interval in found.items():
            label = Label(
                kind=Named.CATEGORY,
                release=one.release,
                dimension=table.dimension,
                category=key,
                slice=_followed(one),
            )
            count = None if true is None else true[key]
            self._judge(label, interval, k, count, hidden=key not in table.printed)
            if cases is not None and table.dimension != HALVES:
                rest = outside(Interval(low=cases, high=cases), interval, cases)
                left = None if true is None or count is None else self._cases_in(one, true) - count
                self._shared(label, rest, left)
                self._judge(replace(label, kind=Named.OTHERS), rest, k, left)
        if one.pool is not None:
            self._pool(one, found, groups, truth)
        elif table.dimension != HALVES:
            for group in self._inside(one, groups):
                self._crossed(one, found, group, truth)

    def _cases_in(self, one: Tabulated, true: Mapping[str, int]) -> int:
        if one.pool is not None or self._truth is None:
            return sum(true.values())
        return self._truth.cases(one.batches, self._reader).bit_count()

    def _inside(self, one: Tabulated, groups: list[_Group]) -> Iterator[_Group]:
        """Yield the named parts of the cases of a table: batches, halves, and rests."""
        batches = set(one.batches)
        for group in groups:
            inside = {place.batch for place in group.slices}
            if inside < batches:
                yield group
            # within a table that does not stand by itself, a half is known beside the size of its batch
            known = group.size.exact or self._worlds.plain(one)
            if len(inside) == 1 and inside <= batches and known:
                for place in group.slices:
                    if place.half:
                        name = f"half:{place.batch}:{place.half}"
                        yield self._group(name, (place.batch,), place.half)

    def _crossed(
        self, one: Tabulated, found: Mapping[str, Interval], group: _Group, truth: Truth | None
    ) -> None:
        k = min(group.k, self._chain.pages[one.release].k)
        for key, interval in found.items():
            inside, rest = self._worlds.crossed(one, key, interval, group.slices, group.size)
            label = Label(
                kind=Named.CROSSED,
                release=one.release,
                dimension=one.table.dimension,
                category=key,
                slice=group.name,
            )
            count = left = None
            if truth is not None:
                count = (group.bits & truth.standing(one.table, key)).bit_count()
                left = group.bits.bit_count() - count
            self._judge(label, inside, k, count)
            if group.size.exact and (group.size.low or 0) > self._kappa:
                self._shared(label, rest, left)

    def _pool(
        self, one: Tabulated, found: Mapping[str, Interval], groups: list[_Group], truth: Truth | None
    ) -> None:
        """What came of the running cases of one batch, where a table follows those of several."""
        cases = self._worlds.cases_of(one)
        for group in groups:
            batches = {place.batch for place in group.slices}
            if cases is None or not batches < set(one.batches) or len(batches) > 1:
                continue
            ran = self._worlds.ran(one, group.slices, group.size)
            part = replace(one, batches=tuple(batches))
            true = None if truth is None else truth.counts(part, self._reader)
            k = min(group.k, self._chain.pages[one.release].k)
            for key, interval in found.items():
                label = Label(
                    kind=Named.CROSSED,
                    release=one.release,
                    dimension=one.table.dimension,
                    category=key,
                    slice=f"{_followed(one)}:{group.name}",
                )
                self._judge(label, common(ran, interval, cases), k, None if true is None else true[key])

    def _pairs(
        self, one: Tabulated, mine: Mapping[str, Interval], other: Tabulated, theirs: Mapping[str, Interval]
    ) -> None:
        """What categories of two tables over the same cases have in common."""
        same = one.pool is None and other.pool is None and one.batches == other.batches
        dimensions = {one.table.dimension, other.table.dimension}
        if not same or len(dimensions) == 1 or HALVES in dimensions:
            return
        cases = self._worlds.cases_of(one)
        if cases is None or not (self._worlds.plain(one) and self._worlds.plain(other)):
            return
        for first, theirs_first in mine.items():
            for second, theirs_second in theirs.items():
                self._pair((one, first, theirs_first), (other, second, theirs_second), cases)

    def _pair(
        self, mine: tuple[Tabulated, str, Interval], theirs: tuple[Tabulated, str, Interval], cases: int
    ) -> None:
        (one, first, interval), (other, second, beside) = mine, theirs
        truth, pages = self._truth, self._chain.pages
        both = group = their_group = None
        if truth is not None and truth.tells(one) and truth.tells(other):
            every = truth.cases(one.batches, self._reader)
            a = every & truth.standing(one.table, first)
            b = every & truth.standing(other.table, second)
            both = (a & b).bit_count()
            group, their_group = a.bit_count() - both, b.bit_count() - both
        label = Label(
            kind=Named.PAIR,
            release=max(one.release, other.release),
            dimension=one.table.dimension,
            category=first,
            slice=f"{other.table.dimension}={second}",
        )
        k = min(pages[one.release].k, pages[other.release].k)
        self._judge(label, common(interval, beside, cases), k, both)
        # the cases of a printed group outside a category: the label is the category's
        if second in other.table.printed:
            self._shared(label, outside(beside, interval, cases), their_group)
        if first in one.table.printed:
            turned = replace(
                label,
                dimension=other.table.dimension,
                category=second,
                slice=f"{one.table.dimension}={first}",
            )
            self._shared(turned, outside(interval, beside, cases), group)

    # -- what is asked of an interval

    def _count(self, bits: int) -> int | None:
        return None if self._truth is None else bits.bit_count()

    def _judge(
        self,
        label: Label,
        interval: Interval,
        k: int,
        true: int | None,
        *,
        hidden: bool = False,
    ) -> None:
        """P1 and P2, and that the true number is inside; a number that was told is found elsewhere."""
        self.intervals[label] = interval
        if true is not None and not interval.holds(true):
            self._found(Fault.OUTSIDE, label, interval)
        if true is not None:
            if not 1 <= true < k:
                return
            self.small[label] = true
        low, high = interval.low or 0, interval.high
        if low >= 1 and high is not None and high < k:
            if label.kind in {Named.BATCH, Named.RUN} and self._only_told(label.slice):
                return
            self._found(Fault.EXACT if interval.exact else Fault.SMALL, label, interval)
        elif hidden and (0 < low < k or (high is not None and high < k - 1)):
            self._found(Fault.NARROW, label, interval)

    def _only_told(self, name: str) -> bool:
        first, _, last = name.partition(":")[2].partition("-")
        return all(
            page.kind is Kind.TOLD and page.totals.get(CASES) is not None
            for page in self._chain.pages[int(first) : int(last or first) + 1]
        )

    def _shared(self, label: Label, rest: Interval, true: int | None) -> None:
        """P3: group disclosure."""
        label = replace(label, kind=Named.OTHERS)
        self.intervals[label] = rest
        if true is not None and not rest.holds(true):
            self._found(Fault.OUTSIDE, label, rest)
        if true is not None and true > self._kappa:
            return
        if rest.high is not None and rest.high <= self._kappa:
            self._found(Fault.SHARED, label, rest)

    def _found(self, fault: Fault, label: Label, interval: Interval | None = None) -> None:
        self.findings.append(
            Finding(
                fault=fault,
                release=label.release,
                dimension=label.dimension,
                category=label.category,
                slice=label.slice,
                low=None if interval is None else interval.low,
                high=None if interval is None else interval.high,
                reader=self._reader,
            )
        )
