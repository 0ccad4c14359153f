"""Row F4: ways of hiding that others use, and the same readers over what vpdesk prints of the same years."""

import random
from collections.abc import Iterator
from typing import Final

from tests.disclosure.caseloads import Caseload, draw
from tests.disclosure.naive import METHODS, K, Page, inner_hidden, small_cells
from tests.disclosure.reader import Counts
from tests.disclosure.tables import release_of, shown_in, table_of
from tests.proof.figures.spread import spread
from tests.proof.rows import Control, Finding, Run, about, at_least, none, proves

#: The attributes that one table of a report is over; the first has the most tables.
_TABLES: Final = ("matter", "relation", "route", "outcome")


@proves("F4")
def attack_other_ways(run: Run) -> Iterator[Finding]:
    """Count how often each way gives somebody away, and how often the program does."""
    years = caseloads(run)
    yield at_least(run.of(small=300, full=10_000), "caseloads of one year", len(years))
    rates = spread(_rate, [(number, years) for number in range(len(METHODS))])
    for method, rate in zip(METHODS, rates, strict=True):
        tolerance = 100 * method.tolerance(len(years))
        yield about(
            100 * method.expected, f"% {method.what}", round(100 * rate, 1), tolerance=round(tolerance)
        )
    tables = _TABLES[run.of(small=1, full=0) :]
    ours = [small_cells(_released, name, years) for name in tables]
    hidden, proven = map(sum, zip(*ours, strict=True))
    yield at_least(run.of(small=1_000, full=40_000), "counts of 1-4 that vpdesk hides in them", hidden)
    yield none("of these proven to be small", proven)
    leaks = sum(map(inner_hidden, years))
    yield Control(without="vpdesk (inner 1-4 hidden, exact margins)", harm=leaks, of=len(years), share=0.5)


def caseloads(run: Run) -> list[Caseload]:
    """Draw the years of this run."""
    return [draw(random.Random(f"{run.seed} {number}")) for number in range(run.of(small=300, full=10_000))]


def _rate(asked: tuple[int, list[Caseload]]) -> float:
    number, years = asked
    return METHODS[number].rate(years)


def _released(counts: Counts) -> Page | None:
    """Return what a release prints of the table, None where it prints none of it."""
    table = table_of(counts)
    return shown_in(release_of(table, k=K), table)
