"""A case with everything in it: long words, long notes, several of whatever there can be several of."""

from dataclasses import replace
from datetime import date, time, timedelta

from tests.factories import make_aftercare, make_case, make_consent, make_contact, make_exception, make_step
from vpdesk.domain.agreement import Unit
from vpdesk.domain.case import Case
from vpdesk.domain.case_event import CaseEvent, CaseEventKind
from vpdesk.domain.contact import Attendance, Participant
from vpdesk.domain.counsellor import Counsellor
from vpdesk.domain.document import Document
from vpdesk.domain.formal import FormalTrack, Milestone, MilestoneKind
from vpdesk.domain.matter_detail import MatterDetail, Wrongdoing
from vpdesk.domain.option import Option, RouteChoice
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.referral import Helper, Referral
from vpdesk.domain.reporter_identity import ReporterIdentity
from vpdesk.domain.respondent_tag import RespondentLink, RespondentTag
from vpdesk.domain.values import (
    Channel,
    ConsentDecision,
    ConsentPurpose,
    CounsellorPart,
    Entry,
    Matter,
    Outcome,
    Position,
    Recipient,
    Relation,
    Route,
    Switch,
)
from vpdesk.vault.vault import Vault

LONG = "Volgens melder is er in het teamoverleg opnieuw iets voorgevallen; zij wil het laten rusten. " * 8
OPENED = date(2026, 8, 3)


def fill_case(vault: Vault, organisation: Organisation, *, contacts: int = 12) -> Case:
    """Store a case with everything in it, at an organisation that records units; return it."""
    unit = Unit(organisation_id=organisation.id, name="Onderhoud en calamiteitenbestrijding Zuid")
    case = make_case(
        organisation.id,
        alias="Kastanje-1042",
        opened_on=OPENED,
        entry=Entry.INTERNAL_COUNSELLOR,
        reporter_position=Position.CONTRACTOR,
        matters=(Matter.SEXUAL_HARASSMENT, Matter.DISCRIMINATION, Matter.FRAUD, Matter.LABOUR_DISPUTE),
        matter_details=(MatterDetail.SEXUAL_VERBAL, MatterDetail.AGE, MatterDetail.DISABILITY),
        wrongdoing=Wrongdoing.SUSPECTED,
        respondent_relations=(Relation.MANAGER, Relation.CUSTOMER, Relation.THIRD_PARTY),
        routes=(Route.WITH_MANAGER, Route.COMPLAINTS_COMMITTEE),
        counsellor_parts=tuple(CounsellorPart),
        unit_id=unit.id,
        criteria="Rust op het werk; dat het stopt, en dat niemand anders het overkomt.",
        reflection="Ik had eerder naar de bedrijfsarts kunnen wijzen.",
        next_contact_on=date(2026, 11, 23),
        next_contact_at=time(14),
    )
    sharing = make_consent(case.id, given_on=date(2026, 8, 20), step="één gesprek", withheld="namen")
    with vault.transaction():
        vault.organisations.save(replace(organisation, unit_recording=Switch.ON))
        vault.units.save(unit)
        vault.cases.save(case)
        for number in range(contacts):
            vault.contacts.save(
                make_contact(
                    case.id,
                    held_on=OPENED + timedelta(days=4 * number),
                    held_at=time(9 + number % 8, 30),
                    channel=list(Channel)[number % len(Channel)],
                    minutes=50,
                    travel_minutes=35 if number % 3 == 0 else 0,
                    participants=(Participant.REPORTER, Participant.SUPPORTER),
                    attendance=Attendance.MISSED if number == 4 else Attendance.HELD,
                    notes=LONG if number % 2 else "Kort gesproken over hoe het gaat.",
                )
            )
        vault.consents.save(sharing)
        for purpose in (ConsentPurpose.RECORDING, ConsentPurpose.CONTACT):
            vault.consents.save(
                make_consent(case.id, purpose=purpose, recipient=None, may_be_said="", given_on=OPENED)
            )
        vault.consents.save(
            make_consent(
                case.id,
                purpose=ConsentPurpose.COUNTING,
                decision=ConsentDecision.REFUSED,
                recipient=None,
                may_be_said="",
                given_on=OPENED,
            )
        )
        vault.steps.save(make_step(case.id, sharing.id, planned_on=date(2026, 9, 1)))
        vault.aftercares.save(
            make_aftercare(case.id, agreed_on=date(2026, 9, 20), due_on=date(2026, 11, 16), attempts=1)
        )
        for route in (Route.SELF, Route.WITH_MANAGER, Route.COMPLAINTS_COMMITTEE):
            vault.options.save(
                Option(case_id=case.id, route=route, discussed_on=date(2026, 8, 10), meaning=LONG[:120])
            )
        vault.route_choices.save(
            RouteChoice(case_id=case.id, chosen_on=date(2026, 8, 11), route=Route.WITH_MANAGER)
        )
        track = FormalTrack(case_id=case.id, route=Route.COMPLAINTS_COMMITTEE, begun_on=date(2026, 9, 5))
        vault.formal_tracks.save(track)
        vault.milestones.save(
            Milestone(
                case_id=case.id,
                formal_track_id=track.id,
                kind=MilestoneKind.SUBMITTED,
                reached_on=date(2026, 9, 8),
            )
        )
        vault.referrals.save(
            Referral(case_id=case.id, referred_on=date(2026, 9, 9), helper=Helper.GENERAL_PRACTITIONER)
        )
        exception = make_exception(
            case.id,
            decided_on=date(2026, 9, 9),
            told_on=date(2026, 9, 10),
            harm=LONG[:300],
            consent_sought="Twee keer gevraagd, met bedenktijd.",
            other_ways="Niemand anders weet ervan; melder durft zelf niet te bellen.",
            moral_distress="Zwijgen kan ik niet verantwoorden.",
            consulted="Een collega-vertrouwenspersoon en een jurist.",
            may_be_said="Wie er gevaar loopt, en waar.",
        )
        vault.confidentiality_exceptions.save(exception)
        vault.steps.save(
            make_step(
                case.id,
                None,
                exception_id=exception.id,
                recipient=Recipient.POLICE,
                description="De wijkagent bellen",
                planned_on=date(2026, 9, 9),
                carried_out_on=date(2026, 9, 9),
            )
        )
        vault.documents.save(
            Document(
                case_id=case.id,
                added_on=date(2026, 9, 10),
                name="klachtbrief-definitief-ondertekend-2026-09-10-versie-3-met-bijlagen.pdf",
                media_type="application/pdf",
                size=120_000,
                digest="0" * 64,
            )
        )
        for day, kind, outcome in (
            (20, CaseEventKind.CLOSED, Outcome.IMPROVED),
            (28, CaseEventKind.REOPENED, None),
        ):
            vault.case_events.save(
                CaseEvent(case_id=case.id, happened_on=date(2026, 9, day), kind=kind, outcome=outcome)
            )
        vault.identities.save(
            ReporterIdentity(
                case_id=case.id,
                name="Anneke Proefpersoon",
                reach="06 12 34 56 78 (privé), liever een bericht dan bellen",
                safe_time="Doordeweeks na 17:00",
            )
        )
        vault.counsellors.save(Counsellor(same_respondent=Switch.ON))
        tag = RespondentTag(organisation_id=organisation.id, name="de wilg")
        vault.respondent_tags.save(tag)
        vault.respondent_links.save(RespondentLink(case_id=case.id, tag_id=tag.id))
    return case
