"""Terms that run: how long each may take, by what was agreed with an organisation or by custom."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, date
from typing import Final

from vpdesk.domain.code import N_, Code
from vpdesk.domain.errors import RuleError
from vpdesk.domain.identity import new_id
from vpdesk.domain.working_days import after_working_days

#: More of any unit than this is a typing error.
LONGEST_TERM = 366


class TermKind(Code):
    """What must happen within a term."""

    FIRST_REPLY = "first_reply", N_("First reply to a reporter")
    COMPLAINT = "complaint", N_("Submitting a complaint after the last incident")
    ADMISSIBILITY = "admissibility", N_("Whether a complaint is admissible")
    REPAIR = "repair", N_("Completing a complaint")
    ADVICE = "advice", N_("The committee's advice")
    EXTENSION = "extension", N_("Extension of the committee's advice")
    ACKNOWLEDGEMENT = "acknowledgement", N_("Acknowledging a report")
    FEEDBACK = "feedback", N_("Feedback on a report")


class TermUnit(Code):
    """What a term is counted in."""

    WORKING_DAY = "working_day", N_("working days")
    DAY = "day", N_("days")
    WEEK = "week", N_("weeks")
    MONTH = "month", N_("months")
    YEAR = "year", N_("years")


#: How long each usually is; what an organisation agreed otherwise goes before it. Acknowledgement and
#: feedback follow the whistle-blower law, which binds an employer from 50 staff on.
USUAL: Final[Mapping[TermKind, tuple[int, TermUnit]]] = {
    TermKind.FIRST_REPLY: (2, TermUnit.WORKING_DAY),
    TermKind.COMPLAINT: (1, TermUnit.YEAR),
    TermKind.ADMISSIBILITY: (2, TermUnit.WEEK),
    TermKind.REPAIR: (2, TermUnit.WEEK),
    TermKind.ADVICE: (8, TermUnit.WEEK),
    TermKind.EXTENSION: (4, TermUnit.WEEK),
    TermKind.ACKNOWLEDGEMENT: (7, TermUnit.DAY),
    TermKind.FEEDBACK: (3, TermUnit.MONTH),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """How long one thing may take at one organisation."""

    id: int = field(default_factory=new_id)
    organisation_id: int
    kind: TermKind
    amount: int
    unit: TermUnit

    def __post_init__(self) -> None:
        if not 1 <= self.amount <= LONGEST_TERM:
            raise RuleError("amount", N_("A term lasts between 1 and {n}."), n=LONGEST_TERM)

    @classmethod
    def usual(cls, organisation_id: int, kind: TermKind) -> "Term":
        """Return the term of `kind` as it usually is."""
        amount, unit = USUAL[kind]
        return cls(organisation_id=organisation_id, kind=kind, amount=amount, unit=unit)

    @property
    def is_usual(self) -> bool:
        """Whether it is as long as is usual."""
        return (self.amount, self.unit) == USUAL[self.kind]

    def last_day(self, since: date) -> date:
        """Return the last day of the term that begins to run on `since`.

        That day itself is not counted. A month that has no such day ends on its last one (31 August and three
        months: 30 November). No end moves because it is a Sunday: a procedure hardly ever says so, and the
        earlier day is the one to be ready for. What runs off the calendar ends on its last day.
        """
        match self.unit:
            case TermUnit.WORKING_DAY:
                return after_working_days(since, self.amount)
            case TermUnit.DAY:
                return days_after(since, self.amount)
            case TermUnit.WEEK:
                return days_after(since, 7 * self.amount)
            case TermUnit.MONTH:
                return months_after(since, self.amount)
            case TermUnit.YEAR:
                return months_after(since, 12 * self.amount)


def days_after(since: date, days: int) -> date:
    """Return the day `days` after `since`."""
    return date.fromordinal(min(since.toordinal() + days, date.max.toordinal()))


def months_after(since: date, months: int) -> date:
    """Return the day `months` after (or before, when below 0) `since`: the same one, or the month's last."""
    year, month = divmod(since.year * 12 + since.month - 1 + months, 12)
    if year > MAXYEAR:
        return date.max
    return date(year, month + 1, min(since.day, monthrange(year, month + 1)[1]))
