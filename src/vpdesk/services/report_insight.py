"""The true numbers beside those of a report, and what another report would tell: read, never stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from vpdesk.disclosure.counts import tally
from vpdesk.disclosure.history import Intake
from vpdesk.disclosure.outline import outline
from vpdesk.disclosure.release import release
from vpdesk.disclosure.released import Kind, Release, Span
from vpdesk.domain.overview import CountableCase
from vpdesk.services.batches import batch_of
from vpdesk.services.dimensions import BY_NAME, DIMENSIONS
from vpdesk.services.known_figures import Drawn, ReportInsight, beside
from vpdesk.services.report_lists import list_for
from vpdesk.services.reporting import LOWEST_THRESHOLD, ReportRequest
from vpdesk.services.what_if import Answer, Change, cross, crossed, lowered, with_zeros
from vpdesk.vault.vault import Vault

#: The tables of two characteristics that clients ask for, by the names of their dimensions.
CROSSINGS: Final = (("matter", "respondent_relation"), ("matter", "reporter_position"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What would be made otherwise; `crossing` is for Change.CROSSED alone."""

    change: Change
    crossing: tuple[str, str] = CROSSINGS[0]


def insight(vault: Vault, request: ReportRequest, printed: Release) -> ReportInsight | None:
    """Return `printed`, the report of `request`, with the true numbers beside it.

    None for a period that was released: what was counted in it then is not told apart any more.
    """
    if vault.releases.overlapping(request.organisation_id, request.start, request.end):
        return None
    batch = batch_of(vault, request.organisation_id, request.start, request.end)
    totals = {"cases": len(batch.openings), "contacts": batch.contact_count, "hours": batch.hours}
    return beside(printed, _drawn(vault, request, batch.openings, printed), totals)


def questions(printed: Release) -> tuple[Question, ...]:
    """Return what can be asked of a report: a threshold that is the lowest goes no lower."""
    asked = [Question(change=Change.CROSSED, crossing=crossing) for crossing in CROSSINGS]
    if printed.k > LOWEST_THRESHOLD:
        asked.append(Question(change=Change.LOWER))
    return (*asked, Question(change=Change.ZEROS))


def what_if(vault: Vault, request: ReportRequest, printed: Release, question: Question) -> Answer:
    """Return what a reader would find if `printed`, the report of `request`, were made otherwise."""
    cases = _cases(vault, request)
    drawn = _drawn(vault, request, cases, printed)
    match question.change:
        case Change.LOWER:
            return lowered(printed, _lower(printed, cases, drawn))
        case Change.ZEROS:
            return with_zeros(beside(printed, drawn, {}))
        case Change.CROSSED:
            lists = {one.counts.declared.dimension: one.counts.declared for one in drawn}
            first, second = (BY_NAME[name] for name in question.crossing)
            codes = ((first.codes_of(case), second.codes_of(case)) for case in cases)
            return crossed(printed, cross(lists[first.name], lists[second.name], codes))


def _cases(vault: Vault, request: ReportRequest) -> Sequence[CountableCase]:
    return vault.cases.countable(request.organisation_id, request.start, request.end)


def _drawn(
    vault: Vault, request: ReportRequest, cases: Sequence[CountableCase], printed: Release
) -> list[Drawn]:
    found = []
    for dimension in DIMENSIONS:
        declared = list_for(
            vault, request.organisation_id, dimension, start=request.start, cases=len(cases), k=printed.k
        )
        counts = tally(declared, map(dimension.codes_of, cases))
        found.append(Drawn(counts=counts, table=printed.table(dimension.name)))
    return found


def _lower(printed: Release, cases: Sequence[CountableCase], drawn: Sequence[Drawn]) -> Release:
    planned = outline(
        Kind.FULL,
        Span(start=printed.start, end=printed.end),
        Intake(cases=len(cases)),
        [],
        k=LOWEST_THRESHOLD,
        kappa=printed.kappa,
    )
    return release(planned, printed.organisation, [one.counts for one in drawn] if planned.basis else ())
