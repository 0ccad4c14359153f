"""Row F6: what is left to read, as the mean share of cases that are printed in their own category.

The goals are what a first program printed of twenty draws each. They are for one year at a time, where a year
has cases enough; the goal for blocks is for years of six cases each.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import mean
from typing import Final

from tests.disclosure.tables import release_of, shown_in, table_of
from tests.proof.figures.spread import spread
from tests.proof.rows import Control, Finding, Run, at_least, proves
from vpdesk.disclosure.certificate import Certificate, Frame, Shown
from vpdesk.disclosure.oneway import shown_of

#: How cases spread over the default lists in real reports, in list order.
MIX: Final = {
    "matter": (0.22, 0.16, 0.07, 0.06, 0.06, 0.08, 0.28, 0.07),
    "coarse matter": (0.64, 0.08, 0.28),
    "position": (0.80, 0.08, 0.05, 0.07),
    "relation": (0.48, 0.30, 0.07, 0.08, 0.07),
    "route": (0.45, 0.40, 0.10, 0.05),
}
#: The shares to reach, by threshold and number of cases, in the order of MIX.
GOALS: Final = {
    5: {
        12: (0.12, 0.35, 0.03, 0.36, 0.38),
        20: (0.47, 0.60, 0.35, 0.54, 0.49),
        30: (0.63, 0.70, 0.66, 0.73, 0.66),
        60: (0.69, 0.83, 0.80, 0.86, 0.87),
    },
    3: {
        12: (0.56, 0.53, 0.38, 0.57, 0.54),
        20: (0.73, 0.67, 0.74, 0.77, 0.65),
        30: (0.69, 0.74, 0.84, 0.83, 0.84),
        60: (0.89, 0.94, 0.91, 0.88, 0.94),
    },
}
#: The draws that the goals were measured with.
_SEEDS: Final = range(20)

Printing = Callable[[tuple[int, ...], int], Shown | None]


@dataclass(frozen=True, slots=True)
class Goal:
    """A share to reach: in which table, of how many cases, with which threshold."""

    table: str
    cases: int
    k: int
    share: float


@proves("F6", "what is left to read in one year")
def read_what_is_left(run: Run) -> Iterator[Finding]:
    """Release the same draws as the goals were measured with; both sizes are the same."""
    del run
    goals = [
        Goal(table, cases, k, share)
        for k, by_cases in GOALS.items()
        for cases, shares in by_cases.items()
        for table, share in zip(MIX, shares, strict=True)
    ]
    reached = list(spread(_reached, goals))
    for goal, share in zip(goals, reached, strict=True):
        what = f"of {goal.cases} cases in their own line: {goal.table}, k = {goal.k}"
        yield at_least(goal.share, what, round(share, 2))
    yield at_least(round(mean(goal.share for goal in goals), 3), "mean of these", round(mean(reached), 3))
    poor = [printed(goal, _no_concentration) for goal in goals]
    yield Control(
        without="the worlds in which all that is hidden stands in one place",
        harm=sum(round(share, 2) < goal.share for goal, share in zip(goals, poor, strict=True)),
        of=len(poor),
        share=0.2,
    )


def printed(goal: Goal, print_: Printing) -> float:
    """Return the mean share of cases that `print_` prints in their own category."""
    shares = []
    for seed in _SEEDS:
        rng = random.Random(seed * 7 + goal.cases)
        weights = MIX[goal.table]
        places = [rng.choices(range(len(weights)), weights)[0] for _ in range(goal.cases)]
        shown = print_(tuple(map(places.count, range(len(weights)))), goal.k)
        shares.append(sum(count or 0 for count in shown or ()) / goal.cases)
    return mean(shares)


def _reached(goal: Goal) -> float:
    return printed(goal, _released)


def _released(counts: tuple[int, ...], k: int) -> Shown | None:
    table = table_of(counts)
    return shown_in(release_of(table, k=k), table)


def _no_concentration(counts: tuple[int, ...], k: int) -> Shown | None:
    """Print only what the small worlds certify by themselves: each hidden count below k."""
    frame = Frame(cases=sum(counts), total=sum(counts), k=k, kappa=1)

    def holds(page: Shown) -> bool:
        small = frame.remainder(page) <= (page.count(None) - 1) * (k - 1)
        return Certificate(frame).holds(page) and (small or None not in page)

    return shown_of(counts, k, holds)
