"""A step on a route towards a third party; never without consent (rule 1)."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self

from vpdesk.domain.code import N_, Code
from vpdesk.domain.consent import Consent
from vpdesk.domain.errors import RuleError
from vpdesk.domain.identity import new_id
from vpdesk.domain.values import Recipient


class StepStatus(Code):
    """How far a step is; derived from its dates."""

    PLANNED = "planned", N_("Planned")
    CARRIED_OUT = "carried_out", N_("Carried out")
    STOPPED = "stopped", N_("Stopped")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One action towards a third party, bound to the consent that covers it.

    What may be said is the consent's own text: a step has no text of its own that could go further.
    """

    id: int = field(default_factory=new_id)
    case_id: int
    consent_id: int
    recipient: Recipient
    description: str
    planned_on: date
    carried_out_on: date | None = None
    stopped_on: date | None = None
    result: str = ""

    def __post_init__(self) -> None:
        if not self.description.strip():
            raise RuleError("description", N_("Say in a few words what the step is."))
        if self.carried_out_on is not None and self.stopped_on is not None:
            raise RuleError("stopped_on", N_("A step that was carried out cannot be stopped."))

    @property
    def status(self) -> StepStatus:
        """How far the step is."""
        if self.carried_out_on is not None:
            return StepStatus.CARRIED_OUT
        return StepStatus.PLANNED if self.stopped_on is None else StepStatus.STOPPED

    def carry_out(self, on: date, consent: Consent) -> Self:
        """Return the step carried out on `on`.

        Raises RuleError, saying what is missing, when `consent` does not cover it on that day.
        """
        if self.status is not StepStatus.PLANNED:
            raise RuleError("carried_out_on", N_("This step was carried out or stopped already."))
        require_consent(consent, self.recipient, on)
        return replace(self, carried_out_on=on)

    def stop(self, on: date) -> Self:
        """Return the step stopped, because its consent was withdrawn or the reporter chose otherwise."""
        return replace(self, stopped_on=on)


def require_consent(consent: Consent, recipient: Recipient, on: date) -> None:
    """Raise RuleError, saying what is missing, unless `consent` covers `recipient` on `on`."""
    if consent.covers(recipient, on):
        return
    safe = N_("Nothing was done.")
    if consent.withdrawn_on is not None and consent.withdrawn_on <= on:
        wrong = N_("The reporter has withdrawn this consent.")
    elif consent.valid_until is not None and consent.valid_until < on:
        wrong = N_("This consent has ended.")
    elif consent.given_on > on:
        wrong = N_("This consent was given after that day.")
    else:
        wrong = N_("This consent does not cover this recipient.")
    raise RuleError("consent_id", wrong, safe=safe, todo=N_("Ask the reporter first and record the consent."))
