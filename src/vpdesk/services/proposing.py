"""What a report to a client would go on from: since when it is a client, and what it was given last."""

from dataclasses import dataclass
from datetime import date

from vpdesk.domain.identity import moment_of
from vpdesk.domain.register import ReleaseKind
from vpdesk.reports.period import Period
from vpdesk.vault.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class SoFar:
    """Since when there may be something to report, and the period of the last full report, if any."""

    begun_on: date
    last: Period | None = None


def so_far(vault: Vault, organisation_id: int) -> SoFar:
    """Return what the next report to a client goes on from.

    It began with its first case, also one that was taken over from years before vpdesk, or with the
    appointment where that was earlier. Where neither is known, it began on the day on which it was entered.
    """
    organisation = vault.organisations.get(organisation_id)
    known = (vault.cases.first_opened(organisation_id), organisation.appointed_on)
    begun = min((day for day in known if day is not None), default=None)
    full = [one for one in vault.releases.of_organisation(organisation_id) if one.kind is ReleaseKind.FULL]
    return SoFar(
        begun_on=begun or moment_of(organisation_id).astimezone().date(),
        last=Period(start=full[-1].start, end=full[-1].end) if full else None,
    )
