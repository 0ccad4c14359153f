"""What was written is found, by beginnings and parts of words; what is gone is not; walls hold."""

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.factories import (
    PASSPHRASE,
    make_aftercare,
    make_case,
    make_consent,
    make_contact,
    make_exception,
    make_step,
)
from tests.hostile import HOSTILE
from vpdesk.domain.agreement import Unit
from vpdesk.domain.case_event import CaseEvent, CaseEventKind
from vpdesk.domain.contact_person import ContactPerson, ContactRole
from vpdesk.domain.document import Document
from vpdesk.domain.erasure import ErasureRule
from vpdesk.domain.errors import DiskFullError
from vpdesk.domain.finding import FoundText, HitGroup, HitKind, Question
from vpdesk.domain.formal import FormalTrack, Milestone, MilestoneKind
from vpdesk.domain.option import Option, RouteChoice
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.overview import CaseFilter
from vpdesk.domain.referral import Helper, Referral
from vpdesk.domain.reporter_identity import ReporterIdentity
from vpdesk.domain.respondent_tag import RespondentTag
from vpdesk.domain.values import Route, Switch
from vpdesk.services.finding import find_newest
from vpdesk.vault import findables
from vpdesk.vault.erasure import erase_case
from vpdesk.vault.full_text import MOST_WAITING, waiting
from vpdesk.vault.layout import TABLES
from vpdesk.vault.vault import Vault

DAY = date(2026, 3, 9)


@pytest.fixture
def other(vault: Vault) -> Organisation:
    """A second organisation."""
    stored = Organisation(name="Waterschap De Vliet")
    with vault.transaction():
        vault.organisations.save(stored)
    return stored


def write(vault: Vault, organisation: Organisation, *notes: str, alias: str = "") -> int:
    """Store a case with a conversation for each of the notes; return its identifier."""
    case = make_case(organisation.id)
    with vault.transaction():
        vault.cases.save(replace(case, alias=alias or case.alias))
        for said in notes:
            vault.contacts.save(make_contact(case.id, notes=said))
    vault.take_in()
    return case.id


def search(
    vault: Vault, typed: str, organisation_id: int | None = None, *, limit: int = 20
) -> list[FoundText]:
    """Everything that says the words: their beginnings first, then the insides of words, of all groups."""
    vault.take_in()
    question = Question.of(typed, organisation_id)
    found: list[FoundText] = []
    for group in HitGroup:
        begun = vault.findables.newest(question, group, limit=limit)
        inside = vault.findables.inner(
            question, group, besides=[one.number for one in begun], limit=limit - len(begun)
        )
        found += [*begun, *inside]
    return found


def one_number(vault: Vault, sql: str) -> int:
    found: int = vault.connection.execute(sql).fetchone()[0]
    return found


def texts(vault: Vault, typed: str, organisation_id: int | None = None) -> list[str]:
    return [one.text for one in search(vault, typed, organisation_id)]


# -- what is found


@pytest.mark.parametrize("typed", ["pestgedrag"[:length] for length in range(1, 11)])
def test_every_letter_more_still_finds_the_word(vault: Vault, organisation: Organisation, typed: str) -> None:
    write(vault, organisation, "Melder vertelt over pestgedrag.")
    question = Question.of(typed)
    assert vault.findables.newest(question, HitGroup.COURSE, limit=5)


@pytest.mark.parametrize(
    ("said", "typed"),
    [
        ("Zij werd gepest.", "pest"),
        ("Over pestgedrag.", "gedrag"),
        ("De leidinggevende belde.", "gevend"),
        ("Arbeidsongeschiktheid", "ongeschikt"),
        ("Geëerd en geïnd", "geeerd"),
        ("geeerd", "geëerd"),
        ("CAFÉ", "café"),
        ("cafe\u0301", "café"),
        ("café", "cafe\u0301"),
        ("ÜBER", "uber"),
        ("Straße", "straß"),
        ("Ørsted", "ørst"),
        ("gender-neutraal toilet", "gender-neutraal"),
        ("klacht 2026-14", "2026-14"),
        ("mail van jan.de.wit@voorbeeld.nl", "wit@voorbeeld"),
        ("здравствуйте", "здрав"),
        ("مرحبا بالعالم", "مرحبا"),
        ("Gesprek met HR over rooster", "hr roos gespr"),
    ],
)
def test_words_are_found_without_regard_to_accents_capitals_and_compounds(
    vault: Vault, organisation: Organisation, said: str, typed: str
) -> None:
    write(vault, organisation, "Iets heel anders.", said)
    assert texts(vault, typed) == [said]


def test_all_the_words_must_be_there(vault: Vault, organisation: Organisation) -> None:
    write(vault, organisation, "rooster en HR", "rooster alleen", "HR alleen")
    assert texts(vault, "rooster hr") == ["rooster en HR"]


def test_the_newest_comes_first_and_no_more_than_asked(vault: Vault, organisation: Organisation) -> None:
    write(vault, organisation, *(f"gesprek {number}" for number in range(30)))
    found = vault.findables.newest(Question.of("gesprek"), HitGroup.COURSE, limit=20)
    assert [one.text for one in found] == [f"gesprek {number}" for number in range(29, 9, -1)]


def test_a_long_word_is_found_whole_however_many_begin_like_it(
    vault: Vault, organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The index has five letters of it ready; more texts than are looked at one by one begin with those."""
    monkeypatch.setattr(findables, "_LOOKED_AT", 10)
    write(vault, organisation, "gesproken woord", *(f"gesprek {number}" for number in range(40)))
    newest = vault.findables.newest
    assert [one.text for one in newest(Question.of("gesproken"), HitGroup.COURSE, limit=20)] == [
        "gesproken woord"
    ]
    found = newest(Question.of("gesprek"), HitGroup.COURSE, limit=20)
    assert [one.text for one in found] == [f"gesprek {number}" for number in range(39, 19, -1)]
    few = newest(Question.of("gesprek"), HitGroup.COURSE, limit=5)
    assert few == found[:5]
    assert newest(Question.of("gesproten"), HitGroup.COURSE, limit=20) == []


def test_a_changed_text_keeps_its_place(vault: Vault, organisation: Organisation) -> None:
    case_id = write(vault, organisation, "gesprek een", "gesprek twee")
    first = vault.contacts.of_case(case_id)[-1]
    with vault.transaction():
        vault.contacts.save(replace(first, notes="gesprek een, verbeterd"))
    assert texts(vault, "gesprek") == ["gesprek twee", "gesprek een, verbeterd"]


def test_the_best_says_it_most_in_the_fewest_words(vault: Vault, organisation: Organisation) -> None:
    write(vault, organisation, "pesten pesten pesten", "pesten en verder heel veel anders " * 5, "niets")
    found = vault.findables.best(Question.of("pest"), HitGroup.COURSE, limit=5)
    assert [one.text[:14] for one in found] == ["pesten pesten ", "pesten en verd"]


def one_of_each(case_id: int, organisation_id: int, vault: Vault) -> dict[HitKind, str]:
    """Store a text in every place that is searched, each with a word of its own; return the words."""
    consent = make_consent(case_id, withheld="bcd", withheld_because="efg", step="hij")
    track = FormalTrack(case_id=case_id, route=Route.COMPLAINTS_COMMITTEE, begun_on=DAY, remarks="woordspoor")
    contact, step = make_contact(case_id, notes="woordgesprek"), make_step(case_id, consent.id)
    document = Document(
        case_id=case_id, added_on=DAY, name="woorddocument.pdf", media_type="", size=0, digest=""
    )
    person = ContactPerson(organisation_id=organisation_id, role=ContactRole.HR, name="woordpersoon")
    with vault.transaction():
        vault.organisations.save(
            replace(vault.organisations.get(organisation_id), remarks="woordorganisatie")
        )
        vault.contact_persons.save(person)
        known = vault.organisations.get(organisation_id)
        vault.organisations.save(replace(known, unit_recording=Switch.ON))
        vault.units.save(Unit(organisation_id=organisation_id, name="woordlocatie"))
        vault.cases.save(replace(vault.cases.get(case_id), alias="woordalias", reflection="woordterugblik"))
        vault.contacts.save(contact)
        vault.consents.save(replace(consent, may_be_said="woordtoestemming"))
        vault.steps.save(replace(step, description="woordstap"))
        vault.aftercares.save(make_aftercare(case_id, remarks="woordnazorg"))
        vault.options.save(Option(case_id=case_id, route=Route.SELF, discussed_on=DAY, meaning="woordoptie"))
        vault.route_choices.save(
            RouteChoice(case_id=case_id, route=Route.SELF, chosen_on=DAY, reason="woordkeuze")
        )
        vault.formal_tracks.save(track)
        vault.milestones.save(
            Milestone(
                case_id=case_id, formal_track_id=track.id, kind=MilestoneKind.SUBMITTED, reached_on=DAY,
                remarks="woordmijlpaal",
            )
        )  # fmt: skip
        vault.referrals.save(
            Referral(case_id=case_id, referred_on=DAY, helper=Helper.COACH, remarks="woordverwijzing")
        )
        vault.confidentiality_exceptions.save(make_exception(case_id, harm="woordafweging"))
        vault.case_events.save(
            CaseEvent(
                case_id=case_id, happened_on=DAY, kind=CaseEventKind.REOPENED, remarks="woordgebeurtenis"
            )
        )
        vault.documents.save(document)
    return {
        HitKind.CASE: "woordalias",
        HitKind.REFLECTION: "woordterugblik",
        HitKind.CONTACT: "woordgesprek",
        HitKind.CONSENT: "woordtoestemming",
        HitKind.STEP: "woordstap",
        HitKind.AFTERCARE: "woordnazorg",
        HitKind.OPTION: "woordoptie",
        HitKind.ROUTE_CHOICE: "woordkeuze",
        HitKind.FORMAL_TRACK: "woordspoor",
        HitKind.MILESTONE: "woordmijlpaal",
        HitKind.REFERRAL: "woordverwijzing",
        HitKind.CONFIDENTIALITY_EXCEPTION: "woordafweging",
        HitKind.CASE_EVENT: "woordgebeurtenis",
        HitKind.DOCUMENT: "woorddocument",
        HitKind.ORGANISATION: "woordorganisatie",
        HitKind.CONTACT_PERSON: "woordpersoon",
        HitKind.UNIT: "woordlocatie",
    }


def test_every_kind_of_text_is_found_and_says_where_it_belongs(
    vault: Vault, organisation: Organisation
) -> None:
    case_id = write(vault, organisation)
    words = one_of_each(case_id, organisation.id, vault)
    assert set(words) == set(HitKind)
    for kind, word in words.items():
        (found,) = search(vault, word)
        assert found.kind is kind
        assert found.organisation == organisation.name
        of_case = kind.group is not HitGroup.ORGANISATIONS
        assert (found.case_id, found.alias) == ((case_id, "woordalias") if of_case else (None, ""))
        assert (found.on is not None) is of_case
    assert vault.check() == ()


def test_who_the_reporter_is_and_who_it_is_about_is_found_nowhere(
    vault: Vault, organisation: Organisation
) -> None:
    """The identity is veiled, and a tag is looked for from its case only."""
    case_id = write(vault, organisation)
    with vault.transaction():
        vault.identities.save(ReporterIdentity(case_id=case_id, name="Veldhuizen", remarks="Veldhuizen"))
        vault.respondent_tags.save(RespondentTag(organisation_id=organisation.id, name="Veldhuizen"))
    assert texts(vault, "veldhuizen") == []
    assert texts(vault, "dhuiz") == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("woede", (HitKind.REFLECTION, "")),
        ("oede", (HitKind.REFLECTION, "")),
        ("rust woede", (HitKind.REFLECTION, "")),
        ("rust", (HitKind.CASE, "Het gaat om rust.\n")),
    ],
)
def test_the_looking_back_of_a_case_is_found_without_its_words(
    vault: Vault, organisation: Organisation, typed: str, found: tuple[HitKind, str]
) -> None:
    case_id = write(vault, organisation)
    case = replace(vault.cases.get(case_id), criteria="Het gaat om rust.")
    with vault.transaction():
        vault.cases.save(replace(case, reflection="Mijn woede. Geen rust."))
    (hit,) = search(vault, typed)
    assert (hit.kind, hit.text) == found
    assert (hit.case_id, hit.value_id) == (case_id, case_id)
    (best,) = vault.findables.best(Question.of("rust"), HitGroup.COURSE, limit=5)
    assert "woede" not in best.text


def test_without_the_veil_the_looking_back_would_be_read_by_all(
    vault: Vault, organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = write(vault, organisation)
    with vault.transaction():
        vault.cases.save(replace(vault.cases.get(case_id), reflection="Mijn woede."))
    monkeypatch.setattr(findables, "_VEILED", "''")
    assert "Mijn woede." in texts(vault, "woede")[0]


#: Texts that are not searched, and why.
NOT_SEARCHED = {
    "counsellors": "the practice itself",
    "report_lists": "codes",
    "releases": "what went out, and its figures",
    "drafts": "what is not finished",
    "erasures": "says nothing of a case",
    "terms": "codes",
    "own_labels": "words for codes",
    "saved_views": "what a list shows",
    "binned": "what was deleted",
    "reporter_identities": "veiled until asked for",
    "respondent_tags": "looked for from a case only",
    "documents": {"media_type": "no words", "digest": "no words"},
}


#: Columns, and the table that they are read from.
IN_VIEW = r"\(SELECT ([^()]*(?:\(10\)[^()]*)*) FROM (\w+) WHERE id = value_id"


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_every_text_is_searched_or_it_is_said_why_not(vault: Vault, table: Any) -> None:
    """And the trigger of its table hears of every text that is searched."""
    schema = {
        row["name"]: " ".join((row["sql"] or "").split())
        for row in vault.connection.execute("SELECT name, sql FROM sqlite_master")
    }
    views = f"{schema['findable_names']} {schema['findable_texts']}"
    searched = {
        column
        for columns, name in re.findall(IN_VIEW, views)
        if name == table.name
        for column in re.findall(r"[a-z_]+", columns.replace("char", ""))
    }
    texts = {table.fields[place] for place in table._texts}
    known = NOT_SEARCHED.get(table.name, {})
    if isinstance(known, dict):
        assert texts - known.keys() == searched
    else:
        assert not searched
    if searched:
        heard = re.search(r"BEFORE UPDATE OF ([a-z_, ]+) ON", schema[f"{table.name}_change"])
        assert heard is not None
        assert set(heard[1].split(", ")) - {"case_id"} == searched


# -- walls


def test_with_an_organisation_chosen_nothing_of_another_is_found(
    vault: Vault, organisation: Organisation, other: Organisation
) -> None:
    for one in (organisation, other):
        case_id = write(vault, one, "gesprek over pestgedrag", alias=f"Eik-{one.id % 1000}")
        with vault.transaction():
            vault.documents.save(
                Document(case_id=case_id, added_on=DAY, name="Eik.pdf", media_type="", size=0, digest="")
            )
            vault.units.save(Unit(organisation_id=one.id, name="locatie Eikenlaan"))
    for typed in ("gespr", "gedrag", "eik", "ikk", "locatie", "e", "pdf"):
        for one in (organisation, other):
            found = search(vault, typed, one.id)
            assert {each.organisation_id for each in found} <= {one.id}, typed
    # the control: without a choice both come, and each says whose it is
    assert {each.organisation for each in search(vault, "gespr")} == {organisation.name, other.name}
    assert {each.organisation for each in search(vault, "eik")} == {organisation.name, other.name}
    assert {each.organisation_id for each in vault.findables.best(
        Question.of("gespr", other.id), HitGroup.COURSE, limit=9)} == {other.id}  # fmt: skip


def test_a_case_that_moves_to_another_organisation_is_found_there(
    vault: Vault, organisation: Organisation, other: Organisation
) -> None:
    case_id = write(vault, organisation, "gesprek")
    with vault.transaction():
        vault.cases.save(replace(vault.cases.get(case_id), organisation_id=other.id))
    assert texts(vault, "gesprek", organisation.id) == []
    assert texts(vault, "gesprek", other.id) == ["gesprek"]


def test_a_conversation_that_moves_to_another_case_is_found_there(
    vault: Vault, organisation: Organisation
) -> None:
    """As joining and splitting cases do."""
    first, second = write(vault, organisation, "gesprek"), write(vault, organisation)
    contact = vault.contacts.of_case(first)[0]
    with vault.transaction():
        vault.contacts.save(replace(contact, case_id=second))
    assert [one.case_id for one in search(vault, "gesprek")] == [second]
    assert vault.check() == ()


def test_a_case_in_the_bin_is_not_found_until_it_is_put_back(
    vault: Vault, organisation: Organisation
) -> None:
    case_id = write(vault, organisation, "gesprek", alias="Eik-14")
    vault.connection.execute("UPDATE cases SET binned_on = '2026-11-25' WHERE id = ?", [case_id])
    assert search(vault, "gesprek") == search(vault, "eik") == []
    vault.connection.execute("UPDATE cases SET binned_on = NULL WHERE id = ?", [case_id])
    assert len(search(vault, "gesprek")) == len(search(vault, "eik")) == 1


# -- what changes


def test_a_change_is_found_by_its_new_words_only(vault: Vault, organisation: Organisation) -> None:
    case_id = write(vault, organisation, "oudewoorden", alias="Oudenaam")
    contact = vault.contacts.of_case(case_id)[0]
    with vault.transaction():
        vault.contacts.save(replace(contact, notes="nieuwewoorden"))
        vault.cases.save(replace(vault.cases.get(case_id), alias="Nieuwenaam"))
        vault.organisations.save(replace(organisation, name="Nieuwehuis"))
    assert texts(vault, "oude") == []
    assert [one.kind for one in search(vault, "nieuwe")] == [
        HitKind.CASE, HitKind.CONTACT, HitKind.ORGANISATION,
    ]  # fmt: skip
    assert vault.check() == ()


def test_what_is_made_changed_and_deleted_in_one_transaction_leaves_nothing(
    vault: Vault, organisation: Organisation
) -> None:
    case_id = write(vault, organisation)
    contact = make_contact(case_id, notes="vluchtig")
    with vault.transaction():
        vault.contacts.save(contact)
        vault.contacts.save(replace(contact, notes="vluchtig nog"))
        vault.contacts.delete(contact.id)
    assert texts(vault, "vluchtig") == []
    assert vault.check() == ()


def test_what_is_undone_was_never_found(vault: Vault, organisation: Organisation) -> None:
    case_id = write(vault, organisation, "blijft staan")
    contact = vault.contacts.of_case(case_id)[0]
    with pytest.raises(ZeroDivisionError), vault.transaction():
        vault.contacts.save(replace(contact, notes="wordt anders"))
        vault.contacts.save(make_contact(case_id, notes="komt nooit"))
        vault.contacts.delete(contact.id)
        _ = 1 / 0
    assert texts(vault, "anders") == texts(vault, "nooit") == []
    assert texts(vault, "blijft") == ["blijft staan"]
    assert vault.check() == ()


def test_a_commit_that_is_refused_leaves_the_index_as_it_was(
    vault: Vault, organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = write(vault, organisation)

    def refuse() -> None:
        raise DiskFullError

    with monkeypatch.context() as patch:
        patch.setattr(vault, "_require_place", refuse)
        with pytest.raises(DiskFullError), vault.transaction():
            vault.contacts.save(make_contact(case_id, notes="komt nooit"))
    assert texts(vault, "nooit") == []
    assert vault.check() == ()


def test_a_deleted_case_takes_all_its_words_along(vault: Vault, organisation: Organisation) -> None:
    case_id = write(vault, organisation)
    words = one_of_each(case_id, organisation.id, vault)
    with vault.transaction():
        vault.cases.delete(case_id)
    left = {kind for kind, word in words.items() if search(vault, word)}
    assert left == {HitKind.ORGANISATION, HitKind.CONTACT_PERSON, HitKind.UNIT}
    assert vault.check() == ()


def test_an_erased_case_is_out_of_every_index(vault: Vault, organisation: Organisation) -> None:
    case_id = write(vault, organisation)
    kept = write(vault, organisation, "woordgesprek elders")
    words = one_of_each(case_id, organisation.id, vault)
    erase_case(vault, case_id, rule=ErasureRule.REPORTER_ASKED, on=DAY)
    assert [one.case_id for one in search(vault, words[HitKind.CONTACT])] == [kept]
    left = {kind for kind, word in words.items() if search(vault, word)}
    assert left == {HitKind.CONTACT, HitKind.ORGANISATION, HitKind.CONTACT_PERSON, HitKind.UNIT}
    assert vault.check() == ()


def test_many_at_once_are_one_piece_of_the_index(vault: Vault, organisation: Organisation) -> None:
    """Pieces make an index slow: an import leaves one, not one for each row."""
    case = make_case(organisation.id)
    with vault.transaction():
        vault.cases.add_all([case])
        vault.contacts.add_all([make_contact(case.id, notes=f"gesprek {number}") for number in range(1200)])
    assert one_number(vault, "SELECT count(DISTINCT segid) FROM text_words_idx") <= 2
    assert len(search(vault, "gesprek 1199")) == 1
    assert vault.check() == ()


def test_tidying_merges_the_pieces_until_there_is_no_more(vault: Vault, organisation: Organisation) -> None:
    for number in range(40):
        write(vault, organisation, f"gesprek {number}")

    def pieces() -> int:
        return one_number(vault, "SELECT count(DISTINCT segid) FROM text_words_idx")

    before, commits = pieces(), one_number(vault, "SELECT commits FROM vault_state")
    rounds = 0
    while vault.tidy():
        rounds += 1
    assert rounds
    assert pieces() < before / 4
    assert one_number(vault, "SELECT commits FROM vault_state") == commits
    assert len(search(vault, "gesprek")) == 20
    assert vault.check() == ()


# -- where the file goes


def test_a_closed_vault_and_a_copy_of_it_find_the_same(vault: Vault, organisation: Organisation) -> None:
    write(vault, organisation, "gesprek over pestgedrag")
    path = vault.folder.path
    vault.close()
    copy = shutil.copytree(path, path.with_name("copy"))
    for folder in (path, copy):
        with Vault.open(folder, PASSPHRASE) as again:
            assert texts(again, "gedrag") == ["gesprek over pestgedrag"]
            assert again.check() == ()


def test_no_word_is_stored_twice(vault: Vault, organisation: Organisation) -> None:
    """The indexes hold pieces of words in their own order, and never the text."""
    write(vault, organisation, "zonderlinge zinsnede over melkwitte muizen")
    said = 0
    names = [row[0] for row in vault.connection.execute("SELECT name FROM pragma_table_list").fetchall()]
    for name in names:
        for row in vault.connection.execute(f"SELECT * FROM {name}") if name.endswith(SHADOWS) else ():
            said += any(b"zinsnede over" in _raw(value) for value in row)
    assert said == 0


SHADOWS = ("_data", "_idx", "_docsize", "_config", "_content")


def _raw(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


# -- what the check finds


@pytest.mark.parametrize("index", ["name_words", "name_parts", "text_words", "text_parts"])
def test_an_index_that_says_something_else_is_found(
    vault: Vault, organisation: Organisation, index: str
) -> None:
    write(vault, organisation, "gesprek")
    assert vault.check() == ()
    column = "text" if index.startswith("text") else "alias"
    vault.connection.execute(f"INSERT INTO {index} (rowid, {column}) VALUES (1, 'elders')")
    assert vault.check() == (f"full-text index: {index}",)


def test_a_text_that_went_without_its_trigger_is_found_out(vault: Vault, organisation: Organisation) -> None:
    """The control of the triggers, and what the check is for."""
    write(vault, organisation, "gesprek")
    vault.connection.executescript("DROP TRIGGER contacts_go; DELETE FROM contacts")
    assert "texts that cannot be found: findables" in vault.check()


def test_a_text_that_came_without_its_trigger_is_found_out(vault: Vault, organisation: Organisation) -> None:
    case_id = write(vault, organisation)
    vault.connection.executescript(
        "DROP TRIGGER contacts_come;CREATE TRIGGER contacts_come AFTER INSERT ON contacts BEGIN SELECT 1; END"
    )
    with vault.transaction():
        vault.contacts.save(make_contact(case_id, notes="gesprek"))
    assert texts(vault, "gesprek") == []
    assert vault.check() == ("texts that cannot be found: contacts",)


# -- what waits


def newest(vault: Vault, typed: str) -> list[str]:
    """What the index itself knows, without a search that takes in first."""
    return [one.text for one in vault.findables.newest(Question.of(typed), HitGroup.COURSE, limit=5)]


def test_a_saved_note_waits_for_the_search_that_finds_it(vault: Vault, organisation: Organisation) -> None:
    """The first look is the control: without taking in, nothing new is found."""
    case_id = write(vault, organisation)
    with vault.transaction():
        vault.contacts.save(make_contact(case_id, notes="gesprek"))
    assert newest(vault, "gesprek") == []
    assert vault.check() == ()  # it waits, and nothing pretends otherwise
    found = find_newest(vault, Question.of("gesprek"))
    assert [hit.excerpt.text for hit in found.hits] == ["gesprek"]
    assert newest(vault, "gesprek") == ["gesprek"]
    assert vault.check() == ()


def test_what_waited_when_the_program_was_cut_off_is_found_after_it(
    vault: Vault, organisation: Organisation
) -> None:
    case_id = write(vault, organisation)
    with vault.transaction():
        vault.contacts.save(make_contact(case_id, notes="gesprek"))
    cut = shutil.copytree(vault.folder.path, vault.folder.path.with_name("cut"))  # with its log, never closed
    with Vault.open(cut, PASSPHRASE) as after:
        assert newest(after, "gesprek") == []
        assert len(find_newest(after, Question.of("gesprek")).hits) == 1
        assert after.check() == ()


def test_an_idle_moment_takes_in_what_waits(vault: Vault, organisation: Organisation) -> None:
    case_id = write(vault, organisation)
    with vault.transaction():
        vault.contacts.save(make_contact(case_id, notes="gesprek"))
    vault.tidy()
    assert newest(vault, "gesprek") == ["gesprek"]


def test_no_more_wait_than_a_search_can_take_in_at_once(vault: Vault, organisation: Organisation) -> None:
    case_id = write(vault, organisation)
    for number in range(MOST_WAITING):
        with vault.transaction():
            vault.contacts.save(make_contact(case_id, notes=f"gesprek {number}"))
    assert newest(vault, "gesprek") == []
    with vault.transaction():
        vault.contacts.save(make_contact(case_id, notes="gesprek nog een"))
    assert len(newest(vault, "gesprek")) == 5
    assert waiting(vault.connection) == 0


def test_where_nothing_can_be_written_a_search_finds_the_rest(
    vault: Vault, organisation: Organisation
) -> None:
    case_id = write(vault, organisation, "gesprek van toen")
    with vault.transaction():
        vault.contacts.save(make_contact(case_id, notes="gesprek van nu"))
    vault.connection.execute("PRAGMA query_only = ON")
    found = find_newest(vault, Question.of("gesprek"))
    assert [hit.excerpt.text for hit in found.hits] == ["gesprek van toen"]
    vault.connection.execute("PRAGMA query_only = OFF")
    assert len(find_newest(vault, Question.of("gesprek")).hits) == 2


def test_what_waits_is_erased_with_its_case(vault: Vault, organisation: Organisation) -> None:
    case_id = write(vault, organisation)
    with vault.transaction():
        vault.contacts.save(make_contact(case_id, notes="gesprek"))
    erase_case(vault, case_id, rule=ErasureRule.REPORTER_ASKED, on=DAY)
    assert texts(vault, "gesprek") == []
    assert vault.check() == ()


# -- whatever is typed


@pytest.mark.parametrize("way", [Question.of, lambda typed: Question.of(typed, 1)])
def test_whatever_is_typed_is_looked_for_and_never_an_error(
    vault: Vault, organisation: Organisation, way: Callable[[str], Question]
) -> None:
    write(vault, organisation, "Gesprek over pesten", 'zij zei: "pest" * 50% (NEAR)', alias="Eik-14")
    assert len(HOSTILE) >= 200
    for typed in HOSTILE:
        question = way(typed)
        for group in HitGroup:
            vault.findables.newest(question, group, limit=5)
            vault.findables.inner(question, group, besides=(), limit=5)
            vault.findables.best(question, group, limit=5)
    assert vault.check() == ()


@pytest.mark.parametrize("typed", ['"pest', "pest*", "NEAR pest", "pest -gesprek", "text:pest", "50% pest"])
def test_signs_are_passed_over_and_words_are_words(
    vault: Vault, organisation: Organisation, typed: str
) -> None:
    write(vault, organisation, "pest gesprek near text 50", "pest")
    expected = 2 if typed in {'"pest', "pest*"} else 1
    assert len(texts(vault, typed)) == expected


def test_what_is_hostile_as_a_note_is_found_by_its_words(vault: Vault, organisation: Organisation) -> None:
    notes = [f"{typed} anker{number}" for number, typed in enumerate(HOSTILE) if len(typed) < 10_000]
    clean = [text.encode("utf-8", "replace").decode() for text in notes]
    write(vault, organisation, *clean)
    for number in range(0, len(clean), 7):
        assert len(search(vault, f"anker{number}", limit=500)) >= 1
    assert vault.check() == ()


def test_an_index_over_identifiers_would_be_far_larger(vault: Vault, organisation: Organisation) -> None:
    """Why texts have numbers of their own: the same texts, indexed under both."""
    notes = [f"gesprek {number} over rooster, collega en leidinggevende" for number in range(300)]
    write(vault, organisation, *notes)
    case_id = vault.cases.rows(CaseFilter(), limit=1)[0].id
    far_apart = [
        (contact.id + (place << 41), contact.notes)  # some minutes apart
        for place, contact in enumerate(vault.contacts.of_case(case_id))
    ]
    db = vault.connection
    sizes = []
    for numbers in (range(1, len(far_apart) + 1), [number for number, _notes in sorted(far_apart)]):
        db.execute("CREATE VIRTUAL TABLE trial USING fts5 (text, content = '', tokenize = 'trigram')")
        rows = [(number, text) for number, (_id, text) in zip(numbers, far_apart, strict=True)]
        db.executemany("INSERT INTO trial (rowid, text) VALUES (?, ?)", rows)
        sizes.append(db.execute("SELECT sum(length(block)) FROM trial_data").fetchone()[0])
        db.execute("DROP TABLE trial")
    assert sizes[0] * 1.5 < sizes[1]


def test_a_folder_holds_no_word_of_it_outside_the_vault(
    vault: Vault, organisation: Organisation, tmp_path: Path
) -> None:
    write(vault, organisation, "zonderlinge zinsnede")
    assert texts(vault, "zinsn")
    for file in tmp_path.rglob("*"):
        if file.is_file():
            assert b"zinsnede" not in file.read_bytes()


def test_sites_that_are_not_recorded_any_more_are_not_found(vault: Vault, organisation: Organisation) -> None:
    with vault.transaction():
        vault.organisations.save(replace(organisation, unit_recording=Switch.ON))
        vault.units.save(Unit(organisation_id=organisation.id, name="locatie Eikenlaan"))
    vault.take_in()
    question = Question.of("eikenlaan")
    shown = [vault.findables.newest(question, HitGroup.ORGANISATIONS, limit=5)]
    with vault.transaction():
        vault.organisations.save(replace(organisation, unit_recording=Switch.OFF))
    shown.append(vault.findables.newest(question, HitGroup.ORGANISATIONS, limit=5))
    assert [len(found) for found in shown] == [1, 0]


def test_notes_that_say_a_word_are_read_of_one_organisation_and_no_more_than_asked(
    vault: Vault, organisation: Organisation, other: Organisation
) -> None:
    write(vault, organisation, *(f"Gesprek {number} met Bakker." for number in range(5)), "Niets.")
    write(vault, other, "Gesprek met Bakker.")
    vault.take_in()
    noted = vault.findables.noted(["bakker", "bakk"], organisation.id, limit=3)
    assert noted == [f"Gesprek {number} met Bakker." for number in (4, 3, 2)]  # the newest first
    assert vault.findables.noted(["bakk"], organisation.id, limit=3) == []  # whole words
    assert vault.findables.noted([], organisation.id, limit=3) == []
    with vault.transaction():
        vault.cases.save(replace(vault.cases.uncounted(organisation.id)[0], binned_on=DAY))
    assert len(vault.findables.noted(["bakker"], organisation.id, limit=9)) == 5  # the bin is no way out


def test_reading_the_notes_of_a_word_reads_no_others(vault: Vault, organisation: Organisation) -> None:
    """The plan begins at the index: reading all notes takes seconds at ten thousand cases."""
    seen: list[str] = []
    vault.connection.set_trace_callback(seen.append)
    vault.findables.noted(["bakker"], organisation.id, limit=3)
    vault.connection.set_trace_callback(None)
    for sql in (one for one in seen if "MATCH" in one):
        plan = [row["detail"] for row in vault.connection.execute(f"EXPLAIN QUERY PLAN {sql}")]
        scans = [line for line in plan if line.startswith("SCAN")]
        assert all("VIRTUAL TABLE INDEX" in line or "CONSTANT ROW" in line for line in scans), plan
    assert seen
