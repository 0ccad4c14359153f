"""Attacking again all that was ever released: what each client could still compute from what it was given.

The truth comes from the ledger. What the first versions counted has no codes there: it is taken as it was
printed, and only asked whether a reader can narrow it down. A document is also made again from the register
and compared with the one that was handed out: where only its looks have changed, that is no leak.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from vpdesk.disclosure.audit.auditor import audit
from vpdesk.disclosure.audit.bounds import TooManyBranchesError
from vpdesk.disclosure.audit.findings import Finding, Reader
from vpdesk.disclosure.history import FIRST_ENGINE
from vpdesk.disclosure.outline import KAPPA
from vpdesk.disclosure.released import Release
from vpdesk.disclosure.witness import Witness
from vpdesk.disclosure.witness_check import check
from vpdesk.domain.register import EventKind, LedgerEvent, RegisteredRelease, ReleaseKind
from vpdesk.reports.annual import write
from vpdesk.services.audit_events import bodies_of, events_of_history
from vpdesk.services.group_history import GroupHistory, history_of_entries
from vpdesk.services.reporting import reopen
from vpdesk.vault.vault import Vault

#: What is wrong with the register itself, beside the faults of `disclosure.audit` and `witness_check`.
UNREADABLE: Final = "unreadable"
CONTRADICTED: Final = "contradicted"
#: The attack on all of it together was given up: nothing is known of it then.
UNFINISHED: Final = "unfinished"
#: The only fault that is no leak: the document looks otherwise when it is made today.
OTHER_VERSION: Final = "other_version"
#: What the faults begin with that are there only because the organisation got to know of cases since.
LATER: Final = "later_"
#: What the faults of witnesses begin with, so that none bears the name of another's.
WITNESS: Final = "witness_"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFinding:
    """One thing that is wrong with one release, in codes.

    `fault` is a code of `disclosure.audit.findings.Fault`, with "later_" before it where it came of what the
    organisation got to know of since, "witness_" and one of `disclosure.witness_check`, or one of the
    constants above. Of the rest see `disclosure.audit.findings.Finding`.
    """

    release: RegisteredRelease
    fault: str
    dimension: str = ""
    category: str = ""
    slice: str = ""
    low: int | None = None
    high: int | None = None
    reader: str = Reader.PLAIN.value


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupAudit:
    """What came of attacking all that was released to one client.

    `statements` are the printed numbers and bands, `bounds` the least and most that were computed of each
    number that has a name, `worlds` the counts that were shown to print the very same tables. `untold` are
    the releases of which the true counts by category are not known. `notes` are differences that are no leak,
    and what a document gives away only since the organisation handles a case in it itself: nothing that is
    printed can keep it from taking off what it knows by now.
    """

    organisation_id: int
    organisation: str
    releases: int
    statements: int
    bounds: int
    worlds: int
    untold: int
    documents: int
    findings: tuple[AuditFinding, ...]
    notes: tuple[AuditFinding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the auditor is given of one client: each printed page, in order, and what each release counted."""

    bodies: tuple[Mapping[str, Any], ...]
    events: tuple[Sequence[Mapping[str, Any]], ...]


def audit_vault(vault: Vault, told: Callable[[str], None] = lambda _name: None) -> list[GroupAudit]:
    """Attack every release to every client; nothing is stored. `told` hears of each client before it."""
    found = []
    for organisation in vault.organisations.all():
        told(organisation.name)
        found.append(audit_organisation(vault, organisation.id))
    return found


def audit_organisation(vault: Vault, organisation_id: int) -> GroupAudit:
    """Attack every release to one client."""
    history = vault.releases.history(organisation_id)
    readable = [entry for entry in history if _reads(entry)]
    findings = [AuditFinding(release=entry, fault=UNREADABLE) for entry in history if entry not in readable]
    findings += [AuditFinding(release=entry, fault=CONTRADICTED) for entry in readable if not _agrees(entry)]
    given = evidence(vault, readable)
    bounds = worlds = 0
    notes: list[AuditFinding] = []
    try:
        result = audit(given.bodies, given.events, kappa=KAPPA)
    except TooManyBranchesError:
        findings += [AuditFinding(release=entry, fault=UNFINISHED) for entry in readable[-1:]]
    else:
        bounds = result.bounds
        findings += [_told_of(readable, each) for each in result.findings]
        notes = [_told_of(readable, each, LATER) for each in result.later]
    for entry in readable:
        witnesses = _witnesses(entry)
        worlds += sum(len(each.worlds) for each in witnesses)
        findings += _doubts(entry, witnesses)
    events = vault.ledger.of_releases([entry.id for entry in history])
    return GroupAudit(
        organisation_id=organisation_id,
        organisation=vault.organisations.get(organisation_id).name,
        releases=len(history),
        statements=sum(_statements(body) for body in given.bodies),
        bounds=bounds,
        worlds=worlds,
        untold=sum(
            not _has_codes(entry, events[entry.id]) for entry in history if entry.kind is not ReleaseKind.TOLD
        ),
        documents=sum(bool(entry.document_hash) for entry in readable),
        findings=tuple(findings),
        notes=(
            *notes,
            *(
                AuditFinding(release=entry, fault=OTHER_VERSION)
                for entry in readable
                if entry.document_hash and _document_of(vault, entry) != entry.document_hash
            ),
        ),
    )


def evidence(vault: Vault, entries: Sequence[RegisteredRelease]) -> Evidence:
    """Return what the auditor is given of releases in their order; raises ValueError on a broken body."""
    known = {entry.id for entry in entries}
    whole = history_of_entries(vault, entries[0].organisation_id, entries) if entries else GroupHistory()
    events = [
        tuple(event for event in counted if event.of_release is None or event.of_release in known)
        for counted in whole.events
    ]
    history = replace(whole, events=tuple(events))
    bodies = bodies_of(history)
    return Evidence(
        bodies=tuple(bodies),
        events=tuple(
            told if _has_codes(entry, took_in) else _as_printed(body, len(took_in))
            for entry, body, took_in, told in zip(
                entries, bodies, events, events_of_history(history), strict=True
            )
        ),
    )


def _has_codes(entry: RegisteredRelease, events: Sequence[LedgerEvent]) -> bool:
    """Tell whether the codes of all that a release counted are known: the first versions kept none.

    A number that was told may count more than there is.
    """
    counted = [event for event in events if event.event is not EventKind.CONTACT]
    if not counted:
        return entry.kind is not ReleaseKind.TOLD and entry.engine != FIRST_ENGINE
    return all(event.codes is not None for event in counted)


def _as_printed(body: Mapping[str, Any], counted: int) -> list[dict[str, Any]]:
    """Return new cases without codes, as many as were printed, or in a band as many as may be there.

    Cases that were erased before codes were kept are missing in the ledger.
    """
    cases = body["totals"]["cases"]
    number = cases if isinstance(cases, int) else min(max(counted, 1), body["k"] - 1)
    number -= sum(part["cases"] for part in body.get("parts", ()) if isinstance(part["cases"], int))
    return [{"event": "opening", "known": False, "half": None, "codes": {}} for _ in range(max(number, 0))]


def _reads(entry: RegisteredRelease) -> bool:
    try:
        Release.from_json(json.loads(entry.body))
        _witnesses(entry)
        said = json.loads(entry.document)
        whole = not entry.document_hash or {"language", "practice"} <= said.keys()
    except (AttributeError, KeyError, TypeError, ValueError):
        return False
    return whole


def _agrees(entry: RegisteredRelease) -> bool:
    """Tell whether the printed page and the register say the same of what it is."""
    page = Release.from_json(json.loads(entry.body))
    said = (page.kind.value, page.start, page.end, page.k, page.kappa, page.engine)
    return said == (entry.kind.value, entry.start, entry.end, entry.k, entry.kappa, entry.engine)


def _witnesses(entry: RegisteredRelease) -> list[Witness]:
    return [Witness.from_json(data) for data in json.loads(entry.witnesses)]


def _doubts(entry: RegisteredRelease, witnesses: Sequence[Witness]) -> Iterator[AuditFinding]:
    """Yield what is wrong with the stored witnesses of a release; the first versions stored none."""
    if entry.engine == FIRST_ENGINE:
        return
    for each in check(Release.from_json(json.loads(entry.body)), witnesses):
        yield AuditFinding(
            release=entry, fault=WITNESS + each.fault.value, dimension=each.dimension, category=each.category
        )


def _told_of(history: Sequence[RegisteredRelease], finding: Finding, before: str = "") -> AuditFinding:
    return AuditFinding(
        release=history[finding.release],
        fault=before + finding.fault.value,
        dimension=finding.dimension,
        category=finding.category,
        slice=finding.slice,
        low=finding.low,
        high=finding.high,
        reader=finding.reader.value,
    )


def _statements(body: Mapping[str, Any]) -> int:
    """Return how many numbers and bands a page prints."""
    tables = sum(len(table["printed"]) + (table["remainder"] is not None) for table in body["tables"])
    return len(body["totals"]) + len(body.get("parts", ())) + tables


def _document_of(vault: Vault, entry: RegisteredRelease) -> str:
    """Return the hash of the document of a release, as it is made today."""
    return hashlib.sha256(write(reopen(vault, entry))).hexdigest()
