"""What was agreed with an organisation: its terms, people, words, sites; and the days on which it ends."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.factories import CHEAP, PASSPHRASE, make_case, make_contact
from vpdesk.domain.agreement import OwnLabel, Unit
from vpdesk.domain.contact import Attendance, TimeSpent
from vpdesk.domain.contact_person import ContactPerson, ContactRole
from vpdesk.domain.errors import RuleError
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.overview import DueKind
from vpdesk.domain.term import Term, TermKind, TermUnit
from vpdesk.domain.values import Switch
from vpdesk.services.agenda import read_agenda
from vpdesk.services.agreements import (
    agreed_terms,
    own_words,
    record_units,
    remove_contact_person,
    remove_own_word,
    remove_unit,
    save_contact_person,
    save_own_word,
    save_terms,
    save_unit,
    worked,
)
from vpdesk.vault.vault import Vault

TODAY = date(2026, 11, 20)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with Vault.create(tmp_path / "vault", PASSPHRASE, cost=CHEAP) as opened:
        yield opened


@pytest.fixture
def vliet(vault: Vault) -> Organisation:
    return stored(vault, "De Vliet")


def stored(vault: Vault, name: str, **changes: object) -> Organisation:
    organisation = replace(Organisation(name=name), **changes)  # type: ignore[arg-type]
    with vault.transaction():
        vault.organisations.save(organisation)
    return organisation


def test_terms_are_as_usual_until_something_else_was_agreed(vault: Vault, vliet: Organisation) -> None:
    oost = stored(vault, "Oost")
    usual = agreed_terms(vault, vliet.id)
    assert usual[TermKind.ADVICE].amount == 8
    longer = replace(usual[TermKind.ADVICE], amount=10)
    save_terms(vault, vliet.id, {**usual, TermKind.ADVICE: longer})
    assert agreed_terms(vault, vliet.id)[TermKind.ADVICE].amount == 10
    assert [term.kind for term in vault.terms.of_organisation(vliet.id)] == [TermKind.ADVICE]
    assert agreed_terms(vault, oost.id)[TermKind.ADVICE].amount == 8
    save_terms(vault, vliet.id, {TermKind.ADVICE: replace(longer, unit=TermUnit.MONTH)})
    assert len(vault.terms.of_organisation(vliet.id)) == 1
    save_terms(vault, vliet.id, usual)
    assert vault.terms.of_organisation(vliet.id) == []


def test_a_term_of_another_organisation_is_no_term_of_this_one(vault: Vault, vliet: Organisation) -> None:
    with pytest.raises(ValueError, match="another organisation"):
        save_terms(vault, vliet.id, {TermKind.ADVICE: Term.usual(vliet.id + 1, TermKind.ADVICE)})


def test_contact_persons_come_and_go(vault: Vault, vliet: Organisation) -> None:
    person = ContactPerson(organisation_id=vliet.id, role=ContactRole.HR, name="A. Bakker")
    save_contact_person(vault, person)
    save_contact_person(vault, replace(person, reach="010"))
    assert [one.reach for one in vault.contact_persons.of_organisation(vliet.id)] == ["010"]
    remove_contact_person(vault, person.id)
    assert vault.contact_persons.of_organisation(vliet.id) == []


def test_an_own_word_stands_for_one_code_and_takes_the_place_of_an_earlier_one(
    vault: Vault, vliet: Organisation
) -> None:
    def word(code: str, said: str) -> OwnLabel:
        return OwnLabel(organisation_id=vliet.id, dimension="matter", code=code, label=said)

    save_own_word(vault, word("bullying", "Treiteren"))
    save_own_word(vault, word("bullying", "Wegpesten"))
    assert own_words(vault, vliet.id) == {("matter", "bullying"): "Wegpesten"}
    with pytest.raises(RuleError) as info:
        save_own_word(vault, word("stalking", "wegpesten "))
    assert info.value.field == "label"
    with pytest.raises(RuleError) as info:
        save_own_word(vault, word("no_such_code", "Iets"))
    assert info.value.field == "code"
    save_own_word(vault, replace(word("manager", "Wegpesten"), dimension="respondent_relation"))
    for own in vault.own_labels.of_organisation(vliet.id):
        remove_own_word(vault, own.id)
    assert own_words(vault, vliet.id) == {}


def test_a_site_that_goes_leaves_its_cases(vault: Vault, vliet: Organisation) -> None:
    unit = Unit(organisation_id=vliet.id, name="Noord")
    save_unit(vault, unit)
    with pytest.raises(RuleError):
        save_unit(vault, Unit(organisation_id=vliet.id, name=" noord"))
    save_unit(vault, Unit(organisation_id=stored(vault, "Oost").id, name="Noord"))
    case = make_case(vliet.id, unit_id=unit.id)
    with vault.transaction():
        vault.cases.save(case)
    record_units(vault, vliet.id, Switch.ON)
    record_units(vault, vliet.id, Switch.OFF)
    assert vault.cases.get(case.id).unit_id == unit.id  # switching off hides, and drops nothing
    remove_unit(vault, unit.id)
    assert vault.cases.get(case.id).unit_id is None


def test_hours_add_up_per_organisation_and_period(vault: Vault, vliet: Organisation) -> None:
    mine, other = make_case(vliet.id), make_case(stored(vault, "Oost").id)
    binned = make_case(vliet.id, binned_on=TODAY)
    with vault.transaction():
        for case in (mine, other, binned):
            vault.cases.save(case)
            vault.contacts.save(make_contact(case.id, minutes=60, travel_minutes=30))
        missed = make_contact(mine.id, minutes=0, attendance=Attendance.MISSED, held_on=date(2026, 3, 31))
        vault.contacts.save(missed)
        vault.contacts.save(make_contact(mine.id, held_on=date(2026, 4, 1)))
    march = worked(vault, vliet.id, date(2026, 3, 1), date(2026, 3, 31))
    assert march == TimeSpent(held=1, missed=1, minutes=60, travel_minutes=30)
    assert worked(vault, vliet.id, date(2025, 1, 1), date(2025, 12, 31)) == TimeSpent()


def test_the_end_of_an_appointment_is_told_three_months_before(vault: Vault) -> None:
    stored(vault, "De Vliet", appointment_ends_on=date(2027, 2, 20), report_due_on=date(2027, 5, 1))
    assert [item.kind for item in read_agenda(vault, date(2026, 11, 19)).later] == [
        DueKind.APPOINTMENT,
        DueKind.REPORT,
    ]
    agenda = read_agenda(vault, TODAY)
    assert [(item.kind, item.organisation) for item in agenda.ahead] == [(DueKind.APPOINTMENT, "De Vliet")]
    assert [item.kind for item in agenda.later] == [DueKind.REPORT]
    assert [item.kind for item in agenda.coming] == [DueKind.APPOINTMENT, DueKind.REPORT]
    assert [item.kind for item in read_agenda(vault, date(2027, 2, 20)).today] == [DueKind.APPOINTMENT]
    late = read_agenda(vault, date(2027, 2, 21))
    assert [item.kind for item in late.late] == [DueKind.APPOINTMENT]
    assert not late.is_empty


def test_nothing_is_told_of_a_day_that_nobody_filled_in(vault: Vault, vliet: Organisation) -> None:
    assert vliet.appointment_ends_on is None
    assert read_agenda(vault, TODAY).is_empty
