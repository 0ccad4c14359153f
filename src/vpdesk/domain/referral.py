"""A referral: handing on to another helper, and what came of it."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final, Self

from vpdesk.domain.code import N_, Code
from vpdesk.domain.errors import RuleError
from vpdesk.domain.identity import new_id

#: How long somebody is left in peace before being asked what came of a referral.
PATIENCE: Final = timedelta(days=30)


class Helper(Code):
    """Who a reporter can be referred to."""

    MEDIATOR = "mediator", N_("Mediator")
    COACH = "coach", N_("Coach")
    LAWYER = "lawyer", N_("Lawyer")
    COMPANY_DOCTOR = "company_doctor", N_("Company doctor")
    GENERAL_PRACTITIONER = "general_practitioner", N_("General practitioner or mental health care")
    SOCIAL_WORK = "social_work", N_("Company social work")
    OMBUDSMAN = "ombudsman", N_("Ombudsman")
    POLICE = "police", N_("Police")
    VICTIM_SUPPORT = "victim_support", N_("Victim support")
    SEXUAL_ASSAULT_CENTRE = "sexual_assault_centre", N_("Sexual assault centre")
    WHISTLEBLOWERS_AUTHORITY = "whistleblowers_authority", N_("Whistleblowers Authority")
    UNION = "union", N_("Trade union")
    OTHER_COUNSELLOR = "other_counsellor", N_("Another counsellor")
    OTHER = "other", N_("Other")


class Uptake(Code):
    """What came of a referral."""

    UNKNOWN = "unknown", N_("Unknown")
    TAKEN_UP = "taken_up", N_("Taken up")
    DECLINED = "declined", N_("Declined")


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """One referral; `uptake_on` is the day on which the counsellor heard what came of it."""

    id: int = field(default_factory=new_id)
    case_id: int
    referred_on: date
    helper: Helper
    remarks: str = ""
    uptake: Uptake = Uptake.UNKNOWN
    uptake_on: date | None = None

    def __post_init__(self) -> None:
        if self.uptake_on is not None and self.uptake_on < self.referred_on:
            raise RuleError("uptake_on", N_("This day is before the referral."))

    def note_uptake(self, uptake: Uptake, on: date) -> Self:
        """Return the referral with what came of it, heard on `on`."""
        return replace(self, uptake=uptake, uptake_on=on)

    def may_be_asked(self, on: date) -> bool:
        """Tell whether it is time, on the day `on`, to ask what came of it: never soon after referring.

        Who was asked and did not know yet is left in peace as long again.
        """
        return self.uptake is Uptake.UNKNOWN and on - (self.uptake_on or self.referred_on) >= PATIENCE
