"""What happened to a case as a whole, kept when the case itself goes on: closed, reopened, joined, split.

That it was taken over from a file is one too, where the file does not say whether there was contact before.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from vpdesk.domain.code import N_, Code
from vpdesk.domain.identity import new_id
from vpdesk.domain.values import Outcome


class CaseEventKind(Code):
    """What happened to a case."""

    CLOSED = "closed", N_("Case closed")
    REOPENED = "reopened", N_("Case reopened")
    JOINED = "joined", N_("Joined with another case")
    SPLIT = "split", N_("Split into two cases")
    IMPORTED = "imported", N_("Taken over from a file")


#: After these nobody waits for a first reply: it was given before, or nothing is known of it.
PAST_FIRST_REPLY: Final = frozenset(CaseEventKind) - {CaseEventKind.JOINED}


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEvent:
    """One event in the life of a case; `outcome` is that of a closing."""

    id: int = field(default_factory=new_id)
    case_id: int
    happened_on: date
    kind: CaseEventKind
    outcome: Outcome | None = None
    remarks: str = ""
