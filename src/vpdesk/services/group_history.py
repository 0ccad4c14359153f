"""What a group of readers was told, and what each release to it took in: the register with the ledger.

One organisation with its sites is one group. Places are in the order of release.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from vpdesk.disclosure.history import Earlier, Intake
from vpdesk.disclosure.released import Release
from vpdesk.domain.register import EventKind, LedgerEvent, RegisteredRelease
from vpdesk.services.batches import Batch
from vpdesk.vault.vault import Vault

_MINUTES_OF_AN_HOUR: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupHistory:
    """All releases to one group, oldest release first, and the events that each took in."""

    entries: tuple[RegisteredRelease, ...] = ()
    events: tuple[tuple[LedgerEvent, ...], ...] = ()

    @property
    def earlier(self) -> tuple[Earlier, ...]:
        """The same as the engine of disclosure knows it."""
        return tuple(
            Earlier(release=Release.from_json(json.loads(entry.body)), intake=intake_of_events(events))
            for entry, events in zip(self.entries, self.events, strict=True)
        )

    def place_of(self, release_id: int) -> int | None:
        """Return the place of a release, from 0; None where it is not there, as after a rescue."""
        places = (place for place, entry in enumerate(self.entries) if entry.id == release_id)
        return next(places, None)


def history_of(vault: Vault, organisation_id: int) -> GroupHistory:
    """Return what was released to an organisation up to now."""
    entries = tuple(vault.releases.history(organisation_id))
    events = vault.ledger.of_releases([entry.id for entry in entries]) if entries else {}
    return GroupHistory(entries=entries, events=tuple(tuple(events[entry.id]) for entry in entries))


def intake_of_events(events: Iterable[LedgerEvent]) -> Intake:
    """Return how much a release took in, from its entries in the ledger."""
    all_events = list(events)
    openings = [event for event in all_events if event.event is EventKind.OPENING]
    minutes = sum(event.minutes for event in all_events)
    return Intake(
        cases=len(openings),
        known=sum(event.known for event in openings),
        more={
            "contacts": sum(event.contacts for event in all_events),
            "hours": round(minutes / _MINUTES_OF_AN_HOUR),
        },
    )


def intake_of_batch(batch: Batch) -> Intake:
    """Return how much a release that takes in `batch` now would take in."""
    return Intake(
        cases=len(batch.openings),
        known=sum(case.known for case in batch.openings),
        more={"contacts": batch.contact_count, "hours": batch.hours},
    )
