"""Seeded caseloads, and others that print the same: what a reader cannot tell apart.

A caseload is what the engine is given: batches, and counts per category. Another one that prints the same
page differs in what is hidden only, so that its document must not differ by a byte.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from random import Random

from tests.reports.releases import ORGANISATION, UNITS
from tests.reports.thrown import TABULATED
from vpdesk.disclosure.counts import TableCounts
from vpdesk.disclosure.history import Earlier, Intake
from vpdesk.disclosure.lists import DeclaredList
from vpdesk.disclosure.outline import Outline, outline
from vpdesk.disclosure.release import release
from vpdesk.disclosure.released import Kind, Release, ReleasedTable, Span

YEAR = 2030


@dataclass(frozen=True, slots=True, kw_only=True)
class Caseload:
    """The intake of one release after `history`, and what its tables and follow-ups count."""

    kind: Kind
    year: int
    k: int
    history: tuple[Earlier, ...]
    intake: Intake
    tables: tuple[TableCounts, ...]
    follow_ups: tuple[TableCounts, ...]

    @property
    def outline(self) -> Outline:
        """What the release holds."""
        return _outlined(self.kind, self.year, self.intake, self.history, self.k)

    def release(self) -> Release:
        """What is printed of it."""
        return release(self.outline, ORGANISATION, self.tables, follow_ups=self.follow_ups)


def caseload(dice: Random) -> Caseload:
    """A caseload of one year, or of half of it, after some years."""
    k = dice.choice((3, 5))
    least, most = dice.choice(((0, 2 * k - 1), (k, 2 * k - 1), (4 * k, 12 * k)))
    history: tuple[Earlier, ...] = ()
    for year in range(YEAR - dice.randint(0, 3), YEAR):
        made = _year(dice, Kind.FULL, year, dice.randint(least, most), history, k)
        history += (Earlier(release=made.release(), intake=made.intake),)
    kind = Kind.INTERIM if dice.random() < 0.1 else Kind.FULL
    if kind is Kind.FULL and dice.random() < 0.4:
        interim = _year(dice, Kind.INTERIM, YEAR, dice.randint(least, most), history, k)
        history += (Earlier(release=interim.release(), intake=interim.intake),)
    return _year(dice, kind, YEAR, dice.randint(least, most), history, k)


def alike(dice: Random, first: Caseload, tries: int = 40) -> Iterator[Caseload]:
    """Yield other caseloads that print exactly what `first` prints."""
    printed = first.release()
    plain = {table.dimension: table for table in printed.tables if not table.follows}
    own = [plain.get(counts.declared.dimension) for counts in first.tables]
    followed = [
        next((table for table in printed.tables if table.follows and table.over == pool.over), None)
        for pool in first.outline.pools
    ]
    for _ in range(tries):
        other = replace(
            first,
            intake=_other_intake(dice, first),
            tables=tuple(map(partial(_other_counts, dice), first.tables, own)),
            follow_ups=tuple(map(partial(_other_counts, dice), first.follow_ups, followed)),
        )
        # where a band would become a number, other tables are asked for
        if other == first or other.outline != first.outline:
            continue
        if other.release().to_json() == printed.to_json():
            yield other


def _outlined(kind: Kind, year: int, intake: Intake, history: tuple[Earlier, ...], k: int) -> Outline:
    end = date(year, 6, 30) if kind is Kind.INTERIM else date(year, 12, 31)
    return outline(kind, Span(start=date(year, 1, 1), end=end), intake, history, k=k)


def _year(  # noqa: PLR0917  all that decides what one release holds
    dice: Random, kind: Kind, year: int, cases: int, history: tuple[Earlier, ...], k: int
) -> Caseload:
    intake = Intake(cases=cases)
    found = _outlined(kind, year, intake, history, k)
    tables: tuple[TableCounts, ...] = ()
    if found.basis is not None:
        counted = found.basis.printed
        tables = tuple(_counts(dice, dimension, counted) for dimension in TABULATED)
    pools = tuple(_counts(dice, "outcome", pool.printed) for pool in found.pools)
    return Caseload(
        kind=kind, year=year, k=k, history=history, intake=intake, tables=tables, follow_ups=pools
    )


def _counts(dice: Random, dimension: str, cases: int) -> TableCounts:
    categories = TABULATED[dimension]
    weights = [dice.random() ** 3 for _ in categories]
    if dimension == "outcome":
        weights[-1] += 1  # enough cases are running to be followed
    counts = [0] * len(categories)
    for place in dice.choices(range(len(categories)), weights, k=cases):
        counts[place] += 1
    unit = UNITS.get(dimension, "cases")
    return TableCounts(
        declared=DeclaredList(dimension=dimension, unit=unit, categories=categories),
        cases=cases,
        counts=tuple(counts),
    )


def _other_intake(dice: Random, first: Caseload) -> Intake:
    """Return another intake where it is a band: the number that nobody is told."""
    if first.intake.cases >= first.k:
        return first.intake
    return Intake(cases=dice.randrange(first.k))


def _other_counts(dice: Random, counts: TableCounts, table: ReleasedTable | None) -> TableCounts:
    """Return `counts` with what `table` hides of them dealt out anew among the hidden categories."""
    if table is None or table.remainder is None:
        return counts
    hidden = [
        place
        for place, category in enumerate(counts.declared.categories)
        if category in table.remainder.categories
    ]
    dealt = [0 if place in hidden else count for place, count in enumerate(counts.counts)]
    chosen = dice.sample(hidden, dice.randint(1, len(hidden)))
    for place in dice.choices(chosen, k=table.remainder.count):
        dealt[place] += 1
    return counts if max(dealt) > counts.cases else replace(counts, counts=tuple(dealt))
