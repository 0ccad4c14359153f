"""The first matter of a case, repeated in its row for the list by matter: the schema itself sees to it."""

from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from tests.factories import make_case
from tests.upgrade.freeze import FROZEN, PASSPHRASE
from tests.upgrade.test_upgrade import thaw
from vpdesk.domain.case_list import CaseColumn, CaseOrder, Direction
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.overview import CaseFilter
from vpdesk.domain.values import Matter
from vpdesk.vault.migrations import MIGRATIONS
from vpdesk.vault.vault import Vault

BY_MATTER = CaseOrder(column=CaseColumn.MATTER, direction=Direction.ASCENDING)
#: Cases that are not where their matters say that they are.
ASTRAY = """
    SELECT count(*) FROM cases WHERE first_matter IS NOT
        (SELECT code FROM case_matters WHERE case_id = cases.id ORDER BY rank LIMIT 1)
"""


def astray(connection: sqlcipher.Connection) -> int:
    return int(connection.execute(ASTRAY).fetchone()[0])


@pytest.mark.parametrize("without", [None, "case_matters_lead"])
def test_it_follows_what_is_saved(vault: Vault, organisation: Organisation, without: str | None) -> None:
    if without is not None:  # the control: nothing else keeps it
        vault.connection.execute(f"DROP TRIGGER {without}")
    first = make_case(organisation.id, alias="Eik-1", matters=(Matter.FRAUD, Matter.BULLYING))
    others = [make_case(organisation.id, alias="Es-2", matters=(Matter.STALKING,))]
    with vault.transaction():
        vault.cases.save(first)
        vault.cases.add_all(others)
    came = astray(vault.connection)
    with vault.transaction():
        vault.cases.save(make_case(organisation.id, id=first.id, alias="Eik-1", matters=(Matter.BULLYING,)))
    assert (came, astray(vault.connection)) == ((0, 0) if without is None else (2, 2))
    shown = [row.alias for row in vault.cases.rows(CaseFilter(), BY_MATTER)]
    assert shown == (["Eik-1", "Es-2"] if without is None else [])


@pytest.mark.parametrize("without", [None, "case_matters_lead_anew"])
def test_it_follows_what_is_put_in_its_place(
    vault: Vault, organisation: Organisation, without: str | None
) -> None:
    """So does undoing: it writes the row that was there before."""
    if without is not None:
        vault.connection.execute(f"DROP TRIGGER {without}")
    with vault.transaction():
        vault.cases.save(make_case(organisation.id, matters=(Matter.FRAUD, Matter.BULLYING)))
        vault.connection.execute("UPDATE case_matters SET code = 'theft' WHERE rank = 0")
    assert astray(vault.connection) == (0 if without is None else 1)


def test_of_a_case_that_lost_its_first_matter_it_is_the_next(
    vault: Vault, organisation: Organisation
) -> None:
    """A rescue puts in what it could read, in whatever order."""
    case = make_case(organisation.id, matters=(Matter.FRAUD, Matter.BULLYING, Matter.THEFT))
    with vault.transaction():
        vault.cases.save(case)
        rows = vault.connection.execute("SELECT * FROM case_matters WHERE rank > 0 ORDER BY rank DESC")
        kept = [tuple(row) for row in rows]
        vault.connection.execute("DELETE FROM case_matters")
        vault.connection.executemany("INSERT INTO case_matters VALUES (?, ?, ?)", kept)
    assert astray(vault.connection) == 0
    assert [row.matters[0] for row in vault.cases.rows(CaseFilter(), BY_MATTER)] == [Matter.BULLYING]


def test_the_cases_of_earlier_versions_have_theirs(tmp_path: Path) -> None:
    schema = max(number for number in range(1, len(MIGRATIONS)) if (FROZEN / f"schema-{number}").exists())
    with Vault.open(thaw(schema, tmp_path), PASSPHRASE) as vault:
        assert astray(vault.connection) == 0
        everyone = vault.cases.rows(CaseFilter())
        assert {row.id for row in vault.cases.rows(CaseFilter(), BY_MATTER)} == {row.id for row in everyone}
        assert len(everyone) > 20
