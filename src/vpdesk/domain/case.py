"""A case: one reporter's request for help, from intake to closing."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Self

from vpdesk.domain.code import N_, Code
from vpdesk.domain.day_and_time import DayAndTime
from vpdesk.domain.errors import RuleError
from vpdesk.domain.identity import new_id
from vpdesk.domain.mandate import derive_mandate
from vpdesk.domain.matter_detail import MatterDetail, Wrongdoing
from vpdesk.domain.values import (
    CounsellorPart,
    Entry,
    Mandate,
    MandateSource,
    Matter,
    Outcome,
    Position,
    Relation,
    Route,
)

ALIAS_LENGTH = 60


class CaseStatus(Code):
    """Whether a case is running; derived from its closing date, never stored."""

    OPEN = "open", N_("Open")
    CLOSED = "closed", N_("Closed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case; changed only by making a new value (`replace`).

    `matters` is never empty. `mandate` is what the case counts as; `mandate_source` says whether it was
    derived or chosen. `told_of_reservation_on` is the day on which the limit of confidentiality was
    announced (rule 3). `carried_contacts` and `carried_minutes` were brought along from an earlier
    administration, without dates. `outcome` is there exactly when `closed_on` is. `next_contact_at` is the
    time of day that was agreed for `next_contact_on`, where one was.

    `criteria` is what matters to the reporter in choosing a route, `reflection` the counsellor's own looking
    back, which never leaves the vault. `binned_on` is the day on which the whole case was put into the bin.
    """

    id: int = field(default_factory=new_id)
    organisation_id: int
    alias: str
    opened_on: date
    entry: Entry = Entry.UNKNOWN
    reporter_position: Position = Position.UNKNOWN
    matters: tuple[Matter, ...]
    matter_details: tuple[MatterDetail, ...] = ()
    wrongdoing: Wrongdoing = Wrongdoing.NOT_SUSPECTED
    respondent_relations: tuple[Relation, ...] = ()
    routes: tuple[Route, ...] = ()
    counsellor_parts: tuple[CounsellorPart, ...] = ()
    unit_id: int | None = None
    criteria: str = ""
    mandate: Mandate = Mandate.OUTSIDE
    mandate_source: MandateSource = MandateSource.DERIVED
    told_of_reservation_on: date | None = None
    next_contact_on: date | None = None
    next_contact_at: time | None = None
    carried_contacts: int = 0
    carried_minutes: int = 0
    closed_on: date | None = None
    outcome: Outcome | None = None
    reflection: str = ""
    binned_on: date | None = None

    def __post_init__(self) -> None:
        if not self.alias.strip():
            raise RuleError("alias", N_("Give the reporter an alias: a word to find the case by."))
        if len(self.alias) > ALIAS_LENGTH:
            raise RuleError("alias", N_("This alias is longer than {n} characters."), n=ALIAS_LENGTH)
        if not self.matters:
            raise RuleError("matters", N_("Choose at least one matter."))
        if any(detail.matter not in self.matters for detail in self.matter_details):
            raise RuleError("matter_details", N_("This detail belongs to a matter that was not chosen."))
        if self.carried_contacts < 0 or self.carried_minutes < 0:
            raise RuleError("carried_contacts", N_("A number of contacts or hours is never below 0."))
        if self.next_contact_at is not None and self.next_contact_on is None:
            raise RuleError("next_contact_on", N_("A time of day needs its day."))
        if self.closed_on is not None and self.closed_on < self.opened_on:
            raise RuleError("closed_on", N_("The closing date is before the opening date."))
        if (self.closed_on is None) != (self.outcome is None):
            raise RuleError("outcome", N_("A closed case has an outcome, and a running case has none."))

    @property
    def status(self) -> CaseStatus:
        """Whether the case is running."""
        return CaseStatus.OPEN if self.closed_on is None else CaseStatus.CLOSED

    @property
    def next_contact(self) -> DayAndTime | None:
        """When the next contact was agreed, if it was."""
        return DayAndTime.of(self.next_contact_on, self.next_contact_at)

    def with_next_contact(self, agreed: DayAndTime | None) -> Self:
        """Return the case with this agreed for the next contact, or nothing."""
        day, at = (None, None) if agreed is None else (agreed.day, agreed.at)
        return replace(self, next_contact_on=day, next_contact_at=at)

    def with_mandate(self, agreed: Collection[Mandate]) -> Self:
        """Return the case with its mandate derived again, unless the counsellor chose it."""
        if self.mandate_source is MandateSource.CHOSEN:
            return self
        return replace(self, mandate=derive_mandate(self.matters, agreed))

    def close(self, on: date, outcome: Outcome) -> Self:
        """Return the closed case; raises RuleError when it is closed already or `on` is too early.

        A contact that was agreed stays agreed: closing never ends a reminder.
        """
        if self.closed_on is not None:
            raise RuleError("closed_on", N_("This case is closed already."))
        return replace(self, closed_on=on, outcome=outcome)

    def reopen(self) -> Self:
        """Return the case running again; its history stays."""
        if self.closed_on is None:
            raise RuleError("closed_on", N_("This case is not closed."))
        return replace(self, closed_on=None, outcome=None)
