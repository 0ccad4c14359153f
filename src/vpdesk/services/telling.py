"""A number that reached the organisation otherwise: in a letter, on an invoice, in a talk, on a screen.

It is out, so it is entered as it is, however small, and everything that is released later reckons with it.
A draft of a report that was handed out is no such number: release that report.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from vpdesk.domain.code import N_
from vpdesk.domain.errors import RuleError
from vpdesk.domain.register import RegisteredRelease, ReleaseKind
from vpdesk.services.batches import entries_of
from vpdesk.services.making import Asked, make
from vpdesk.services.reporting import entry_of
from vpdesk.vault.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldNumber:
    """How many new cases of a period the organisation was told of, and how: one line for the register."""

    organisation_id: int
    start: date
    end: date
    cases: int
    how: str

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise RuleError("end", N_("The period ends before it begins."))
        if not self.how.strip():
            raise RuleError("how", N_("Say how this number got out."))


def enter_told(vault: Vault, told: ToldNumber, *, now: datetime) -> RegisteredRelease:
    """Enter a number that was told: the new cases that nothing had counted yet count in it from now on.

    Raises RuleError where the period was entered before, or holds another number of such cases: whoever
    told it meant other days then, or what was reported before.
    """
    asked = Asked(organisation_id=told.organisation_id, kind=ReleaseKind.TOLD, start=told.start, end=told.end)
    with vault.transaction():
        for entry in vault.releases.overlapping(told.organisation_id, told.start, told.end):
            if (entry.kind, entry.start, entry.end) == (ReleaseKind.TOLD, told.start, told.end):
                raise RuleError(
                    "start",
                    N_("A number over this period was entered before."),
                    safe=N_("Nothing was changed."),
                )
        making = make(vault, asked)
        count = len(making.batch.openings)
        if count != told.cases:
            raise RuleError(
                "cases",
                N_("Cases in this period that no report has counted yet: {count}, not {told}."),
                safe=N_("Nothing was entered."),
                todo=N_("Choose the days that the number is about. What a report said already is known."),
                count=count,
                told=told.cases,
            )
        entry = replace(entry_of(making, asked, now=now), reason=told.how.strip())
        vault.releases.register(entry, entries_of(making.batch, entry))
    return entry
