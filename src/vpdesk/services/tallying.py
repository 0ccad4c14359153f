"""The counts behind the tables of a release: from the frozen codes of the ledger and of what comes now."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from vpdesk.disclosure.counts import TableCounts, tally
from vpdesk.disclosure.follow_up import Pool
from vpdesk.disclosure.lists import DeclaredList, declare
from vpdesk.disclosure.outline import Outline
from vpdesk.domain.register import RUNNING, EventKind
from vpdesk.services.batches import Batch, frozen_codes
from vpdesk.services.dimensions import BY_NAME, DIMENSIONS, halves_of
from vpdesk.services.group_history import GroupHistory
from vpdesk.services.report_lists import list_for
from vpdesk.services.sites import SITE, site_list, within
from vpdesk.vault.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What a release is made from. `outline` asks for these counts, in this order. Secret."""

    outline: Outline
    tables: tuple[TableCounts, ...] = ()
    halves: TableCounts | None = None
    follow_ups: tuple[TableCounts, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opening:
    """One new case as it was frozen: codes by dimension (None: lost, or never kept). `known`: by now."""

    codes: Mapping[str, frozenset[str]] | None
    known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Closing:
    """One closing: the release that took it in, and that which counted the case as running (None: lost)."""

    place: int
    of: int | None
    outcome: str
    known: bool


class Tallying:
    """Counts for one release to one organisation: `batch` comes after all that stands in `history`."""

    def __init__(self, vault: Vault, organisation_id: int, history: GroupHistory, batch: Batch) -> None:
        self._vault, self._organisation_id = vault, organisation_id
        self._history, self._batch = history, batch

    def count(self, outline: Outline) -> Counted:
        """Return what `outline` asks for.

        Where the codes of a case are lost (a damaged vault that was rescued), the tables that count it are
        not made.
        """
        outline = self._without_lost(outline)
        return Counted(
            outline=outline,
            tables=self._tables(outline),
            halves=self._halves(outline),
            follow_ups=tuple(self._follow_up(pool, outline) for pool in outline.pools),
        )

    def own(self, outline: Outline) -> tuple[TableCounts, ...]:
        """Return how the cases that come in now are spread, whether or not anything is printed of it."""
        openings = self._openings(len(self._history.entries))
        tables = [
            self._tally(self._list(dimension.name, outline, outline.span.start, len(openings)), openings)
            for dimension in DIMENSIONS
        ]
        return (*tables, *self._sites(outline, openings))

    def _without_lost(self, outline: Outline) -> Outline:
        basis = outline.basis
        if basis is not None:
            openings = [one for place in basis.batches for one in self._openings(place)]
            if len(openings) != basis.printed or any(one.codes is None for one in openings):
                basis = None
        pools = tuple(pool for pool in outline.pools if len(self._members(pool)) == pool.printed)
        return replace(outline, basis=basis, pools=pools)

    def _tables(self, outline: Outline) -> tuple[TableCounts, ...]:
        basis, start = outline.basis, outline.span.start
        if basis is None:
            return ()
        if basis.over:
            # what was declared before the oldest figures were seen
            start = min(start, basis.over[0].start)
        openings = [one for place in basis.batches for one in self._openings(place)]
        tables = [
            self._tally(self._list(dimension.name, outline, start, basis.printed), openings)
            for dimension in DIMENSIONS
        ]
        return (*tables, *(() if basis.over else self._sites(outline, openings)))

    def _sites(self, outline: Outline, openings: Sequence[_Opening]) -> Iterator[TableCounts]:
        """Yield the table of sites, where there is one: whether there is says nothing of any case."""
        sites = site_list(self._vault, self._organisation_id, outline.span.end)
        if sites is not None:
            there = [
                replace(one, codes={SITE: within(sites, one.codes.get(SITE, frozenset()))})
                for one in openings
                if one.codes is not None
            ]
            yield self._tally(sites, there)

    def _halves(self, outline: Outline) -> TableCounts | None:
        dimension = halves_of(outline.span.start, outline.span.end)
        if dimension is None or not outline.halved:
            return None
        declared = declare(dimension.name, dimension.unit, list(dimension.universe), dimension.universe)
        cases = self._batch.openings
        return tally(
            declared,
            (dimension.codes_of(case) for case in cases if not case.known),
            (dimension.codes_of(case) for case in cases if case.known),
        )

    def _follow_up(self, pool: Pool, outline: Outline) -> TableCounts:
        declared = self._list(pool.dimension, outline, pool.over[0].start, pool.printed)
        members = self._members(pool)
        return tally(
            declared,
            (frozenset({outcome}) for outcome, known in members if not known),
            (frozenset({outcome}) for outcome, known in members if known),
        )

    def _members(self, pool: Pool) -> list[tuple[str, bool]]:
        """Return the outcome of each case of a pool, running included, and whether it is known."""
        ran = [
            one
            for place in pool.batches
            for one in self._openings(place)
            if one.codes is not None and RUNNING in one.codes[pool.dimension]
        ]
        closed = [one for one in self._closings() if one.of in pool.batches]
        running = len(ran) - len(closed)
        left = sum(one.known for one in ran) - sum(one.known for one in closed)
        return [
            *((one.outcome, one.known) for one in closed if one.place > pool.since),
            *((RUNNING, number < left) for number in range(running)),
        ]

    def _openings(self, place: int) -> list[_Opening]:
        if place == len(self._history.events):
            return [_Opening(codes=frozen_codes(case), known=case.known) for case in self._batch.openings]
        found = []
        for event in self._history.events[place]:
            if event.event is EventKind.OPENING:
                codes = event.codes_by_dimension()
                frozen = None if codes is None else {name: frozenset(one) for name, one in codes.items()}
                found.append(_Opening(codes=frozen, known=self._history.knows(event)))
        return found

    def _closings(self) -> Iterator[_Closing]:
        for place, events in enumerate(self._history.events):
            for event in events:
                codes = event.codes_by_dimension()
                if event.event is EventKind.CLOSING and event.of_release is not None and codes is not None:
                    (outcome,) = codes["outcome"]
                    yield _Closing(
                        place=place,
                        of=self._history.place_of(event.of_release),
                        outcome=outcome,
                        known=self._history.knows(event),
                    )
        for closing in self._batch.closings:
            yield _Closing(
                place=len(self._history.entries),
                of=self._history.place_of(closing.of_release),
                outcome=closing.outcome,
                known=closing.known,
            )

    def _list(self, name: str, outline: Outline, start: date, cases: int) -> DeclaredList:
        dimension = BY_NAME[name]
        return list_for(self._vault, self._organisation_id, dimension, start=start, cases=cases, k=outline.k)

    def _tally(self, declared: DeclaredList, openings: Sequence[_Opening]) -> TableCounts:
        def coded(*, known: bool) -> Iterable[frozenset[str]]:
            return (one.codes[declared.dimension] for one in openings if one.codes and one.known == known)

        return tally(declared, coded(known=False), coded(known=True))
