"""An organisation over some years, as its counsellor's desk goes: cases, late ones, corrections, releases.

The ledger is kept in memory: what a release counted is frozen with it, and what becomes of a case afterwards
is seen by the desk alone. The cases are drawn as they are in real life, over the usual lists.
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any, Final

from tests.disclosure.caseloads import draw_size
from vpdesk.disclosure.counts import TableCounts, tally
from vpdesk.disclosure.follow_up import Pool
from vpdesk.disclosure.history import Earlier, Intake
from vpdesk.disclosure.lists import RUNNING, DeclaredList, declare, default_entries
from vpdesk.disclosure.outline import Outline, outline
from vpdesk.disclosure.release import release
from vpdesk.disclosure.released import Category, Kind, Release, Span
from vpdesk.services.dimensions import BY_NAME, DIMENSIONS, NO_ROUTE, halves_of

Codes = Mapping[str, frozenset[str]]

#: How often each code is given, by dimension: the usual lists' shares of real reports.
_WEIGHTS: Final[Mapping[str, Mapping[str, float]]] = {
    "matter": {
        "bullying": 22, "intimidation": 10, "abuse_of_power": 6, "sexual_harassment": 7, "discrimination": 6,
        "aggression": 6, "fraud": 4, "conflict_of_interest": 4, "workload": 12, "career": 8, "cooperation": 8,
        "other_conduct": 7,
    },
    "reporter_position": {
        "employee": 72, "contractor": 4, "intern": 4, "manager": 8, "student": 5, "unknown": 7,
    },
    "respondent_relation": {"manager": 48, "colleague": 30, "board": 7, "customer": 8, "unknown": 7},
    "entry": {"phone": 35, "email": 40, "office_hour": 10, "hr": 8, "unknown": 7},
    "route": {
        NO_ROUTE: 40, "listening_only": 12, "self": 20, "with_manager": 13, "complaints_committee": 10,
        "police_report": 5,
    },
    "outcome": {
        "resolved": 28, "improved": 15, "unresolved": 15, "withdrawn": 8, "handled_formally": 9, RUNNING: 35,
    },
    "site": {"s1": 60, "s2": 30, "s3": 7, "none": 3},
}  # fmt: skip
#: The table of sites, of an organisation that chose to have one.
_SITES: Final = DeclaredList(
    dimension="site",
    unit="cases",
    categories=tuple(Category(key=code, members=(code,)) for code in _WEIGHTS["site"]),
)
#: The share of organisations that have it.
_WITH_SITES: Final = 0.3
#: The shares of cases with a second code, that are entered late, that are corrected after they were counted,
#: of running ones that are closed in a year, and of formal complaints that the organisation handled itself.
_SECOND, _LATE, _CORRECTED, _CLOSED, _HANDLED = 0.2, 0.15, 0.15, 0.6, 0.7
#: And of those that become one after they were counted.
_TURNED: Final = 0.08
_FORMAL: Final = frozenset({"complaints_committee", "reporting_point"})
#: Of the years in which there was a report on a part of it, with totals.
_INTERIM: Final = 0.25
#: The share of large organisations, and how much fuller their years are.
_LARGE, _TIMES = 0.1, 3
#: Cases of a subsidiary that reads along: a site of the same group, never a report of its own.
_AT_SITE: Final = 0.3


@dataclass(slots=True)
class Case:
    """A case as the desk knows it now, and whether a release has counted it."""

    codes: dict[str, frozenset[str]]
    half: str
    known: bool = False
    counted: bool = False


@dataclass(slots=True)
class Opening:
    """A case as one release counted it: this never changes."""

    case: Case
    codes: Codes
    half: str | None
    known: bool
    #: The last release before the organisation got to know of the case, where that was after it was counted.
    since: int | None = None

    @property
    def known_now(self) -> bool:
        """Whether the organisation knows of the case by now."""
        return taken_off(then=self.known, now=self.known or self.since is not None)


@dataclass(slots=True)
class Closing:
    """The closing of a case that the release at `of` counted as running."""

    opening: Opening
    of: int
    outcome: frozenset[str]
    known: bool


def taken_off(*, then: bool, now: bool) -> bool:
    """Return whether a release takes a case for known: it is known now, not only when it was counted."""
    del then
    return now


@dataclass(slots=True)
class Organisation:
    """One group of readers: the cases of its desk, its ledger and its releases."""

    rng: random.Random
    k: int
    kappa: int = 1
    has_sites: bool = False
    cases: list[Case] = field(default_factory=list)
    openings: list[list[Opening]] = field(default_factory=list)
    closings: list[list[Closing]] = field(default_factory=list)
    history: list[Earlier] = field(default_factory=list)
    #: How many cases came late, or were changed after they were counted.
    changed: int = 0
    #: How many became known after they were counted.
    turned: int = 0

    def enter(self, cases: int, *, half: str) -> None:
        """Enter new cases, some of them at the site of a subsidiary."""
        self.cases += [self._draw(half) for _ in range(cases)]

    def correct(self) -> None:
        """Correct cases that were counted, as happens after a report, and close some that were running."""
        for case in self.cases:
            if case.counted and self.rng.random() < _CORRECTED:
                self.changed += 1
                dimension = self.rng.choice([name for name in _WEIGHTS if name != "outcome"])
                case.codes[dimension] = self._codes(dimension)
            if RUNNING in case.codes["outcome"] and self.rng.random() < _CLOSED:
                case.codes["outcome"] = self._codes("outcome")

    def turn(self) -> None:
        """Let counted cases become complaints that the organisation handles."""
        for one in (one for batch in self.openings for one in batch):
            if not one.known and one.since is None and self.rng.random() < _TURNED:
                one.since = len(self.history) - 1
                self.turned += 1

    def release(self, kind: Kind, span: Span) -> Release:
        """Count what is new, freeze it, and release it; returns what is printed."""
        place = len(self.history)
        new = [case for case in self.cases if not case.counted]
        halved = halves_of(span.start, span.end) is not None
        self.openings.append(
            [Opening(case, dict(case.codes), case.half if halved else None, case.known) for case in new]
        )
        self.closings.append(list(self._closed()))
        for case in new:
            case.counted = True
        contacts = sum(self.rng.randint(1, 4) for _ in new)
        more = {"contacts": contacts, "hours": contacts}
        intake = Intake(cases=len(new), known=sum(case.known for case in new), more=more)
        planned = outline(kind, span, intake, self.earlier(), k=self.k, kappa=self.kappa)
        printed = release(
            planned,
            "Stichting De Wilgenhof",
            list(self._tables(planned)),
            halves=self._halves(planned, place),
            follow_ups=[self._follow_up(pool, place) for pool in planned.pools],
        )
        self.history.append(Earlier(release=printed, intake=intake))
        return printed

    def earlier(self) -> list[Earlier]:
        """Return the releases up to now, with what became known since."""
        return [
            replace(one, since=tuple(each.since for each in opened if each.since is not None))
            for one, opened in zip(self.history, self.openings, strict=False)
        ]

    def bodies(self) -> list[dict[str, Any]]:
        """Return all that was printed, as the register keeps it."""
        return [one.release.to_json() for one in self.history]

    def events(self) -> list[list[dict[str, Any]]]:
        """Return the frozen events of each batch, as the ledger keeps them."""
        return [
            [
                *(
                    {"event": "opening", "known": one.known, "half": one.half, "codes": _plain(one.codes)}
                    | ({} if one.since is None else {"since": one.since})
                    for one in opened
                ),
                *(
                    {
                        "event": "closing",
                        "known": one.known,
                        "of": one.of,
                        "codes": _plain({"outcome": one.outcome}),
                    }
                    | ({} if one.known or one.opening.since is None else {"since": one.opening.since})
                    for one in closed
                ),
            ]
            for opened, closed in zip(self.openings, self.closings, strict=True)
        ]

    def _draw(self, half: str) -> Case:
        case = Case({name: self._codes(name) for name in _WEIGHTS}, half)
        formal = not case.codes["route"].isdisjoint(_FORMAL)
        case.known = formal and self.rng.random() < _HANDLED
        return case

    def _codes(self, dimension: str) -> frozenset[str]:
        weights = _WEIGHTS[dimension]
        several = dimension in BY_NAME and BY_NAME[dimension].unit != "cases" and self.rng.random() < _SECOND
        codes = set(self.rng.choices(list(weights), list(weights.values()), k=1 + several))
        return frozenset(codes if len(codes) == 1 else codes - {NO_ROUTE})

    def _closed(self) -> Iterator[Closing]:
        told = {id(one.opening) for batch in self.closings for one in batch}
        for place, batch in enumerate(self.openings[:-1]):
            for opening in batch:
                outcome = opening.case.codes["outcome"]
                ran = RUNNING in opening.codes["outcome"]
                if ran and RUNNING not in outcome and id(opening) not in told:
                    yield Closing(opening, place, outcome, opening.known or opening.since is not None)

    def _tables(self, planned: Outline) -> Iterator[TableCounts]:
        if planned.basis is None:
            return
        counted = [one for batch in planned.basis.batches for one in self.openings[batch]]
        for dimension in DIMENSIONS:
            entries = default_entries(dimension.name, cases=planned.basis.printed, k=self.k)
            declared = declare(dimension.name, dimension.unit, entries, dimension.universe)
            yield _tally(declared, counted, partial(_codes_of, dimension.name))
        if self.has_sites:
            yield _tally(_SITES, counted, partial(_codes_of, _SITES.dimension))

    def _halves(self, planned: Outline, place: int) -> TableCounts | None:
        dimension = halves_of(planned.span.start, planned.span.end)
        if not planned.halved or dimension is None:
            return None
        declared = declare(dimension.name, dimension.unit, list(dimension.universe), dimension.universe)
        return _tally(declared, self.openings[place], lambda one: frozenset({one.half or ""}))

    def _follow_up(self, pool: Pool, place: int) -> TableCounts:
        """Count what came of the cases of a pool up to the release at `place`."""
        told = {id(one.opening): (number, one.outcome)
                for number, batch in enumerate(self.closings) for one in batch}  # fmt: skip
        still = [
            one
            for batch in pool.batches
            for one in self.openings[batch]
            if RUNNING in one.codes["outcome"] and told.get(id(one), (place + 1,))[0] > pool.since
        ]

        def outcome(one: Opening) -> frozenset[str]:
            number, came = told.get(id(one), (place + 1, frozenset({RUNNING})))
            return came if number <= place else frozenset({RUNNING})

        dimension = BY_NAME[pool.dimension]
        entries = default_entries(dimension.name, cases=pool.printed, k=self.k)
        return _tally(declare(dimension.name, dimension.unit, entries, dimension.universe), still, outcome)


def _tally(
    declared: DeclaredList, counted: Sequence[Opening], codes_of: Callable[[Opening], frozenset[str]]
) -> TableCounts:
    return tally(
        declared,
        (codes_of(one) for one in counted if not one.known_now),
        (codes_of(one) for one in counted if one.known_now),
    )


def _codes_of(dimension: str, opening: Opening) -> frozenset[str]:
    return opening.codes[dimension]


def _plain(codes: Codes) -> dict[str, list[str]]:
    return {name: sorted(found) for name, found in codes.items()}


def three_years(rng: random.Random, k: int) -> Organisation:
    """Return an organisation after three years of releases, with all that comes between them."""
    group = Organisation(rng, k, has_sites=rng.random() < _WITH_SITES)
    live_three_years(group)
    return group


def live_three_years(group: Organisation) -> None:
    """Let three years pass: late cases, corrections, closings, interim reports, and a report each year."""
    rng = group.rng
    times = _TIMES if rng.random() < _LARGE else 1
    late = 0
    for number in (2023, 2024, 2025):
        cases = times * draw_size(rng)
        group.enter(late, half="first")
        group.changed += late
        late = sum(rng.random() < _LATE for _ in range(cases))
        at_site = sum(rng.random() < _AT_SITE for _ in range(2))
        first = (cases - late) // 2
        group.enter(first, half="first")
        if rng.random() < _INTERIM:
            group.release(Kind.INTERIM, Span(start=date(number, 1, 1), end=date(number, 6, 30)))
            group.turn()
        group.enter(cases - late - first + at_site, half="second")
        group.correct()
        group.turn()
        group.release(Kind.FULL, Span(start=date(number, 1, 1), end=date(number, 12, 31)))
        group.correct()
