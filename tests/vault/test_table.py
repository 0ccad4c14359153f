from dataclasses import fields
from pathlib import Path

import pytest

from tests.factories import (
    CHEAP,
    PASSPHRASE,
    make_aftercare,
    make_case,
    make_choice,
    make_consent,
    make_contact,
    make_referral,
    make_step,
)
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.values import Matter, Relation, Route
from vpdesk.vault import agreements, binning, casework, ledger, repositories
from vpdesk.vault.cases import CASES
from vpdesk.vault.faults import DatabaseDamagedError
from vpdesk.vault.full_text import plain_tables
from vpdesk.vault.table import Table
from vpdesk.vault.vault import Vault

TABLES = [
    CASES,
    *(
        table
        for room in (repositories, casework, agreements, binning, ledger)
        for table in vars(room).values()
        if isinstance(table, Table)
    ),
]


#: Columns that no value has, by table, and why: the triggers of the schema keep them.
KEPT_BY_THE_SCHEMA = {"cases": {"first_matter"}}  # the first of `case_matters`, for the list by matter


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_field_is_a_column_or_a_side_table_and_there_is_no_other(
    vault: Vault, table: Table[object]
) -> None:
    columns = {
        row["name"]
        for row in vault._connection.execute(f"SELECT name FROM pragma_table_info('{table.name}')")
    }
    assert columns - KEPT_BY_THE_SCHEMA.get(table.name, set()) == set(table.fields)
    assert set(table.fields) | set(table.tuples) == {field.name for field in fields(table._value)}  # type: ignore[arg-type]
    for tuples in table.tuples.values():
        assert vault._connection.execute(f"SELECT count(*) FROM {tuples.name}").fetchone() is not None


def test_every_table_is_known_to_a_repository(vault: Vault) -> None:
    side = {tuples.name for table in TABLES for tuples in table.tuples.values()}
    not_values = {
        "vault_state",
        "counted_along",
        "became_known",
        "stands_for",
        "joined_cases",
        "document_contents",
        "document_parts",
    }
    assert set(plain_tables(vault._connection)) - not_values == {table.name for table in TABLES} | side


def test_every_value_comes_back_as_it_went_in(vault: Vault, organisation: Organisation) -> None:
    case = make_case(
        organisation.id,
        matters=(Matter.FRAUD, Matter.BULLYING),
        respondent_relations=(Relation.COLLEAGUE, Relation.MANAGER),
        routes=(Route.SELF,),
    )
    contact, consent = make_contact(case.id, notes="naïef 'quote' \u202e 😀"), make_consent(case.id)
    step, aftercare = make_step(case.id, consent.id), make_aftercare(case.id)
    with vault.transaction():
        vault.cases.save(case)
        vault.contacts.save(contact)
        vault.consents.save(consent)
        vault.steps.save(step)
        vault.aftercares.add_all([aftercare])
    assert vault.organisations.get(organisation.id) == organisation
    assert vault.cases.get(case.id) == case
    assert vault.contacts.of_case(case.id) == [contact]
    assert vault.consents.of_case(case.id) == [consent]
    assert vault.steps.of_case(case.id) == [step]
    assert vault.aftercares.of_case(case.id) == [aftercare]


def test_saving_again_replaces_the_codes_and_adding_many_stores_them(
    vault: Vault, organisation: Organisation
) -> None:
    case = make_case(organisation.id, matters=(Matter.FRAUD, Matter.BULLYING))
    with vault.transaction():
        vault.cases.add_all([case])
        vault.cases.save(make_case(organisation.id, id=case.id, matters=(Matter.THEFT,)))
    assert vault.cases.get(case.id).matters == (Matter.THEFT,)


def test_deleting_a_case_takes_all_that_hangs_on_it(vault: Vault, organisation: Organisation) -> None:
    case = make_case(organisation.id)
    consent = make_consent(case.id)
    with vault.transaction():
        vault.cases.save(case)
        vault.contacts.save(make_contact(case.id))
        vault.consents.save(consent)
        vault.steps.save(make_step(case.id, consent.id))
        vault.aftercares.save(make_aftercare(case.id))
        vault.cases.delete(case.id)
    for name in ("cases", "case_matters", "contacts", "consents", "steps", "aftercares"):
        assert vault._connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] == 0
    with pytest.raises(LookupError):
        vault.cases.get(case.id)


def test_no_statistics_table_copies_values(vault: Vault) -> None:
    names = {row["name"] for row in vault._connection.execute("SELECT name FROM sqlite_master")}
    assert not {name for name in names if name.startswith("sqlite_stat")}


LONG = "Zij vertelt wat er voorviel, en daarna nog eens. " * 400


@pytest.fixture
def harmed(tmp_path: Path) -> tuple[Path, int]:
    """A vault with a damaged page in the middle of a long text, and the number of that conversation."""
    path = tmp_path / "vault"
    organisation = Organisation(name="Stichting De Boomgaard")
    case = make_case(organisation.id)
    contact = make_contact(case.id, notes=LONG)
    with Vault.create(path, PASSPHRASE, cost=CHEAP) as vault, vault.transaction():
        vault.organisations.save(organisation)
        vault.cases.save(case)
        vault.contacts.save(contact)
    with Vault.open(path, PASSPHRASE) as vault:
        # only overflow pages have nothing but the text; the last of the file is one of them
        overflow = [page.number for page in vault.read_pages() if LONG[:40].encode() in (page.content or b"")]
    data = bytearray((path / "case.db").read_bytes())
    data[(overflow[-1] - 1) * 4096 + 999] ^= 1
    (path / "case.db").write_bytes(data)
    return path, contact.id


def test_a_text_that_is_damaged_in_the_middle_is_not_shown(harmed: tuple[Path, int]) -> None:
    path, contact_id = harmed
    with Vault.open(path, PASSPHRASE) as vault, pytest.raises(DatabaseDamagedError):
        vault.contacts.get(contact_id)


def test_sqlcipher_itself_gives_zeros_for_it_without_a_word(harmed: tuple[Path, int]) -> None:
    """The control: the text has its length, and silence in its middle; saving it would make that final."""
    path, contact_id = harmed
    with Vault.open(path, PASSPHRASE) as vault:
        sql = "SELECT notes FROM contacts WHERE id = ?"
        (notes,) = vault.connection.execute(sql, [contact_id]).fetchone()
    assert len(notes) == len(LONG)
    assert "\0" * 1000 in notes


def test_a_zero_in_a_text_gets_a_sign_in_its_place(vault: Vault, organisation: Organisation) -> None:
    case = make_case(organisation.id)
    contact = make_contact(case.id, notes="voor\0na")
    with vault.transaction():
        vault.cases.save(case)
        vault.contacts.save(contact)
    assert vault.contacts.get(contact.id).notes == "voor\N{REPLACEMENT CHARACTER}na"


def test_the_check_looks_at_every_table_of_values(vault: Vault, organisation: Organisation) -> None:
    case = make_case(organisation.id)
    referral, choice = make_referral(case.id), make_choice(case.id)
    with vault.transaction():
        vault.cases.save(case)
        vault.referrals.save(referral)
        vault.route_choices.save(choice)
    assert vault.check() == ()
    with vault.transaction():
        vault.connection.execute("UPDATE referrals SET uptake = 'perhaps'")
    assert vault.check() == (f"row {referral.id} of referrals",)
