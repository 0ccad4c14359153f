"""Row F6: what is left to read where years are small: in a block of years."""

import random
from collections.abc import Iterator, Sequence
from datetime import date
from statistics import mean
from typing import Final

from tests.disclosure.caseloads import SHARES, Case, draw_case
from tests.proof.figures.spread import spread
from tests.proof.rows import Control, Finding, Run, at_least, none, proves
from vpdesk.disclosure.counts import TableCounts
from vpdesk.disclosure.history import Earlier, Intake
from vpdesk.disclosure.lists import DeclaredList
from vpdesk.disclosure.outline import outline
from vpdesk.disclosure.release import release
from vpdesk.disclosure.released import Category, Kind, Release, Span

#: So many years of so many cases: too few for tables by themselves with the usual threshold.
_YEARS, _CASES = 4, 6
#: The attributes that have a table.
_TABLES: Final = ("matter", "relation", "route", "outcome")


@proves("F6", "what is left to read where years are small")
def read_blocks(run: Run) -> Iterator[Finding]:
    """Release four years of six cases each, and look how many stand in their own line of a block."""
    seeds = range(run.of(small=100, full=1_000))
    shares = list(spread(_in_blocks, seeds))
    yield at_least(len(seeds), f"organisations over {_YEARS} years of {_CASES} cases", len(shares))
    yield at_least(0.30, "of the cases in their own line, k = 5", round(mean(shares), 3))
    yield none("organisations of which more cases are printed than there are", sum(one > 1 for one in shares))
    nothing = sum(share == 0 for share in spread(_alone, seeds))
    yield Control(without="blocks: each year by itself", harm=nothing, of=len(seeds), share=1.0)


def _in_blocks(seed: int) -> float:
    """Return which share of cases is printed in its own category, over all tables and years."""
    rng = random.Random(seed)
    history: list[Earlier] = []
    years: list[list[Case]] = []
    for number in range(_YEARS):
        years.append([draw_case(rng) for _ in range(_CASES)])
        intake = Intake(cases=_CASES)
        span = Span(start=date(2020 + number, 1, 1), end=date(2020 + number, 12, 31))
        planned = outline(Kind.FULL, span, intake, history)
        batches = planned.basis.batches if planned.basis else ()
        counted = [case for batch in batches for case in years[batch]]
        tables = [_table(name, counted) for name in _TABLES] if counted else []
        figures = release(planned, "Stichting De Wilgenhof", tables)
        history.append(Earlier(release=figures, intake=intake))
    return _printed([one.release for one in history]) / (len(_TABLES) * _CASES * _YEARS)


def _alone(seed: int) -> float:
    """Return the share of one year, released by itself."""
    rng = random.Random(seed)
    cases = [draw_case(rng) for _ in range(_CASES)]
    planned = outline(
        Kind.FULL, Span(start=date(2020, 1, 1), end=date(2020, 12, 31)), Intake(cases=_CASES), []
    )
    tables = [_table(name, cases) for name in _TABLES] if planned.basis else []
    figures = release(planned, "Stichting De Wilgenhof", tables)
    return _printed([figures]) / (len(_TABLES) * _CASES)


def _printed(releases: Sequence[Release]) -> int:
    return sum(line.count for one in releases for table in one.tables for line in table.lines)


def _table(name: str, cases: Sequence[Case]) -> TableCounts:
    places = range(len(SHARES[name]))
    categories = tuple(Category(key=str(place), members=(str(place),)) for place in places)
    counts = tuple(sum(case[name] == place for case in cases) for place in places)
    declared = DeclaredList(dimension=name, unit="cases", categories=categories)
    return TableCounts(declared=declared, cases=len(cases), counts=counts)
