"""Looking through a copy of a database from first page to last, on connections of its own.

Two integrity checks, because each misses what the other finds: SQLCipher's compares the seal of every page,
SQLite's follows every tree and index. Both run on fresh connections: the one that wrote the copy would
answer from its own memory.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk.vault.backup_faults import BackupDamagedError
from vpdesk.vault.connection import connect_to_copy
from vpdesk.vault.explaining import explained
from vpdesk.vault.faults import DatabaseDamagedError
from vpdesk.vault.full_text import plain_tables
from vpdesk.vault.keys import VaultKey
from vpdesk.vault.masked import wipe
from vpdesk.vault.migrating import schema

#: How many steps `inspect` reports.
STEPS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """What is in a database that was found whole: `counts` is the number of rows of each table."""

    vault_id: str
    commits: int
    schema: int
    counts: Mapping[str, int]


def commits_in(database: Path, key: VaultKey) -> int:
    """Return how far the copy `database` is; raises BackupDamagedError, for it says nothing of the vault."""
    try:
        with looking_into(database, key) as connection:
            (commits,) = connection.execute("SELECT commits FROM vault_state").fetchone()
    except (sqlcipher.DatabaseError, DatabaseDamagedError) as error:
        raise BackupDamagedError((str(error.__cause__ or error),)) from error
    return int(commits)


def require_same(found: Inspected, expected: Inspected) -> None:
    """Raise BackupDamagedError when a copy does not hold what it should."""
    if found != expected:
        raise BackupDamagedError


def inspect(database: Path, key: VaultKey, step: Callable[[int], None] = lambda _done: None) -> Inspected:
    """Check every page, tree, index and reference of the copy `database` and count its rows.

    `step` hears how many of the `STEPS` are done. Raises BackupDamagedError with what was found, and
    NewerSchemaError.
    """
    try:
        step(0)
        _require_nothing(database, key, "cipher_integrity_check")
        step(1)
        _require_nothing(database, key, "integrity_check", "foreign_key_check")
        step(2)
        with explained(), looking_into(database, key) as connection:
            inspected = take_stock(connection)
    except (sqlcipher.DatabaseError, DatabaseDamagedError) as error:
        raise BackupDamagedError((str(error.__cause__ or error),)) from error
    step(STEPS)
    return inspected


def take_stock(connection: sqlcipher.Connection) -> Inspected:
    """Return what is in the database, all of it at one moment."""
    connection.execute("BEGIN")
    try:
        row = connection.execute("SELECT vault_id, commits FROM vault_state").fetchone()
        counts = {
            name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])  # noqa: S608
            for name in plain_tables(connection)
        }
        version = schema(connection)
    finally:
        connection.execute("COMMIT")
    if row is None:
        raise BackupDamagedError
    return Inspected(vault_id=row["vault_id"], commits=row["commits"], schema=version, counts=counts)


@contextmanager
def looking_into(database: Path, key: VaultKey) -> Iterator[sqlcipher.Connection]:
    """Lend a fresh connection to a copy that is to stay as it is; raises DatabaseDamagedError."""
    database_key = key.database_key()
    try:
        connection = connect_to_copy(database, database_key)
    finally:
        wipe(database_key)
    with closing(connection):
        yield connection


def _require_nothing(database: Path, key: VaultKey, *checks: str) -> None:
    """Raise BackupDamagedError when one of the PRAGMAs finds anything."""
    with explained(), looking_into(database, key) as connection:
        findings = [
            str(row[0])
            for check in checks
            for row in connection.execute(f"PRAGMA {check}").fetchall()
            if row[0] != "ok"
        ]
    if findings:
        raise BackupDamagedError(tuple(findings))
