"""What she looks for comes back in groups, with the sentence that says it."""

from collections.abc import Iterator
from datetime import date

import pytest

from tests.factories import make_case, make_contact
from vpdesk import i18n
from vpdesk.domain.agreement import OwnLabel
from vpdesk.domain.finding import HitGroup, HitKind, Question
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.overview import CaseFilter
from vpdesk.domain.values import Matter
from vpdesk.exchange.incoming import IncomingFile
from vpdesk.services.binning import bin_case
from vpdesk.services.documents import Incoming, add_documents
from vpdesk.services.finding import SHOWN, find_best, find_inside, find_newest
from vpdesk.vault.vault import Vault


@pytest.fixture
def told(vault: Vault, organisation: Organisation) -> Vault:
    """Thirty cases with a conversation each, and one that says it within a word."""
    with vault.transaction():
        for number in range(30):
            case = make_case(organisation.id, alias=f"Eik-{number:02}")
            vault.cases.save(case)
            said = "Eerst dit. Toen werd zij gepest." if number == 0 else f"Over pesten, keer {number}."
            vault.contacts.save(make_contact(case.id, notes=said))
    return vault


@pytest.fixture
def other(vault: Vault, organisation: Organisation) -> Iterator[Organisation]:
    """A second client with one case of fraud; the first has two, and one about bullying. Words are Dutch."""
    second = Organisation(name="Zorgpunt Oost")
    spoken = i18n.language()
    i18n.use("nl")
    with vault.transaction():
        vault.organisations.save(second)
        for alias, of, matter in (
            ("Den-01", organisation, Matter.FRAUD),
            ("Den-02", organisation, Matter.FRAUD),
            ("Den-03", organisation, Matter.BULLYING),
            ("Den-04", second, Matter.FRAUD),
        ):
            vault.cases.save(make_case(of.id, alias=alias, matters=(matter,)))
    yield second
    i18n.use(spoken)


def test_each_group_has_its_newest_and_tells_that_there_is_more(told: Vault) -> None:
    found = find_newest(told, Question.of("eik"))
    assert [hit.alias for hit in found.of(HitGroup.CASES)] == [
        f"Eik-{number}" for number in range(29, 24, -1)
    ]
    assert found.fuller == {HitGroup.CASES}
    assert found.has_room
    pest = find_newest(told, Question.of("pest"))
    assert len(pest.of(HitGroup.COURSE)) == SHOWN[HitGroup.COURSE]
    assert {hit.kind for hit in pest.hits} == {HitKind.CONTACT}


def test_where_a_group_is_full_nothing_is_added(told: Vault) -> None:
    found = find_newest(told, Question.of("pest"))
    assert find_inside(told, found).hits == found.hits


def test_the_sentence_is_the_one_that_says_it(told: Vault) -> None:
    best = find_best(told, Question.of("pest"))
    assert len(best.hits) == 30
    last = best.hits[-1]  # inside a word: after all others
    assert (last.alias, last.excerpt.text) == ("Eik-00", "Toen werd zij gepest.")
    assert [last.excerpt.text[start:end] for start, end in last.excerpt.marks] == ["pest"]


def test_nothing_is_found_twice(told: Vault) -> None:
    found = find_inside(told, find_newest(told, Question.of("boomgaard")))
    assert [hit.kind for hit in found.hits] == [HitKind.ORGANISATION]


def test_a_matter_is_found_by_its_word_whatever_was_noted(
    vault: Vault, other: Organisation
) -> None:
    found = find_newest(vault, Question.of("fraude"))
    assert [(hit.matter, hit.cases, hit.excerpt.text) for hit in found.matters] == [
        (Matter.FRAUD, 3, "Fraude")
    ]
    assert (found.hits, found.count) == ((), 1), "no text says it"
    (here,) = find_newest(vault, Question.of("fraud", other.id)).matters
    assert (here.cases, here.organisation_id) == (1, other.id)
    assert find_best(vault, Question.of("fraude")).matters == found.matters


@pytest.mark.usefixtures("other")
def test_a_matter_that_no_case_has_and_letters_that_all_have_find_none(vault: Vault) -> None:
    assert find_newest(vault, Question.of("corruptie")).matters == ()
    assert find_newest(vault, Question.of("fr")).matters == ()
    assert find_newest(vault, Question.of("fraude pesten")).matters == (), "all words must be there"


def test_an_own_word_of_one_organisation_finds_its_cases_only(
    vault: Vault, organisation: Organisation, other: Organisation
) -> None:
    own = OwnLabel(organisation_id=other.id, dimension="matter", code="fraud", label="Gerommel met geld")
    with vault.transaction():
        vault.own_labels.save(own)
    (hit,) = find_newest(vault, Question.of("gerom")).matters
    assert (hit.matter, hit.cases, hit.organisation_id) == (Matter.FRAUD, 1, other.id)
    assert find_newest(vault, Question.of("gerom", organisation.id)).matters == (), "a wall between them"


def test_a_case_in_the_bin_is_not_among_those_of_its_matter(vault: Vault, other: Organisation) -> None:
    (case,) = vault.cases.rows(CaseFilter(organisation_id=other.id))
    bin_case(vault, case.id, date(2026, 11, 1))
    assert [hit.cases for hit in find_newest(vault, Question.of("fraude")).matters] == [2]


def test_what_was_written_late_about_an_earlier_day_stands_at_that_day(
    vault: Vault, organisation: Organisation
) -> None:
    case = make_case(organisation.id)
    with vault.transaction():
        vault.cases.save(case)
        for day in (9, 30, 2):
            note = f"Over pesten op {day}." if day != 2 else "Zij werd gepest op 2."
            vault.contacts.save(make_contact(case.id, held_on=date(2026, 3, day), notes=note))
    found = find_newest(vault, Question.of("pest"))
    assert [hit.on for hit in found.hits] == [date(2026, 3, 30), date(2026, 3, 9)]
    assert [hit.on for hit in find_inside(vault, found).hits] == [
        date(2026, 3, 30), date(2026, 3, 9), date(2026, 3, 2),
    ]  # fmt: skip


def test_a_document_is_shown_by_its_whole_name(vault: Vault, organisation: Organisation) -> None:
    case = make_case(organisation.id)
    with vault.transaction():
        vault.cases.save(case)
    name = "Brief van 12. maart.pdf"
    incoming = IncomingFile(name=name, media_type="application/pdf", content=b"x")
    add_documents(vault, case.id, Incoming(files=[incoming], refused=()), date(2026, 11, 20))
    (hit,) = find_newest(vault, Question.of("maart")).hits
    assert (hit.kind, hit.excerpt.text) == (HitKind.DOCUMENT, name)
