"""The full-text indexes of a database: filling them, merging what they gathered, and whether they are right.

What is made or changed waits in `findables` and is then taken in all at once: a trigger that wrote into an
index would leave a piece of its own there for each row, and pieces are what makes an index slow. A few texts
wait for the next search or the next idle moment (`Vault.take_in`), whichever comes first: half of what it
costs to save a note is its words, which nobody looks for while she types. That they wait is stored with them,
so whatever ends the program before leaves nothing out. Many are taken in with their own transaction, so that
a search never has many to wait for. What goes is taken out by the triggers at once, overwriting it
(`secure-delete`); a text that still waits is in no index, and is changed or deleted for nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlcipher3 import dbapi2 as sqlcipher

#: The table that numbers the texts; like the indexes it can be made anew from the others.
LISTING: Final = "findables"
#: Texts that are taken in at once.
_BATCH: Final = 500
#: More texts than this do not wait for an idle moment: with so many a search begins 20 ms later.
MOST_WAITING: Final = 64
#: Pages that an index merges in one step: a few milliseconds.
_STEP: Final = 16
#: SQLite counts fewer changes than this when there was nothing to merge.
_MERGED: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """A view with the texts of some kinds, and the indexes over it: one by words, one by parts of words."""

    view: str
    columns: tuple[str, ...]
    indexes: tuple[str, str]


_SOURCES: Final = (
    _Source(
        view="findable_names",
        columns=("alias", "organisation", "document"),
        indexes=("name_words", "name_parts"),
    ),
    _Source(view="findable_texts", columns=("text",), indexes=("text_words", "text_parts")),
)

_TABLES: Final = """
    SELECT name FROM sqlite_master
    WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%USING fts5%' ORDER BY name
"""
_PLAIN: Final = f"""
    SELECT name FROM pragma_table_list
    WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> '{LISTING}'
    ORDER BY name
"""  # noqa: S608  a name of our own

_WAITING: Final = f"SELECT number FROM {LISTING} WHERE listed = 0"  # noqa: S608  a name of our own
_HOW_MANY: Final = f"SELECT count(*) FROM ({_WAITING} LIMIT {MOST_WAITING + 1})"  # noqa: S608
_TAKEN: Final = f"UPDATE {LISTING} SET listed = 1 WHERE listed = 0"  # noqa: S608
#: The tables whose rows are listed: each has a trigger of this name that does so.
_LISTED: Final = "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name = tbl_name || '_come'"


def has_indexes(connection: sqlcipher.Connection) -> bool:
    """Tell whether the schema of this database has full-text indexes: earlier ones had none."""
    sql = f"SELECT 1 FROM sqlite_master WHERE name = '{LISTING}'"  # noqa: S608  a name of our own
    return connection.execute(sql).fetchone() is not None


def full_text_tables(connection: sqlcipher.Connection) -> tuple[str, ...]:
    """Return the names of the FTS5 tables."""
    return tuple(row[0] for row in connection.execute(_TABLES))


def plain_tables(connection: sqlcipher.Connection) -> tuple[str, ...]:
    """Return the names of the tables of entries: no index, and nothing that an index is made of."""
    return tuple(row[0] for row in connection.execute(_PLAIN).fetchall())


def waiting(connection: sqlcipher.Connection) -> int:
    """Return how many texts wait to be taken in, counted no further than one more than may wait."""
    count: int = connection.execute(_HOW_MANY).fetchone()[0]
    return count


def take_in(connection: sqlcipher.Connection) -> None:
    """Take into the indexes all that waits for it, inside a transaction, in a schema that has them."""
    numbered = [row[0] for row in connection.execute(_WAITING)]
    if not numbered:
        return
    connection.execute(_TAKEN)
    for source in _SOURCES:
        columns = ", ".join(source.columns)
        read = f"SELECT number, {columns} FROM {source.view} WHERE number = ?"  # noqa: S608
        places = ", ".join("?" for _column in source.columns)
        for start in range(0, len(numbered), _BATCH):
            numbers = numbered[start : start + _BATCH]
            rows = [tuple(row) for number in numbers for row in connection.execute(read, [number])]
            for index in source.indexes:
                write = f"INSERT INTO {index} (rowid, {columns}) VALUES (?, {places})"  # noqa: S608
                connection.executemany(write, rows)


def merge(connection: sqlcipher.Connection) -> bool:
    """Merge a little of what each index gathered, inside a transaction; tell whether there is more."""
    more = False
    for source in _SOURCES:
        for index in source.indexes:
            before = connection.total_changes
            sql = f"INSERT INTO {index} ({index}, rank) VALUES ('merge', ?)"  # noqa: S608  names are ours
            connection.execute(sql, [_STEP])
            more = more or connection.total_changes - before >= _MERGED
    return more


def check_full_text(connection: sqlcipher.Connection) -> tuple[str, ...]:
    """Return which FTS5 tables are damaged or no longer say what their content says."""
    names = full_text_tables(connection)
    wrong = [f"full-text index: {name}" for name in names if not _agrees(connection, name)]
    missed = [f"texts that cannot be found: {name}" for name in _missed(connection)]
    return (*wrong, *missed)


def _agrees(connection: sqlcipher.Connection, name: str) -> bool:
    """Let FTS5 compare an index with its content (rank 1: the content table too)."""
    try:
        connection.execute(f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
    except sqlcipher.DatabaseError:
        return False
    return True


def _missed(connection: sqlcipher.Connection) -> Iterator[str]:
    """Yield the tables of which a row is not listed, and the list when it names what is not there."""
    if not has_indexes(connection):
        return
    rows = 0
    for (table,) in connection.execute(_LISTED).fetchall():
        joined = f"{table} LEFT JOIN {LISTING} AS f ON f.value_id = id"
        sql = f"SELECT count(*), count(f.number) FROM {joined}"  # noqa: S608  names are ours
        there, listed = connection.execute(sql).fetchone()
        rows += there
        if there != listed:
            yield table
    (listed,) = connection.execute(f"SELECT count(*) FROM {LISTING}").fetchone()  # noqa: S608
    if listed > rows:
        yield LISTING
