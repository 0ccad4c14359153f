"""A step on a route; never without consent when the counsellor takes it towards a third party (rule 1)."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, Self

from vpdesk.domain.code import N_, Code
from vpdesk.domain.confidentiality_exception import ConfidentialityException
from vpdesk.domain.consent import Consent
from vpdesk.domain.errors import RuleError
from vpdesk.domain.identity import new_id
from vpdesk.domain.values import Recipient, Route


class StepStatus(Code):
    """How far a step is; derived from its dates."""

    PLANNED = "planned", N_("Planned")
    CARRIED_OUT = "carried_out", N_("Carried out")
    STOPPED = "stopped", N_("Stopped")


class Actor(Code):
    """Who takes a step."""

    COUNSELLOR = "counsellor", N_("Counsellor")
    TOGETHER = "together", N_("Reporter and counsellor together")
    REPORTER = "reporter", N_("Reporter")
    ORGANISATION = "organisation", N_("The organisation")


#: What a step towards a third party rests on.
Ground = Consent | ConfidentialityException

#: The counsellor speaks to a third party in these: they rest on a consent, or on an exception to needing one.
NEED_CONSENT: Final = frozenset({Actor.COUNSELLOR, Actor.TOGETHER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One action on a route, bound to the consent that covers it when the counsellor takes part in it.

    Instead of a consent it may rest on a recorded decision to break confidentiality (`exception_id`). What
    may be said is that one's own text: a step has no text of its own that could go further.
    """

    id: int = field(default_factory=new_id)
    case_id: int
    consent_id: int | None = None
    exception_id: int | None = None
    recipient: Recipient
    description: str
    planned_on: date
    carried_out_on: date | None = None
    stopped_on: date | None = None
    result: str = ""
    route: Route | None = None
    actor: Actor = Actor.COUNSELLOR

    def __post_init__(self) -> None:
        if not self.description.strip():
            raise RuleError("description", N_("Say in a few words what the step is."))
        if self.consent_id is not None and self.exception_id is not None:
            raise RuleError("consent_id", N_("A step rests on one consent, or on one decision without it."))
        if self.consent_id is None and self.exception_id is None and self.actor in NEED_CONSENT:
            raise RuleError(
                "consent_id",
                N_("This step has no consent yet."),
                safe=N_("Nothing was done."),
                todo=N_("Ask the reporter first and record the consent."),
            )
        if self.carried_out_on is not None and self.stopped_on is not None:
            raise RuleError("stopped_on", N_("A step that was carried out cannot be stopped."))

    @property
    def status(self) -> StepStatus:
        """How far the step is."""
        if self.carried_out_on is not None:
            return StepStatus.CARRIED_OUT
        return StepStatus.PLANNED if self.stopped_on is None else StepStatus.STOPPED

    def carry_out(self, on: date, ground: Ground | None) -> Self:
        """Return the step carried out on `on`; `ground` is what its `consent_id` or `exception_id` names.

        Raises RuleError, saying what is missing, when that does not cover it on that day.
        """
        if self.status is not StepStatus.PLANNED:
            raise RuleError("carried_out_on", N_("This step was carried out or stopped already."))
        self.require_ground(ground, on)
        return replace(self, carried_out_on=on)

    def require_ground(self, ground: Ground | None, on: date) -> None:
        """Raise RuleError, saying what is missing, unless the step may be taken on `on`.

        A step of the reporter's own, or of the organisation, is nothing that the counsellor tells anybody.
        """
        if isinstance(ground, Consent):
            require_consent(ground, self.recipient, on)
        elif ground is not None and not ground.covers(self.recipient, on):
            raise RuleError(
                "consent_id",
                N_("The decision to break confidentiality does not cover this recipient on this day."),
                safe=N_("Nothing was done."),
            )

    def stop(self, on: date) -> Self:
        """Return the step stopped, because its consent was withdrawn or the reporter chose otherwise."""
        return replace(self, stopped_on=on)


#: What is wrong with a consent, by the field by which it does not cover a step.
_GAPS: Final = {
    "withdrawn_on": N_("The reporter has withdrawn this consent."),
    "valid_until": N_("This consent ends before that day."),
    "given_on": N_("This consent was given after that day."),
}


def require_consent(consent: Consent, recipient: Recipient, on: date) -> None:
    """Raise RuleError, saying what is missing, unless `consent` covers `recipient` on `on`."""
    gap = consent.gap(recipient, on)
    if gap:
        raise RuleError(
            "consent_id",
            _GAPS.get(gap, N_("This consent does not cover this recipient.")),
            safe=N_("Nothing was done."),
            todo=N_("Ask the reporter first and record the consent."),
        )
