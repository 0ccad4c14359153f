"""Which cases concern one person: private, off by default, within one organisation, gone with the cases."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.factories import CHEAP, PASSPHRASE, make_case
from vpdesk.domain.case import Case
from vpdesk.domain.contact_person import ContactPerson, ContactRole
from vpdesk.domain.errors import RuleError
from vpdesk.domain.finding import Question
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.respondent_tag import STONES
from vpdesk.domain.values import Switch
from vpdesk.services.finding import find_best, find_newest
from vpdesk.services.respondents import (
    count_tags,
    drop_all_tags,
    offered_tags,
    propose_tag,
    same_person,
    switch_tags,
    tag_case,
    untag_case,
    uses_tags,
)
from vpdesk.vault.vault import Vault


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with Vault.create(tmp_path / "vault", PASSPHRASE, cost=CHEAP) as opened:
        yield opened


@pytest.fixture
def cases(vault: Vault) -> tuple[Case, Case, Case]:
    """Two cases of De Vliet and one of Oost; tags are switched on."""
    vliet, oost = Organisation(name="De Vliet"), Organisation(name="Oost")
    made = make_case(vliet.id, alias="Eik-14"), make_case(vliet.id, alias="Es-05"), make_case(oost.id)
    with vault.transaction():
        for organisation in (vliet, oost):
            vault.organisations.save(organisation)
        for case in made:
            vault.cases.save(case)
    switch_tags(vault, Switch.ON)
    return made


def test_it_is_off_until_somebody_switches_it_on(vault: Vault) -> None:
    assert not uses_tags(vault)


def test_two_cases_with_one_tag_are_seen_from_each_other(
    vault: Vault, cases: tuple[Case, Case, Case]
) -> None:
    eik, es, _other = cases
    tag = tag_case(vault, eik.id, "Basalt-07")
    assert [tag.id for tag in offered_tags(vault, es.id)] == [tag.id]
    assert tag_case(vault, es.id, " basalt-07") == tag  # the same word is the same person
    assert tag_case(vault, es.id, "Basalt-07") == tag  # and twice is once
    for case in (eik, es):
        (same,) = same_person(vault, case.id)
        assert same.tag == tag
        assert {each.alias for each in same.cases} == {"Eik-14", "Es-05"}
    assert offered_tags(vault, es.id) == []


def test_the_word_of_another_organisation_is_another_person(
    vault: Vault, cases: tuple[Case, Case, Case]
) -> None:
    eik, _es, other = cases
    tag = tag_case(vault, eik.id, "Basalt-07")
    assert offered_tags(vault, other.id) == []
    assert tag_case(vault, other.id, "Basalt-07").id != tag.id
    (same,) = same_person(vault, other.id)
    assert [each.id for each in same.cases] == [other.id]


def test_a_tag_goes_with_its_last_case(vault: Vault, cases: tuple[Case, Case, Case]) -> None:
    eik, es, _other = cases
    tag = tag_case(vault, eik.id, "Basalt-07")
    tag_case(vault, es.id, "Basalt-07")
    untag_case(vault, eik.id, tag.id)
    assert count_tags(vault) == 1
    with vault.transaction():
        vault.cases.delete(es.id)
    assert count_tags(vault) == 0


def test_a_case_in_the_bin_is_not_shown_beside_the_others(
    vault: Vault, cases: tuple[Case, Case, Case]
) -> None:
    eik, _es, _other = cases
    binned = make_case(eik.organisation_id, binned_on=date(2026, 11, 1))
    with vault.transaction():
        vault.cases.save(binned)
    tag_case(vault, binned.id, "Basalt-07")
    tag_case(vault, eik.id, "Basalt-07")
    (same,) = same_person(vault, eik.id)
    assert [each.id for each in same.cases] == [eik.id]


def test_switching_off_hides_and_keeps_and_everything_can_be_dropped(
    vault: Vault, cases: tuple[Case, Case, Case]
) -> None:
    eik, _es, other = cases
    tag_case(vault, eik.id, "Basalt-07")
    tag_case(vault, other.id, "Basalt-07")
    switch_tags(vault, Switch.OFF)
    assert same_person(vault, eik.id) == ()
    with pytest.raises(RuleError):
        tag_case(vault, eik.id, "Kwarts-01")
    switch_tags(vault, Switch.ON)
    assert same_person(vault, eik.id)
    drop_all_tags(vault)
    assert count_tags(vault) == 0
    assert vault.respondent_links.of_case(eik.id) == []


@pytest.mark.parametrize("name", ["Jansen", "de heer Bakker", "PETRA", "Çelik", "celik", "Karel van Çelik"])
def test_a_name_is_no_tag(vault: Vault, cases: tuple[Case, Case, Case], name: str) -> None:
    eik, _es, _other = cases
    person = ContactPerson(organisation_id=eik.organisation_id, role=ContactRole.HR, name="Ayşe Çelik")
    with vault.transaction():
        vault.contact_persons.save(person)
    with pytest.raises(RuleError) as info:
        tag_case(vault, eik.id, name)
    assert info.value.field == "name"
    assert info.value.todo
    assert count_tags(vault) == 0


def test_what_is_proposed_is_no_name_and_not_taken(vault: Vault, cases: tuple[Case, Case, Case]) -> None:
    eik, _es, _other = cases
    for number in range(1, 99):
        tag_case(vault, eik.id, f"{STONES[0]}-{number:02d}")
    for _turn in range(50):
        word = propose_tag(vault, eik.id)
        assert word not in {f"{STONES[0]}-{number:02d}" for number in range(1, 99)}
    for stone in STONES:
        assert tag_case(vault, eik.id, f"{stone}-00").name == f"{stone}-00"


@pytest.mark.parametrize("name", ["", "  ", "x" * 61])
def test_a_tag_is_one_short_word(vault: Vault, cases: tuple[Case, Case, Case], name: str) -> None:
    with pytest.raises(RuleError):
        tag_case(vault, cases[0].id, name)


def test_no_search_finds_a_tag(vault: Vault, cases: tuple[Case, Case, Case]) -> None:
    eik, _es, _other = cases
    tag_case(vault, eik.id, "Puimsteen-07")
    for typed in ("Puimsteen-07", "puimst", "steen", "07"):
        question = Question.of(typed)
        for find in (find_newest, find_best):
            assert find(vault, question).hits == ()
    assert find_newest(vault, Question.of("Eik-14")).hits  # the control
