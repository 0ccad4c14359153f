"""Pairs: subject and yardstick in turn (A B B A), and what their ratios say."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

Timed = Callable[[], float]

#: Pairs at first, and at most, when the spread stays too wide.
FIRST: Final = 12
MOST: Final = 48
#: The distance between the quartiles over the median above which a figure is called noisy.
WIDEST: Final = 0.25
#: The yardstick's own p99, in its medians, above which no p99 can be judged.
LONGEST_TAIL: Final = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """Subject over yardstick: the median of the pairwise ratios and their quartiles.

    `p95`, `p99` and `yardstick_p99` are over the yardstick's median; `subject` and `yardstick` are the
    medians themselves (seconds, or bytes).
    """

    median: float
    low: float
    high: float
    p95: float
    p99: float
    subject: float
    yardstick: float
    yardstick_p99: float
    pairs: int

    @property
    def is_noisy(self) -> bool:
        """Whether the quartiles lie too far apart."""
        return (self.high - self.low) / self.median > WIDEST

    @property
    def has_noisy_tail(self) -> bool:
        """Whether the yardstick itself is now and then so slow that a p99 says little."""
        return self.yardstick_p99 > LONGEST_TAIL


def seconds(work: Callable[[], object]) -> Timed:
    """Return a call that runs `work` and says how many seconds it took."""

    def timed() -> float:
        start = time.perf_counter()
        work()
        return time.perf_counter() - start

    return timed


def compare(subject: Timed, yardstick: Timed, *, first: int = FIRST, most: int = MOST) -> Ratio:
    """Time both in turn, A B B A, until the spread is small enough or `most` pairs are done."""
    subject()
    yardstick()
    mine: list[float] = []
    other: list[float] = []
    while True:
        for number in range(first):
            for timed, times in ((subject, mine), (yardstick, other))[:: 1 if number % 2 else -1]:
                times.append(timed())
        found = _ratio(mine, other)
        if not found.is_noisy or len(mine) >= most:
            return found


def share(subject: float, yardstick: float) -> Ratio:
    """Return the ratio of two figures that are the same every time."""
    return _ratio([subject], [yardstick])


def percentile(values: list[float], part: float) -> float:
    """Return the value below which `part` (0..1) of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def _ratio(mine: list[float], other: list[float]) -> Ratio:
    ratios = [a / b for a, b in zip(mine, other, strict=True)]
    middle = statistics.median(other)
    return Ratio(
        median=statistics.median(ratios),
        low=percentile(ratios, 0.25),
        high=percentile(ratios, 0.75),
        p95=percentile(mine, 0.95) / middle,
        p99=percentile(mine, 0.99) / middle,
        subject=statistics.median(mine),
        yardstick=middle,
        yardstick_p99=percentile(other, 0.99) / middle,
        pairs=len(mine),
    )
