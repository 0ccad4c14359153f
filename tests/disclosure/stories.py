"""Several releases to one group, told in every way they can go, and a reader who lays them side by side.

A story says which releases follow each other. Every world of it is played: each batch of each size, every
way in which its cases fall into the categories of one table, every outcome of what was running. The reader
knows the program. She collects all worlds that print what she was given, and looks what they share.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations, product

from tests.disclosure.reader import Counts, compositions
from vpdesk.disclosure.counts import TableCounts
from vpdesk.disclosure.history import Earlier, Intake, Printed, inside
from vpdesk.disclosure.lists import RUNNING, DeclaredList
from vpdesk.disclosure.outline import Outline, outline
from vpdesk.disclosure.release import release
from vpdesk.disclosure.released import Category, Kind, Release, Span


def year(number: int) -> Span:
    """The span of one year."""
    return Span(start=date(number, 1, 1), end=date(number, 12, 31))


def quarter(number: int, place: int) -> Span:
    """The span of one quarter (from 1) of a year."""
    start = date(number, 3 * place - 2, 1)
    later = date(number + place // 4, (3 * place) % 12 + 1, 1)
    return Span(start=start, end=later - timedelta(days=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One release of a story; it takes in `least` to `most` cases, at most `known` of them known.

    With the interim bands inside its period it holds `most` too: or else the largest would be known.
    """

    span: Span
    most: int
    least: int = 0
    kind: Kind = Kind.FULL
    known: int = 0
    k: int = 3
    kappa: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Steps one after the other, with tables of `width` categories.

    Where `runs`, the last category is the outcome of what is running. `patterns` are the sets of categories
    that one case may stand in: usually each by itself.
    """

    steps: tuple[Step, ...]
    width: int = 2
    runs: bool = False
    patterns: tuple[frozenset[int], ...] = ()

    @property
    def cells(self) -> tuple[frozenset[int], ...]:
        """What one case may be."""
        return self.patterns or tuple(frozenset({place}) for place in range(self.width))

    def by_category(self, cells: Counts) -> Counts:
        """Return how many cases stand in each category, from those of each cell."""
        return tuple(
            sum(n for n, cell in zip(cells, self.cells, strict=True) if place in cell)
            for place in range(self.width)
        )

    @property
    def declared(self) -> DeclaredList:
        """The list of the table."""
        keys = [chr(ord("a") + place) for place in range(self.width)]
        if self.runs:
            keys[-1] = RUNNING
        categories = tuple(Category(key=key, members=(key,)) for key in keys)
        unit = "matters" if self.patterns else "cases"
        return DeclaredList(dimension="outcome", unit=unit, categories=categories)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What one batch holds: the cases of each cell, and how many of them are known."""

    counts: Counts
    known: Counts

    @property
    def rest(self) -> Counts:
        """The cases of each cell that are not known."""
        return tuple(n - known for n, known in zip(self.counts, self.known, strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a table of the release at `step` counts: the batches, or the running cases of a pool (None)."""

    step: int
    batches: tuple[int, ...] | None
    cases: int
    rest: Counts
    hidden: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """One way in which a story can go, and what is printed of it."""

    taken: tuple[Taken, ...] = ()
    history: tuple[Earlier, ...] = ()
    tables: tuple[Table, ...] = ()

    @property
    def printed(self) -> tuple[Release, ...]:
        """All that the reader is given."""
        return tuple(one.release for one in self.history)


def worlds(story: Story, begun: World | None = None) -> Iterator[World]:
    """Yield every world of `story`, or those that go on from one that is `begun`."""
    begun = begun or World()
    place = len(begun.taken)
    if place == len(story.steps):
        yield begun
        return
    step = story.steps[place]
    before = [Printed.of(one) for one in begun.history]
    parts = inside(step.span, before) if step.kind is Kind.FULL else []
    banded = sum(begun.history[one].intake.cases for one in parts if before[one].own is None)
    for taken in batches(step, len(story.cells), banded):
        planned = outline(step.kind, step.span, _batch(taken), begun.history, k=step.k, kappa=step.kappa)
        for followed in product(*(compositions(pool.printed, len(story.cells)) for pool in planned.pools)):
            yield from worlds(story, _after(story, begun, taken, planned, followed))


def batches(step: Step, width: int, banded: int = 0) -> Iterator[Taken]:
    """Yield every batch of a step that has `banded` cases of earlier batches beside it."""
    for cases in range(step.least, step.most - banded + 1):
        for counts in compositions(cases, width):
            for known in product(*(range(min(n, step.known) + 1) for n in counts)):
                if sum(known) <= step.known:
                    yield Taken(counts=counts, known=known)


def _batch(taken: Taken) -> Intake:
    return Intake(cases=sum(taken.counts), known=sum(taken.known))


def _after(
    story: Story, begun: World, taken: Taken, planned: Outline, followed: Sequence[Counts]
) -> World:
    all_taken = (*begun.taken, taken)
    step = len(begun.taken)
    batch = _batch(taken)
    tables = []
    basis = planned.basis
    if basis is not None:
        chosen = [all_taken[one] for one in basis.batches]
        counts = _sum(story, [one.counts for one in chosen])
        tables = [_counts(story, counts, _sum(story, [one.known for one in chosen]))]
    follow_ups = [_counts(story, counts) for counts in followed]
    released = release(planned, "W", tables, follow_ups=follow_ups)
    new = [
        Table(
            step=step,
            batches=counted,
            cases=one.residual.cases,
            rest=one.residual.counts,
            hidden=_hidden(story, released, follows=follows),
        )
        for one, counted, follows in [
            *((one, basis.batches if basis else (), False) for one in tables),
            *((one, None, True) for one in follow_ups),
        ]
    ]
    return World(
        taken=all_taken,
        history=(*begun.history, Earlier(release=released, intake=batch)),
        tables=(*begun.tables, *new),
    )


def _sum(story: Story, counts: Sequence[Counts]) -> Counts:
    return tuple(map(sum, zip(*counts, strict=True))) if counts else (0,) * len(story.cells)


def _counts(story: Story, counts: Counts, known: Counts = ()) -> TableCounts:
    return TableCounts(
        declared=story.declared,
        cases=sum(counts),
        counts=story.by_category(counts),
        known_cases=sum(known),
        known=story.by_category(known) if any(known) else (),
    )


def _hidden(story: Story, released: Release, *, follows: bool) -> tuple[int, ...]:
    """The places that are not printed; a story has no more than one pool at a time."""
    found = [one for one in released.tables if one.follows == follows]
    lines = {line.category.key for one in found for line in one.lines}
    keys = [category.key for category in story.declared.categories]
    return tuple(place for place, key in enumerate(keys) if key not in lines)


@dataclass(kw_only=True)
class Found:
    """What the reader proved."""

    worlds: int = 0
    documents: int = 0
    #: sets of documents that prove something
    harmed: int = 0
    #: certainly somebody, certainly fewer than k; or certainly nobody
    proven: set[str] = field(default_factory=set)
    #: a hidden line of a table that is small, and not both possibly 0 and possibly k - 1
    narrow: set[str] = field(default_factory=set)
    #: a category that all cases of a table but kappa certainly share
    shared: set[str] = field(default_factory=set)

    @property
    def harm(self) -> set[str]:
        """All of it."""
        return self.proven | self.narrow | self.shared

    def take(self, other: "Found") -> None:
        """Add what was proven from one more set of documents."""
        self.harmed += bool(other.harm)
        self.proven |= other.proven
        self.narrow |= other.narrow
        self.shared |= other.shared


def read(story: Story, played: Iterator[World], *, knowing: bool = True) -> Found:
    """Return what a reader proves; a `knowing` one knows of each case that is known what it is."""
    found = Found()
    groups: dict[object, list[World]] = defaultdict(list)
    for world in played:
        known = tuple(taken.known for taken in world.taken) if knowing else ()
        groups[world.printed, known].append(world)
        found.worlds += 1
    found.documents = len(groups)
    for same in groups.values():
        one = Found()
        _look(story, same, one, knowing=knowing)
        found.take(one)
    return found


def _look(story: Story, same: Sequence[World], found: Found, *, knowing: bool) -> None:
    told = [step.kind is Kind.TOLD for step in story.steps]
    amounts = [[taken.rest if knowing else taken.counts for taken in world.taken] for world in same]
    totals = [[sum(one) for one in world] for world in amounts]
    steps = range(len(story.steps))
    for some in (*((place,) for place in steps), *combinations(steps, 2)):
        k = min(story.steps[place].k for place in some)
        if not any(told[place] for place in some):
            _prove(found, f"batches {some}", [sum(world[one] for one in some) for world in totals], k)
    for number, table in enumerate(same[0].tables):
        step = story.steps[table.step]
        # what was closed under a higher threshold stays closed under it
        since = table.batches if table.batches is not None else range(table.step)
        k = max(step.k, *(story.steps[batch].k for batch in since))
        tables = [world.tables[number] for world in same]
        if knowing and table.hidden:
            together = [sum(one.rest[place] for place in table.hidden) for one in tables]
            _prove(found, f"what is hidden of step {table.step} over {table.batches}", together, k)
        for place in range(story.width):
            name = f"category {place} of step {table.step} over {table.batches}"
            values = [one.rest[place] for one in tables]
            if max(one.cases - one.rest[place] for one in tables) <= step.kappa:
                found.shared.add(name)
            if knowing:
                _prove(found, name, values, k)
                small = any(1 <= value < k for value in values)
                if place in table.hidden and small and (min(values) > 0 or max(values) < k - 1):
                    found.narrow.add(name)
            for batch in table.batches or ():
                cells = [story.by_category(world[batch])[place] for world in amounts]
                _prove(found, f"{name}, of batch {batch}", cells, k)


def _prove(found: Found, name: str, values: Sequence[int], k: int) -> None:
    low, high = min(values), max(values)
    if 1 <= low <= high < k or low == high == 0:
        found.proven.add(f"{name} within {low}..{high}")
