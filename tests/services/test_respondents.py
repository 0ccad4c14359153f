"""Which cases concern one person: private, off by default, within one organisation, gone with the cases."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.factories import CHEAP, PASSPHRASE, make_case
from vpdesk.domain.case import Case
from vpdesk.domain.contact_person import ContactPerson, ContactRole
from vpdesk.domain.erasure import ErasureRule
from vpdesk.domain.errors import RuleError
from vpdesk.domain.finding import Question
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.respondent_tag import STONES
from vpdesk.domain.values import Switch
from vpdesk.services.finding import find_best, find_newest
from vpdesk.services.moving import move_case
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
from vpdesk.services.undoing import Deed, deed_since, look, undo, without_tags
from vpdesk.vault.erasure import erase_case
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


# -- taking off can be undone, and a tag that is gone is gone


def taking_off(vault: Vault, case: Case, verb: Callable[[], object]) -> Deed:
    before = look(vault, [case.id])
    verb()
    deed = deed_since(vault, before)
    assert deed is not None
    return deed


def tagged(vault: Vault, *cases: Case) -> int:
    """Give cases one tag, and return that."""
    (tag_id,) = {tag_case(vault, case.id, "Basalt-07").id for case in cases}
    return tag_id


@pytest.mark.parametrize("others", [0, 1])
def test_a_tag_that_was_taken_off_comes_back_as_it_was(
    vault: Vault, cases: tuple[Case, Case, Case], others: int
) -> None:
    eik, es, _other = cases
    tag_id = tagged(vault, *(eik, es)[: 1 + others])
    before = same_person(vault, eik.id)
    deed = taking_off(vault, eik, lambda: untag_case(vault, eik.id, tag_id))
    assert count_tags(vault) == others
    undo(vault, deed)
    assert same_person(vault, eik.id) == before


def test_moving_a_case_is_undone_with_the_tag_that_went_by_it(
    vault: Vault, cases: tuple[Case, Case, Case]
) -> None:
    eik, _es, other = cases
    tagged(vault, eik)
    deed = taking_off(vault, eik, lambda: move_case(vault, eik.id, other.organisation_id))
    assert count_tags(vault) == 0
    undo(vault, deed)
    (same,) = same_person(vault, eik.id)
    assert same.tag.name == "Basalt-07"
    assert same.tag.organisation_id == eik.organisation_id


@pytest.mark.parametrize("way", ["word", "name", "erased"])
def test_it_does_not_come_back_where_that_is_not_so_any_more(
    vault: Vault, cases: tuple[Case, Case, Case], way: str
) -> None:
    """Its word is another tag's by now or somebody's name, or the case is erased with all that was in it."""
    eik, es, _other = cases
    tag_id = tagged(vault, eik)
    deed = taking_off(vault, eik, lambda: untag_case(vault, eik.id, tag_id))
    if way == "word":
        tagged(vault, es)
    elif way == "name":
        person = ContactPerson(organisation_id=eik.organisation_id, role=ContactRole.HR, name="P. Basalt")
        with vault.transaction():
            vault.contact_persons.save(person)
    else:
        erase_case(vault, eik.id, rule=ErasureRule.REPORTER_ASKED, on=date(2026, 11, 26))
    there = count_tags(vault)
    with pytest.raises(RuleError, match="cannot be undone any more"):
        undo(vault, deed)
    assert count_tags(vault) == there


def test_all_tags_that_were_deleted_are_let_go_of_by_what_remembers_deeds(
    vault: Vault, cases: tuple[Case, Case, Case]
) -> None:
    eik, _es, other = cases
    tag_id = tagged(vault, eik)
    off = taking_off(vault, eik, lambda: untag_case(vault, eik.id, tag_id))
    assert "Basalt-07" in str(off), "the control: it is remembered"
    assert without_tags(off) is None
    tagged(vault, eik)
    moved = taking_off(vault, eik, lambda: move_case(vault, eik.id, other.organisation_id))
    drop_all_tags(vault)
    kept = without_tags(moved)
    assert kept is not None
    assert "Basalt-07" not in str(kept)
    undo(vault, kept)
    assert vault.cases.get(eik.id).organisation_id == eik.organisation_id
    assert count_tags(vault) == 0
    assert without_tags(kept) is kept
