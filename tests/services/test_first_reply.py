"""A reporter hears something within a few working days: the term runs until the first contact."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from tests.factories import make_case, make_contact
from vpdesk.domain.aftercare import Aftercare
from vpdesk.domain.binned import BinKind
from vpdesk.domain.case import Case
from vpdesk.domain.case_event import PAST_FIRST_REPLY, CaseEvent, CaseEventKind
from vpdesk.domain.contact import Attendance
from vpdesk.domain.deadlines import first_reply
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.overview import CaseFilter, DueItem, DueKind
from vpdesk.domain.term import Term, TermKind, TermUnit
from vpdesk.domain.values import AftercareWish, Outcome
from vpdesk.services.agenda import first_terms, read_agenda
from vpdesk.services.agreements import save_terms
from vpdesk.services.binning import bin_case, bin_part, put_back, put_case_back
from vpdesk.services.casework import read_case, save_contact
from vpdesk.services.closing import close_case, reopen_case
from vpdesk.vault.vault import Vault

#: A Thursday: two working days later is Monday.
CAME = date(2026, 11, 19)
DUE = date(2026, 11, 23)


@pytest.fixture
def case(vault: Vault, organisation: Organisation) -> Case:
    made = make_case(organisation.id, alias="Eik-14", opened_on=CAME)
    with vault.transaction():
        vault.cases.save(made)
    return made


def waiting(vault: Vault, today: date = CAME) -> list[DueItem]:
    agenda = read_agenda(vault, today)
    found = (*agenda.late, *agenda.today, *agenda.coming)
    return [item for item in found if item.kind is DueKind.FIRST_REPLY]


def term(organisation: Organisation, amount: int, unit: TermUnit) -> Term:
    return Term(organisation_id=organisation.id, kind=TermKind.FIRST_REPLY, amount=amount, unit=unit)


@pytest.mark.parametrize(
    ("came", "due"),
    [
        (date(2026, 11, 16), date(2026, 11, 18)),
        (CAME, DUE),
        (date(2026, 11, 21), date(2026, 11, 24)),  # on a Saturday
        (date(2026, 12, 23), date(2026, 12, 28)),  # Christmas, and a weekend
    ],
)
def test_it_is_counted_in_working_days(came: date, due: date) -> None:
    assert first_reply(came, ()).due_on == due


def test_what_the_organisation_agreed_goes_before_the_usual_term(
    vault: Vault, organisation: Organisation, case: Case
) -> None:
    assert [item.due_on for item in waiting(vault)] == [DUE]
    own = term(organisation, 1, TermUnit.WEEK)
    save_terms(vault, organisation.id, {TermKind.FIRST_REPLY: own})
    assert [item.due_on for item in waiting(vault)] == [date(2026, 11, 26)]
    assert first_reply(CAME, read_case(vault, case.id).terms).due_on == date(2026, 11, 26)


def test_it_waits_in_the_agenda_and_the_list_until_the_first_contact(vault: Vault, case: Case) -> None:
    (item,) = waiting(vault)
    assert (item.case_id, item.value_id, item.due_on, item.term) == (
        case.id,
        case.id,
        DUE,
        TermKind.FIRST_REPLY,
    )
    assert read_agenda(vault, DUE).today == (item,)
    assert read_agenda(vault, date(2026, 11, 24)).late == (item,)
    assert first_terms(vault) == ((case.id, DUE),)
    (row,) = vault.cases.rows(CaseFilter(due_until=DUE, terms=first_terms(vault)), limit=5)
    assert row.due_on == DUE
    assert read_case(vault, case.id).is_unanswered
    save_contact(vault, make_contact(case.id, held_on=date(2026, 11, 20)))
    assert waiting(vault, DUE) == []
    assert first_terms(vault) == ()
    assert not read_case(vault, case.id).is_unanswered


def test_an_appointment_that_the_reporter_missed_was_a_reply(vault: Vault, case: Case) -> None:
    save_contact(vault, make_contact(case.id, attendance=Attendance.MISSED))
    assert waiting(vault) == []


def test_without_that_contact_it_runs_again(vault: Vault, case: Case) -> None:
    contact = make_contact(case.id)
    save_contact(vault, contact)
    binned = bin_part(vault, BinKind.CONTACT, contact.id, label="", now=datetime(2026, 11, 20, 9))
    assert len(waiting(vault)) == 1
    put_back(vault, binned.id)
    assert waiting(vault) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"closed_on": date(2026, 11, 20), "outcome": Outcome.LISTENED_ONLY},
        {"carried_contacts": 2, "carried_minutes": 60},
        {"binned_on": date(2026, 11, 20)},
    ],
    ids=["closed", "contacts came with a file", "in the bin"],
)
def test_who_waits_for_nothing_is_not_reminded_of(
    vault: Vault, case: Case, changes: dict[str, Any]
) -> None:
    with vault.transaction():
        vault.cases.save(replace(case, **changes))
    assert waiting(vault) == []
    assert vault.cases.unanswered() == []


def test_a_case_from_the_bin_waits_again(vault: Vault, case: Case) -> None:
    bin_case(vault, case.id, CAME)
    assert waiting(vault) == []
    put_case_back(vault, case.id)
    assert len(waiting(vault)) == 1


@pytest.mark.parametrize("kind", list(CaseEventKind))
def test_only_a_new_case_waits(vault: Vault, case: Case, kind: CaseEventKind) -> None:
    """Two new cases that are joined are one new case; after anything else it was new before."""
    with vault.transaction():
        vault.case_events.save(CaseEvent(case_id=case.id, happened_on=CAME, kind=kind))
    waits = kind not in PAST_FIRST_REPLY
    assert waits is (kind is CaseEventKind.JOINED)
    assert bool(waiting(vault)) is waits
    assert read_case(vault, case.id).is_unanswered is waits


def test_a_case_that_is_reopened_is_not_late_for_a_first_reply(vault: Vault, case: Case) -> None:
    day = date(2026, 11, 20)
    agreement = Aftercare(case_id=case.id, agreed_on=day, wish=AftercareWish.NOT_WANTED)
    close_case(vault, case.id, on=day, outcome=Outcome.LISTENED_ONLY, aftercare=agreement)
    reopen_case(vault, case.id, date(2027, 2, 1))
    assert waiting(vault, date(2027, 2, 1)) == []
