"""The bin: what was deleted stays for thirty days, and can be put back as it was."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from vpdesk.domain.code import N_, Code
from vpdesk.domain.identity import new_id

#: How long something stays in the bin.
KEPT: Final = timedelta(days=30)


class BinKind(Code):
    """What part of a case was deleted."""

    CONTACT = "contact", N_("Conversation")
    CONSENT = "consent", N_("Consent")
    STEP = "step", N_("Step")
    OPTION = "option", N_("Option")
    REFERRAL = "referral", N_("Referral")
    DOCUMENT = "document", N_("Document")
    FORMAL_TRACK = "formal_track", N_("Formal track")
    MILESTONE = "milestone", N_("Milestone")
    AFTERCARE = "aftercare", N_("Aftercare")
    CONFIDENTIALITY_EXCEPTION = "confidentiality_exception", N_("Decision about confidentiality")
    ROUTE_CHOICE = "route_choice", N_("Choice")


@dataclass(frozen=True, slots=True, kw_only=True)
class Binned:
    """One deleted part of a case; `label` says what it was, `body` are its rows as JSON."""

    id: int = field(default_factory=new_id)
    case_id: int
    kind: BinKind
    label: str
    binned_at: datetime
    body: str
