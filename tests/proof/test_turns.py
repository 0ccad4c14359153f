"""The writer of the proofs fills every table that grows with the work, and sees what of it is missing."""

from collections.abc import Iterator
from random import Random
from typing import Final

import pytest

from tests.factories import PASSPHRASE
from tests.proof import writer
from tests.proof.turns import TURNS, wrong_in
from vpdesk.vault.belonging import references
from vpdesk.vault.full_text import plain_tables
from vpdesk.vault.vault import Vault

#: Every turn so often that a row of each has gone too.
_SAVES: Final = 4 * len(TURNS)


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """A vault in which every turn was taken."""
    path = tmp_path_factory.mktemp("turns") / "vault"
    writer.begin(path)
    with Vault.open(path, PASSPHRASE) as opened:
        for number in range(1, _SAVES + 1):
            writer.save(opened, number, Random(number))
            if number in (1, len(TURNS), 3 * len(TURNS)):
                assert writer.saves_in(opened) == number
        yield opened


def _rows(vault: Vault, table: str) -> int:
    return int(vault.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_every_table_of_a_case_is_written_to(vault: Vault) -> None:
    of_a_case = {table for table, _column, parent in references(vault.connection) if parent == "cases"}
    codes = {table for table in of_a_case if table.startswith("case_") and table != "case_events"}
    empty = {table for table in of_a_case - codes if not _rows(vault, table)}
    # which only a case fills that was split after a report
    assert empty == {"counted_along", "stands_for"}
    assert {"document_contents", "drafts", "milestones", "binned"} <= set(plain_tables(vault.connection))


@pytest.mark.parametrize(
    ("harm", "name"),
    [
        ("DELETE FROM documents WHERE id = (SELECT max(id) FROM documents)", "document"),
        ("DELETE FROM document_parts WHERE rank = 1", "document"),
        ("UPDATE document_parts SET content = zeroblob(length(content)) WHERE rank = 1", "document"),
        ("DELETE FROM steps WHERE id = (SELECT max(id) FROM steps)", "step"),
        ("DELETE FROM milestones", "track"),
        ("DELETE FROM respondent_links", "tag"),
        ("UPDATE drafts SET body = ''", "draft"),
        ("UPDATE reporter_identities SET name = 'another'", "identity"),
    ],
)
def test_what_is_missing_or_another_is_seen(vault: Vault, harm: str, name: str) -> None:
    assert wrong_in(vault, _SAVES) == []
    vault.connection.execute("BEGIN IMMEDIATE")
    try:
        vault.connection.execute(harm)
        assert wrong_in(vault, _SAVES) == [name]
    finally:
        vault.connection.execute("ROLLBACK")
