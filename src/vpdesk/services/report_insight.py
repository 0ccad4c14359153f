"""The true numbers beside those of a report, and what another report would tell: read, never stored."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from vpdesk.disclosure.audit.auditor import audit
from vpdesk.disclosure.audit.findings import AuditResult
from vpdesk.disclosure.counts import TableCounts
from vpdesk.disclosure.history import Printed, inside
from vpdesk.disclosure.released import Kind, Release, Span
from vpdesk.domain.register import ReleaseKind
from vpdesk.services.audit_events import bodies_of, events_of_batch, events_of_history
from vpdesk.services.dimensions import BY_NAME
from vpdesk.services.group_history import history_of, intake_of_batch
from vpdesk.services.known_figures import Drawn, ReportInsight, beside
from vpdesk.services.making import Making, attack, draft
from vpdesk.services.reporting import LOWEST_THRESHOLD, ReportRequest, is_released
from vpdesk.services.tallying import Tallying
from vpdesk.services.what_if import AllPages, Answer, Change, cross, crossed, lowered, with_zeros
from vpdesk.vault.vault import Vault

#: The tables of two characteristics that clients ask for, by the names of their dimensions.
CROSSINGS: Final = (("matter", "respondent_relation"), ("matter", "reporter_position"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What would be made otherwise; `crossing` is for Change.CROSSED alone."""

    change: Change
    crossing: tuple[str, str] = CROSSINGS[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Insight:
    """What the counsellor knows beside a report, and what the auditor found in all that was printed.

    `known` is None for a period that was released: what was counted in it then is not told apart any more.
    """

    known: ReportInsight | None
    attacked: AuditResult


def insight(vault: Vault, request: ReportRequest, printed: Release) -> Insight:
    """Return what stands beside `printed`, the report of `request`, for the counsellor alone."""
    if is_released(vault, request):
        history = history_of(vault, request.organisation_id)
        attacked = audit(bodies_of(history), events_of_history(history), kappa=printed.kappa)
        return Insight(known=None, attacked=attacked)
    making = draft(vault, request.asked)
    drawn = [*_counted(making), *_waiting(vault, request, making)]
    return Insight(known=beside(printed, drawn, _totals(making)), attacked=attack(making))


def questions(printed: Release) -> tuple[Question, ...]:
    """Return what can be asked of a report: nothing of totals alone, and no threshold below the lowest."""
    if printed.kind is not Kind.FULL:
        return ()
    asked = [Question(change=Change.CROSSED, crossing=crossing) for crossing in CROSSINGS]
    if printed.k > LOWEST_THRESHOLD and not printed.parts:
        asked.append(Question(change=Change.LOWER))
    return (*asked, Question(change=Change.ZEROS))


def what_if(vault: Vault, request: ReportRequest, question: Question) -> Answer:
    """Return what a reader would find if the report of `request` were made otherwise.

    Raises RuleError where it does not go together with what was released before.
    """
    making = draft(vault, request.asked)
    match question.change:
        case Change.LOWER:
            lowest = draft(vault, replace(request.asked, k=LOWEST_THRESHOLD))
            return lowered(making.figures, lowest.figures)
        case Change.ZEROS:
            return with_zeros(beside(making.figures, list(_counted(making)), {}))
        case Change.CROSSED:
            return _crossed(vault, request, making, question.crossing)


def _crossed(vault: Vault, request: ReportRequest, making: Making, crossing: tuple[str, str]) -> Answer:
    counts = making.counted.tables or _own(vault, request, making)
    lists = {one.declared.dimension: one.declared for one in counts}
    first, second = (BY_NAME[name] for name in crossing)
    codes = ((first.codes_of(case), second.codes_of(case)) for case in making.batch.openings)
    figures, history = making.figures, making.history
    now = events_of_batch(making.batch, history, figures.start, figures.end)
    pages = AllPages(
        bodies=(*bodies_of(history), figures.to_json()), events=(*events_of_history(history), now)
    )
    return crossed(figures, cross(lists[first.name], lists[second.name], codes), pages)


def _counted(making: Making) -> Iterator[Drawn]:
    """Yield what the tables of the report count: its own cases, those of a block, and what was running."""
    counted, printed = making.counted, making.figures
    for counts in (*counted.tables, *([counted.halves] if counted.halves else [])):
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
    for counts in _own(vault, request, making):
        yield Drawn(counts=counts, table=None, known=counts.known_counts)


def _own(vault: Vault, request: ReportRequest, making: Making) -> tuple[TableCounts, ...]:
    tallying = Tallying(vault, request.organisation_id, making.history, making.batch)
    return tallying.own(making.counted.outline)


def _totals(making: Making) -> dict[str, int]:
    """Return the true totals of a report, with what interim figures inside its period counted."""
    earlier, figures = making.history.earlier, making.figures
    before = [Printed.of(one, len(earlier)) for one in earlier]
    span = Span(start=figures.start, end=figures.end)
    parts = inside(span, before) if figures.kind is Kind.FULL else []
    intakes = [intake_of_batch(making.batch), *(earlier[place].intake for place in parts)]
    return {
        "cases": sum(one.cases for one in intakes),
        "contacts": sum(one.more["contacts"] for one in intakes),
        "hours": sum(one.more["hours"] for one in intakes),
    }
