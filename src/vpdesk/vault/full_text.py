"""The full-text indexes of a database: which there are, and whether each tells the truth."""

from typing import Final

from sqlcipher3 import dbapi2 as sqlcipher

_TABLES: Final = """
    SELECT name FROM sqlite_master
    WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%USING fts5%' ORDER BY name
"""


def full_text_tables(connection: sqlcipher.Connection) -> tuple[str, ...]:
    """Return the names of the FTS5 tables."""
    return tuple(row[0] for row in connection.execute(_TABLES))


def check_full_text(connection: sqlcipher.Connection) -> tuple[str, ...]:
    """Return which FTS5 tables are damaged or no longer say what their content says."""
    return tuple(
        f"full-text index: {name}" for name in full_text_tables(connection) if not _agrees(connection, name)
    )


def _agrees(connection: sqlcipher.Connection, name: str) -> bool:
    """Let FTS5 compare an index with its content (rank 1: the content table too)."""
    try:
        connection.execute(f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
    except sqlcipher.DatabaseError:
        return False
    return True
