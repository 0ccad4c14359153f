"""What a report counts: each dimension, its codes with their class, and how a case answers to it.

Here the profession's lists meet the engine of disclosure, which knows codes and no case. Two codes are
there for counting only: `none` (no route was chosen) and `running` (no outcome yet).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from vpdesk.domain.overview import CountableCase
from vpdesk.domain.register import RUNNING
from vpdesk.domain.values import Entry, HalfYear, Matter, Outcome, Position, Relation, Route

NO_ROUTE: Final = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """One table of a report. `universe` maps each code to its class ("" where codes have none)."""

    name: str
    unit: str
    universe: Mapping[str, str]
    codes_of: Callable[[CountableCase], frozenset[str]]


def _plain(codes: type[Entry | Outcome | Position | Relation | Route]) -> dict[str, str]:
    return {code.value: "" for code in codes}


DIMENSIONS: Final = (
    Dimension(
        name="matter",
        unit="matters",
        universe={matter.value: matter.mandate.value for matter in Matter},
        codes_of=lambda case: case.matters,
    ),
    Dimension(
        name="reporter_position",
        unit="cases",
        universe=_plain(Position),
        codes_of=lambda case: frozenset({case.reporter_position}),
    ),
    Dimension(
        name="respondent_relation",
        unit="relations",
        universe=_plain(Relation),
        # a case that names no relation is counted as unknown: unknown is never left out of a total
        codes_of=lambda case: case.respondent_relations or frozenset({Relation.UNKNOWN.value}),
    ),
    Dimension(
        name="entry",
        unit="cases",
        universe=_plain(Entry),
        codes_of=lambda case: frozenset({case.entry}),
    ),
    Dimension(
        name="route",
        unit="routes",
        universe={NO_ROUTE: "", **_plain(Route)},
        codes_of=lambda case: case.routes or frozenset({NO_ROUTE}),
    ),
    Dimension(
        name="outcome",
        unit="cases",
        universe={**_plain(Outcome), RUNNING: ""},
        codes_of=lambda case: frozenset({case.outcome or RUNNING}),
    ),
)


def halves_of(start: date, end: date) -> Dimension | None:
    """Return the two halves of a period of exactly one year, or None: other periods have none.

    A case that was entered late, for an earlier period, counts in the first half.
    """
    if start.day != 1 or (end + timedelta(days=1)) != start.replace(year=start.year + 1):
        return None
    later = start.month + 6
    middle = start.replace(year=start.year + (later > 12), month=later - 12 * (later > 12))
    return Dimension(
        name="half_year",
        unit="cases",
        universe={half.value: "" for half in HalfYear},
        codes_of=lambda case: frozenset(
            {HalfYear.FIRST.value if case.opened_on < middle else HalfYear.SECOND.value}
        ),
    )


BY_NAME: Final = {dimension.name: dimension for dimension in DIMENSIONS}
