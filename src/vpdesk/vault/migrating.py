"""Bringing a vault to the schema of this program: a backup first, then all of a step or nothing of it.

Each step runs in one transaction together with its number. Before it commits, the pages, the references and
the full-text indexes are checked, and every row that the step does not rewrite on purpose must have come
through word for word; else all of it is undone. References are off while a step runs, as SQLite advises:
otherwise a table that is made anew would take along whatever hangs on it.
"""

import hashlib
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from typing import Final

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk.vault.connection import check_pages
from vpdesk.vault.explaining import explained
from vpdesk.vault.faults import DatabaseDamagedError, NewerSchemaError
from vpdesk.vault.full_text import check_full_text, has_indexes, plain_tables, take_in
from vpdesk.vault.migration_faults import MigrationError
from vpdesk.vault.migrations import MIGRATIONS, REWRITTEN

#: What a table holds: its columns, how many rows, and the sum of their digests, which no order changes.
Content = tuple[tuple[str, ...], int, int]

_DIGESTS_END: Final = 1 << 256


def schema(connection: sqlcipher.Connection) -> int:
    """Return the schema version of a database; raises NewerSchemaError when this program does not know it."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(MIGRATIONS):
        raise NewerSchemaError
    return version


def build(connection: sqlcipher.Connection, version: int = len(MIGRATIONS)) -> None:
    """Take every step up to `version` in an empty database."""
    for number, script in enumerate(MIGRATIONS[:version], start=1):
        connection.executescript(f"BEGIN IMMEDIATE; {script} PRAGMA user_version = {number}; COMMIT;")


def migrate(connection: sqlcipher.Connection, version: int, *, backup: Callable[[], object]) -> None:
    """Take the steps that come after `version`, if any, once `backup` has returned.

    Raises DatabaseDamagedError when the database is not whole to begin with, MigrationError when a step would
    lose something, and what `backup` and a full disk raise; the step is then undone, the earlier ones stand.
    """
    if version == len(MIGRATIONS):
        return
    with explained():
        if check_pages(connection):
            raise DatabaseDamagedError
    backup()
    for number in range(version + 1, len(MIGRATIONS) + 1):
        _take(connection, number)


def _take(connection: sqlcipher.Connection, number: int) -> None:
    script = MIGRATIONS[number - 1]
    try:
        with explained():
            before = read_contents(connection)
            connection.execute("PRAGMA foreign_keys = OFF")
            connection.executescript(f"BEGIN IMMEDIATE; {script} PRAGMA user_version = {number};")
            if has_indexes(connection):
                take_in(connection)
            findings = _findings(connection, before, REWRITTEN.get(number, frozenset()))
            if findings:
                raise MigrationError(findings)
            connection.execute("COMMIT")
    except sqlcipher.DatabaseError as error:
        raise MigrationError((type(error).__name__,)) from error
    finally:
        # SQLite has rolled back by itself when the disk was full: then there is nothing to undo.
        if connection.in_transaction:
            with suppress(sqlcipher.Error):
                connection.execute("ROLLBACK")
        connection.execute("PRAGMA foreign_keys = ON")


def _findings(
    connection: sqlcipher.Connection, before: Mapping[str, Content], rewritten: Collection[str]
) -> tuple[str, ...]:
    """Return what is wrong with the database in the middle of the transaction of a step."""
    pages = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
    references = [f"foreign key: {row[0]}" for row in connection.execute("PRAGMA foreign_key_check")]
    lost = [
        f"changed rows: {name}"
        for name, content in before.items()
        if name not in rewritten and _content(connection, name, content[0]) != content
    ]
    return (*pages, *references, *check_full_text(connection), *lost)


def read_contents(connection: sqlcipher.Connection) -> dict[str, Content]:
    """Return what each table of entries holds, by its name, as numbers that two states can be compared by.

    What is made from them, the full-text indexes and their list, is left out: it is checked against them.
    """
    found = {}
    for name in plain_tables(connection):
        columns = tuple(row["name"] for row in connection.execute(f"PRAGMA table_info({name})"))
        content = _content(connection, name, columns)
        if content is not None:
            found[name] = content
    return found


def _content(connection: sqlcipher.Connection, table: str, columns: tuple[str, ...]) -> Content | None:
    """Return what these columns of a table hold; None when the table or one of them is not there."""
    chosen = ", ".join(f'"{column}"' for column in columns)
    there = {row["name"] for row in connection.execute(f"PRAGMA table_info({table})")}
    if not there.issuperset(columns):
        return None
    rows = total = 0
    for row in connection.execute(f"SELECT {chosen} FROM {table}"):  # noqa: S608  names are ours
        digest = hashlib.sha256(repr(tuple(row)).encode("utf-8", "surrogatepass")).digest()
        total = (total + int.from_bytes(digest)) % _DIGESTS_END
        rows += 1
    return columns, rows, total
