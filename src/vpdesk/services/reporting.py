"""Reports to organisations: count, release, register, and only then a document.

A period that was released stays as it was printed: asking for it again gives the same document. Periods of
one organisation never overlap, because two reports that share days can be subtracted from each other; what
was entered late counts in the next report.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from vpdesk.disclosure.counts import TableCounts, tally
from vpdesk.disclosure.history import Intake
from vpdesk.disclosure.lists import CodeOutsideListError, declare
from vpdesk.disclosure.outline import THRESHOLD, outline
from vpdesk.disclosure.release import release
from vpdesk.disclosure.released import Category, Kind, Release, Span
from vpdesk.domain.code import N_
from vpdesk.domain.counsellor import ONLY
from vpdesk.domain.errors import RuleError
from vpdesk.domain.overview import CountableCase
from vpdesk.domain.register import RegisteredRelease
from vpdesk.i18n import Words, language
from vpdesk.reports.annual import AnnualReport, write
from vpdesk.reports.labels import DIMENSIONS as LABELS
from vpdesk.reports.labels import category_words
from vpdesk.reports.wording import inside
from vpdesk.services.batches import Batch, batch_of, entries_of
from vpdesk.services.dimensions import DIMENSIONS, halves_of
from vpdesk.services.guarding import Tick, ticked_texts
from vpdesk.services.report_lists import list_for
from vpdesk.vault.vault import Vault

#: Below this a threshold protects nobody, whatever the reason.
LOWEST_THRESHOLD: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRequest:
    """What the counsellor asks for. `k` None: the usual threshold, or the one of the earlier release.

    The sentences are printed as they are; `reason`, and why something in them was `ticked`, are kept in the
    register only.
    """

    organisation_id: int
    start: date
    end: date
    language: str
    k: int | None = None
    reason: str = ""
    activities: tuple[str, ...] = ()
    signals: tuple[str, ...] = ()
    recommendations: tuple[str, ...] = ()
    ticked: tuple[Tick, ...] = ()

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise RuleError("end", N_("The period ends before it begins."))
        if self.k is not None and self.k < LOWEST_THRESHOLD:
            raise RuleError("k", N_("The threshold cannot be lower than {lowest}."), lowest=LOWEST_THRESHOLD)
        if self.k is not None and self.k < THRESHOLD and not self.reason.strip():
            raise RuleError(
                "reason",
                N_("A threshold below {usual} needs a written reason."),
                safe=N_("Nothing was released."),
                usual=THRESHOLD,
            )


def preview(vault: Vault, request: ReportRequest, *, today: date) -> AnnualReport:
    """Return the report as it would be released now; nothing is stored.

    A period that was released gives its registered report. Raises RuleError when the period overlaps an
    earlier release, or when a case has a code that a declared list leaves out.
    """
    found = _registered(vault, request)
    if found is not None:
        return reopen(vault, found)
    figures, _batch = _count(vault, request)
    return _document(vault, request, figures, today)


def release_report(vault: Vault, request: ReportRequest, *, now: datetime) -> AnnualReport:
    """Release the report: its figures and its text enter the register, and never change again.

    Write the document from what is returned, after this. Raises RuleError as `preview` does, and
    TextFindingError when a text points to somebody.
    """
    with vault.transaction():
        found = _registered(vault, request)
        if found is not None:
            return reopen(vault, found)
        figures, batch = _count(vault, request)
        report = _document(vault, request, figures, now.date())
        entry = RegisteredRelease(
            organisation_id=request.organisation_id,
            start=request.start,
            end=request.end,
            k=figures.k,
            kappa=figures.kappa,
            engine=figures.engine,
            body=json.dumps(figures.to_json(), ensure_ascii=False),
            document=json.dumps(_texts(report), ensure_ascii=False),
            document_hash=hashlib.sha256(write(report)).hexdigest(),
            ticked=ticked_texts(vault, request.organisation_id, report, request.ticked),
            reason=request.reason,
            released_at=now,
        )
        vault.releases.register(entry, entries_of(batch, entry))
    return report


def released(vault: Vault, organisation_id: int) -> list[RegisteredRelease]:
    """Return what was released to an organisation, oldest period first."""
    return vault.releases.of_organisation(organisation_id)


def reopen(vault: Vault, entry: RegisteredRelease) -> AnnualReport:
    """Return a registered report exactly as it was released, with what stood beside it then."""
    texts: dict[str, Any] = json.loads(entry.document)
    figures = Release.from_json(json.loads(entry.body))
    earlier = [
        one
        for one in vault.releases.of_organisation(entry.organisation_id)
        if one.released_at < entry.released_at
    ]
    return AnnualReport(
        release=figures,
        earlier=_beside(earlier, figures),
        language=texts["language"],
        practice=texts["practice"],
        dated=entry.released_at.date(),
        activities=tuple(texts["activities"]),
        signals=tuple(texts["signals"]),
        recommendations=tuple(texts["recommendations"]),
    )


def _registered(vault: Vault, request: ReportRequest) -> RegisteredRelease | None:
    """Return the release of exactly this period; raises RuleError on one that only overlaps it."""
    overlapping = vault.releases.overlapping(request.organisation_id, request.start, request.end)
    for entry in overlapping:
        if (entry.start, entry.end) != (request.start, request.end):
            raise RuleError(
                "start",
                N_("A report over {start} to {end} was released before, and this period overlaps it."),
                safe=N_("Nothing was released."),
                todo=N_("Choose a period that shares no day with it."),
                start=entry.start.strftime("%d-%m-%Y"),
                end=entry.end.strftime("%d-%m-%Y"),
            )
        if request.k not in (None, entry.k):
            raise RuleError(
                "k",
                N_("This period was released with threshold {k}. Released figures never change."),
                safe=N_("Nothing was released."),
                todo=N_("Keep that threshold, or choose another period."),
                k=entry.k,
            )
    return overlapping[0] if overlapping else None


def _count(vault: Vault, request: ReportRequest) -> tuple[Release, Batch]:
    organisation = vault.organisations.get(request.organisation_id)
    batch = batch_of(vault, organisation.id, request.start, request.end)
    cases = batch.openings
    k = request.k or THRESHOLD
    out = outline(
        Kind.FULL,
        Span(start=request.start, end=request.end),
        Intake(cases=len(cases), more={"contacts": batch.contact_count, "hours": batch.hours}),
        [],
        k=k,
    )
    # a code that a list has no place for is told whatever the numbers
    tables = _tables(vault, request, cases, k)
    figures = release(
        out,
        organisation.name,
        tables if out.basis else (),
        halves=_halves(request, cases) if out.halved else None,
    )
    return figures, batch


def _halves(request: ReportRequest, cases: Sequence[CountableCase]) -> TableCounts | None:
    dimension = halves_of(request.start, request.end)
    if dimension is None:
        return None
    declared = declare(dimension.name, dimension.unit, list(dimension.universe), dimension.universe)
    return tally(declared, (dimension.codes_of(case) for case in cases))


def _tables(
    vault: Vault, request: ReportRequest, cases: Sequence[CountableCase], k: int
) -> list[TableCounts]:
    tables = []
    for dimension in DIMENSIONS:
        declared = list_for(
            vault, request.organisation_id, dimension, start=request.start, cases=len(cases), k=k
        )
        try:
            tables.append(tally(declared, (dimension.codes_of(case) for case in cases)))
        except CodeOutsideListError as error:
            words = Words(language())
            raise RuleError(
                "organisation_id",
                N_("The list for {dimension} has no place for {code}."),
                safe=N_("Nothing was released."),
                todo=N_("Add it to the list of this organisation, or end the list with everything else."),
                dimension=inside(words(LABELS[error.dimension].heading)),
                code=inside(category_words(error.dimension, Category(key=error.entry, members=()), words)),
            ) from error
    return tables


def _document(vault: Vault, request: ReportRequest, figures: Release, dated: date) -> AnnualReport:
    return AnnualReport(
        release=figures,
        earlier=_beside(vault.releases.of_organisation(request.organisation_id), figures),
        language=request.language,
        practice=vault.counsellors.get(ONLY).practice_name,
        dated=dated,
        activities=request.activities,
        signals=request.signals,
        recommendations=request.recommendations,
    )


def _beside(entries: Sequence[RegisteredRelease], figures: Release) -> tuple[Release, ...]:
    """Return earlier releases as they were printed, under the name that the organisation bears now."""
    earlier = (Release.from_json(json.loads(entry.body)) for entry in entries)
    return tuple(
        replace(release, organisation=figures.organisation)
        for release in earlier
        if release.end < figures.start
    )


def _texts(report: AnnualReport) -> dict[str, Any]:
    return {
        "language": report.language,
        "practice": report.practice,
        "activities": report.activities,
        "signals": report.signals,
        "recommendations": report.recommendations,
    }
