"""The formal track: a complaint, a report or a charge before a body that decides, with its dated milestones.

The counsellor stands beside the reporter; what a body finds is recorded as its finding, never as hers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from vpdesk.domain.code import N_, Code
from vpdesk.domain.errors import RuleError
from vpdesk.domain.identity import new_id
from vpdesk.domain.values import Recipient, Route

#: The routes that lead to a body that decides.
FORMAL_ROUTES: Final = (Route.COMPLAINTS_COMMITTEE, Route.REPORTING_POINT, Route.POLICE_REPORT, Route.COURT)


class Standing(Code):
    """How the reporter is known to the body."""

    NAMED = "named", N_("By name")
    ANONYMOUS = "anonymous", N_("Anonymously")
    ON_BEHALF = "on_behalf", N_("The counsellor reports on the reporter's behalf")


class ComplaintPart(Code):
    """What a formal complaint must contain before a committee handles it."""

    CATEGORY = "category", N_("The kind of conduct")
    CONDUCT = "conduct", N_("What happened")
    WHERE_AND_WHEN = "where_and_when", N_("Where and when")
    WITNESSES = "witnesses", N_("Witnesses")
    COMPLAINANT = "complainant", N_("Name and function of who complains")
    RESPONDENT = "respondent", N_("Who the complaint is about")
    STEPS_TAKEN = "steps_taken", N_("What was tried before")
    DATE = "date", N_("The date")
    SIGNATURE = "signature", N_("The signature")


class MilestoneKind(Code):
    """What is reached on the way; the date is when it was."""

    SUBMITTED = "submitted", N_("Submitted")
    RECEIVED = "received", N_("The reporting point has the report")
    ACKNOWLEDGED = "acknowledged", N_("Receipt acknowledged")
    REPAIR_ASKED = "repair_asked", N_("Asked to complete the complaint")
    REPAIRED = "repaired", N_("Complaint completed")
    ADMISSIBLE = "admissible", N_("Declared admissible")
    INADMISSIBLE = "inadmissible", N_("Declared inadmissible")
    HEARING = "hearing", N_("Both sides heard")
    WITNESSES = "witnesses", N_("Witnesses heard")
    EXTENDED = "extended", N_("Term of the advice extended")
    ADVICE = "advice", N_("Advice of the committee")
    FEEDBACK = "feedback", N_("Feedback of the reporting point")
    MEASURE = "measure", N_("Measure of the employer")
    TO_COURT = "to_court", N_("Taken to court")
    RULING = "ruling", N_("Ruling")
    ENDED_BY_BODY = "ended_by_body", N_("Ended by those who decide")
    WITHDRAWN = "withdrawn", N_("Taken back by the reporter")


#: What can be reached on each way, in the order in which it usually comes.
MILESTONES: Final[Mapping[Route, tuple[MilestoneKind, ...]]] = {
    Route.COMPLAINTS_COMMITTEE: (
        MilestoneKind.SUBMITTED,
        MilestoneKind.REPAIR_ASKED,
        MilestoneKind.REPAIRED,
        MilestoneKind.ADMISSIBLE,
        MilestoneKind.INADMISSIBLE,
        MilestoneKind.HEARING,
        MilestoneKind.WITNESSES,
        MilestoneKind.EXTENDED,
        MilestoneKind.ADVICE,
        MilestoneKind.MEASURE,
        MilestoneKind.TO_COURT,
        MilestoneKind.ENDED_BY_BODY,
        MilestoneKind.WITHDRAWN,
    ),
    Route.REPORTING_POINT: (
        MilestoneKind.SUBMITTED,
        MilestoneKind.RECEIVED,
        MilestoneKind.ACKNOWLEDGED,
        MilestoneKind.FEEDBACK,
        MilestoneKind.MEASURE,
        MilestoneKind.TO_COURT,
        MilestoneKind.ENDED_BY_BODY,
        MilestoneKind.WITHDRAWN,
    ),
    Route.POLICE_REPORT: (
        MilestoneKind.SUBMITTED,
        MilestoneKind.WITNESSES,
        MilestoneKind.TO_COURT,
        MilestoneKind.RULING,
        MilestoneKind.ENDED_BY_BODY,
        MilestoneKind.WITHDRAWN,
    ),
    Route.COURT: (
        MilestoneKind.SUBMITTED,
        MilestoneKind.HEARING,
        MilestoneKind.WITNESSES,
        MilestoneKind.RULING,
        MilestoneKind.ENDED_BY_BODY,
        MilestoneKind.WITHDRAWN,
    ),
}
#: Nothing comes before these, each in its turn: a body knows of it only then.
FIRST_REACHED: Final = (MilestoneKind.SUBMITTED, MilestoneKind.RECEIVED)
#: With these the body has dealt with what the complaint contains, or nobody asks for that any more.
PARTS_SETTLED: Final = frozenset({
    MilestoneKind.ADMISSIBLE,
    MilestoneKind.INADMISSIBLE,
    MilestoneKind.ADVICE,
    MilestoneKind.ENDED_BY_BODY,
    MilestoneKind.WITHDRAWN,
})  # fmt: skip
#: With these the counsellor has spoken to the body, when she reports on the reporter's behalf.
TOLD: Final = (MilestoneKind.SUBMITTED, MilestoneKind.RECEIVED)
#: Where a body says what it found.
BEAR_FINDING: Final = (MilestoneKind.ADVICE, MilestoneKind.FEEDBACK, MilestoneKind.RULING)
#: Whom a track goes to, as a consent names them.
BODIES: Final[Mapping[Route, Recipient]] = {
    Route.COMPLAINTS_COMMITTEE: Recipient.COMPLAINTS_COMMITTEE,
    Route.REPORTING_POINT: Recipient.REPORTING_POINT,
    Route.POLICE_REPORT: Recipient.POLICE,
    Route.COURT: Recipient.OTHER,
}


class Finding(Code):
    """What the body found: its word, not the counsellor's."""

    PLAUSIBLE = "plausible", N_("Plausible")
    FOUNDED = "founded", N_("Well-founded")
    PARTLY_FOUNDED = "partly_founded", N_("Partly well-founded")
    UNFOUNDED = "unfounded", N_("Unfounded")
    NO_FINDING = "no_finding", N_("No finding")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormalTrack:
    """One way to a body that decides. `complaint_parts` are those that the complaint has already."""

    id: int = field(default_factory=new_id)
    case_id: int
    route: Route
    begun_on: date
    last_incident_on: date | None = None
    standing: Standing = Standing.NAMED
    complaint_parts: tuple[ComplaintPart, ...] = ()
    ended_on: date | None = None
    remarks: str = ""

    def __post_init__(self) -> None:
        if self.route not in FORMAL_ROUTES:
            raise RuleError("route", N_("This route leads to no body that decides."))
        if self.route is Route.COMPLAINTS_COMMITTEE and self.standing is Standing.ANONYMOUS:
            raise RuleError(
                "standing",
                N_("A complaints committee does not handle anonymous complaints."),
                todo=N_("Choose another way, or talk with the reporter about what the committee asks."),
            )
        if self.ended_on is not None and self.ended_on < self.begun_on:
            raise RuleError("ended_on", N_("The track ends before it began."))

    @property
    def missing_parts(self) -> tuple[ComplaintPart, ...]:
        """What a committee asks of a complaint and this one does not have yet; empty on other ways."""
        if self.route is not Route.COMPLAINTS_COMMITTEE:
            return ()
        return tuple(part for part in ComplaintPart if part not in self.complaint_parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """What was reached on a track on one day; `finding` only with advice, feedback or a ruling."""

    id: int = field(default_factory=new_id)
    case_id: int
    formal_track_id: int
    kind: MilestoneKind
    reached_on: date
    finding: Finding | None = None
    remarks: str = ""

    def __post_init__(self) -> None:
        if self.finding is not None and self.kind not in BEAR_FINDING:
            raise RuleError("finding", N_("Only the body that decides has a finding."))

    def contradicted_by(self, others: Iterable["Milestone"]) -> "Milestone | None":
        """Return one of `others` on the same track that cannot have come when it did if this one is right.

        A typing error mostly, and the terms that run are reckoned from these days: nothing is reached before
        it was submitted, and nothing else before a reporting point had the report.
        """
        own = _turn(self.kind)
        for other in others:
            if other.formal_track_id != self.formal_track_id or other.id == self.id:
                continue
            turn = _turn(other.kind)
            if (turn < own and other.reached_on > self.reached_on) or (
                turn > own and other.reached_on < self.reached_on
            ):
                return other
        return None


def _turn(kind: MilestoneKind) -> int:
    return FIRST_REACHED.index(kind) if kind in FIRST_REACHED else len(FIRST_REACHED)
