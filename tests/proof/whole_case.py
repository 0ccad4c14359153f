"""A vault in which every table of a case and an organisation holds a rare word, for a tour of all screens."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from tests.factories import (
    CHEAP,
    make_aftercare,
    make_case,
    make_choice,
    make_consent,
    make_contact,
    make_exception,
    make_identity,
    make_milestone,
    make_option,
    make_referral,
    make_step,
    make_track,
)
from vpdesk.domain.agreement import OwnLabel, Unit
from vpdesk.domain.binned import BinKind
from vpdesk.domain.case import Case
from vpdesk.domain.case_event import CaseEvent, CaseEventKind
from vpdesk.domain.contact_person import ContactPerson, ContactRole
from vpdesk.domain.counsellor import Counsellor
from vpdesk.domain.draft import Draft
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.saved_view import SavedView
from vpdesk.domain.values import Switch
from vpdesk.pdf.document import Document as Paper
from vpdesk.pdf.document import typeset
from vpdesk.pdf.text import Text
from vpdesk.services.binning import bin_part
from vpdesk.services.documents import add_documents, read_files
from vpdesk.services.respondents import tag_case
from vpdesk.vault.full_text import plain_tables
from vpdesk.vault.vault import Vault
from vpdesk.views.cases.verbs import Verb

#: So many conversations that sorting their notes outgrows the memory that SQLite gives it by itself.
CONVERSATIONS: Final = 900
_NOW: Final = datetime(2026, 10, 2, 9, 30)

Words = Iterator[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A case with everything, another over the same person, and what each verb is about."""

    case_id: int
    other_id: int
    documents: tuple[int, ...]
    given: Sequence[Path]
    ids: Mapping[Verb, int]


def fill(folder: Path, passphrase: str, words: Words, given: Sequence[Path]) -> Filled:
    """Make a vault in which everything can be changed; `given` are the files that come into its case."""
    organisation = Organisation(
        name=f"Stichting {next(words)}",
        remarks=f"let op {next(words)}",
        committee=f"commissie {next(words)}",
        reporting_point=f"meldpunt {next(words)}",
    )
    unit = Unit(organisation_id=organisation.id, name=f"locatie {next(words)}")
    case = make_case(
        organisation.id,
        alias=next(words),
        opened_on=date(2026, 9, 3),
        criteria=f"{next(words)} telt",
        reflection=f"ik dacht {next(words)}",
        unit_id=unit.id,
    )
    other = make_case(organisation.id, alias=f"{next(words)} 2", opened_on=date(2026, 9, 4))
    with Vault.create(folder, passphrase, cost=CHEAP) as vault:
        with vault.transaction():
            vault.counsellors.save(
                Counsellor(practice_name=f"Praktijk {next(words)}", same_respondent=Switch.ON)
            )
            vault.organisations.save(organisation)
            vault.units.save(unit)
            vault.cases.save(case)
            vault.cases.save(other)
            _agree(vault, organisation, words)
        ids = _talk(vault, case, words) | _go_paths(vault, case, words)
        documents = _keep(vault, case, other, words, given)
    document = documents[0]
    ids |= dict.fromkeys((Verb.VIEW, Verb.RENAME, Verb.TAKE_OUT), document)
    return Filled(
        case_id=case.id,
        other_id=other.id,
        documents=documents,
        given=given,
        ids={**ids, Verb.DELETE: documents[-1], Verb.OPEN: other.id},
    )


def tables_with(folder: Path, passphrase: str, words: list[str]) -> int:
    """Return in how many tables of the vault one of `words` stands."""
    found = 0
    with Vault.open(folder, passphrase) as vault:
        for name in plain_tables(vault.connection):
            rows = vault.connection.execute(f"SELECT * FROM {name}").fetchall()
            said = " ".join(str(value) for row in rows for value in row).lower()
            found += any(word.lower() in said for word in words)
    return found


def _agree(vault: Vault, organisation: Organisation, words: Words) -> None:
    """Store what was agreed with the organisation, and a view of the list."""
    vault.own_labels.save(
        OwnLabel(organisation_id=organisation.id, dimension="matter", code="bullying", label=next(words))
    )
    vault.contact_persons.save(
        ContactPerson(
            organisation_id=organisation.id,
            role=ContactRole.HR,
            name="mevrouw Voorbeeld",  # a tag may bear no word of a name
            reach=f"{next(words)}@example.invalid",
            remarks=f"belt {next(words)}",
        )
    )
    vault.saved_views.save(SavedView(name=f"lijst {next(words)}", body="{}"))


def _talk(vault: Vault, case: Case, words: Words) -> dict[Verb, int]:
    """Store conversations, a consent with its step, and aftercare."""
    contacts = [
        make_contact(case.id, held_on=date(2026, 9, 9), notes=f"{number:05} {next(words)} " + "x" * 4000)
        for number in range(CONVERSATIONS)
    ]
    consent = make_consent(case.id, given_on=date(2026, 9, 10), may_be_said=f"dat {next(words)} stopt")
    step = make_step(
        case.id, consent.id, planned_on=date(2026, 9, 20), description=f"praten over {next(words)}"
    )
    aftercare = make_aftercare(
        case.id, agreed_on=date(2026, 10, 1), due_on=date(2026, 11, 1), safe_time=f"na {next(words)}"
    )
    with vault.transaction():
        vault.consents.save(consent)
        vault.steps.save(step)
        vault.aftercares.save(aftercare)
        for contact in contacts:
            vault.contacts.save(contact)
    return {
        Verb.CHANGE: contacts[0].id, Verb.CHANGE_CONSENT: consent.id, Verb.WITHDRAW: consent.id,
        Verb.CARRY_OUT: step.id, Verb.CHANGE_STEP: step.id, Verb.STOP: step.id, Verb.SETTLE: aftercare.id,
    }  # fmt: skip


def _go_paths(vault: Vault, case: Case, words: Words) -> dict[Verb, int]:
    """Store the routes that were talked about, and where they led."""
    track = make_track(case.id, remarks=f"via {next(words)}")
    milestone = make_milestone(case.id, track.id, remarks=f"advies {next(words)}")
    referral = make_referral(case.id, remarks=f"naar {next(words)}")
    exception = make_exception(
        case.id,
        harm=f"schade {next(words)}",
        consent_sought=f"gevraagd {next(words)}",
        other_ways=f"anders {next(words)}",
        moral_distress=f"geweten {next(words)}",
        consulted=f"gevraagd aan {next(words)}",
        may_be_said=f"alleen {next(words)}",
    )
    option = make_option(case.id, meaning=next(words), speaks_for=next(words), speaks_against=next(words))
    event = CaseEvent(
        case_id=case.id, happened_on=_NOW.date(), kind=CaseEventKind.REOPENED, remarks=f"om {next(words)}"
    )
    with vault.transaction():
        vault.options.save(option)
        vault.route_choices.save(make_choice(case.id, reason=f"omdat {next(words)}"))
        vault.formal_tracks.save(track)
        vault.milestones.save(milestone)
        vault.referrals.save(referral)
        vault.confidentiality_exceptions.save(exception)
        vault.case_events.save(event)
    return {
        Verb.CHANGE_TRACK: track.id, Verb.MILESTONE: track.id, Verb.END_TRACK: track.id,
        Verb.CHANGE_MILESTONE: milestone.id, Verb.CHANGE_REFERRAL: referral.id, Verb.UPTAKE: referral.id,
        Verb.CHANGE_EXCEPTION: exception.id,
    }  # fmt: skip


def _keep(vault: Vault, case: Case, other: Case, words: Words, given: Sequence[Path]) -> tuple[int, ...]:
    """Store who the reporter is, documents, a tag, something in the bin and a draft; return the documents."""
    gone = make_contact(case.id, notes=f"weg met {next(words)}")
    with vault.transaction():
        vault.identities.save(
            make_identity(
                case.id, name=next(words), reach=next(words), safe_time=next(words), remarks=next(words)
            )
        )
        vault.contacts.save(gone)
        place = f"case/{other.id}/contact"
        vault.drafts.save(Draft(place=place, body=f'{{"notes": "half {next(words)}"}}', saved_at=_NOW))
    tag = next(words)
    tag_case(vault, case.id, tag)
    tag_case(vault, other.id, tag)
    bin_part(vault, BinKind.CONTACT, gone.id, label=f"gesprek {next(words)}", now=_NOW)
    added = add_documents(vault, case.id, read_files(given), _NOW.date())
    return tuple(each.id for each in added.documents)


def write_given(folder: Path, words: Words) -> list[Path]:
    """Write a text, a PDF and something that cannot be shown, with words in their names and contents."""
    paper = Paper(
        title=next(words), language="nl", footer=next(words), page_words="",
        items=tuple(Text(text=f"{next(words)} tekst " * 300) for _ in range(4)),
    )  # fmt: skip
    contents = (
        ("txt", f"beste {next(words)} ".encode() * 20_000),
        ("pdf", typeset(paper)),
        ("bin", f"{next(words)} ".encode() * 100_000),
    )
    folder.mkdir()
    given = [folder / f"{next(words)}.{ending}" for ending, _content in contents]
    for path, (_ending, content) in zip(given, contents, strict=True):
        path.write_bytes(content)
    return given
