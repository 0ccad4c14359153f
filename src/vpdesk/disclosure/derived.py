"""Percentages and averages: computed from printed numbers, so that they tell nothing that is not printed.

Each function takes numbers that a release prints and returns what a reader could compute from them. A
percentage alone is not harmless (the smallest total that fits it is nearly always the true one), so it
stands beside its count and its base, and a base that is small has none: there one case makes whole points of
difference, and a reader would see a change where there is none.
"""

from decimal import Decimal
from typing import Final

#: A percentage of fewer says more than the numbers bear.
SMALLEST_BASE: Final = 20


def percent(count: int, base: int) -> int | None:
    """Return how many hundredths of `base` the printed `count` is, rounded half up; None below the base.

    Raises ValueError where `count` is no part of `base`.
    """
    if not 0 <= count <= base:
        raise ValueError("a part is never more than the whole")
    if base < SMALLEST_BASE:
        return None
    return (200 * count + base) // (2 * base)


def average(total: int, cases: int, k: int) -> Decimal | None:
    """Return the printed `total` for each of the printed `cases`, in tenths rounded half up.

    None where either is below the threshold `k`: then it is not printed as a number.
    """
    if total < k or cases < k:
        return None
    tenths = (20 * total + cases) // (2 * cases)
    return Decimal(tenths).scaleb(-1)
