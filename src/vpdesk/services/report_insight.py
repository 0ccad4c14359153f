"""The true numbers beside those of a report, and what another report would tell: read, never stored."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from vpdesk.disclosure.counts import tally
from vpdesk.disclosure.history import Intake, Printed, inside
from vpdesk.disclosure.outline import outline
from vpdesk.disclosure.release import release
from vpdesk.disclosure.released import Kind, Release, Span
from vpdesk.domain.overview import CountableCase
from vpdesk.domain.register import ReleaseKind
from vpdesk.services.dimensions import BY_NAME, DIMENSIONS
from vpdesk.services.group_history import intake_of_batch
from vpdesk.services.known_figures import Drawn, ReportInsight, beside
from vpdesk.services.making import Making, draft
from vpdesk.services.report_lists import list_for
from vpdesk.services.reporting import LOWEST_THRESHOLD, ReportRequest, is_released
from vpdesk.services.tallying import Tallying
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
    if is_released(vault, request):
        return None
    making = draft(vault, request.asked)
    return beside(printed, [*_counted(making, printed), *_waiting(vault, request, making)], _totals(making))


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


def _counted(making: Making, printed: Release) -> Iterator[Drawn]:
    """Yield what the tables of the report count: its own cases, those of a block, and what was running."""
    counted = making.counted
    for counts in counted.tables:
        table = printed.table(counts.declared.dimension)
        yield Drawn(counts=counts, table=table, known=counts.known_counts)
    for pool, counts in zip(counted.outline.pools, counted.follow_ups, strict=True):
        table = next((one for one in printed.follow_ups if one.over == pool.over), None)
        if table is not None:
            yield Drawn(counts=counts, table=table, known=counts.known_counts)


def _waiting(vault: Vault, request: ReportRequest, making: Making) -> Iterator[Drawn]:
    """Yield the cases of a report that has no tables: she knows how they are spread."""
    if making.counted.tables or request.kind is not ReleaseKind.FULL:
        return
    for counts in Tallying(vault, request.organisation_id, making.history, making.batch).own(
        making.counted.outline
    ):
        yield Drawn(counts=counts, table=None, known=counts.known_counts)


def _totals(making: Making) -> dict[str, int]:
    """Return the true totals of a report, with what interim figures inside its period counted."""
    earlier, figures = making.history.earlier, making.figures
    before = [Printed.of(one) for one in earlier]
    span = Span(start=figures.start, end=figures.end)
    parts = inside(span, before) if figures.kind is Kind.FULL else []
    intakes = [intake_of_batch(making.batch), *(earlier[place].intake for place in parts)]
    return {
        "cases": sum(one.cases for one in intakes),
        "contacts": sum(one.more["contacts"] for one in intakes),
        "hours": sum(one.more["hours"] for one in intakes),
    }


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
