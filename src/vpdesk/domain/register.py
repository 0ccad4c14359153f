"""The register: what was released to whom, for ever as it was printed."""

from dataclasses import dataclass, field
from datetime import date, datetime

from vpdesk.domain.identity import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredRelease:
    """One release. `body` is its JSON form; `reason` why a lower threshold was chosen, else empty."""

    id: int = field(default_factory=new_id)
    organisation_id: int
    start: date
    end: date
    body: str
    reason: str = ""
    released_at: datetime
