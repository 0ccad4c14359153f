"""Consent: a dated event with a purpose, never a tick box (rule 2)."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self

from vpdesk.domain.code import N_
from vpdesk.domain.errors import RuleError
from vpdesk.domain.identity import new_id
from vpdesk.domain.values import ConsentDecision, ConsentManner, ConsentPurpose, Recipient


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What the reporter allowed or refused on one day.

    For sharing it names one `recipient`, the `step` it is for and what `may_be_said`; `withheld` is what must
    not be said, `withheld_because` why. It is in force from `given_on` until `valid_until` (included; None:
    no end was agreed) or until `withdrawn_on` (from that day on it is not).
    """

    id: int = field(default_factory=new_id)
    case_id: int
    given_on: date
    purpose: ConsentPurpose
    decision: ConsentDecision = ConsentDecision.GIVEN
    manner: ConsentManner = ConsentManner.ORAL
    recipient: Recipient | None = None
    step: str = ""
    may_be_said: str = ""
    withheld: str = ""
    withheld_because: str = ""
    valid_until: date | None = None
    withdrawn_on: date | None = None

    def __post_init__(self) -> None:
        if self.valid_until is not None and self.valid_until < self.given_on:
            raise RuleError("valid_until", N_("The consent ends before it was given."))
        if self.withdrawn_on is not None and self.withdrawn_on < self.given_on:
            raise RuleError("withdrawn_on", N_("The consent was withdrawn before it was given."))
        if self.purpose is ConsentPurpose.SHARING and self.decision is ConsentDecision.GIVEN:
            if self.recipient is None:
                raise RuleError("recipient", N_("Say to whom: a consent to share covers one recipient."))
            if not self.may_be_said.strip():
                raise RuleError("may_be_said", N_("Say what may be said: a consent covers only that."))

    def in_force(self, on: date) -> bool:
        """Tell whether the consent holds on the day `on`."""
        return (
            self.decision is ConsentDecision.GIVEN
            and self.given_on <= on
            and (self.valid_until is None or on <= self.valid_until)
            and (self.withdrawn_on is None or on < self.withdrawn_on)
        )

    def covers(self, recipient: Recipient, on: date) -> bool:
        """Tell whether something may be shared with `recipient` on the day `on`."""
        return not self.gap(recipient, on)

    def gap(self, recipient: Recipient, on: date) -> str:
        """Return the name of the field by which it does not cover `recipient` on `on`; "" where it does."""
        gaps = {
            "withdrawn_on": self.withdrawn_on is not None and self.withdrawn_on <= on,
            "valid_until": self.valid_until is not None and self.valid_until < on,
            "given_on": self.given_on > on,
            "recipient": self.recipient is not recipient,
            "decision": self.decision is not ConsentDecision.GIVEN,
            "purpose": self.purpose is not ConsentPurpose.SHARING,
        }
        return next((name for name, gapes in gaps.items() if gapes), "")

    def withdraw(self, on: date) -> Self:
        """Return the consent withdrawn from `on`; raises RuleError when it was withdrawn before."""
        if self.withdrawn_on is not None:
            raise RuleError("withdrawn_on", N_("This consent was withdrawn already."))
        return replace(self, withdrawn_on=on)
