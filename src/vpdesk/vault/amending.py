"""Changing a copy that nobody else has open, as a restored backup is before it takes its place."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk.vault.explaining import explained
from vpdesk.vault.keys import VaultKey
from vpdesk.vault.migrating import migrate, schema
from vpdesk.vault.opening import connect_with


@contextmanager
def amending(database: Path, key: VaultKey) -> Iterator[sqlcipher.Connection]:
    """Lend the copy, brought to the present schema; after it the copy is one file again.

    Raises as `migrate` does: the backup itself is the copy that a migration wants.
    """
    with explained(), closing(connect_with(database, key)) as connection:
        migrate(connection, schema(connection), backup=lambda: None)
        yield connection
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()
