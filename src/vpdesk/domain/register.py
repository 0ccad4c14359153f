"""The register: what was released to whom, for ever as it was printed."""

from dataclasses import dataclass, field
from datetime import date, datetime

from vpdesk.domain.identity import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredRelease:
    """One release. `body` is the JSON form of its figures, `document` of everything else that was printed.

    `reason` says why a lower threshold than the usual was chosen; it is empty otherwise.
    """

    id: int = field(default_factory=new_id)
    organisation_id: int
    start: date
    end: date
    body: str
    document: str
    reason: str = ""
    released_at: datetime
