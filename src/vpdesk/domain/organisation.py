"""The client organisation that hired the counsellor, and what was agreed with it."""

from dataclasses import dataclass, field
from datetime import date

from vpdesk.domain.code import N_
from vpdesk.domain.errors import RuleError
from vpdesk.domain.identity import new_id
from vpdesk.domain.values import Mandate, Route, Switch

NAME_LENGTH = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """One client organisation; `mandates` is what its agreement covers (never `outside`).

    `open_routes` are the routes that its procedure knows (empty: all). `unit_recording` says whether cases
    tell in which site or department they are, `unit_reporting` whether its reports have a table of them.
    The appointment of the counsellor runs from `appointed_on` to `appointment_ends_on`; `report_due_on` is
    the day on which the next report must be there. `retention_years` is for how many years after its end a
    case is kept, where that was agreed.
    """

    id: int = field(default_factory=new_id)
    name: str
    mandates: tuple[Mandate, ...] = (Mandate.CONDUCT,)
    remarks: str = ""
    open_routes: tuple[Route, ...] = ()
    committee: str = ""
    reporting_point: str = ""
    unit_recording: Switch = Switch.OFF
    unit_reporting: Switch = Switch.OFF
    appointed_on: date | None = None
    appointment_ends_on: date | None = None
    report_due_on: date | None = None
    retention_years: int | None = None

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise RuleError("name", N_("An organisation needs a name."))
        if len(self.name) > NAME_LENGTH:
            raise RuleError("name", N_("This name is longer than {n} characters."), n=NAME_LENGTH)
        if Mandate.OUTSIDE in self.mandates or not self.mandates:
            raise RuleError(
                "mandates",
                N_("Choose what the agreement covers: undesirable conduct, business integrity or both."),
            )
        begun, ends = self.appointed_on, self.appointment_ends_on
        if begun is not None and ends is not None and ends < begun:
            raise RuleError("appointment_ends_on", N_("The appointment ends before it begins."))
        if self.retention_years is not None and self.retention_years < 1:
            raise RuleError("retention_years", N_("A case is kept for a year at least."))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportList:
    """The declared list of one dimension of an organisation's reports, as it was from a day on.

    `entries` are the lines in order, as `vpdesk.disclosure.lists` reads them (a code, a class of codes,
    codes joined by `+`, or `other`); empty: the usual list. What was declared before stays beside it, for the
    periods that it holds for.
    """

    id: int = field(default_factory=new_id)
    organisation_id: int
    dimension: str
    entries: str
    declared_on: date
