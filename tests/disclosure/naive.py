"""Other ways of hiding small numbers, as they are done in practice, and how often each gives somebody away.

Each `Method` is attacked over the same caseloads as the others. `expected` is the share that was measured
before, with another program over other draws of such caseloads. `open_choice` is how far a rate of ours may
be off because the earlier one does not say which attributes were crossed. It is taken from how far our own
rates lie apart when others are crossed: five to fifteen points for most (for `small_hidden` 17 to 39 %).
"""

import math
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from tests.disclosure.caseloads import MOST, SHARES, Caseload, draw_case
from tests.disclosure.networks import Arc, Network, Range, chain
from tests.disclosure.reader import Counts, compositions

#: The threshold of all of these methods.
K: Final = 5
#: What one and the same page says of a table: the count, or None where it is hidden.
Page = tuple[int | None, ...]
_ANYTHING: Final = (0, MOST)
_SMALL: Final = (1, K - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One way of hiding, and in which share of caseloads it fails."""

    name: str
    what: str
    expected: float
    open_choice: float
    rate: Callable[[Sequence[Caseload]], float]

    def tolerance(self, caseloads: int) -> float:
        """Return how far a rate over so many caseloads may be off: the open choice, two standard errors."""
        return self.open_choice + 2 * math.sqrt(self.expected * (1 - self.expected) / caseloads)


def _share(found: Iterable[bool]) -> float:
    every = list(found)
    return sum(every) / len(every)


# ----- counts are hidden where they are 1 to 4


def _exact(network: Network) -> bool:
    """Whether a number that is hidden can be computed."""
    for arc in network.arcs:
        if arc.is_hidden:
            low, high = network.bounds(arc)
            if low == high:
                return True
    return False


def inner_hidden(cases: Caseload) -> bool:
    """Hide 1 to 4 within matter x relation and print every margin: whether a cell can be computed."""

    def say(number: int, crosses: int) -> Range:
        return _SMALL if crosses == 2 and 1 <= number < K else (number, number)

    return _exact(chain(cases, ("matter", "relation"), say))


def small_hidden(cases: Caseload, names: tuple[str, ...], hidden: Range) -> bool:
    """Hide every 1 to 4, margins too, and show the zeros; `hidden` is what the reader knows of it."""

    def say(number: int, _crosses: int) -> Range:
        return hidden if 1 <= number < K else (number, number)

    return _exact(chain(cases, names, say))


def at_least_two_hidden(counts: Counts) -> Page:
    """Hide every 1 to 4, and where that is one number the smallest of the others too, a zero last."""
    hidden = {place for place, count in enumerate(counts) if 1 <= count < K}
    if len(hidden) == 1:
        others = [(count == 0, count, place) for place, count in enumerate(counts) if place not in hidden]
        hidden.add(min(others)[2])
    return tuple(None if place in hidden else count for place, count in enumerate(counts))


@cache
def proven(print_: Callable[[Counts], Page | None], width: int, cases: int) -> dict[Page, tuple[Range, ...]]:
    """Return what a reader who knows `print_` proves of each place, for each page over so many cases.

    A table that is not printed at all is a page on which everything is hidden.
    """
    worlds: dict[Page, list[Counts]] = defaultdict(list)
    for counts in compositions(cases, width):
        worlds[print_(counts) or (None,) * width].append(counts)
    return {
        page: tuple((min(column), max(column)) for column in zip(*same, strict=True))
        for page, same in worlds.items()
    }


def small_cells(
    print_: Callable[[Counts], Page | None], name: str, caseloads: Sequence[Caseload]
) -> tuple[int, int]:
    """Return how many counts of 1 to 4 are hidden over all caseloads, and how many are proven to be small."""
    small = found = 0
    for cases in caseloads:
        counts = cases.counts(name)
        if len(cases) < K:
            continue
        page = print_(counts) or (None,) * len(counts)
        for count, (low, high) in zip(counts, proven(print_, len(counts), len(cases))[page], strict=True):
            if 1 <= count < K:
                small += 1
                found += low >= 1 and high < K
    return small, found


def _proven_small(name: str) -> Callable[[Sequence[Caseload]], float]:
    def rate(caseloads: Sequence[Caseload]) -> float:
        small, found = small_cells(at_least_two_hidden, name, caseloads)
        return found / small

    return rate


# ----- one report after another


def half_and_year(cases: Caseload, *, half_too: bool) -> bool:
    """Print the matters of the year, each `fewer than 5` where it is, and those of the first half as well.

    Whether a number of 1 to 4 can be computed.
    """
    network = Network()

    def band(number: int) -> Range:
        return (0, K - 1) if number < K else (number, number)

    def unknown(number: int, half: int) -> Range:
        return band(number) if half_too and half == 0 else (0, len(cases))

    network.add("end", "start", len(cases), band(len(cases)))
    asked: list[Arc] = []
    for half in range(2):
        number = cases.count(half=half)
        arc = network.add(("half", half), "end", number, unknown(number, half))
        asked += [arc] if half_too else []
    for matter, number in enumerate(cases.counts("matter")):
        asked.append(network.add("start", matter, number, band(number)))
        for half in range(2):
            cell = cases.count(matter=matter, half=half)
            arc = network.add(matter, ("half", half), cell, unknown(cell, half))
            asked += [arc] if half_too else []
    bounds = (network.bounds(arc) for arc in asked if 1 <= arc.truth < K)
    return any(low == high for low, high in bounds)


def late_case(cases: Caseload) -> bool:
    """Print matter and relation anew after one more case, small counts hidden and zeros shown.

    Whether an attribute of the new case shows: by a count that changed, or by there being one hidden place.
    """
    new = draw_case(random.Random(repr(cases.cases)))
    later = cases.with_one_more(new)
    for name in ("matter", "relation"):
        before, after = (
            tuple(None if 1 <= count < K else count for count in year.counts(name)) for year in (cases, later)
        )
        if before != after or before.count(None) == 1:
            return True
    return False


# ----- other numbers than the counts


def _percent(count: int, total: int) -> int:
    """Return a whole percentage, a half rounded up."""
    return (200 * count + total) // (2 * total)


def percentages(cases: Caseload) -> bool:
    """Print whole percentages without a count: whether the smallest total that fits is the true one."""
    tables = [
        [_percent(count, len(cases)) for count in cases.counts(name)] for name in ("matter", "relation")
    ]
    return next(total for total in range(1, len(cases) + 1) if all(_fits(t, total) for t in tables)) == len(
        cases
    )


def _fits(percents: Sequence[int], total: int) -> bool:
    least = most = 0
    for percent in percents:
        counts = [count for count in range(total + 1) if _percent(count, total) == percent]
        if not counts:
            return False
        least, most = least + counts[0], most + counts[-1]
    return least <= total <= most


def _rounded(number: int, base: int) -> int:
    return base * ((2 * number + base) // (2 * base))


def does_not_add_up(cases: Caseload, names: tuple[str, str], base: int) -> bool:
    """Round every number of a table to `base`: whether a line or a margin is not the sum of its cells."""
    places = [[{name: place} for place in range(len(SHARES[name]))] for name in names]

    def said(*at: dict[str, int]) -> int:
        number = len(cases) if not any(at) else cases.count(**at[0], **at[1])
        return _rounded(number, base)

    nothing: dict[str, int] = {}
    rows, columns = ([*one, nothing] for one in places)
    return any(sum(said(row, column) for column in places[1]) != said(row, nothing) for row in rows) or any(
        sum(said(row, column) for row in places[0]) != said(nothing, column) for column in columns
    )


def rounding_proves(cases: Caseload, names: tuple[str, str]) -> bool:
    """Round a table to base 3: whether a 3 stands in it, which is 2, 3 or 4 for certain."""
    first, second = ([{name: place} for place in range(len(SHARES[name]))] for name in names)
    return any(_rounded(cases.count(**row, **column), 3) == 3 for row in first for column in second)


_TWO: Final = ("matter", "route")
_LINKED: Final = ("relation", "matter", "route")

#: What is held against the table of what breaks, in its order.
METHODS: Final = (
    Method(
        name="inner_hidden",
        what="hide inner 1-4, exact margins: a cell is known",
        expected=1.00,
        open_choice=0.05,
        rate=lambda loads: _share(map(inner_hidden, loads)),
    ),
    Method(
        name="small_hidden",
        what="hide every 1-4, zeros shown: a cell is known",
        expected=0.17,
        open_choice=0.08,
        rate=lambda loads: _share(small_hidden(one, _TWO, _ANYTHING) for one in loads),
    ),
    Method(
        name="small_hidden_rule_known",
        what="the same, to whoever knows the rule",
        expected=0.45,
        open_choice=0.15,
        rate=lambda loads: _share(small_hidden(one, _TWO, _SMALL) for one in loads),
    ),
    Method(
        name="small_hidden_linked",
        what="the same with a second linked table",
        expected=0.67,
        open_choice=0.15,
        rate=lambda loads: _share(small_hidden(one, _LINKED, _SMALL) for one in loads),
    ),
    Method(
        name="two_hidden_least",
        what="at least two hidden per line: small cells proven, the table where they are least (relation)",
        expected=0.77,
        open_choice=0.10,
        rate=_proven_small("relation"),
    ),
    Method(
        name="two_hidden_most",
        what="the same, the table where they are most (matter)",
        expected=0.92,
        open_choice=0.08,
        rate=_proven_small("matter"),
    ),
    Method(
        name="year_alone",
        what="year report, each 'fewer than 5': a cell of 1-4 is known",
        expected=0.02,
        open_choice=0.01,
        rate=lambda loads: _share(half_and_year(one, half_too=False) for one in loads),
    ),
    Method(
        name="half_and_year",
        what="half-year and year report: a cell of 1-4 is known",
        expected=0.22,
        open_choice=0.05,
        rate=lambda loads: _share(half_and_year(one, half_too=True) for one in loads),
    ),
    Method(
        name="late_case",
        what="exported again after one late case: an attribute of it shows",
        expected=0.85,
        open_choice=0.10,
        rate=lambda loads: _share(map(late_case, loads)),
    ),
    Method(
        name="percentages",
        what="whole percentages without counts: the smallest total that fits is the true one",
        expected=0.97,
        open_choice=0.05,
        rate=lambda loads: _share(map(percentages, loads)),
    ),
    Method(
        name="rounding_5",
        what="rounded to base 5: the table does not add up",
        expected=0.85,
        open_choice=0.08,
        rate=lambda loads: _share(does_not_add_up(one, ("matter", "half"), 5) for one in loads),
    ),
    Method(
        name="rounding_3",
        what="rounded to base 3: the table does not add up",
        expected=0.75,
        open_choice=0.10,
        rate=lambda loads: _share(does_not_add_up(one, ("matter", "half"), 3) for one in loads),
    ),
    Method(
        name="rounding_3_proves",
        what="rounded to base 3: a cell of 1-4 is known to be one",
        expected=0.79,
        open_choice=0.10,
        rate=lambda loads: _share(rounding_proves(one, ("matter", "half")) for one in loads),
    ),
)
