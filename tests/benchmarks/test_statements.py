"""How often a screen asks the database: the same for the first case and the thousandth."""

from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

import pytest

from tests.benchmarks.conftest import TODAY, Watch
from vpdesk.domain.contact import Contact
from vpdesk.domain.finding import Question
from vpdesk.domain.overview import CaseFilter
from vpdesk.domain.values import Entry
from vpdesk.services.casework import read_case, record_contact, save_case
from vpdesk.services.finding import find_newest
from vpdesk.vault.vault import Vault

#: The case with its five lists of codes, its organisation with two, the contacts with who was there and
#: what they add up to, thirteen other kinds of what belongs to a case, and whether the reporter is known.
OPENING_A_CASE = 30
#: Whether something waits to be taken in, the words for matters, whether anything is named so, and what was
#: noted, with all that is shown of it; where something is named so, the three groups of names too.
FINDING = 4
FINDING_NAMES = FINDING + 3


def test_the_list_asks_once_for_a_window_and_once_for_its_length(caseload: Vault, statements: Watch) -> None:
    with statements() as seen:
        rows = caseload.cases.rows(CaseFilter(), offset=400, limit=200)
        caseload.cases.count(CaseFilter())
    assert len(rows) == 200
    assert len(seen) == 2


def test_opening_a_case_asks_a_small_number_of_times_whatever_is_in_it(
    caseload: Vault, statements: Watch
) -> None:
    counts = set()
    for row in caseload.cases.rows(CaseFilter(), limit=40):
        with statements() as seen:
            read_case(caseload, row.id)
        counts.add(len(seen))
    assert max(counts) <= OPENING_A_CASE


@pytest.mark.parametrize(
    ("typed", "found", "most"),
    [
        ("zeldzaamwoord", 0, FINDING),
        ("gesprek", 20, FINDING),
        ("gespr leiding", 20, FINDING),
        ("eik", 5, FINDING_NAMES),
    ],
)
def test_a_search_asks_once_for_each_group_however_much_is_found(
    caseload: Vault, statements: Watch, typed: str, found: int, most: int
) -> None:
    caseload.take_in()
    question = Question.of(typed)
    find_newest(caseload, question)  # an index asks some things of its own the first time
    with statements() as seen:
        assert find_newest(caseload, question).count >= found
    own = [one for one in seen if not one.startswith("--")]  # "--": what an index does itself
    assert len(own) == most
    assert not [one for one in seen if one not in own and "findable_" in one], "an index asked for each text"


def test_what_falls_due_is_one_question(caseload: Vault, statements: Watch) -> None:
    with statements() as seen:
        assert caseload.aftercares.due(TODAY)
    assert len(seen) == 1


def test_a_report_counts_with_one_question(caseload: Vault, statements: Watch) -> None:
    organisation = caseload.organisations.all()[0]
    with statements() as seen:
        caseload.cases.countable(organisation.id, date(2025, 1, 1), date(2025, 12, 31))
    assert len(seen) == 1


def test_recording_a_contact_writes_the_contact_and_nothing_that_stayed_the_same(
    caseload: Vault, statements: Watch
) -> None:
    case = caseload.cases.get(caseload.cases.rows(CaseFilter(), limit=1)[0].id)
    contact = Contact(case_id=case.id, held_on=TODAY, minutes=30)
    with statements() as seen:
        record_contact(caseload, contact)
    with caseload.transaction():
        caseload.contacts.delete(contact.id)
    own = [one for one in seen if not one.startswith(("SELECT", "--"))]  # "--": what an index does itself
    # a statement with triggers is told once more at each of them
    assert [key for key, _same in groupby(" ".join(one.split()[:3]) for one in own)] == [
        "BEGIN IMMEDIATE",
        "UPDATE cases SET",  # where the next contact is another one, which it is not
        "INSERT INTO contacts",
        "UPDATE vault_state SET",
        "COMMIT",
    ]


@pytest.mark.parametrize(
    "changes",
    [{"entry": Entry.PORTAL}, {"told_of_reservation_on": date(2016, 1, 4)}, {"carried_minutes": 45}],
    ids=lambda changes: next(iter(changes)),
)
def test_a_changed_field_of_a_case_is_the_only_column_written(
    caseload: Vault, statements: Watch, changes: dict[str, Any]
) -> None:
    case = caseload.cases.get(caseload.cases.rows(CaseFilter(), limit=1)[0].id)
    with statements() as seen:
        save_case(caseload, replace(case, **changes))
    save_case(caseload, case)
    (field,) = changes
    writes = [one for one in seen if one.startswith(("UPDATE cases", "INSERT", "DELETE"))]
    assert [one.partition(" = ")[0] for one in writes] == [f"UPDATE cases SET {field}"]
    assert writes[0].count(" = ") == 2  # the column, and which case
