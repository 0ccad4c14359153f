"""What she looks for comes back in groups, with the sentence that says it."""

import pytest

from tests.factories import make_case, make_contact
from vpdesk.domain.finding import HitGroup, HitKind, Question
from vpdesk.domain.organisation import Organisation
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
