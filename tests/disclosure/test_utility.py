"""What is left to read: the share of cases that are printed in their own category."""

import random
from statistics import mean

import pytest

from tests.disclosure.tables import release_of, shown_in, table_of

#: How cases spread over the default lists in real reports, in list order.
MIX = {
    "matter": (0.22, 0.16, 0.07, 0.06, 0.06, 0.08, 0.28, 0.07),
    "coarse matter": (0.64, 0.08, 0.28),
    "position": (0.80, 0.08, 0.05, 0.07),
    "relation": (0.48, 0.30, 0.07, 0.08, 0.07),
    "route": (0.45, 0.40, 0.10, 0.05),
}


def share_printed(weights: tuple[float, ...], cases: int) -> float:
    """The mean share over twenty caseloads drawn with fixed seeds."""
    shares = []
    for seed in range(20):
        rng = random.Random(seed * 7 + cases)
        places = [rng.choices(range(len(weights)), weights)[0] for _ in range(cases)]
        table = table_of(tuple(map(places.count, range(len(weights)))))
        shown = shown_in(release_of(table), table)
        shares.append(sum(count or 0 for count in shown or ()) / cases)
    return mean(shares)


@pytest.mark.parametrize(
    ("dimension", "cases", "goal"),
    [
        ("matter", 20, 0.47), ("matter", 30, 0.63), ("matter", 60, 0.69),
        ("coarse matter", 12, 0.35), ("coarse matter", 20, 0.60),
        ("position", 20, 0.35), ("position", 30, 0.66), ("position", 60, 0.80),
        ("relation", 20, 0.54), ("relation", 30, 0.73), ("relation", 60, 0.86),
        ("route", 20, 0.49), ("route", 30, 0.66), ("route", 60, 0.87),
    ],
)  # fmt: skip
def test_as_much_is_printed_as_the_method_can_give(dimension: str, cases: int, goal: float) -> None:
    assert round(share_printed(MIX[dimension], cases), 2) >= goal
