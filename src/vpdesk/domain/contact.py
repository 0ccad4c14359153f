"""A contact moment: one dated conversation, call or message."""

from dataclasses import dataclass, field
from datetime import date

from vpdesk.domain.code import N_
from vpdesk.domain.errors import RuleError
from vpdesk.domain.identity import new_id
from vpdesk.domain.values import Channel

#: A day, in minutes: longer is a typing error.
LONGEST = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One contact with the reporter. `notes` are the reporter's account (rule 8)."""

    id: int = field(default_factory=new_id)
    case_id: int
    held_on: date
    channel: Channel = Channel.UNKNOWN
    minutes: int = 0
    notes: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.minutes <= LONGEST:
            raise RuleError("minutes", N_("A contact lasts between 0 and {n} minutes."), n=LONGEST)
