"""One line of the table: what was measured, beside its goal."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal

from benchmarks.measure import Ratio

PLAIN: Final = "plain SQLite"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure.

    `goal` is the largest ratio that is good enough, or for `times faster` the smallest; None: there is none.
    `remark` says why there is no ratio, or what must be known beside it.
    """

    name: str
    size: str
    what: str
    peer: str
    ratio: Ratio | None
    goal: float | None = None
    figure: Literal["median", "p95", "p99", "times faster"] = "median"
    unit: Literal["seconds", "bytes"] = "seconds"
    remark: str = ""

    @property
    def value(self) -> float | None:
        """The figure that is held against the goal."""
        if self.ratio is None:
            return None
        if self.figure == "times faster":
            return 1 / self.ratio.median
        return float(getattr(self.ratio, self.figure))

    @property
    def verdict(self) -> str:
        """What the figure says: reached, missed, noisy, or skipped."""
        if self.ratio is None or self.value is None:
            return "skipped"
        if self.goal is None:
            verdict = "-"
        elif self.figure == "times faster":
            verdict = "ok" if self.value >= self.goal else "MISSED"
        else:
            verdict = "ok" if self.value <= self.goal else "MISSED"
        noisy = self.ratio.has_noisy_tail if self.figure in ("p95", "p99") else self.ratio.is_noisy
        return f"{verdict} NOISY" if noisy else verdict

    def line(self) -> str:
        """Return the row as it is printed."""
        head = f"{self.name:<5}{self.size:>5}  {self.what:<42} {self.peer:<19}"
        if self.ratio is None or self.value is None:
            return f"{head} skipped: {self.remark}"
        low, high = self.ratio.low, self.ratio.high
        sign = "<="
        if self.figure == "times faster":
            low, high, sign = 1 / high, 1 / low, ">="
        goal = "" if self.goal is None else f"{sign} {self.goal:g}"
        show = _time if self.unit == "seconds" else _bytes
        times = f"{show(self.ratio.subject)} / {show(self.ratio.yardstick)}"
        figures = f"{_number(self.value):>8} {f'[{_number(low)}-{_number(high)}]':>17} {goal:>8}  {times:>19}"
        return f"{head} {figures}  {self.verdict}  {self.remark}".rstrip()

    def as_json(self) -> dict[str, Any]:
        """Return the row as plain values."""
        return {**asdict(self), "value": self.value, "verdict": self.verdict}


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _time(value: float) -> str:
    for unit, factor in (("s", 1.0), ("ms", 1e3), ("us", 1e6)):
        if value * factor >= 1:
            return f"{value * factor:.3g} {unit}"
    return f"{value * 1e9:.3g} ns"


def _bytes(value: float) -> str:
    return f"{value / 1e6:.3g} MB"


Measure = Callable[[str, int], Iterator[Row]]
#: Every measurement by its name; each yields rows for one size.
MEASURES: Final[dict[str, Measure]] = {}


def measures(name: str) -> Callable[[Measure], Measure]:
    """Register a measurement under `name` (G1, G2, …)."""

    def register(measure: Measure) -> Measure:
        MEASURES[name] = measure
        return measure

    return register
