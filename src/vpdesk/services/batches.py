"""What a release takes in: the batch of events that nothing counted before, and their entries in the ledger.

An event belongs to one batch for ever. What is entered late, corrected or closed afterwards goes to the next.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from vpdesk.domain.overview import CountableCase, CountableClosing, CountableContact
from vpdesk.domain.register import EventKind, LedgerEvent, RegisteredRelease, codes_to_json
from vpdesk.domain.values import HalfYear
from vpdesk.services.dimensions import DIMENSIONS, halves_of
from vpdesk.services.sites import SITE, site_codes
from vpdesk.vault.vault import Vault

_MINUTES_OF_AN_HOUR: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """The events of one organisation that belong to a period or to an earlier one, and count now."""

    openings: tuple[CountableCase, ...]
    closings: tuple[CountableClosing, ...]
    contacts: tuple[CountableContact, ...]

    @property
    def contact_count(self) -> int:
        """The number of contacts, with those that the cases brought along."""
        return len(self.contacts) + sum(case.carried_contacts for case in self.openings)

    @property
    def hours(self) -> int:
        """The whole hours of all contacts, with those that the cases brought along."""
        brought = sum(case.carried_minutes for case in self.openings)
        return round((sum(contact.minutes for contact in self.contacts) + brought) / _MINUTES_OF_AN_HOUR)


def batch_of(vault: Vault, organisation_id: int, start: date, end: date) -> Batch:
    """Return what a release over `start` to `end`, both included, would take in now; nothing is stored."""
    return Batch(
        openings=tuple(vault.cases.countable(organisation_id, start, end)),
        closings=tuple(vault.ledger.closings(organisation_id, end)),
        contacts=tuple(vault.ledger.contacts(organisation_id, start, end)),
    )


def frozen_codes(case: CountableCase) -> dict[str, frozenset[str]]:
    """Return the codes of a case in every dimension, as the ledger keeps them."""
    return {SITE: site_codes(case), **{dimension.name: dimension.codes_of(case) for dimension in DIMENSIONS}}


def entries_of(
    batch: Batch,
    release: RegisteredRelease,
    codes_of: Callable[[CountableCase], Mapping[str, frozenset[str]]] = frozen_codes,
) -> Iterator[LedgerEvent]:
    """Yield the entries of a batch in the ledger, under the release that takes it in."""
    halves = halves_of(release.start, release.end)
    for case in batch.openings:
        (half,) = halves.codes_of(case) if halves is not None else ("",)
        yield LedgerEvent(
            organisation_id=release.organisation_id,
            release_id=release.id,
            event=EventKind.OPENING,
            case_id=case.id,
            half=HalfYear.of(half) if half else None,
            known=case.known,
            codes=codes_to_json(codes_of(case)),
            contacts=case.carried_contacts,
            minutes=case.carried_minutes,
        )
    for closing in batch.closings:
        yield LedgerEvent(
            organisation_id=release.organisation_id,
            release_id=release.id,
            event=EventKind.CLOSING,
            case_id=closing.id,
            known=closing.known,
            codes=codes_to_json({"outcome": frozenset({closing.outcome})}),
            of_release=closing.of_release,
        )
    for contact in batch.contacts:
        yield LedgerEvent(
            organisation_id=release.organisation_id,
            release_id=release.id,
            event=EventKind.CONTACT,
            case_id=contact.case_id,
            contact_id=contact.id,
            contacts=1,
            minutes=contact.minutes,
        )
