"""How much a document over one period may say, by the number of cases alone.

The number is printed itself from k cases on, and below k the document is the same whatever it is. So the
template depends on printed numbers only, and what is left out tells nothing.
"""

from enum import IntEnum


class Detail(IntEnum):
    """The steps of the template, each holding what the steps before it hold."""

    BAND = 0
    """Only that there are fewer than k cases, possibly none."""

    TOTALS = 1
    """The totals, from k cases."""

    COARSE_TABLES = 2
    """One-way tables, the default ones over their short lists, from 2k cases."""

    FULL_TABLES = 3
    """One-way tables over the full lists, and the totals of both half-years, from 4k cases."""


def detail(cases: int, k: int) -> Detail:
    """Return how much may be said about `cases` cases with threshold `k`."""
    if cases < k:
        return Detail.BAND
    if cases < 2 * k:
        return Detail.TOTALS
    return Detail.COARSE_TABLES if cases < 4 * k else Detail.FULL_TABLES
