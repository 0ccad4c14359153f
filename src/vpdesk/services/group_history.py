"""What a group of readers was told, and what each release to it took in: the register with the ledger.

One organisation with its sites is one group. Places are in the order of release. What the organisation got to
know of since it was counted is part of it: the releases that come reckon with it.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from vpdesk.disclosure.history import Earlier, Intake
from vpdesk.disclosure.released import Release
from vpdesk.domain.register import EventKind, LedgerEvent, RegisteredRelease
from vpdesk.services.batches import Batch
from vpdesk.vault.vault import Vault

_MINUTES_OF_AN_HOUR: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupHistory:
    """All releases to one group, oldest release first, and the events that each took in.

    `known_after` holds the events of cases that the organisation handles itself since they were counted: to
    each the last release before that, None where it is after all of them.
    """

    entries: tuple[RegisteredRelease, ...] = ()
    events: tuple[tuple[LedgerEvent, ...], ...] = ()
    known_after: Mapping[int, int | None] = field(default_factory=dict)

    @property
    def earlier(self) -> tuple[Earlier, ...]:
        """The same as the engine of disclosure knows it."""
        return tuple(
            Earlier(
                release=Release.from_json(json.loads(entry.body)),
                intake=intake_of_events(events),
                since=tuple(
                    since
                    for event in events
                    if event.event is EventKind.OPENING and (since := self.since(event)) is not None
                ),
            )
            for entry, events in zip(self.entries, self.events, strict=True)
        )

    def place_of(self, release_id: int) -> int | None:
        """Return the place of a release, from 0; None where it is not there, as after a rescue."""
        places = (place for place, entry in enumerate(self.entries) if entry.id == release_id)
        return next(places, None)

    def since(self, event: LedgerEvent) -> int | None:
        """Return the place of the last release before the organisation got to know of a counted case.

        None where it did not, or knew when the case was counted. Where that release is lost, it is the one
        that counted the case: nothing may rest on its not having known.
        """
        if event.known or event.id not in self.known_after:
            return None
        after = self.known_after[event.id]
        if after is None:
            return len(self.entries) - 1
        counted = self.place_of(event.release_id) or 0
        return max(counted, self.place_of(after) or 0)

    def knows(self, event: LedgerEvent) -> bool:
        """Whether the organisation knows of the case of a counted event by now."""
        return event.known or self.since(event) is not None


def history_of(vault: Vault, organisation_id: int) -> GroupHistory:
    """Return what was released to an organisation up to now."""
    return history_of_entries(vault, organisation_id, vault.releases.history(organisation_id))


def history_of_entries(
    vault: Vault, organisation_id: int, entries: Sequence[RegisteredRelease]
) -> GroupHistory:
    """Return the history that some of the releases to an organisation make, in their order."""
    events = vault.ledger.of_releases([entry.id for entry in entries]) if entries else {}
    return GroupHistory(
        entries=tuple(entries),
        events=tuple(tuple(events[entry.id]) for entry in entries),
        known_after=vault.ledger.known_since(organisation_id) if entries else {},
    )


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
