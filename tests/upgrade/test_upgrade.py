"""Every vault that an earlier version made comes through word for word, or stays as it was."""

import hashlib
import json
import shutil
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from tests.upgrade.freeze import FROZEN, PASSPHRASE, as_json, freeze, read_schema, read_tables
from vpdesk.domain.errors import DiskFullError
from vpdesk.domain.register import EventKind, ReleaseKind
from vpdesk.services.batches import batch_of
from vpdesk.vault import header_files, migrating
from vpdesk.vault.connection import connect
from vpdesk.vault.faults import DatabaseDamagedError
from vpdesk.vault.migration_faults import MigrationError
from vpdesk.vault.migrations import MIGRATIONS, REWRITTEN
from vpdesk.vault.vault import Vault

#: The first schema that keeps what was counted in a ledger, which comes through word for word since.
LEDGER_SINCE = 4
#: The first that says which other cases stand for what was counted.
STANDS_SINCE = 5
#: The first whose frozen vault holds a number that was told.
TOLD_SINCE = 5
OLD = sorted(int(folder.name.removeprefix("schema-")) for folder in FROZEN.glob("schema-*"))


def frozen(schema: int) -> dict[str, Any]:
    known: dict[str, Any] = json.loads((FROZEN / f"schema-{schema}" / "rows.json").read_text("utf-8"))
    return known


def thaw(schema: int, tmp_path: Path) -> Path:
    folder = tmp_path / "kluis"
    shutil.copytree(FROZEN / f"schema-{schema}", folder, ignore=shutil.ignore_patterns("rows.json"))
    return folder


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A vault of the oldest schema."""
    return thaw(1, tmp_path)


def open_raw(folder: Path) -> sqlcipher.Connection:
    return connect(folder / "case.db", header_files.unlock(folder, PASSPHRASE).key.database_key())


def state(folder: Path) -> tuple[int, dict[str, Any]]:
    with closing(open_raw(folder)) as connection:
        return migrating.schema(connection), json.loads(as_json(read_tables(connection)))


def take_step(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Bring a vault of schema 1 up to date with `script` as its only step."""
    monkeypatch.setattr(migrating, "MIGRATIONS", (MIGRATIONS[0], script))
    with closing(open_raw(folder)) as connection:
        migrating.migrate(connection, 1, backup=lambda: None)


def test_every_step_has_a_frozen_vault_of_the_schema_before_it() -> None:
    assert set(range(1, len(MIGRATIONS))) <= set(OLD)


@pytest.mark.parametrize("schema", OLD)
def test_history_is_never_written_anew(schema: int) -> None:
    connection = sqlcipher.connect(":memory:", isolation_level=None)
    for script in MIGRATIONS[:schema]:
        connection.executescript(script)
    assert read_schema(connection) == frozen(schema)["schema"]


@pytest.mark.parametrize("schema", OLD)
def test_every_row_of_an_earlier_version_comes_through(schema: int, tmp_path: Path) -> None:
    folder = thaw(schema, tmp_path)
    with Vault.open(folder, PASSPHRASE) as vault:
        assert vault.check() == ()
        commits = vault._connection.execute("SELECT commits FROM vault_state").fetchone()[0]
    version, now = state(folder)
    assert version == len(MIGRATIONS)
    gone = {name for step, names in REWRITTEN.items() if step > schema for name in names}
    for name, table in frozen(schema)["tables"].items():
        if name in gone:
            continue
        there = [now[name]["columns"].index(column) for column in table["columns"]]
        rows = sorted(([row[place] for place in there] for row in now[name]["rows"]), key=repr)
        assert rows == table["rows"], name
    assert [commits] == [row[2] for row in frozen(schema)["tables"]["vault_state"]["rows"]]


@pytest.mark.parametrize("schema", [schema for schema in OLD if schema < LEDGER_SINCE])
def test_every_case_that_was_counted_stays_counted_in_its_release(schema: int, tmp_path: Path) -> None:
    counted = frozen(schema)["tables"]["counted_cases"]["rows"]
    releases = {row[0]: row for row in frozen(schema)["tables"]["releases"]["rows"]}
    with Vault.open(thaw(schema, tmp_path), PASSPHRASE) as vault:
        (release,) = [vault.releases.get(number) for number in releases]
        events = vault.ledger.of_releases([release.id])[release.id]
        openings = {event.case_id for event in events if event.event is EventKind.OPENING}
        assert openings == {case_id for case_id, _release in counted}
        assert all(event.codes is None for event in events)
        body = json.loads(release.body)
        assert (release.kind, release.k, release.kappa) == (ReleaseKind.FULL, body["k"], body["kappa"])
        assert (release.engine, release.document_hash) == (body["engine"], "")
        contacts = [event for event in events if event.event is EventKind.CONTACT]
        assert len(contacts) == body["totals"]["contacts"]
        # none of it counts again
        again = batch_of(vault, release.organisation_id, date(2026, 7, 1), date(2026, 12, 31))
        assert not {case.id for case in again.openings} & openings
        assert not {contact.id for contact in again.contacts} & {event.contact_id for event in contacts}


def test_what_was_split_from_a_counted_case_stands_for_it_since(tmp_path: Path) -> None:
    tables = frozen(STANDS_SINCE - 1)["tables"]
    ((part, release),) = tables["counted_along"]["rows"]
    said = next(row for row in tables["case_events"]["rows"] if row[1] == part and "split" in row)
    (counted,) = [row[0] for row in tables["cases"]["rows"] if said[-1] in row]
    with Vault.open(thaw(STANDS_SINCE - 1, tmp_path), PASSPHRASE) as vault:
        (standing,) = vault.connection.execute("SELECT case_id, event_id FROM stands_for").fetchall()
        events = {event.id: event for event in vault.ledger.of_releases([release])[release]}
        assert (standing["case_id"], events[standing["event_id"]].case_id) == (part, counted)
        assert events[standing["event_id"]].event is EventKind.OPENING


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE ledger SET codes = '{}'",
        "UPDATE ledger SET release_id = 1",
        "DELETE FROM ledger",
        "UPDATE releases SET body = '{}'",
        "DELETE FROM releases",
    ],
)
def test_what_was_counted_and_released_is_frozen(old: Path, harm: str) -> None:
    with Vault.open(old, PASSPHRASE) as vault:
        with pytest.raises(sqlcipher.IntegrityError, match="never"):
            vault.connection.execute(harm)
        assert vault.connection.execute("SELECT count(*) FROM ledger WHERE case_id > 0").fetchone()[0]


def test_an_upgraded_vault_has_the_schema_of_a_new_one(old: Path, tmp_path: Path) -> None:
    from tests.factories import CHEAP

    Vault.open(old, PASSPHRASE).close()
    Vault.create(tmp_path / "new", PASSPHRASE, cost=CHEAP).close()
    with closing(open_raw(old)) as first, closing(open_raw(tmp_path / "new")) as second:
        assert read_schema(first) == read_schema(second)


def test_a_backup_comes_before_the_first_step_and_only_when_there_is_one(old: Path) -> None:
    seen: list[int] = []
    with closing(open_raw(old)) as connection:
        for _ in range(2):
            version = migrating.schema(connection)
            migrating.migrate(connection, version, backup=lambda: seen.append(migrating.schema(connection)))
    assert seen == [1]


def test_without_a_backup_nothing_is_changed(old: Path) -> None:
    def fail() -> None:
        raise DiskFullError

    before = state(old)
    with closing(open_raw(old)) as connection, pytest.raises(DiskFullError):
        migrating.migrate(connection, 1, backup=fail)
    assert state(old) == before


HARM = {
    "a row is lost": "DELETE FROM contacts WHERE id = (SELECT min(id) FROM contacts);",
    "a text is changed": "UPDATE contacts SET notes = '' WHERE id = (SELECT min(id) FROM contacts);",
    "a text moves to another row": """
        UPDATE consents SET withheld = (SELECT alias FROM cases WHERE id = case_id);""",
    "a table goes": "DROP TABLE drafts;",
    "a column goes": "ALTER TABLE aftercares DROP COLUMN remarks;",
    "what hangs on it stays behind": "DELETE FROM cases WHERE id = (SELECT min(id) FROM cases);",
    "the statement is refused": "INSERT INTO cases (id) VALUES (1);",
    "the statement is wrong": "CREATE TABLE half (id INTEGER); INSERT INTO nowhere VALUES (1);",
    "an index no longer agrees": """
        CREATE VIRTUAL TABLE words USING fts5 (notes, content = 'contacts', content_rowid = 'id');
        INSERT INTO words (rowid, notes) VALUES (12, 'elsewhere');""",
}


@pytest.mark.parametrize("name", HARM)
def test_a_step_that_harms_anything_is_undone(old: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    before = state(old)
    with pytest.raises(MigrationError) as info:
        take_step(old, monkeypatch, f"CREATE TABLE fresh (id INTEGER PRIMARY KEY) STRICT; {HARM[name]}")
    assert info.value.findings
    assert state(old) == before
    monkeypatch.undo()
    Vault.open(old, PASSPHRASE).close()  # and the real step still goes through


@pytest.mark.parametrize("name", ["a row is lost", "a text is changed", "what hangs on it stays behind"])
def test_without_looking_the_harm_is_committed(old: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """The control: a transaction alone protects nobody from a faulty step."""
    before = state(old)[1]
    monkeypatch.setattr(migrating, "_findings", lambda *_: ())
    take_step(old, monkeypatch, HARM[name])
    assert state(old)[1] != before


_CASES = MIGRATIONS[0].partition("CREATE TABLE cases (")[2].partition(") STRICT;")[0]
REBUILD = f"""
    CREATE TABLE cases_anew ({_CASES}) STRICT;
    INSERT INTO cases_anew SELECT * FROM cases;
    DROP TABLE cases;
    ALTER TABLE cases_anew RENAME TO cases;
"""


def test_a_table_may_be_made_anew(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = state(old)[1]
    take_step(old, monkeypatch, REBUILD)
    assert {name: table["rows"] for name, table in state(old)[1].items()} == {
        name: table["rows"] for name, table in before.items()
    }
    with closing(open_raw(old)) as connection:
        assert connection.execute("PRAGMA foreign_keys").fetchone()[0] == 1


def test_with_references_on_a_table_made_anew_takes_along_what_hangs_on_it(old: Path) -> None:
    """The control, and why references are off while a step runs."""
    with closing(open_raw(old)) as connection:
        connection.executescript(f"BEGIN; {REBUILD} COMMIT;")
        assert connection.execute("SELECT count(*) FROM contacts").fetchone()[0] == 0


def test_what_a_step_rewrites_on_purpose_is_let_through(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrating, "REWRITTEN", {2: frozenset({"contacts"})})
    take_step(old, monkeypatch, HARM["a text is changed"])
    assert state(old)[0] == 2


def test_a_damaged_vault_is_not_migrated(old: Path) -> None:
    data = bytearray((old / "case.db").read_bytes())
    data[20 * 4096 + 100] ^= 1
    (old / "case.db").write_bytes(data)
    before = hashlib.sha256(data).digest()
    with pytest.raises(DatabaseDamagedError):
        Vault.open(old, PASSPHRASE)
    assert hashlib.sha256((old / "case.db").read_bytes()).digest() == before


def test_a_full_disk_in_a_step_leaves_the_vault_as_it_was(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = state(old)
    monkeypatch.setattr(
        migrating, "MIGRATIONS", (MIGRATIONS[0], "CREATE TABLE large AS SELECT zeroblob(400000) AS x;")
    )
    with closing(open_raw(old)) as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 1}").fetchall()
        with pytest.raises(DiskFullError):
            migrating.migrate(connection, 1, backup=lambda: None)
    assert state(old) == before


def test_the_error_speaks_in_three_sentences() -> None:
    assert len(MigrationError().sentences()) == 3


def test_the_schema_of_today_can_be_frozen_with_a_row_in_every_table(tmp_path: Path) -> None:
    freeze(tmp_path / "today")
    kept = json.loads((tmp_path / "today" / "rows.json").read_text("utf-8"))
    assert {name for name, table in kept["tables"].items() if table["rows"]} == set(kept["tables"])
