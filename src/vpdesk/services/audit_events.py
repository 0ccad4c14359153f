"""What the independent auditor reads: printed pages, and the frozen events behind them, as plain values."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from vpdesk.disclosure.history import Printed, slices_of
from vpdesk.disclosure.released import Kind
from vpdesk.domain.register import EventKind, LedgerEvent
from vpdesk.services.batches import Batch, frozen_codes
from vpdesk.services.dimensions import halves_of
from vpdesk.services.group_history import GroupHistory

Events = list[dict[str, Any]]


def bodies_of(history: GroupHistory) -> list[dict[str, Any]]:
    """Return the printed pages, in the order of release."""
    return [json.loads(entry.body) for entry in history.entries]


def events_of_history(history: GroupHistory) -> list[Events]:
    """Return the openings and closings that each release took in, without a trace of whose they are.

    Cases that were printed and are not in the ledger (the first versions kept none of an erased case, and a
    damaged vault may have lost some) are there without their codes: they were counted.
    """
    lost = _lost(history)
    without_codes = _event(EventKind.OPENING, {}, known=False)
    return [
        [*(one for event in events if (one := _frozen(event, history))), *[without_codes] * lost[place]]
        for place, events in enumerate(history.events)
    ]


def _lost(history: GroupHistory) -> list[int]:
    """Return how many cases of each release were printed, and are not in the ledger."""
    releases = [Printed.of(one, len(history.entries)) for one in history.earlier]
    lost = []
    for place, one in enumerate(releases):
        batches = slices_of(releases, place)[-1].batches if one.kind is Kind.FULL else (place,)
        there = sum(event.event is EventKind.OPENING for batch in batches for event in history.events[batch])
        lost.append(0 if one.own is None else max(0, one.own - there))
    return lost


def events_of_batch(batch: Batch, history: GroupHistory, start: date, end: date) -> Events:
    """Return the openings and closings that a release over `start` to `end` takes in now."""
    halves = halves_of(start, end)
    openings = [
        _event(
            EventKind.OPENING,
            frozen_codes(case),
            known=case.known,
            half=next(iter(halves.codes_of(case))) if halves is not None else None,
        )
        for case in batch.openings
    ]
    closings = [
        _event(EventKind.CLOSING, {"outcome": (closing.outcome,)}, known=closing.known) | {"of": place}
        for closing in batch.closings
        if (place := history.place_of(closing.of_release)) is not None
    ]
    return [*openings, *closings]


def _frozen(event: LedgerEvent, history: GroupHistory) -> dict[str, Any] | None:
    if event.event is EventKind.CONTACT:
        return None
    codes = event.codes_by_dimension()
    of = None if event.of_release is None else history.place_of(event.of_release)
    if event.event is EventKind.CLOSING and (codes is None or of is None):
        return None  # lost with a damaged page, or with the release that counted the case
    half = event.half.value if event.half else None
    told = {"of": of, "since": history.since(event)}
    return _event(event.event, codes or {}, known=event.known, half=half) | {
        name: place for name, place in told.items() if place is not None
    }


def _event(
    kind: EventKind,
    codes: Mapping[str, Sequence[str] | frozenset[str]],
    *,
    known: bool,
    half: str | None = None,
) -> dict[str, Any]:
    found: dict[str, Any] = {
        "event": kind.value,
        "known": known,
        "codes": {dimension: sorted(values) for dimension, values in codes.items()},
    }
    if kind is EventKind.OPENING:
        found["half"] = half
    return found
