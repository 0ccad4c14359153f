"""Aftercare: the agreed check after closing, "how is it going now?" (rule 5)."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self

from vpdesk.domain.code import N_
from vpdesk.domain.errors import RuleError
from vpdesk.domain.identity import new_id
from vpdesk.domain.values import AftercareOutcome, AftercareWish, Channel, Initiative


@dataclass(frozen=True, slots=True, kw_only=True)
class Aftercare:
    """One aftercare agreement: wanted or not, who takes the initiative, when, how, when it is safe.

    Nothing is proposed as a date: an unannounced call can hurt. Only `outcome` ends the reminder.
    """

    id: int = field(default_factory=new_id)
    case_id: int
    agreed_on: date
    wish: AftercareWish
    initiative: Initiative = Initiative.COUNSELLOR
    due_on: date | None = None
    channel: Channel = Channel.UNKNOWN
    safe_time: str = ""
    attempts: int = 0
    outcome: AftercareOutcome | None = None
    settled_on: date | None = None
    remarks: str = ""

    def __post_init__(self) -> None:
        if self.wish is AftercareWish.WANTED and self.due_on is None:
            raise RuleError("due_on", N_("Agree on a day for aftercare, or record that none is wanted."))
        if self.due_on is not None and self.due_on < self.agreed_on:
            raise RuleError("due_on", N_("The day of aftercare is before the agreement."))
        if (self.outcome is None) != (self.settled_on is None):
            raise RuleError("outcome", N_("Settled aftercare has an outcome and a date."))

    @property
    def is_open(self) -> bool:
        """Whether its reminder still stands."""
        return self.wish is AftercareWish.WANTED and self.outcome is None

    def settle(self, outcome: AftercareOutcome, on: date) -> Self:
        """Return the aftercare with its outcome; raises RuleError when it has one already."""
        if not self.is_open:
            raise RuleError("outcome", N_("This aftercare has its outcome already."))
        return replace(self, outcome=outcome, settled_on=on)

    def try_again(self, on: date) -> Self:
        """Return the aftercare after a vain attempt, due again on `on`; its reminder stands."""
        if not self.is_open:
            raise RuleError("outcome", N_("This aftercare has its outcome already."))
        return replace(self, attempts=self.attempts + 1, due_on=on)
