"""Undoing what was done to an organisation: it is as it was, and whatever followed from it too."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import pytest

from tests.factories import make_case, make_release
from tests.services.test_binning import rows
from vpdesk.domain.agreement import OwnLabel, Unit
from vpdesk.domain.case import Case
from vpdesk.domain.contact_person import ContactPerson, ContactRole
from vpdesk.domain.erasure import ErasureRule
from vpdesk.domain.errors import RuleError
from vpdesk.domain.finding import Question
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.term import Term, TermKind
from vpdesk.domain.values import Mandate, MandateSource, Matter, Route, Switch
from vpdesk.services import undoing
from vpdesk.services.agenda import read_agenda
from vpdesk.services.agreements import (
    record_units,
    remove_contact_person,
    remove_own_word,
    remove_unit,
    report_units,
    save_contact_person,
    save_own_word,
    save_terms,
    save_unit,
)
from vpdesk.services.binning import bin_case, put_case_back
from vpdesk.services.casework import save_case
from vpdesk.services.drafts import save_draft
from vpdesk.services.finding import find_newest
from vpdesk.services.moving import move_case
from vpdesk.services.organisations import save_organisation
from vpdesk.services.report_lists import declare_list, declared_lists
from vpdesk.services.undoing import Deed, deed_since, look, of_erased, one_deed, undo
from vpdesk.vault import snapshots
from vpdesk.vault.erasure import erase_case
from vpdesk.vault.vault import Vault

ON = date(2026, 11, 20)
BOTH = (Mandate.CONDUCT, Mandate.INTEGRITY)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """An organisation with everything that can be agreed, three cases in it, and another beside it."""

    vault: Vault
    vliet: Organisation
    oost: Organisation
    noord: Unit
    fraud: Case
    chosen: Case
    at_noord: Case
    person: ContactPerson
    word: OwnLabel

    def done(self, verb: Callable[[], object]) -> Deed:
        before = look(self.vault, [self.vliet.id])
        verb()
        deed = deed_since(self.vault, before)
        assert deed is not None
        return deed

    def save(self, **changes: object) -> None:
        stored = self.vault.organisations.get(self.vliet.id)
        save_organisation(self.vault, replace(stored, **changes))  # type: ignore[arg-type]

    def mandate(self, case: Case) -> Mandate:
        return self.vault.cases.get(case.id).mandate

    def release(self, organisation: Organisation) -> None:
        with self.vault.transaction():
            self.vault.releases.register(make_release(organisation.id), [])


@pytest.fixture
def world(vault: Vault) -> World:
    vliet, oost = Organisation(name="De Vliet", committee="In de regio"), Organisation(name="Oost")
    for each in (vliet, oost):
        save_organisation(vault, each)
    noord = Unit(organisation_id=vliet.id, name="Noord")
    person = ContactPerson(organisation_id=vliet.id, role=ContactRole.HR, name="A. Bakker", reach="010")
    word = OwnLabel(organisation_id=vliet.id, dimension="matter", code="bullying", label="Treiteren")
    record_units(vault, vliet.id, Switch.ON)
    save_unit(vault, noord)
    save_contact_person(vault, person)
    save_own_word(vault, word)
    save_terms(vault, vliet.id, {TermKind.ADVICE: replace(Term.usual(vliet.id, TermKind.ADVICE), amount=10)})
    declare_list(vault, vliet.id, "matter", "bullying,other", on=date(2026, 1, 1))
    fraud = save_case(vault, make_case(vliet.id, alias="Eik-1", matters=(Matter.FRAUD,)))
    chosen = make_case(vliet.id, alias="Eik-2", mandate=Mandate.OUTSIDE, mandate_source=MandateSource.CHOSEN)
    return World(
        vault=vault,
        vliet=vliet,
        oost=oost,
        noord=noord,
        fraud=fraud,
        chosen=save_case(vault, chosen),
        at_noord=save_case(vault, make_case(vliet.id, alias="Eik-3", unit_id=noord.id)),
        person=person,
        word=word,
    )


def other_terms(world: World) -> None:
    usual = Term.usual(world.vliet.id, TermKind.ADVICE)
    longer = replace(Term.usual(world.vliet.id, TermKind.REPAIR), amount=6)
    save_terms(world.vault, world.vliet.id, {TermKind.ADVICE: usual, TermKind.REPAIR: longer})


DEEDS: dict[str, Callable[[World], object]] = {
    "name": lambda w: w.save(name="Waterschap De Vliet"),
    "remarks": lambda w: w.save(remarks="Belt liever"),
    "agreement": lambda w: w.save(mandates=BOTH),
    "other agreement": lambda w: w.save(mandates=(Mandate.INTEGRITY,)),
    "routes": lambda w: w.save(open_routes=(Route.SELF, Route.MEDIATION)),
    "committee": lambda w: w.save(committee="", reporting_point="Meldpunt"),
    "dates": lambda w: w.save(
        appointed_on=date(2026, 1, 1), appointment_ends_on=date(2027, 1, 1), report_due_on=date(2026, 12, 1)
    ),
    "keeping": lambda w: w.save(retention_years=7),
    "terms": other_terms,
    "new person": lambda w: save_contact_person(
        w.vault, ContactPerson(organisation_id=w.vliet.id, role=ContactRole.BOARD, name="Eva")
    ),
    "changed person": lambda w: save_contact_person(w.vault, replace(w.person, role=ContactRole.BOARD)),
    "removed person": lambda w: remove_contact_person(w.vault, w.person.id),
    "new word": lambda w: save_own_word(w.vault, replace(w.word, id=w.word.id + 1, label="Wegpesten")),
    "changed word": lambda w: save_own_word(w.vault, replace(w.word, label="Wegpesten")),
    "removed word": lambda w: remove_own_word(w.vault, w.word.id),
    "new site": lambda w: save_unit(w.vault, Unit(organisation_id=w.vliet.id, name="Zuid")),
    "renamed site": lambda w: save_unit(w.vault, replace(w.noord, name="Noordwest")),
    "removed site": lambda w: remove_unit(w.vault, w.noord.id),
    "sites off": lambda w: record_units(w.vault, w.vliet.id, Switch.OFF),
    "sites in reports": lambda w: report_units(w.vault, w.vliet.id, Switch.ON),
    "list": lambda w: declare_list(w.vault, w.vliet.id, "outcome", "resolved,other", on=ON),
    "usual list": lambda w: declare_list(w.vault, w.vliet.id, "matter", "", on=ON),
}


@pytest.mark.parametrize("name", DEEDS)
def test_after_undoing_every_table_is_as_it_was(world: World, name: str) -> None:
    before = rows(world.vault)
    deed = world.done(lambda: DEEDS[name](world))
    assert rows(world.vault) != before
    undo(world.vault, deed)
    assert rows(world.vault) == before
    assert world.vault.check() == ()


@pytest.mark.parametrize("seed", range(8))
def test_any_row_of_deeds_is_undone_to_the_first(world: World, seed: int) -> None:
    """Cases come and change between them: those stand as what is agreed again has them."""
    vault, dice = world.vault, random.Random(seed)
    stages, deeds = [rows(vault)], []
    for _number in range(12):
        before = look(vault, [world.vliet.id])
        try:
            DEEDS[dice.choice(list(DEEDS))](world)
        except RuleError:  # what one deed made, another finds in its way
            continue
        if (deed := deed_since(vault, before)) is not None:
            deeds.append(deed)
            stages.append(rows(vault))
    assert len(deeds) > 3
    for deed, stage in zip(reversed(deeds), reversed(stages[:-1]), strict=True):
        undo(vault, deed)
        assert rows(vault) == stage


def test_a_deed_tells_which_tables_it_was_in(world: World) -> None:
    """Screens decide by them what to read again."""
    heard: list[frozenset[str]] = []
    deed = world.done(lambda: remove_unit(world.vault, world.noord.id))
    world.vault.on_commit = heard.append
    undo(world.vault, deed)
    assert heard == [frozenset({"units", "cases"})]


def test_codes_are_told_of_by_what_they_are_of(world: World) -> None:
    """No screen knows the tables in which the codes of a value stand."""
    heard: list[frozenset[str]] = []
    deed = world.done(lambda: world.save(open_routes=(Route.SELF,)))
    world.vault.on_commit = heard.append
    undo(world.vault, deed)
    assert "organisations" in heard[0]


def test_what_is_found_follows(world: World) -> None:
    """A name that came back is found, and the one that went is not."""

    def found(word: str) -> int:
        return len(find_newest(world.vault, Question.of(word)).hits)

    deed = world.done(lambda: save_contact_person(world.vault, replace(world.person, name="C. Smit")))
    assert (found("bakker"), found("smit")) == (0, 1)
    undo(world.vault, deed)
    assert (found("bakker"), found("smit")) == (1, 0)
    assert world.vault.check() == ()


def test_what_falls_due_follows(world: World) -> None:
    def due() -> list[tuple[str, date]]:
        agenda = read_agenda(world.vault, date(2026, 3, 2))
        items = (*agenda.late, *agenda.today, *agenda.this_week, *agenda.later, *agenda.ahead)
        return [(item.kind.value, item.due_on) for item in items]

    longer = replace(Term.usual(world.vliet.id, TermKind.FIRST_REPLY), amount=5)
    before = due()
    for verb in (
        lambda: world.save(report_due_on=date(2026, 3, 20)),
        lambda: save_terms(world.vault, world.vliet.id, {TermKind.FIRST_REPLY: longer}),
    ):
        deed = world.done(verb)
        assert due() != before
        undo(world.vault, deed)
        assert due() == before


# -- mandates


def test_mandates_follow_the_agreement_there_and_back(world: World) -> None:
    deed = world.done(lambda: world.save(mandates=BOTH))
    assert world.mandate(world.fraud) is Mandate.INTEGRITY
    undo(world.vault, deed)
    assert world.mandate(world.fraud) is Mandate.OUTSIDE
    assert world.mandate(world.chosen) is Mandate.OUTSIDE


def come_since(world: World) -> Case:
    """Undo an agreement under which a case came since, and return that case as it is."""
    deed = world.done(lambda: world.save(mandates=BOTH))
    since = save_case(world.vault, make_case(world.vliet.id, matters=(Matter.FRAUD,)))
    assert since.mandate is Mandate.INTEGRITY
    undo(world.vault, deed)
    return world.vault.cases.get(since.id)


def test_a_case_that_came_since_follows_too(world: World) -> None:
    assert come_since(world).mandate is Mandate.OUTSIDE


def test_left_out_a_report_would_count_cases_within_an_agreement_that_does_not_cover_them(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: what follows is what keeps them right."""
    monkeypatch.setattr(undoing, "_follow", lambda _vault, _deed: None)
    assert come_since(world).mandate is Mandate.INTEGRITY
    assert world.mandate(world.fraud) is Mandate.INTEGRITY
    assert world.vault.organisations.get(world.vliet.id).mandates == (Mandate.CONDUCT,)


def test_a_case_keeps_the_mandate_that_was_chosen_or_counted_since(world: World) -> None:
    deed = world.done(lambda: world.save(mandates=BOTH))
    mine = save_case(
        world.vault,
        replace(
            world.vault.cases.get(world.at_noord.id),
            mandate=Mandate.INTEGRITY,
            mandate_source=MandateSource.CHOSEN,
        ),
    )
    world.release(world.vliet)
    with world.vault.transaction():
        release_id = world.vault.releases.history(world.vliet.id)[0].id
        world.vault.connection.execute(
            "INSERT INTO counted_along VALUES (?, ?)", [world.fraud.id, release_id]
        )
    undo(world.vault, deed)
    assert world.vault.organisations.get(world.vliet.id).mandates == (Mandate.CONDUCT,)
    assert world.mandate(mine) is Mandate.INTEGRITY
    assert world.mandate(world.fraud) is Mandate.INTEGRITY


def test_a_case_that_comes_back_comes_under_what_is_agreed_now(world: World) -> None:
    """Be it by undoing what was done to it, or out of the bin."""
    vault = world.vault
    before = look(vault, [world.fraud.id])
    save_case(vault, replace(world.fraud, matters=(Matter.BULLYING,)))
    deed = deed_since(vault, before)
    assert deed is not None
    bin_case(vault, world.at_noord.id, ON)
    world.save(mandates=(Mandate.INTEGRITY,))
    assert world.mandate(world.fraud) is Mandate.OUTSIDE
    with pytest.raises(RuleError):  # its mandate is another since
        undo(vault, deed)
    world.save(mandates=BOTH)
    undo(vault, deed)
    assert world.mandate(world.fraud) is Mandate.INTEGRITY
    put_case_back(vault, world.at_noord.id)
    assert world.mandate(world.at_noord) is Mandate.CONDUCT


# -- sites


def test_a_site_that_comes_back_is_in_its_cases_again_whatever_was_done_to_them(world: World) -> None:
    deed = world.done(lambda: remove_unit(world.vault, world.noord.id))
    assert world.vault.cases.get(world.at_noord.id).unit_id is None
    save_case(world.vault, replace(world.vault.cases.get(world.at_noord.id), alias="Iep-9"))
    undo(world.vault, deed)
    again = world.vault.cases.get(world.at_noord.id)
    assert (again.unit_id, again.alias) == (world.noord.id, "Iep-9")


def refuse(world: World, deed: Deed, why: str = "changed in it since") -> None:
    before = rows(world.vault)
    with pytest.raises(RuleError, match=why):
        undo(world.vault, deed)
    assert rows(world.vault) == before


def test_a_case_that_moved_away_gets_no_site_over_the_wall(world: World) -> None:
    deed = world.done(lambda: remove_unit(world.vault, world.noord.id))
    move_case(world.vault, world.at_noord.id, world.oost.id)
    refuse(world, deed)


def test_the_organisation_in_the_condition_is_what_keeps_the_wall(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without it the case has a site of another organisation, until the look afterwards refuses that."""
    deed = world.done(lambda: remove_unit(world.vault, world.noord.id))
    move_case(world.vault, world.at_noord.id, world.oost.id)
    seen: list[tuple[object, ...]] = []

    def anywhere(connection: Any, table: str, column: str, row: dict[str, object]) -> None:
        connection.execute(f"UPDATE {table} SET {column} = :{column} WHERE id = :id", dict(row))
        sql = "SELECT organisation_id, unit_id FROM cases WHERE id = ?"
        seen.append(tuple(connection.execute(sql, [row["id"]]).fetchone()))

    monkeypatch.setattr(snapshots, "_name_again", anywhere)
    refuse(world, deed)
    assert seen == [(world.oost.id, world.noord.id)]


def test_a_case_that_went_to_another_site_since_stays_there(world: World) -> None:
    deed = world.done(lambda: remove_unit(world.vault, world.noord.id))
    zuid = Unit(organisation_id=world.vliet.id, name="Zuid")
    save_unit(world.vault, zuid)
    save_case(world.vault, replace(world.vault.cases.get(world.at_noord.id), unit_id=zuid.id))
    refuse(world, deed)


def test_nothing_of_an_erased_case_comes_back_with_its_site(world: World) -> None:
    deed = world.done(lambda: remove_unit(world.vault, world.noord.id))
    other = world.done(lambda: world.save(remarks="Belt"))
    assert of_erased(world.vault, [deed, other]) == []
    erase_case(world.vault, world.at_noord.id, rule=ErasureRule.MISTAKE, on=ON)
    refuse(world, deed)
    assert world.vault.cases.find(world.at_noord.id) is None
    assert of_erased(world.vault, [deed, other]) == [deed]


def test_what_is_kept_to_undo_a_site_says_of_its_cases_that_they_were_there_and_nothing_more(
    world: World,
) -> None:
    deed = world.done(lambda: remove_unit(world.vault, world.noord.id))
    (of_case,) = [each for each in deed.changes if each.table == "cases"]
    assert set(of_case.before or {}) == {"id", "organisation_id", "unit_id"}


def test_a_site_where_a_case_is_since_stays(world: World) -> None:
    zuid = Unit(organisation_id=world.vliet.id, name="Zuid")
    deed = world.done(lambda: save_unit(world.vault, zuid))
    save_case(world.vault, replace(world.vault.cases.get(world.fraud.id), unit_id=zuid.id))
    refuse(world, deed)
    assert world.vault.cases.get(world.fraud.id).unit_id == zuid.id


# -- what was changed since


def test_what_was_changed_since_is_not_put_back(world: World) -> None:
    deed = world.done(lambda: world.save(remarks="Belt liever"))
    world.save(remarks="Mailt liever")
    refuse(world, deed)


def test_what_was_done_to_it_elsewhere_since_stays(world: World) -> None:
    deed = world.done(lambda: world.save(remarks="Belt liever"))
    remove_contact_person(world.vault, world.person.id)
    undo(world.vault, deed)
    assert world.vault.contact_persons.of_organisation(world.vliet.id) == []


def test_a_name_that_another_organisation_bears_by_now_is_not_given_twice(world: World) -> None:
    deed = world.done(lambda: world.save(name="Waterschap De Vliet"))
    save_organisation(world.vault, Organisation(name="DE VLIET"))
    refuse(world, deed)


def test_the_question_for_names_is_what_keeps_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    deed = world.done(lambda: world.save(name="Waterschap De Vliet"))
    save_organisation(world.vault, Organisation(name="DE VLIET"))
    monkeypatch.setattr(undoing, "_require_clear_names", lambda _vault, _deed: None)
    undo(world.vault, deed)
    assert {one.name.casefold() for one in world.vault.organisations.all()} == {"de vliet", "oost"}


def test_a_word_that_stands_for_something_else_by_now_does_not_stand_for_both(world: World) -> None:
    deed = world.done(lambda: DEEDS["changed word"](world))
    save_own_word(world.vault, replace(world.word, id=world.word.id + 1, code="stalking", label="treiteren"))
    refuse(world, deed)


def test_a_site_of_which_another_has_the_name_by_now_is_not_there_twice(world: World) -> None:
    deed = world.done(lambda: DEEDS["renamed site"](world))
    save_unit(world.vault, Unit(organisation_id=world.vliet.id, name="NOORD"))
    refuse(world, deed)


@pytest.mark.parametrize("begun", ["{person}", "{organisation}/person"])
def test_what_was_begun_to_be_written_in_what_would_go_is_not_lost_with_it(world: World, begun: str) -> None:
    eva = ContactPerson(organisation_id=world.vliet.id, role=ContactRole.BOARD, name="Eva")
    deed = world.done(lambda: save_contact_person(world.vault, eva))
    place = begun.format(person=f"organisation/{world.vliet.id}/person/{eva.id}", organisation=world.vliet.id)
    save_draft(world.vault, place, '{"reach": "010-1"}', datetime(2026, 11, 20, 14, 9))
    if str(eva.id) in place:
        refuse(world, deed)
    else:
        undo(world.vault, deed)  # it was begun in what stays


# -- what was released


@pytest.mark.parametrize("name", ["new site", "removed site", "list", "usual list"])
def test_no_line_of_a_table_comes_or_goes_by_undoing_once_a_report_was_released(
    world: World, name: str
) -> None:
    """Who could would choose what the figures show that she has seen."""
    deed = world.done(lambda: DEEDS[name](world))
    world.release(world.vliet)
    refuse(world, deed, "released to this organisation since")


def test_the_question_for_releases_is_what_keeps_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    deed = world.done(lambda: DEEDS["usual list"](world))
    world.release(world.vliet)
    monkeypatch.setattr(undoing, "_require_uncounted", lambda _vault, _deed: None)
    undo(world.vault, deed)
    assert declared_lists(world.vault, world.vliet.id) == {"matter": "bullying,other"}


@pytest.mark.parametrize("name", sorted({*DEEDS} - {"new site", "removed site", "list", "usual list"}))
def test_everything_else_is_undone_after_a_release_which_stays_as_it_is(world: World, name: str) -> None:
    deed = world.done(lambda: DEEDS[name](world))
    world.release(world.vliet)
    released = world.vault.releases.history(world.vliet.id)
    undo(world.vault, deed)
    assert world.vault.releases.history(world.vliet.id) == released


def test_a_report_to_another_organisation_is_in_nobodys_way(world: World) -> None:
    deed = world.done(lambda: DEEDS["removed site"](world))
    world.release(world.oost)
    undo(world.vault, deed)
    assert world.vault.units.of_organisation(world.vliet.id) == [world.noord]


# -- adding one


def test_an_organisation_that_was_added_goes_again(world: World) -> None:
    fresh = Organisation(name="Molendrecht", mandates=BOTH, open_routes=(Route.SELF,))
    before = rows(world.vault)
    seen = look(world.vault, [fresh.id])
    save_organisation(world.vault, fresh)
    deed = deed_since(world.vault, seen)
    assert deed is not None
    case = save_case(world.vault, make_case(fresh.id))
    refuse(world, deed)  # a case of it holds it
    with world.vault.transaction():
        world.vault.cases.delete(case.id)
    undo(world.vault, deed)
    assert rows(world.vault) == before
    assert world.vault.check() == ()


# -- one deed or two


def test_going_on_with_the_same_is_one_deed(world: World) -> None:
    before = rows(world.vault)
    first = world.done(lambda: world.save(remarks="Belt"))
    later = world.done(lambda: world.save(remarks="Belt liever"))
    whole = one_deed(first, later)
    assert whole is not None
    undo(world.vault, whole)
    assert rows(world.vault) == before


def test_what_is_the_same_again_is_no_deed(world: World) -> None:
    first = world.done(lambda: world.save(mandates=BOTH))
    later = world.done(lambda: world.save(mandates=(Mandate.CONDUCT,)))
    whole = one_deed(first, later)
    assert whole is not None
    assert whole.changes == ()


def test_what_is_of_something_else_is_another_deed(world: World) -> None:
    first = world.done(lambda: world.save(remarks="Belt"))
    assert one_deed(first, world.done(lambda: world.save(committee="Anders"))) is None
    assert one_deed(first, world.done(lambda: remove_contact_person(world.vault, world.person.id))) is None


def test_something_else_between_makes_two_of_them(world: World) -> None:
    first = world.done(lambda: world.save(remarks="Belt"))
    world.save(remarks="Mailt")
    assert one_deed(first, world.done(lambda: world.save(remarks="Belt liever"))) is None
    first = world.done(lambda: world.save(remarks="Belt"))
    world.release(world.vliet)
    assert one_deed(first, world.done(lambda: world.save(remarks="Belt liever"))) is None
