"""The register: what was released to whom, for ever as it was printed, and what each release counted."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from vpdesk.domain.code import N_, Code
from vpdesk.domain.identity import new_id
from vpdesk.domain.values import HalfYear

#: The code of a case that had no outcome yet when it was counted.
RUNNING: Final = "running"


class ReleaseKind(Code):
    """What a release was for; the codes are those of `vpdesk.disclosure.released.Kind`."""

    FULL = "full", N_("Report")
    INTERIM = "interim", N_("Interim figures")
    TOLD = "told", N_("Number that was told")


class EventKind(Code):
    """What is counted once."""

    OPENING = "opening", N_("New case")
    CLOSING = "closing", N_("Closing of a case that was counted while it ran")
    CONTACT = "contact", N_("Contact")


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredRelease:
    """One release. `body` is the JSON form of its figures, `document` of everything else that was printed.

    `k` and `kappa` are its thresholds, `engine` the version of the rules. JSON too are `template`, what was
    declared before the figures were seen; `witnesses`, the worlds that show that nobody can be found in what
    is hidden; and `ticked`, what the guard of texts found and the counsellor let stand, with her reason.
    `document_hash` is the SHA-256 of the document in hexadecimal: empty where there is none, as of a number
    that was told, and for what the first versions released. `reason` says why a lower threshold than the
    usual was chosen, or how a number was told.
    """

    id: int = field(default_factory=new_id)
    organisation_id: int
    kind: ReleaseKind = ReleaseKind.FULL
    start: date
    end: date
    k: int
    kappa: int
    engine: str
    template: str = "{}"
    body: str
    witnesses: str = "[]"
    document: str
    document_hash: str = ""
    ticked: str = "[]"
    reason: str = ""
    released_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEvent:
    """One counted event, in the one release that counted it, as it was then.

    `case_id` names the case as long as there is one, `contact_id` the contact moment; what was counted stays
    when they go. `half` is the part of the year of a new case, where its release has parts. `known`: the
    employer handled the case itself. `codes` is the JSON of its codes by dimension: None for a contact, and
    for what was counted when codes were not kept yet. `contacts` and `minutes` are those of a contact, or
    what a new case brought along. `of_release` is, for a closing, the release that counted the case as
    running.
    """

    id: int = field(default_factory=new_id)
    organisation_id: int
    release_id: int
    event: EventKind
    case_id: int | None = None
    contact_id: int | None = None
    half: HalfYear | None = None
    known: bool = False
    codes: str | None = None
    contacts: int = 0
    minutes: int = 0
    of_release: int | None = None

    def codes_by_dimension(self) -> Mapping[str, tuple[str, ...]] | None:
        """Return the codes of each dimension; None where they were not kept."""
        if self.codes is None:
            return None
        return {dimension: tuple(codes) for dimension, codes in json.loads(self.codes).items()}


def codes_to_json(codes: Mapping[str, frozenset[str]]) -> str:
    """Return codes by dimension as `LedgerEvent.codes` holds them: equal codes give equal text."""
    return json.dumps({dimension: sorted(codes[dimension]) for dimension in sorted(codes)})
