"""What would become visible if a report were made otherwise: the reason to leave it as it is.

Everything is reckoned from the true numbers, as a reader would reckon it from what is printed. The answers
are for the counsellor's eyes, like the numbers that they are made of; nothing is stored.

A table of two characteristics is nearly all small numbers. As a client asks for it, with every number in it,
they simply stand there. With the small ones left out they come back: the auditor's solver says which cells,
from all pages together, and what a printed line holds less what is printed of it says how many stand outside.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from vpdesk.disclosure.audit.exposure import Axis, Naive, of_crossing
from vpdesk.disclosure.lists import DeclaredList
from vpdesk.disclosure.released import Category, Release
from vpdesk.services.known_figures import ReportInsight


class Change(StrEnum):
    """What could be made otherwise."""

    LOWER = "lower"
    """A lower threshold."""

    CROSSED = "crossed"
    """A table of two characteristics together."""

    ZEROS = "zeros"
    """What did not occur is shown as a zero."""


class Way(StrEnum):
    """How a reader would come to know a number."""

    READ = "read"
    """It simply stands there."""

    SUBTRACTED = "subtracted"
    """It follows by subtraction, although it was left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """Cases that have one of `categories` in `dimension`, or that have none of them (`outside`)."""

    dimension: str
    categories: tuple[Category, ...]
    outside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposed:
    """A small group that a reader would find: from `low` to `high` cases have all of `traits`.

    No traits: all cases of the report.
    """

    traits: tuple[Trait, ...]
    low: int
    high: int
    way: Way

    @property
    def how_bad(self) -> tuple[int, int, int]:
        """Sorts the worst first: known exactly, and small."""
        return (self.high - self.low, self.low, len(self.traits))


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a reader would find, the worst first. `k`: numbers below it are small."""

    change: Change
    k: int
    exposed: tuple[Exposed, ...]

    def by(self, way: Way) -> tuple[Exposed, ...]:
        """Return what a reader would find in one way."""
        return tuple(one for one in self.exposed if one.way is way)


@dataclass(frozen=True, slots=True, kw_only=True)
class AllPages:
    """All pages to one group, as JSON, and the events behind each (`vpdesk.services.audit_events`)."""

    bodies: Sequence[Mapping[str, Any]]
    events: Sequence[Sequence[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """The cases of a report under two lists: of each case the places of its codes in either."""

    first: DeclaredList
    second: DeclaredList
    places: tuple[tuple[frozenset[int], frozenset[int]], ...]

    def count(self, first: int, second: int) -> int:
        """Return how many cases stand in both places."""
        return sum(first in ones and second in others for ones, others in self.places)

    def turned(self) -> "Crossing":
        """Return the same table with its rows as columns."""
        return Crossing(first=self.second, second=self.first, places=tuple((b, a) for a, b in self.places))


def lowered(present: Release, lower: Release) -> Answer:
    """Return what `lower`, the same report with a lower threshold, prints below the threshold of now."""
    found = []
    total = lower.total("cases")
    if total is not None and total.count is not None and 0 < total.count < present.k:
        found.append(Exposed(traits=(), low=total.count, high=total.count, way=Way.READ))
    for table in lower.tables:
        lines: list[tuple[tuple[Category, ...], int]] = [
            ((line.category,), line.count) for line in table.lines
        ]
        if table.remainder is not None:
            lines.append((table.remainder.categories, table.remainder.count))
        for categories, count in lines:
            if count < present.k:
                trait = Trait(dimension=table.dimension, categories=categories)
                found.append(Exposed(traits=(trait,), low=count, high=count, way=Way.READ))
    return _answer(Change.LOWER, present.k, found)


def with_zeros(insight: ReportInsight) -> Answer:
    """Return of which small numbers a reader would know that they are there, were zeros shown as such."""
    k = insight.release.k
    found = []
    for table in insight.tables:
        there = [line for line in table.hidden if line.count]
        if table.remainder is None or len(there) == len(table.hidden):
            continue
        most = table.remainder - (len(there) - 1)
        for line in there:
            if line.count < k:
                trait = Trait(dimension=table.dimension, categories=(line.category,))
                found.append(Exposed(traits=(trait,), low=1, high=most, way=Way.SUBTRACTED))
    return _answer(Change.ZEROS, k, found)


def crossed(present: Release, crossing: Crossing, pages: AllPages) -> Answer:
    """Return what a table of two characteristics would tell: with every number in it, and without.

    `pages` are all pages to the group, `present` being the last.
    """
    found = [*_found(crossing, pages, Naive.WHOLE, Way.READ)]
    found += _found(crossing, pages, Naive.SMALL_HIDDEN, Way.SUBTRACTED)
    for one in (crossing, crossing.turned()):
        found += _left_over(present, one)
    return _answer(Change.CROSSED, present.k, found)


def cross(
    first: DeclaredList, second: DeclaredList, codes: Iterable[tuple[frozenset[str], frozenset[str]]]
) -> Crossing:
    """Return the crossing of two lists; `codes` are those of each case in either dimension."""
    return Crossing(
        first=first,
        second=second,
        places=tuple(
            (frozenset(map(first.place, mine)), frozenset(map(second.place, theirs)))
            for mine, theirs in codes
        ),
    )


def _answer(change: Change, k: int, found: Sequence[Exposed]) -> Answer:
    return Answer(change=change, k=k, exposed=tuple(sorted(found, key=lambda one: one.how_bad)))


def _found(crossing: Crossing, pages: AllPages, naive: Naive, way: Way) -> Iterator[Exposed]:
    """Yield what the auditor's solver finds in the cells of the table."""
    axes = [_axis(crossing.first), _axis(crossing.second)]
    answer = of_crossing(pages.bodies, pages.events, *axes, naive=naive)
    for one in answer.exposed:
        traits = (
            Trait(dimension=one.dimension, categories=(_category(crossing.first, one.category),)),
            Trait(
                dimension=crossing.second.dimension,
                categories=(_category(crossing.second, one.slice.partition("=")[2]),),
            ),
        )
        yield Exposed(traits=traits, low=one.low, high=one.high, way=way)


def _axis(declared: DeclaredList) -> Axis:
    members = {category.key: category.members for category in declared.categories}
    return Axis(dimension=declared.dimension, members=members, several=declared.several)


def _category(declared: DeclaredList, key: str) -> Category:
    return next(category for category in declared.categories if category.key == key)


def _left_over(present: Release, crossing: Crossing) -> Iterator[Exposed]:
    """Yield the small groups that are left of a printed line when its printed cells are taken away."""
    table = present.table(crossing.first.dimension)
    if table is None or table.over or present.parts:
        return  # it counts other cases than the crossed table
    printed = {line.category.key: line.count for line in table.lines}
    for row, category in enumerate(crossing.first.categories):
        count = printed.get(category.key)
        if count is None:
            continue
        cells = [crossing.count(row, place) for place in range(len(crossing.second.categories))]
        shown = [place for place, cell in enumerate(cells) if cell >= present.k]
        # where a case may have several codes, one cell at a time can be taken away
        groups = [[place] for place in shown] if crossing.second.several else [shown]
        for group in groups:
            left = count - sum(cells[place] for place in group)
            if group and 0 < left < present.k and len(cells) > len(group) + 1:
                yield _rest(crossing, category, group, left)


def _rest(crossing: Crossing, category: Category, taken: Sequence[int], left: int) -> Exposed:
    others = tuple(crossing.second.categories[place] for place in taken)
    traits = (
        Trait(dimension=crossing.first.dimension, categories=(category,)),
        Trait(dimension=crossing.second.dimension, categories=others, outside=True),
    )
    return Exposed(traits=traits, low=left, high=left, way=Way.SUBTRACTED)
