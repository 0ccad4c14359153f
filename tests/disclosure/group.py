"""One recipient group in small: releases one after the other, as the engine makes them, and their ledger."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from vpdesk.disclosure.audit.auditor import audit
from vpdesk.disclosure.audit.findings import AuditResult
from vpdesk.disclosure.counts import TableCounts, tally
from vpdesk.disclosure.follow_up import Pool
from vpdesk.disclosure.history import Earlier, Intake
from vpdesk.disclosure.lists import RUNNING, DeclaredList
from vpdesk.disclosure.outline import outline
from vpdesk.disclosure.release import release
from vpdesk.disclosure.released import Category, Kind, Release, Span


def plain(dimension: str, keys: Iterable[str], unit: str = "cases") -> DeclaredList:
    """A list in which each code is a category."""
    categories = tuple(Category(key=key, members=(key,)) for key in keys)
    return DeclaredList(dimension=dimension, unit=unit, categories=categories)


MATTER = plain("matter", "abcd", "matters")
RELATION = plain("relation", "xyz")
OUTCOME = plain("outcome", ("resolved", "unresolved", RUNNING))
HALVES = plain("half_year", ("first", "second"))
_OUTCOMES = {"r": "resolved", "u": "unresolved", "n": RUNNING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A new case: its matters, its relation and its outcome when it is counted."""

    matter: frozenset[str]
    relation: str
    outcome: str = "resolved"
    half: str | None = None
    known: bool = False
    #: The last release before the organisation got to know of it, where that was after it was counted.
    since: int | None = None

    def codes(self, dimension: str) -> frozenset[str]:
        """Return its codes in a dimension."""
        match dimension:
            case "matter":
                return self.matter
            case "relation":
                return frozenset({self.relation})
            case "outcome":
                return frozenset({self.outcome})
        return frozenset({self.half or ""})

    def event(self) -> dict[str, Any]:
        """Return what the ledger holds of it."""
        codes = {one: sorted(self.codes(one)) for one in ("matter", "relation", "outcome")}
        event = {"event": "opening", "known": self.known, "half": self.half, "codes": codes}
        return event if self.since is None else event | {"since": self.since}


def cases(*, known: bool = False, half: str | None = None, **counts: int) -> list[Case]:
    """So many cases of each: `ax` is matter a and relation x, `abx` has two matters, `axn` still runs."""
    found = []
    for codes, count in counts.items():
        matter = frozenset(code for code in codes if code in "abcd")
        (relation,) = (code for code in codes if code in "xyz")
        outcome = next((_OUTCOMES[code] for code in codes if code in _OUTCOMES), "resolved")
        case = Case(matter=matter, relation=relation, outcome=outcome, half=half, known=known)
        found += [case] * count
    return found


def year(number: int) -> Span:
    """The days of a year."""
    return Span(start=date(number, 1, 1), end=date(number, 12, 31))


def first_half(number: int) -> Span:
    """The days of the first half of a year."""
    return Span(start=date(number, 1, 1), end=date(number, 6, 30))


@dataclass(kw_only=True)
class Group:
    """What was released to one group, and what each release took in."""

    k: int = 5
    kappa: int = 1
    lists: Sequence[DeclaredList] = (MATTER, RELATION, OUTCOME)
    batches: list[list[Case]] = field(default_factory=list)
    closed: list[list[dict[str, Any]]] = field(default_factory=list)
    history: list[Earlier] = field(default_factory=list)

    @property
    def bodies(self) -> list[dict[str, Any]]:
        """The JSON of each release."""
        return [one.release.to_json() for one in self.history]

    @property
    def events(self) -> list[list[dict[str, Any]]]:
        """The frozen events of each release."""
        return [
            [*(case.event() for case in batch), *closed]
            for batch, closed in zip(self.batches, self.closed, strict=True)
        ]

    def audit(self) -> AuditResult:
        """Return what the auditor finds in everything that was released."""
        return audit(self.bodies, self.events, kappa=self.kappa)

    def turn(self, batch: int) -> None:
        """Let the first case of an earlier batch become a complaint that the organisation handles."""
        since = len(self.history) - 1
        self.batches[batch][0] = replace(self.batches[batch][0], since=since)
        self.history[batch] = replace(self.history[batch], since=(since,))

    def tell(self, span: Span, batch: Sequence[Case]) -> Release:
        """Enter a number that got out otherwise."""
        return self.add(Kind.TOLD, span, batch)

    def interim(self, span: Span, batch: Sequence[Case]) -> Release:
        """Release interim figures."""
        return self.add(Kind.INTERIM, span, batch)

    def full(
        self, span: Span, batch: Sequence[Case], closings: Mapping[int, Mapping[str, int]] | None = None
    ) -> Release:
        """Release a full report; `closings`: of an earlier release, so many of each outcome."""
        return self.add(Kind.FULL, span, batch, closings)

    def add(
        self,
        kind: Kind,
        span: Span,
        batch: Sequence[Case],
        closings: Mapping[int, Mapping[str, int]] | None = None,
    ) -> Release:
        """Release what was entered since the last release."""
        intake = Intake(cases=len(batch), known=sum(case.known for case in batch))
        planned = outline(kind, span, intake, self.history, k=self.k, kappa=self.kappa)
        self.batches.append(list(batch))
        self.closed.append(
            [
                {"event": "closing", "known": False, "of": of, "codes": {"outcome": [outcome]}}
                for of, outcomes in (closings or {}).items()
                for outcome, count in outcomes.items()
                for _ in range(count)
            ]
        )
        counted = (
            [case for one in planned.basis.batches for case in self.batches[one]] if planned.basis else []
        )
        halved = planned.halved and all(case.half for case in batch)
        made = release(
            planned,
            "Stichting De Wilgenhof",
            [_tally(declared, counted) for declared in self.lists] if planned.basis else [],
            halves=_tally(HALVES, batch) if halved else None,
            follow_ups=[self._followed(pool) for pool in planned.pools],
        )
        self.history.append(Earlier(release=made, intake=intake))
        return made

    def _followed(self, pool: Pool) -> TableCounts:
        """Count what came of the cases that were printed as running, by the closings since."""
        now = len(self.closed) - 1
        closed = [
            event["codes"]["outcome"][0]
            for place in range(pool.since + 1, now + 1)
            for event in self.closed[place]
            if event["of"] in pool.batches
        ]
        # closings are of cases that the organisation did not handle: those that it did still run
        ran = [case for place in pool.batches for case in self.batches[place] if case.outcome == RUNNING]
        known = [RUNNING] * sum(case.known or case.since is not None for case in ran)
        still = [RUNNING] * (pool.printed - len(closed) - len(known))
        others = [frozenset({outcome}) for outcome in (*closed, *still)]
        return tally(OUTCOME, others, map(frozenset, zip(known, strict=True)))


def _tally(declared: DeclaredList, batch: Iterable[Case]) -> TableCounts:
    codes = [(case.known or case.since is not None, case.codes(declared.dimension)) for case in batch]
    return tally(
        declared,
        [found for known, found in codes if not known],
        [found for known, found in codes if known],
    )
