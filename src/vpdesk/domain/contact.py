"""A contact moment: one dated conversation, call or message; an appointment that was missed is one too."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from vpdesk.domain.code import N_, Code
from vpdesk.domain.day_and_time import DayAndTime
from vpdesk.domain.errors import RuleError
from vpdesk.domain.identity import new_id
from vpdesk.domain.values import Channel, Recipient

#: A day, in minutes: longer is a typing error.
LONGEST = 24 * 60


class Attendance(Code):
    """Whether the reporter was there."""

    HELD = "held", N_("Held")
    MISSED = "missed", N_("The reporter did not come")


class Participant(Code):
    """Who took part beside the counsellor."""

    REPORTER = "reporter", N_("Reporter")
    SUPPORTER = "supporter", N_("Somebody the reporter brought along")
    RESPONDENT = "respondent", N_("Person complained about")
    MANAGER = "manager", N_("Manager")
    HR = "hr", N_("HR")
    BOARD = "board", N_("Management or board")
    COMMITTEE = "committee", N_("Complaints committee")
    REPORTING_POINT = "reporting_point", N_("Reporting point")
    MEDIATOR = "mediator", N_("Mediator")
    COMPANY_DOCTOR = "company_doctor", N_("Company doctor")
    INTERNAL_COUNSELLOR = "internal_counsellor", N_("Internal counsellor")
    OTHER = "other", N_("Other")


#: The third parties among them, as a consent names whom something may be shared with.
THIRD_PARTIES: Final[Mapping[Participant, Recipient]] = {
    Participant.RESPONDENT: Recipient.RESPONDENT,
    Participant.MANAGER: Recipient.MANAGER,
    Participant.HR: Recipient.HR,
    Participant.BOARD: Recipient.BOARD,
    Participant.COMMITTEE: Recipient.COMPLAINTS_COMMITTEE,
    Participant.REPORTING_POINT: Recipient.REPORTING_POINT,
    Participant.MEDIATOR: Recipient.MEDIATOR,
    Participant.COMPANY_DOCTOR: Recipient.COMPANY_DOCTOR,
    Participant.INTERNAL_COUNSELLOR: Recipient.INTERNAL_COUNSELLOR,
    Participant.OTHER: Recipient.OTHER,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One contact with the reporter. `notes` are the reporter's account (rule 8).

    `held_at` is the time of day, if it is known. `minutes` are those of the contact itself, `travel_minutes`
    those of the way there and back. Who took part is unknown where `participants` is empty.
    """

    id: int = field(default_factory=new_id)
    case_id: int
    held_on: date
    held_at: time | None = None
    attendance: Attendance = Attendance.HELD
    channel: Channel = Channel.UNKNOWN
    minutes: int = 0
    travel_minutes: int = 0
    participants: tuple[Participant, ...] = ()
    notes: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.minutes <= LONGEST:
            raise RuleError("minutes", N_("A contact lasts between 0 and {n} minutes."), n=LONGEST)
        if not 0 <= self.travel_minutes <= LONGEST:
            raise RuleError("travel_minutes", N_("A journey lasts between 0 and {n} minutes."), n=LONGEST)

    def answers(self, agreed: DayAndTime) -> bool:
        """Tell whether this is what was agreed, or came in its place: it is of that day, or of a later one.

        An appointment that was missed answers it too. What was over before the agreed time of the day began
        was something else: the appointment still stands then (rule 5).
        """
        if self.held_on != agreed.day or self.attendance is Attendance.MISSED:
            return self.held_on >= agreed.day
        if self.held_at is None or agreed.at is None:
            return True
        over = datetime.combine(self.held_on, self.held_at) + timedelta(minutes=self.minutes)
        return over >= datetime.combine(agreed.day, agreed.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSpent:
    """What contacts add up to; `missed` appointments stand apart from the `held` contacts.

    `minutes` are those of the contacts that were held, `travel_minutes` those of every journey.
    """

    held: int = 0
    missed: int = 0
    minutes: int = 0
    travel_minutes: int = 0
