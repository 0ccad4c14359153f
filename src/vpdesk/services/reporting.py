"""Reports to organisations: count, release, register, and only then a document.

A period that was released stays as it was printed: asking for it again gives the same document. All that
one organisation is given forms one system: what was entered late counts in the next report, and a report
that does not go together with those before it is refused.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from vpdesk.disclosure.outline import THRESHOLD
from vpdesk.disclosure.released import Release
from vpdesk.domain.code import N_
from vpdesk.domain.counsellor import ONLY
from vpdesk.domain.errors import RuleError
from vpdesk.domain.register import RegisteredRelease, ReleaseKind
from vpdesk.reports.annual import AnnualReport, write
from vpdesk.services.batches import entries_of
from vpdesk.services.guarding import Tick, ticked_texts
from vpdesk.services.making import Asked, Making, make
from vpdesk.vault.vault import Vault

#: Below this a threshold protects nobody, whatever the reason.
LOWEST_THRESHOLD: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRequest:
    """What the counsellor asks for. `k` None: the usual threshold, or the one of the earlier release.

    `kind` is a report over a whole period or interim figures inside one; what was told has no document. The
    sentences are printed as they are; `reason`, and why something in them was `ticked`, are kept in the
    register only.
    """

    organisation_id: int
    start: date
    end: date
    language: str
    kind: ReleaseKind = ReleaseKind.FULL
    k: int | None = None
    reason: str = ""
    activities: tuple[str, ...] = ()
    signals: tuple[str, ...] = ()
    recommendations: tuple[str, ...] = ()
    sketch: tuple[str, ...] = ()
    sketch_about: str = ""
    ticked: tuple[Tick, ...] = ()

    def __post_init__(self) -> None:
        if self.kind is ReleaseKind.TOLD:
            raise ValueError("what was told has no document")
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

    @property
    def asked(self) -> Asked:
        """What of it decides on the figures."""
        return Asked(
            organisation_id=self.organisation_id,
            kind=self.kind,
            start=self.start,
            end=self.end,
            k=self.k,
        )


def preview(vault: Vault, request: ReportRequest, *, today: date) -> AnnualReport:
    """Return the report as it would be released now; nothing is stored.

    A period that was released gives its registered report. Raises RuleError when the report does not go
    together with earlier ones, or when a case has a code that a declared list leaves out.
    """
    found = _registered(vault, request)
    if found is not None:
        return reopen(vault, found)
    return _document(vault, request, make(vault, request.asked).figures, today)


def release_report(vault: Vault, request: ReportRequest, *, now: datetime) -> AnnualReport:
    """Release the report: its figures and its text enter the register, and never change again.

    Write the document from what is returned, after this. Raises RuleError as `preview` does, and
    TextFindingError when a text points to somebody.
    """
    with vault.transaction():
        found = _registered(vault, request)
        if found is not None:
            return reopen(vault, found)
        making = make(vault, request.asked)
        report = _document(vault, request, making.figures, now.date())
        entry = replace(
            entry_of(making, request.asked, now=now),
            document=json.dumps(_texts(report), ensure_ascii=False),
            document_hash=hashlib.sha256(write(report)).hexdigest(),
            ticked=ticked_texts(vault, request.organisation_id, report, request.ticked),
            reason=request.reason,
        )
        vault.releases.register(entry, entries_of(making.batch, entry))
    return report


def entry_of(making: Making, asked: Asked, *, now: datetime) -> RegisteredRelease:
    """Return what the register keeps of the figures of a release; there is no document to them yet."""
    figures = making.figures
    return RegisteredRelease(
        organisation_id=asked.organisation_id,
        kind=asked.kind,
        start=asked.start,
        end=asked.end,
        k=figures.k,
        kappa=figures.kappa,
        engine=figures.engine,
        template=json.dumps(making.template, ensure_ascii=False),
        body=json.dumps(figures.to_json(), ensure_ascii=False),
        witnesses=json.dumps([one.to_json() for one in making.witnesses]),
        document="{}",
        released_at=now,
    )


def released(vault: Vault, organisation_id: int) -> list[RegisteredRelease]:
    """Return what was released to an organisation, oldest period first."""
    return vault.releases.of_organisation(organisation_id)


def is_released(vault: Vault, request: ReportRequest) -> bool:
    """Tell whether this report was released; raises RuleError where it was, with another threshold."""
    return _registered(vault, request) is not None


def reopen(vault: Vault, entry: RegisteredRelease) -> AnnualReport:
    """Return a registered report exactly as it was released, with what stood beside it then.

    Raises ValueError for a number that was told: it has no document.
    """
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
        language=texts.get("language", ""),
        practice=texts.get("practice", ""),
        dated=entry.released_at.date(),
        activities=tuple(texts.get("activities", ())),
        signals=tuple(texts.get("signals", ())),
        recommendations=tuple(texts.get("recommendations", ())),
        sketch=tuple(texts.get("sketch", ())),
        sketch_about=texts.get("sketch_about", ""),
    )


def _registered(vault: Vault, request: ReportRequest) -> RegisteredRelease | None:
    """Return the release of this kind over exactly this period; raises RuleError on another threshold."""
    found = vault.releases.overlapping(request.organisation_id, request.start, request.end)
    for entry in found:
        if (entry.kind, entry.start, entry.end) != (request.kind, request.start, request.end):
            continue
        if request.k not in (None, entry.k):
            raise RuleError(
                "k",
                N_("This period was released with threshold {k}. Released figures never change."),
                safe=N_("Nothing was released."),
                todo=N_("Keep that threshold, or choose another period."),
                k=entry.k,
            )
        return entry
    return None


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
        sketch=request.sketch,
        sketch_about=request.sketch_about,
    )


def _beside(entries: Sequence[RegisteredRelease], figures: Release) -> tuple[Release, ...]:
    """Return earlier releases as they were printed, under the name that the organisation bears now."""
    earlier = (
        Release.from_json(json.loads(entry.body)) for entry in entries if entry.kind is not ReleaseKind.TOLD
    )
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
        "sketch": report.sketch,
        "sketch_about": report.sketch_about,
    }
