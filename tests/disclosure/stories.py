"""Several releases to one group, told in every way they can go, and a reader who lays them side by side.

A story says which releases follow each other. Every world of it is played: each batch of each size, every
way in which its cases fall into the categories of one table, every outcome of what was running. The reader
knows the program. She collects all worlds that print what she was given, and looks what they share.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import combinations, product
from operator import add

from tests.disclosure.reader import Counts, compositions
from vpdesk.disclosure.counts import TableCounts
from vpdesk.disclosure.follow_up import Pool
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

    With the interim bands inside its period it holds `most` too: or else the largest would be known. Before
    it the reader gets to know of at most `turned` cases that were counted; only the last step has any.
    """

    span: Span
    most: int
    least: int = 0
    kind: Kind = Kind.FULL
    known: int = 0
    turned: int = 0
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
    """What one batch holds: the cases of each cell, how many of them are known, and became known since."""

    counts: Counts
    known: Counts
    turned: Counts = ()

    @property
    def known_now(self) -> Counts:
        """The cases of each cell that are known by the last step."""
        return tuple(map(add, self.known, self.turned)) if self.turned else self.known

    @property
    def rest(self) -> Counts:
        """The cases of each cell that are not known."""
        return tuple(n - known for n, known in zip(self.counts, self.known_now, strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a table of the release at `step` counts: the batches, or the running cases of a pool (None)."""

    step: int
    batches: tuple[int, ...] | None
    cases: int
    known: Counts
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
    if len(begun.taken) == len(story.steps):
        yield begun
        return
    for turned in _turning(story, begun):
        yield from _going_on(story, turned)


def _turning(story: Story, begun: World) -> Iterator[World]:
    """Yield the world in each way in which counted cases become known before its next step."""
    most, place = story.steps[len(begun.taken)].turned, len(begun.taken)
    if not most:
        yield begun
        return
    assert place == len(story.steps) - 1
    options = [list(product(*(range(min(n, most) + 1) for n in one.rest))) for one in begun.taken]
    for turned in product(*options):
        if sum(map(sum, turned)) <= most:
            pairs = list(zip(begun.taken, begun.history, turned, strict=True))
            yield replace(
                begun,
                taken=tuple(replace(taken, turned=some) for taken, _, some in pairs),
                history=tuple(
                    replace(earlier, since=(place - 1,) * sum(some)) for _, earlier, some in pairs
                ),
            )


def _going_on(story: Story, begun: World) -> Iterator[World]:
    place = len(begun.taken)
    step = story.steps[place]
    before = [Printed.of(one, place) for one in begun.history]
    parts = inside(step.span, before) if step.kind is Kind.FULL else []
    banded = sum(begun.history[one].intake.cases for one in parts if before[one].own is None)
    for taken in batches(step, len(story.cells), banded):
        planned = outline(step.kind, step.span, _batch(taken), begun.history, k=step.k, kappa=step.kappa)
        for followed in product(*(_followed(story, begun, pool) for pool in planned.pools)):
            yield from worlds(story, _after(story, begun, taken, planned, followed))


def _followed(story: Story, begun: World, pool: Pool) -> Iterator[tuple[Counts, Counts]]:
    """Yield what can have come of running cases: of those that are known, and of all of them."""
    width = len(story.cells)
    known = sum(begun.taken[batch].known_now[-1] for batch in pool.batches)
    for which in compositions(known, width):
        for rest in compositions(pool.printed - known, width):
            yield which, tuple(map(add, which, rest))


def taken_off(_then: Counts, now: Counts) -> Counts:
    """Return the cases that a release reckons as known: those that are known now, not only when counted."""
    return now


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
    story: Story,
    begun: World,
    taken: Taken,
    planned: Outline,
    followed: Sequence[tuple[Counts, Counts]],
) -> World:
    all_taken = (*begun.taken, taken)
    step = len(begun.taken)
    batch = _batch(taken)
    tables = []
    basis = planned.basis
    if basis is not None:
        chosen = [all_taken[one] for one in basis.batches]
        counts = _sum(story, [one.counts for one in chosen])
        now = _sum(story, [one.known_now for one in chosen])
        then = _sum(story, [one.known for one in chosen])
        tables = [(_counts(story, counts, taken_off(then, now)), _counts(story, counts, now))]
    none = (0,) * len(story.cells)
    follow_ups = [
        (_counts(story, counts, taken_off(none, known)), _counts(story, counts, known))
        for known, counts in followed
    ]
    released = release(
        planned, "W", [one for one, _ in tables], follow_ups=[one for one, _ in follow_ups]
    )
    new = [
        Table(
            step=step,
            batches=counted,
            cases=one.residual.cases,
            known=one.known_counts,
            rest=one.residual.counts,
            hidden=_hidden(story, released, follows=follows),
        )
        for one, counted, follows in [
            *((one, basis.batches if basis else (), False) for _, one in tables),
            *((one, None, True) for _, one in follow_ups),
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

    def leave_out(self, other: "Found") -> None:
        """Leave out what was proven without the last page already."""
        self.proven -= other.proven
        self.narrow -= other.narrow
        self.shared -= other.shared

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
    before: dict[object, list[World]] = defaultdict(list)
    turned = knowing and story.steps[-1].turned > 0
    for world in played:
        known = _known(world) if knowing else ()
        groups[world.printed, known].append(world)
        if turned:
            before[_before(world)].append(_without_last(world))
        found.worlds += 1
    found.documents = len(groups)
    for same in groups.values():
        one = Found()
        _look(story, same, one, knowing=knowing)
        if turned:
            # what became known laid this open of what was printed already, and the last page adds nothing
            there = Found()
            _look(story, before[_before(same[0])], there, knowing=True)
            one.leave_out(there)
        found.take(one)
    return found


def _known(world: World) -> object:
    """Return what a knowing reader knows: the cases, and what is known of them in each table."""
    tables = tuple(table.known for table in world.tables if table.batches is None)
    return tuple(taken.known_now for taken in world.taken), tables


def _before(world: World) -> object:
    """Return what such a reader has, and knows, before the last page comes."""
    return world.printed[:-1], _known(_without_last(world))


def _without_last(world: World) -> World:
    place = len(world.taken) - 1
    tables = tuple(table for table in world.tables if table.step < place)
    return World(taken=world.taken[:-1], history=world.history[:-1], tables=tables)


def _look(story: Story, same: Sequence[World], found: Found, *, knowing: bool) -> None:
    told = [step.kind is Kind.TOLD for step in story.steps]
    amounts = [[taken.rest if knowing else taken.counts for taken in world.taken] for world in same]
    totals = [[sum(one) for one in world] for world in amounts]
    steps = range(len(same[0].taken))
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
        if knowing and 0 < len(table.hidden) < story.width:
            together = [sum(one.rest[place] for place in table.hidden) for one in tables]
            _prove(found, f"what is hidden of step {table.step} over {table.batches}", together, k)
        for place in range(story.width):
            name = f"category {place} of step {table.step} over {table.batches}"
            values = [one.rest[place] for one in tables]
            _look_outside(found, name, [one.cases - one.rest[place] for one in tables], step)
            if knowing:
                _prove(found, name, values, k)
                small = any(1 <= value < k for value in values)
                if place in table.hidden and small and (min(values) > 0 or max(values) < k - 1):
                    found.narrow.add(name)
            for batch in table.batches or ():
                if not any(world[batch] for world in totals):
                    continue  # that nobody is there is said of the batch itself
                cells = [story.by_category(world[batch])[place] for world in amounts]
                _prove(found, f"{name}, of batch {batch}", cells, k)


def _look_outside(found: Found, name: str, others: Sequence[int], step: Step) -> None:
    """Look at the cases outside a category: all but kappa share it, or they are few."""
    if max(others) <= step.kappa:
        found.shared.add(name)
    if 1 <= min(others) <= max(others) < step.k:
        found.proven.add(f"outside {name} are {min(others)}..{max(others)}")


def _prove(found: Found, name: str, values: Sequence[int], k: int) -> None:
    low, high = min(values), max(values)
    if 1 <= low <= high < k or low == high == 0:
        found.proven.add(f"{name} within {low}..{high}")
