"""A case stays with its organisation, unless the wrong one was chosen and nothing has counted it yet."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.factories import CHEAP, PASSPHRASE, counted_in, make_case, make_release
from vpdesk.domain.agreement import Unit
from vpdesk.domain.case import Case
from vpdesk.domain.errors import RuleError
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.values import Mandate, MandateSource, Matter, Switch
from vpdesk.services.casework import read_case, save_case, take_in
from vpdesk.services.moving import StaysBehind, may_move, move_case, stays_behind
from vpdesk.services.respondents import count_tags, same_person, switch_tags, tag_case, untag_case
from vpdesk.services.undoing import deed_since, look, undo
from vpdesk.vault.vault import Vault

VLIET = Organisation(name="De Vliet", mandates=(Mandate.CONDUCT, Mandate.INTEGRITY), unit_recording=Switch.ON)
OOST = Organisation(name="Oost", unit_recording=Switch.ON)
UNIT = Unit(organisation_id=VLIET.id, name="Noord")


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with Vault.create(tmp_path / "vault", PASSPHRASE, cost=CHEAP) as opened:
        with opened.transaction():
            for organisation in (VLIET, OOST):
                opened.organisations.save(organisation)
            opened.units.save(UNIT)
        yield opened


@pytest.fixture
def case(vault: Vault) -> Case:
    """A case about fraud at De Vliet, in Noord."""
    return save_case(vault, make_case(VLIET.id, matters=(Matter.FRAUD,), unit_id=UNIT.id))


def count_in_report(vault: Vault, case: Case) -> None:
    release = make_release(case.organisation_id)
    with vault.transaction():
        vault.releases.register(release, counted_in(release, case.id))


def test_a_changed_case_cannot_slip_to_another_organisation(vault: Vault, case: Case) -> None:
    with pytest.raises(RuleError) as info:
        save_case(vault, replace(case, organisation_id=OOST.id, unit_id=None))
    assert info.value.field == "organisation_id"
    assert vault.cases.get(case.id).organisation_id == VLIET.id


def test_moving_leaves_site_and_tags_behind_and_derives_the_mandate_again(vault: Vault, case: Case) -> None:
    switch_tags(vault, Switch.ON)
    tag_case(vault, case.id, "Basalt-07")
    assert stays_behind(vault, case.id) == StaysBehind(unit="Noord", tags=1)
    moved = move_case(vault, case.id, OOST.id)
    assert (moved.organisation_id, moved.unit_id, moved.mandate) == (OOST.id, None, Mandate.OUTSIDE)
    assert vault.cases.get(case.id) == moved
    assert count_tags(vault) == 0
    assert stays_behind(vault, case.id) == StaysBehind(unit="", tags=0)


def test_a_mandate_that_was_chosen_stays_chosen(vault: Vault, case: Case) -> None:
    save_case(vault, replace(case, mandate=Mandate.CONDUCT, mandate_source=MandateSource.CHOSEN))
    assert move_case(vault, case.id, OOST.id).mandate is Mandate.CONDUCT


def test_a_case_that_was_counted_stays(vault: Vault, case: Case) -> None:
    assert may_move(vault, case.id)
    count_in_report(vault, case)
    assert not may_move(vault, case.id)
    with pytest.raises(RuleError) as info:
        move_case(vault, case.id, OOST.id)
    assert info.value.safe
    assert vault.cases.get(case.id) == case


def test_moving_to_where_it_is_is_no_move(vault: Vault, case: Case) -> None:
    with pytest.raises(RuleError):
        move_case(vault, case.id, VLIET.id)


def test_while_a_case_is_taken_in_its_organisation_may_still_change(vault: Vault) -> None:
    case = make_case(VLIET.id, matters=(Matter.FRAUD,), unit_id=UNIT.id)
    assert take_in(vault, case).mandate is Mandate.INTEGRITY
    taken = take_in(vault, replace(case, organisation_id=OOST.id))
    assert (taken.organisation_id, taken.unit_id, taken.mandate) == (OOST.id, None, Mandate.OUTSIDE)
    count_in_report(vault, taken)
    with pytest.raises(RuleError):
        take_in(vault, replace(taken, organisation_id=VLIET.id))


def test_the_site_of_another_organisation_is_none_of_a_case(vault: Vault) -> None:
    with pytest.raises(RuleError) as info:
        save_case(vault, make_case(OOST.id, unit_id=UNIT.id))
    assert info.value.field == "unit_id"


def test_a_site_is_shown_only_where_sites_are_recorded(vault: Vault, case: Case) -> None:
    assert read_case(vault, case.id).unit == UNIT
    with vault.transaction():
        vault.organisations.save(replace(VLIET, unit_recording=Switch.OFF))
    assert read_case(vault, case.id).unit is None
    assert vault.cases.get(case.id).unit_id == UNIT.id


def test_a_move_is_not_undone_once_a_report_counted_the_case(vault: Vault, case: Case) -> None:
    before = look(vault, [case.id])
    moved = move_case(vault, case.id, OOST.id)
    deed = deed_since(vault, before)
    assert deed is not None
    count_in_report(vault, moved)
    with pytest.raises(RuleError):
        undo(vault, deed)
    assert vault.cases.get(case.id) == moved


def test_a_move_is_undone_with_its_site(vault: Vault, case: Case) -> None:
    before = look(vault, [case.id])
    move_case(vault, case.id, OOST.id)
    deed = deed_since(vault, before)
    assert deed is not None
    undo(vault, deed)
    assert vault.cases.get(case.id) == case
    assert vault.check() == ()


def test_a_move_that_left_a_tag_behind_is_undone_with_it_and_never_by_half(vault: Vault, case: Case) -> None:
    switch_tags(vault, Switch.ON)
    tag_case(vault, case.id, "Basalt-07")
    before = look(vault, [case.id])
    moved = move_case(vault, case.id, OOST.id)
    deed = deed_since(vault, before)
    assert deed is not None
    other = make_case(case.organisation_id)
    with vault.transaction():
        vault.cases.save(other)
    again = tag_case(vault, other.id, "Basalt-07")  # its word is another tag's now
    with pytest.raises(RuleError) as info:
        undo(vault, deed)
    assert info.value.safe
    assert vault.cases.get(case.id) == moved
    untag_case(vault, other.id, again.id)
    undo(vault, deed)
    assert vault.cases.get(case.id) == case
    (same,) = same_person(vault, case.id)
    assert same.tag.name == "Basalt-07"
    assert vault.check() == ()
