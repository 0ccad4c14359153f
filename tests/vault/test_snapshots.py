"""What hangs on a case or an organisation, as the database itself says, and taking no more than that back."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.factories import make_case, make_contact, make_release
from vpdesk.domain.agreement import Unit
from vpdesk.domain.case import Case
from vpdesk.domain.organisation import Organisation
from vpdesk.vault import snapshots
from vpdesk.vault.belonging import WhenGone, ties
from vpdesk.vault.snapshots import RowChange, TakenBackElsewhereError, changes, snapshot, take_back
from vpdesk.vault.vault import Vault


@pytest.fixture
def unit(vault: Vault, organisation: Organisation) -> Unit:
    made = Unit(organisation_id=organisation.id, name="Noord")
    with vault.transaction():
        vault.units.save(made)
    return made


@pytest.fixture
def case(vault: Vault, organisation: Organisation, unit: Unit) -> Case:
    made = make_case(organisation.id, unit_id=unit.id, reflection="geleerd")
    with vault.transaction():
        vault.cases.save(made)
    return made


def in_transaction(vault: Vault, verb: Callable[[], object]) -> None:
    with vault.transaction():
        verb()


def test_what_only_names_something_says_of_which_organisation_it_is(vault: Vault) -> None:
    """That keeps the wall between them when something is named again: another such table needs it too."""
    naming = [tie for tie in ties(vault.connection) if tie.when_gone is WhenGone.GOES_ON]
    assert {(tie.table, tie.column) for tie in naming} == {("cases", "unit_id"), ("ledger", "case_id")}
    for tie in naming:
        columns = vault.connection.execute(f"PRAGMA table_info({tie.table})").fetchall()
        assert {"id", "organisation_id"} <= {column["name"] for column in columns}


def test_every_identifier_is_of_one_row_only(vault: Vault, organisation: Organisation, case: Case) -> None:
    """So the roots of a snapshot need not say of which table they are."""
    assert {place for place, _key in snapshot(vault.connection, [case.id]).rows} == {"cases", "case_matters"}
    seen = snapshot(vault.connection, [organisation.id])
    assert "organisations" in {place for place, _key in seen.rows}
    assert "cases" not in {place for place, _key in seen.rows}


def test_an_organisation_is_seen_without_its_cases_and_releases(
    vault: Vault, organisation: Organisation, case: Case
) -> None:
    """A practice of ten years would be in memory for each word that is changed."""
    with vault.transaction():
        vault.contacts.save(make_contact(case.id, notes="in vertrouwen"))
        vault.releases.register(make_release(organisation.id), [])
    seen = snapshot(vault.connection, [organisation.id])
    assert {place for place, _key in seen.rows} == {
        *("organisations", "organisation_mandates", "units", "cases.unit_id")
    }
    assert "geleerd" not in repr(seen)
    assert "in vertrouwen" not in repr(seen)


def test_what_came_to_name_something_since_is_never_deleted_for_it(
    vault: Vault, organisation: Organisation, unit: Unit, case: Case
) -> None:
    key = ("cases.unit_id", (case.id,))
    named = snapshot(vault.connection, [organisation.id]).rows[key]
    change = RowChange(place=key[0], key=key[1], before=None, after=named)
    with pytest.raises(TakenBackElsewhereError):
        in_transaction(vault, lambda: take_back(vault.connection, [organisation.id], [change]))
    assert vault.cases.get(case.id).unit_id == unit.id


def test_the_question_whether_it_only_names_is_what_keeps_the_case(
    vault: Vault, organisation: Organisation, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    def delete(connection: Any, change: RowChange) -> None:
        connection.execute(f"DELETE FROM {change.table} WHERE id = ?", change.key)

    monkeypatch.setattr(snapshots, "_delete", delete)
    key = ("cases.unit_id", (case.id,))
    named = snapshot(vault.connection, [organisation.id]).rows[key]
    change = RowChange(place=key[0], key=key[1], before=None, after=named)
    in_transaction(vault, lambda: take_back(vault.connection, [organisation.id], [change]))
    assert vault.cases.find(case.id) is None


def test_what_is_held_does_not_go(vault: Vault) -> None:
    fresh = Organisation(name="Oost")
    before = snapshot(vault.connection, [fresh.id])
    in_transaction(vault, lambda: vault.organisations.save(fresh))
    deed = changes(before, snapshot(vault.connection, [fresh.id]))
    in_transaction(vault, lambda: vault.cases.save(make_case(fresh.id)))
    with pytest.raises(TakenBackElsewhereError):
        in_transaction(vault, lambda: take_back(vault.connection, [fresh.id], deed))
    assert vault.organisations.get(fresh.id) == fresh


def test_the_question_what_holds_it_comes_before_the_database_refuses(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its refusal at the commit would be a fault of the program to her, and not a word of why."""
    fresh = Organisation(name="Oost")
    before = snapshot(vault.connection, [fresh.id])
    in_transaction(vault, lambda: vault.organisations.save(fresh))
    deed = changes(before, snapshot(vault.connection, [fresh.id]))
    in_transaction(vault, lambda: vault.cases.save(make_case(fresh.id)))
    monkeypatch.setattr(snapshots, "_dangles", lambda _connection, _wanted: False)
    with pytest.raises(Exception, match="FOREIGN KEY") as info:
        in_transaction(vault, lambda: take_back(vault.connection, [fresh.id], deed))
    assert not isinstance(info.value, TakenBackElsewhereError)
