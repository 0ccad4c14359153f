"""A factory per value: everything that a test does not care about is filled in."""

import hashlib
from dataclasses import replace
from datetime import date, datetime
from itertools import count
from typing import Any, Final

from vpdesk.domain.aftercare import Aftercare
from vpdesk.domain.case import Case
from vpdesk.domain.confidentiality_exception import (
    ConfidentialityException,
    ExceptionDecision,
    ExceptionGround,
    ReporterTold,
)
from vpdesk.domain.consent import Consent
from vpdesk.domain.contact import Contact
from vpdesk.domain.document import Document
from vpdesk.domain.formal import ComplaintPart, Finding, FormalTrack, Milestone, MilestoneKind
from vpdesk.domain.option import Option, RouteChoice
from vpdesk.domain.referral import Helper, Referral
from vpdesk.domain.register import EventKind, LedgerEvent, RegisteredRelease
from vpdesk.domain.reporter_identity import ReporterIdentity
from vpdesk.domain.step import Step
from vpdesk.domain.values import (
    AftercareWish,
    ConsentPurpose,
    Matter,
    Recipient,
    Route,
)
from vpdesk.vault.keys import MIN_MEMORY, Cost
from vpdesk.vault.vault import Vault

PASSPHRASE: Final = "regen fluit kast zomer brug"
#: The cheapest derivation that a header accepts: what it costs is not what tests are about.
CHEAP: Final = Cost(memory=MIN_MEMORY, iterations=1, lanes=1)
TODAY: Final = date(2026, 11, 20)
_numbers = count(1)


def make_case(organisation_id: int, **changes: Any) -> Case:
    """A running case about bullying, opened in 2026."""
    case = Case(
        organisation_id=organisation_id,
        alias=f"Proef-{next(_numbers)}",
        opened_on=date(2026, 3, 2),
        matters=(Matter.BULLYING,),
    )
    return replace(case, **changes)


def make_release(organisation_id: int, **changes: Any) -> RegisteredRelease:
    """A report over 2026 of which nothing is told but that it was released."""
    release = RegisteredRelease(
        organisation_id=organisation_id,
        start=date(2026, 1, 1),
        end=date(2026, 12, 31),
        k=5,
        kappa=1,
        engine="vpdesk-disclosure/1",
        body="{}",
        document="{}",
        released_at=datetime(2027, 1, 4, 9, 0),
    )
    return replace(release, **changes)


def counted_in(release: RegisteredRelease, *case_ids: int) -> list[LedgerEvent]:
    """Each of these cases as a new one that a release counted."""
    return [
        LedgerEvent(
            organisation_id=release.organisation_id,
            release_id=release.id,
            event=EventKind.OPENING,
            case_id=case_id,
            codes='{"outcome": ["running"]}',
        )
        for case_id in case_ids
    ]


def make_contact(case_id: int, **changes: Any) -> Contact:
    """A contact on 9 March 2026."""
    return replace(Contact(case_id=case_id, held_on=date(2026, 3, 9), minutes=30), **changes)


def make_consent(case_id: int, **changes: Any) -> Consent:
    """A consent of 1 April 2026 to tell the manager one thing."""
    consent = Consent(
        case_id=case_id,
        given_on=date(2026, 4, 1),
        purpose=ConsentPurpose.SHARING,
        recipient=Recipient.MANAGER,
        may_be_said="that a talk is wanted",
    )
    return replace(consent, **changes)


def make_step(case_id: int, consent_id: int | None, **changes: Any) -> Step:
    """A step towards the manager, planned for 10 April 2026."""
    step: dict[str, Any] = {
        "case_id": case_id,
        "consent_id": consent_id,
        "recipient": Recipient.MANAGER,
        "description": "talk with the manager",
        "planned_on": date(2026, 4, 10),
    }
    return Step(**step | changes)


def make_exception(case_id: int, **changes: Any) -> ConfidentialityException:
    """The decision, on 2 April 2026, to break confidentiality towards the police."""
    exception = ConfidentialityException(
        case_id=case_id,
        decided_on=date(2026, 4, 2),
        ground=ExceptionGround.SERIOUS_DANGER,
        harm="a colleague is threatened with a knife",
        consent_sought="asked twice, with time to think",
        other_ways="nobody else knows of it",
        moral_distress="silence would be worse",
        consulted="a fellow counsellor and a lawyer",
        decision=ExceptionDecision.BREAK,
        recipient=Recipient.POLICE,
        may_be_said="who is in danger, and where",
        reporter_told=ReporterTold.TOLD,
        told_on=date(2026, 4, 2),
    )
    return replace(exception, **changes)


def make_aftercare(case_id: int, **changes: Any) -> Aftercare:
    """Aftercare that is wanted, agreed on 1 May 2026 for 1 June 2026."""
    aftercare = Aftercare(
        case_id=case_id,
        agreed_on=date(2026, 5, 1),
        wish=AftercareWish.WANTED,
        due_on=date(2026, 6, 1),
    )
    return replace(aftercare, **changes)


def make_option(case_id: int, **changes: Any) -> Option:
    """The route with the manager, talked about on 9 March 2026."""
    option = Option(
        case_id=case_id,
        route=Route.WITH_MANAGER,
        discussed_on=date(2026, 3, 9),
        meaning="a talk of three",
        speaks_for="it is quick",
        speaks_against="the manager is his friend",
    )
    return replace(option, **changes)


def make_choice(case_id: int, **changes: Any) -> RouteChoice:
    """The choice, on 10 March 2026, of the route with the manager."""
    choice = RouteChoice(
        case_id=case_id, chosen_on=date(2026, 3, 10), route=Route.WITH_MANAGER, reason="it can be soon"
    )
    return replace(choice, **changes)


def make_track(case_id: int, **changes: Any) -> FormalTrack:
    """A complaint to the committee, begun on 15 May 2026."""
    track = FormalTrack(
        case_id=case_id,
        route=Route.COMPLAINTS_COMMITTEE,
        begun_on=date(2026, 5, 15),
        last_incident_on=date(2026, 2, 20),
        complaint_parts=(ComplaintPart.CONDUCT, ComplaintPart.DATE),
        remarks="by post",
    )
    return replace(track, **changes)


def make_milestone(case_id: int, track_id: int, **changes: Any) -> Milestone:
    """The committee's advice, reached on 10 July 2026."""
    milestone = Milestone(
        case_id=case_id,
        formal_track_id=track_id,
        kind=MilestoneKind.ADVICE,
        reached_on=date(2026, 7, 10),
        finding=Finding.PLAUSIBLE,
        remarks="two pages",
    )
    return replace(milestone, **changes)


def make_referral(case_id: int, **changes: Any) -> Referral:
    """A referral to a coach on 20 April 2026."""
    referral = Referral(
        case_id=case_id, referred_on=date(2026, 4, 20), helper=Helper.COACH, remarks="through her doctor"
    )
    return replace(referral, **changes)


def make_document(case_id: int, **changes: Any) -> Document:
    """A letter of 12 bytes, added on 21 April 2026; its content is stored apart."""
    document = Document(
        case_id=case_id,
        added_on=date(2026, 4, 21),
        name="brief.txt",
        media_type="text/plain",
        size=12,
        digest=hashlib.sha256(b"beste lezer,").hexdigest(),
    )
    return replace(document, **changes)


def make_identity(case_id: int, **changes: Any) -> ReporterIdentity:
    """Who the reporter is and when it is safe to call."""
    identity = ReporterIdentity(
        case_id=case_id, name="M. Proefman", reach="0600000000", safe_time="after six", remarks="no voicemail"
    )
    return replace(identity, **changes)


def agree_aftercare(vault: Vault, aftercare: Aftercare) -> None:
    """Store an agreement without closing its case first."""
    with vault.transaction():
        vault.aftercares.save(aftercare)
