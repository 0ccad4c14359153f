"""D1 to D3: what a release and its audit cost, over organisations of every size that occurs.

They are drawn over three years; one in ten has years three times as full as the others. D1 and D2 are held
to a number of seconds each, at the 95th percentile over releases and over audits of all three years. D3 puts
the questions of the same audits to HiGHS, an industrial solver, through `scipy.optimize.milp`, where scipy is
installed: it is for development only, and part of nothing. Each of its answers must be ours. There is no disk
in any of this, so seconds are those of the processor.
"""

import itertools
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from benchmarks import borrowed
from benchmarks.measure import Timed, compare
from benchmarks.rows import Row, measures
from tests.disclosure import highs
from tests.disclosure.highs import Asked, Solver
from tests.disclosure.years import Organisation, live_three_years, three_years
from vpdesk.disclosure.audit.auditor import audit
from vpdesk.disclosure.audit.bounds import System
from vpdesk.disclosure.released import Kind, Release, Span

#: The goals, in seconds.
_RELEASE: Final = 1.0
_AUDIT: Final = 0.1
#: Each organisation has one of the thresholds in turn.
_KS: Final = (3, 5, 10)
_ORGANISATIONS: Final = 300
#: Of so many the questions are put to the other solver too.
_COMPARED: Final = 60


@measures("D1")
def releasing(size: str, _cases: int) -> Iterator[Row]:
    """The figures of one release: its tables counted, searched and certified."""
    if size != "1k":
        return  # an organisation has a size of its own
    spent = itertools.cycle(list(_releases()))
    ratio = compare(lambda: next(spent), _always(_RELEASE), first=3 * _ORGANISATIONS, most=1)
    what = "figures of one release, p95"
    yield Row(name="D1", size=size, what=what, peer="1 s", ratio=ratio, goal=1.0, figure="p95")


@measures("D2")
def auditing(size: str, _cases: int) -> Iterator[Row]:
    """The audit of all that was released in three years, as before each registration."""
    if size != "1k":
        return
    groups = itertools.cycle([_after_three_years(number) for number in range(_ORGANISATIONS)])
    work = _seconds(lambda: _audit(next(groups)))
    ratio = compare(work, _always(_AUDIT), first=_ORGANISATIONS, most=1)
    what = "audit of three years of releases, p95"
    yield Row(name="D2", size=size, what=what, peer="100 ms", ratio=ratio, goal=1.0, figure="p95")


@measures("D3")
def beside_highs(size: str, _cases: int) -> Iterator[Row]:
    """The bounds of the same audits by our simplex and by HiGHS; raises RuntimeError where they differ."""
    if size != "1k":
        return
    row = Row(name="D3", size=size, what="bounds of an audit, all the same", peer=highs.NAME, ratio=None)
    if why_not := borrowed.why_not(highs.LIBRARY):
        yield replace(row, remark=why_not)
        return
    every = [asked for asked in map(_questions, range(_COMPARED)) if asked]
    mine, other = itertools.cycle(every), itertools.cycle(every)
    ratio = compare(
        _seconds(lambda: _answer(next(mine), System)),
        _seconds(lambda: _answer(next(other), Solver)),
        first=len(every),
        most=1,
    )
    bounds = 2 * sum(len(one.questions) for asked in every for one in asked)
    yield replace(row, ratio=ratio, goal=1.0, remark=f"{bounds:,} bounds of {len(every)} audits")


def _after_three_years(number: int) -> Organisation:
    return three_years(*_drawn(number))


def _drawn(number: int) -> tuple[random.Random, int]:
    chance = random.Random(f"audit {number}")  # noqa: S311  invented cases, no secrets
    return chance, _KS[number % len(_KS)]


def _audit(group: Organisation) -> None:
    if audit(group.bodies(), group.events(), kappa=group.kappa).findings:
        raise RuntimeError("the auditor finds something")


def _releases() -> Iterator[float]:
    """Yield the seconds of each release."""

    class Timed(Organisation):
        def release(self, kind: Kind, span: Span) -> Release:
            start = time.process_time()
            figures = super().release(kind, span)
            spent.append(time.process_time() - start)
            return figures

    for number in range(_ORGANISATIONS):
        spent: list[float] = []
        live_three_years(Timed(*_drawn(number)))
        yield from spent


def _questions(number: int) -> list[Asked]:
    """Return what one audit asks, and what it answers."""
    with highs.written_down() as found:
        _audit(_after_three_years(number))
    return [one for one in found if one.questions]


def _answer(every: list[Asked], kind: type[System | Solver]) -> None:
    for asked in every:
        system = kind(asked.rows)
        for coefficients, interval in asked.questions:
            if system.bounds(coefficients) != interval:
                raise RuntimeError("two solvers that disagree")


def _seconds(work: Callable[[], object]) -> Timed:
    """Return a call that runs `work` and says how many seconds of the processor it took."""

    def timed() -> float:
        start = time.process_time()
        work()
        return time.process_time() - start

    return timed


def _always(goal: float) -> Timed:
    return lambda: goal
