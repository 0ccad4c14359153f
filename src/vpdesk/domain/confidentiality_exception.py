"""Breaking confidentiality: what was weighed and decided, complete or not accepted (rule 4).

Not every offence has to be reported, and breaking a confidence is never a routine: each of the conditions is
a question that the counsellor answers in her own words, whichever way she decides.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from vpdesk.domain.code import N_, Code
from vpdesk.domain.errors import RuleError
from vpdesk.domain.identity import new_id
from vpdesk.domain.values import Recipient


class ExceptionGround(Code):
    """Why breaking confidentiality is weighed at all."""

    SERIOUS_OFFENCE = "serious_offence", N_("Serious criminal offence")
    SERIOUS_DANGER = "serious_danger", N_("Serious danger to others")
    LEGAL_DUTY = "legal_duty", N_("Legal duty to report")


class ExceptionDecision(Code):
    """What the counsellor decided."""

    KEEP = "keep", N_("Keep confidentiality")
    BREAK = "break", N_("Break confidentiality")


class ReporterTold(Code):
    """Whether the reporter knows of it."""

    TOLD = "told", N_("Told")
    NOT_TOLD = "not_told", N_("Not told (yet)")


#: What must be answered in words, and what is said where it is not.
_ANSWERS: Final[Mapping[str, str]] = {
    "harm": N_("Say which serious harm you fear, and how certain it is."),
    "consent_sought": N_("Say what you did to obtain the reporter's consent."),
    "other_ways": N_("Say which other ways you looked at, and why they are or are not enough."),
    "moral_distress": N_("Say what this does to your conscience."),
    "consulted": N_("Say whom you consulted, or why there was no time for that."),
}
_KEPT: Final = N_("What you wrote is kept. It is recorded once it is complete.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfidentialityException:
    """One decision about confidentiality, on the day `decided_on`, with all that it rests on.

    `harm` is the serious harm that is feared and how certain it is, `other_ways` what else was looked at.
    A decision to break it names one `recipient` and what `may_be_said`: no more than averts the harm.
    `told_on` is when the reporter heard of it; `not_told_because` why not, which breaking it has to say.
    """

    id: int = field(default_factory=new_id)
    case_id: int
    decided_on: date
    ground: ExceptionGround
    harm: str
    consent_sought: str
    other_ways: str
    moral_distress: str
    consulted: str
    decision: ExceptionDecision
    recipient: Recipient | None = None
    may_be_said: str = ""
    reporter_told: ReporterTold
    told_on: date | None = None
    not_told_because: str = ""

    def __post_init__(self) -> None:
        for name, missing in _ANSWERS.items():
            if not getattr(self, name).strip():
                raise RuleError(name, missing, safe=_KEPT)
        if self.breaks:
            if self.recipient is None:
                raise RuleError("recipient", N_("Say to whom: one recipient, who can avert it."), safe=_KEPT)
            if not self.may_be_said.strip():
                raise RuleError("may_be_said", N_("Say what you tell: no more than is needed."), safe=_KEPT)
        told = self.reporter_told is ReporterTold.TOLD
        if told and self.told_on is None:
            raise RuleError("told_on", N_("Say when the reporter was told."), safe=_KEPT)
        if self.breaks and not told and not self.not_told_because.strip():
            raise RuleError("not_told_because", N_("Say why the reporter does not know of it."), safe=_KEPT)

    @property
    def breaks(self) -> bool:
        """Whether it was decided to break confidentiality."""
        return self.decision is ExceptionDecision.BREAK

    def covers(self, recipient: Recipient, on: date) -> bool:
        """Tell whether something may be shared with `recipient` on the day `on` without consent."""
        return self.breaks and self.recipient is recipient and self.decided_on <= on


def standing_exceptions(
    exceptions: Iterable[ConfidentialityException], on: date
) -> tuple[ConfidentialityException, ...]:
    """Return the decisions of one case to break confidentiality that stand on the day `on`, newest first.

    A later decision to keep it ends them all.
    """
    known = sorted(
        (each for each in exceptions if each.decided_on <= on),
        key=lambda each: (each.decided_on, each.id),
        reverse=True,
    )
    kept = next((place for place, each in enumerate(known) if not each.breaks), len(known))
    return tuple(known[:kept])
