"""What lists show of a case: just enough for one row, read by one query."""

from dataclasses import dataclass
from datetime import date, time
from operator import itemgetter

from vpdesk.domain.case import CaseStatus
from vpdesk.domain.code import N_, Code
from vpdesk.domain.day_and_time import DayAndTime
from vpdesk.domain.formal import FormalTrack
from vpdesk.domain.term import TermKind
from vpdesk.domain.values import Channel, Initiative, Matter


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """Which cases a list shows; None means all of them.

    The days `…_from` and `…_until` are included, and those of closing let no running case through;
    `due_until` lets through what asks for something by then.
    `terms` by itself lets all through: it tells of each case with a formal track on which day the first term
    ends that runs. No table knows those, for they are reckoned (`vpdesk.services.agenda`).
    """

    status: CaseStatus | None = None
    organisation_id: int | None = None
    matter: Matter | None = None
    opened_from: date | None = None
    opened_until: date | None = None
    closed_from: date | None = None
    closed_until: date | None = None
    due_until: date | None = None
    terms: tuple[tuple[int, date], ...] = ()


class DueKind(Code):
    """What falls due."""

    AFTERCARE = "aftercare", N_("Aftercare")
    CONTACT = "contact", N_("Contact")
    APPOINTMENT = "appointment", N_("End of your appointment")
    REPORT = "report", N_("Report due")
    STEP = "step", N_("Step")
    TERM = "term", N_("Term")
    FIRST_REPLY = "first_reply", N_("First reply")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """One case in a list. Each `…_due_on` is the first day of what waits: aftercare without an outcome, a
    planned step, a term that runs.
    """

    id: int
    alias: str
    organisation: str
    matters: tuple[Matter, ...]
    opened_on: date
    closed_on: date | None
    next_contact_on: date | None
    aftercare_due_on: date | None
    next_contact_at: time | None = None
    step_due_on: date | None = None
    term_due_on: date | None = None

    @property
    def due(self) -> tuple[date, DueKind] | None:
        """The first day on which this case asks for something, and for what, if anything."""
        days = (
            (self.aftercare_due_on, DueKind.AFTERCARE),
            (self.next_contact_on, DueKind.CONTACT),
            (self.step_due_on, DueKind.STEP),
            (self.term_due_on, DueKind.TERM),
        )
        known = [(day, kind) for day, kind in days if day is not None]
        return min(known, key=itemgetter(0), default=None)

    @property
    def due_on(self) -> date | None:
        """The first day on which this case asks for something, if any."""
        return None if self.due is None else self.due[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class DueItem:
    """One thing that waits for the counsellor on a day.

    `value_id` is the aftercare, the step, the formal track or the case itself; where it is about an
    organisation as a whole there is no case (and no alias), and `value_id` is the organisation. `words` is
    what a planned step is, `term` which term of a track ends on `due_on`. `at` is the time of day, where one
    was agreed.
    """

    kind: DueKind
    due_on: date
    at: time | None = None
    case_id: int | None
    value_id: int
    alias: str
    organisation: str
    channel: Channel = Channel.UNKNOWN
    safe_time: str = ""
    initiative: Initiative = Initiative.COUNSELLOR
    attempts: int = 0
    words: str = ""
    term: TermKind | None = None

    @property
    def order(self) -> tuple[date, time]:
        """What sorts an agenda: the day, and within it the time."""
        return DayAndTime(day=self.due_on, at=self.at).order


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningTrack:
    """A formal track that has not ended, with what a line of the agenda says of its case."""

    track: FormalTrack
    alias: str
    organisation_id: int
    organisation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BegunDraft:
    """Something that was typed in a case and not recorded yet; `place` is where in the window."""

    place: str
    case_id: int
    alias: str
    organisation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnansweredCase:
    """A running case without any contact yet, with what a line of the agenda says of it."""

    id: int
    alias: str
    opened_on: date
    organisation_id: int
    organisation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRow:
    """One organisation in a list, with its running and its closed cases."""

    id: int
    name: str
    running: int
    closed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CountableCase:
    """What of a case is counted, without anything to find it by but its identifier.

    Several values of one kind count once each. `outcome` is empty while the case runs. `unit_id` is its site
    or department, None when it has none or the organisation's reports have no table of them. `known`: the
    employer handles it itself, as a complaint or a report that was submitted.
    """

    id: int
    opened_on: date
    matters: frozenset[str]
    reporter_position: str
    respondent_relations: frozenset[str]
    entry: str
    routes: frozenset[str]
    outcome: str
    carried_contacts: int
    carried_minutes: int
    unit_id: int | None = None
    known: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CountableClosing:
    """The closing of a case that the release `of_release` counted as running; `id` is the case's.

    `known` is as it was when the case was counted: it belongs to the same cases as then.
    """

    id: int
    outcome: str
    known: bool
    of_release: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CountableContact:
    """What of a contact moment is counted; the identifier is its own."""

    id: int
    case_id: int
    minutes: int
