"""How many a printed group and a category have in common, where each is known by itself only.

Two groups of the same `size` cases about which nothing is printed together can lie in any way beside each
other. Then all that is known of what they have in common are the bounds of Frechet (1940), and both ends are
reached. The tests hold these two lines against the solver over the joint cells.
"""

from vpdesk.disclosure.audit.bounds import Interval


def common(group: Interval, other: Interval, size: int) -> Interval:
    """Return how many of `size` cases can be in both."""
    return Interval(
        low=max(0, _low(group) + _low(other) - size),
        high=min(_high(group, size), _high(other, size)),
    )


def outside(group: Interval, category: Interval, size: int) -> Interval:
    """Return how many of a group can be outside a category of the same `size` cases."""
    return Interval(
        low=max(0, _low(group) - _high(category, size)),
        high=min(_high(group, size), size - _low(category)),
    )


def _low(interval: Interval) -> int:
    return interval.low or 0


def _high(interval: Interval, size: int) -> int:
    return size if interval.high is None else min(interval.high, size)
