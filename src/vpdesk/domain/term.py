"""Terms that run: how long each may take, by what was agreed with an organisation or by custom."""

from dataclasses import dataclass, field

from vpdesk.domain.code import N_, Code
from vpdesk.domain.errors import RuleError
from vpdesk.domain.identity import new_id

#: More of any unit than this is a typing error.
LONGEST_TERM = 366


class TermKind(Code):
    """What must happen within a term."""

    FIRST_REPLY = "first_reply", N_("First reply to a reporter")
    COMPLAINT = "complaint", N_("Submitting a complaint after the last incident")
    ADMISSIBILITY = "admissibility", N_("Whether a complaint is admissible")
    REPAIR = "repair", N_("Completing a complaint")
    ADVICE = "advice", N_("The committee's advice")
    ACKNOWLEDGEMENT = "acknowledgement", N_("Acknowledging a report")
    FEEDBACK = "feedback", N_("Feedback on a report")


class TermUnit(Code):
    """What a term is counted in."""

    WORKING_DAY = "working_day", N_("working days")
    DAY = "day", N_("days")
    WEEK = "week", N_("weeks")
    MONTH = "month", N_("months")
    YEAR = "year", N_("years")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One term that an organisation has otherwise than is usual."""

    id: int = field(default_factory=new_id)
    organisation_id: int
    kind: TermKind
    amount: int
    unit: TermUnit

    def __post_init__(self) -> None:
        if not 1 <= self.amount <= LONGEST_TERM:
            raise RuleError("amount", N_("A term lasts between 1 and {n}."), n=LONGEST_TERM)
