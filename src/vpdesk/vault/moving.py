"""Moving what hangs on one case to another: for two cases that are one, and for one that is two.

Which tables hang on a case is asked of the database itself, so that a table that a later version adds is not
forgotten. Where only one row of a kind may hang on a case, whoever joins two must make one of them first
(`at_most_one`).
"""

from collections.abc import Collection, Iterator
from typing import Final

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk.vault.belonging import references

_CASES: Final = "cases"


def parts(connection: sqlcipher.Connection) -> list[tuple[str, str]]:
    """Return each table whose rows hang on a case and are values of their own, and the column that says so.

    The codes of the case itself and that it was counted are no such rows.
    """
    return [
        (table, column)
        for table, column, parent in references(connection)
        if parent == _CASES and _numbered(connection, table)
    ]


def at_most_one(connection: sqlcipher.Connection) -> frozenset[str]:
    """Return the tables of which a case can have only one row, or one of each kind."""
    return frozenset(
        table for table, column in parts(connection) if column in set(_unique_columns(connection, table))
    )


def move_all(connection: sqlcipher.Connection, from_case: int, to_case: int) -> frozenset[str]:
    """Hang all parts of one case on another, inside a transaction; return the tables that were touched."""
    moved = set()
    for table, column in parts(connection):
        sql = f"UPDATE {table} SET {column} = ? WHERE {column} = ?"  # noqa: S608  names are ours
        if connection.execute(sql, [to_case, from_case]).rowcount:
            moved.add(table)
    return frozenset(moved)


def move_some(
    connection: sqlcipher.Connection, from_case: int, to_case: int, ids: Collection[int]
) -> frozenset[str]:
    """Hang the parts with these identifiers on another case; return the tables that were touched."""
    moved = set()
    for table, column in parts(connection):
        sql = f"UPDATE {table} SET {column} = ? WHERE {column} = ? AND id = ?"  # noqa: S608  names are ours
        for value_id in ids:
            if connection.execute(sql, [to_case, from_case, value_id]).rowcount:
                moved.add(table)
    return frozenset(moved)


def with_companions(connection: sqlcipher.Connection, case_id: int, ids: Collection[int]) -> frozenset[int]:
    """Return the parts `ids` of a case with those that cannot be without them, nor they without those.

    A step goes where its consent goes, a milestone where its track goes, a content with its document.
    """
    tables = dict(parts(connection))
    pairs = [
        (table, column, parent)
        for table, column, parent in references(connection)
        if table in tables and parent in tables
    ]
    found = set(ids)
    grown = -1
    while grown != len(found):
        grown = len(found)
        for table, column, parent in pairs:
            sql = (
                f"SELECT t.id, p.id FROM {table} AS t JOIN {parent} AS p ON t.{column} = p.id"  # noqa: S608
                f" WHERE t.{tables[table]} = ?"
            )
            for one, other in connection.execute(sql, [case_id]):
                if {one, other} & found:
                    found |= {one, other}
    return frozenset(found)


def _numbered(connection: sqlcipher.Connection, table: str) -> bool:
    columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
    return any(row["name"] == "id" and row["pk"] for row in columns)


def _unique_columns(connection: sqlcipher.Connection, table: str) -> Iterator[str]:
    for index in connection.execute(f"PRAGMA index_list({table})").fetchall():
        if index["unique"]:
            for row in connection.execute(f"PRAGMA index_info({index['name']})").fetchall():
                yield row["name"]
