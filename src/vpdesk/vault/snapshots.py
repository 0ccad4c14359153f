"""What a deed changed in the rows of a case, and taking exactly that back.

A snapshot holds every row that hangs on a case by its references, so a table that a later version adds is not
forgotten. What is in documents stays out of it: that never changes, and goes only with the case or the bin.
The rows of the ledger that name a case are in it too: they neither come nor go with it, only their case may
change.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk.vault.belonging import references
from vpdesk.vault.erased_cases import refuse_erased

#: What is in documents, which is large.
_LEFT_OUT: Final = "document_parts"
#: What was counted.
_TALLY: Final = "ledger"

#: A table and what tells a row from the others in it.
Key = tuple[str, tuple[Any, ...]]
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The rows of some cases at one moment."""

    case_ids: frozenset[int]
    rows: Mapping[Key, Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """One row before and after a deed; None where there was none."""

    table: str
    key: tuple[Any, ...]
    before: Row | None
    after: Row | None


class TakenBackElsewhereError(Exception):
    """A row is no longer what the deed made of it, so that the deed cannot be taken back by itself."""


def snapshot(connection: sqlcipher.Connection, case_ids: Iterable[int]) -> Snapshot:
    """Return the rows of cases, whether they are there or not."""
    cases = frozenset(case_ids)
    rows: dict[Key, Row] = {}
    ids: dict[str, set[int]] = {}
    _take(connection, rows, ids, "cases", "id", cases)
    known = [each for each in references(connection) if each[0] != _LEFT_OUT]
    grown = -1
    while grown != len(rows):
        grown = len(rows)
        for table, column, parent in known:
            if parent in ids:
                _take(connection, rows, ids, table, column, ids[parent])
    _take(connection, rows, {}, _TALLY, "case_id", cases)
    return Snapshot(case_ids=cases, rows=rows)


def changes(before: Snapshot, after: Snapshot) -> tuple[RowChange, ...]:
    """Return what differs between two moments."""
    return tuple(
        RowChange(table=key[0], key=key[1], before=before.rows.get(key), after=after.rows.get(key))
        for key in dict.fromkeys([*before.rows, *after.rows])
        if before.rows.get(key) != after.rows.get(key)
    )


def take_back(
    connection: sqlcipher.Connection, case_ids: Iterable[int], deed: Iterable[RowChange]
) -> frozenset[str]:
    """Undo `deed` inside a transaction that is open, and return the tables that it touched.

    Raises TakenBackElsewhereError when a row of it has changed since, or when more would go than the deed
    itself; then the transaction must not be committed.
    """
    ids = frozenset(case_ids)
    wanted = list(deed)
    expected = _without(snapshot(connection, ids).rows, wanted)
    connection.execute("PRAGMA defer_foreign_keys = ON")
    try:
        _write_back(connection, wanted)
    except sqlcipher.IntegrityError as error:
        raise TakenBackElsewhereError from error
    if dict(snapshot(connection, ids).rows) != expected or _dangles(connection, wanted):
        raise TakenBackElsewhereError
    return frozenset(change.table for change in wanted)


def _without(rows: Mapping[Key, Row], deed: Iterable[RowChange]) -> dict[Key, Row]:
    """Return how the rows stand without the deed; raises TakenBackElsewhereError when they changed since."""
    expected = dict(rows)
    for change in deed:
        key = (change.table, change.key)
        if expected.get(key) != change.after:
            raise TakenBackElsewhereError
        if change.before is None:
            del expected[key]
        else:
            expected[key] = change.before
    return expected


def _write_back(connection: sqlcipher.Connection, wanted: Sequence[RowChange]) -> None:
    """Write every row as it was before; those that moved first: what they hung on would take them along."""
    for change in wanted:
        if change.before is not None and change.after is not None:
            _update(connection, change.table, change.before, change.after)
    for change in reversed(wanted):
        if change.before is None:
            _delete(connection, change)
    for change in wanted:
        if change.before is not None and change.after is None and change.table != _TALLY:
            _insert(connection, change.table, change.before)
    for change in wanted:
        if change.before is not None and change.after is None and change.table == _TALLY:
            _name_again(connection, change.before)


def _take(  # noqa: PLR0913, PLR0917  the two that grow, and what is looked for
    connection: sqlcipher.Connection,
    rows: dict[Key, Row],
    ids: dict[str, set[int]],
    table: str,
    column: str,
    keys: Iterable[int],
) -> None:
    named = _key_columns(connection, table)
    for wanted in sorted(keys):
        for row in connection.execute(f"SELECT * FROM {table} WHERE {column} = ?", [wanted]):  # noqa: S608
            found = dict(zip(row.keys(), row, strict=True))
            rows[table, tuple(found[name] for name in named)] = found
            if "id" in found:
                ids.setdefault(table, set()).add(found["id"])


def _key_columns(connection: sqlcipher.Connection, table: str) -> tuple[str, ...]:
    columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
    return tuple(row["name"] for row in sorted(columns, key=lambda row: row["pk"]) if row["pk"])


def _where(connection: sqlcipher.Connection, table: str) -> str:
    return " AND ".join(f'"{name}" = ?' for name in _key_columns(connection, table))


def _delete(connection: sqlcipher.Connection, change: RowChange) -> None:
    sql = f"DELETE FROM {change.table} WHERE {_where(connection, change.table)}"  # noqa: S608  names are ours
    connection.execute(sql, change.key)


def _update(connection: sqlcipher.Connection, table: str, before: Row, after: Row) -> None:
    different = [name for name in before if before[name] != after[name]]
    named = _key_columns(connection, table)
    put = ", ".join(f'"{name}" = ?' for name in different)
    sql = f"UPDATE {table} SET {put} WHERE {_where(connection, table)}"  # noqa: S608  names are ours
    connection.execute(sql, [*(before[name] for name in different), *(after[name] for name in named)])


def _name_again(connection: sqlcipher.Connection, row: Row) -> None:
    """Let an event of the ledger name the case that went, now that it is there again."""
    sql = "UPDATE ledger SET case_id = :case_id, contact_id = :contact_id WHERE id = :id AND case_id IS NULL"
    if connection.execute(sql, dict(row)).rowcount != 1:
        raise TakenBackElsewhereError


def _insert(connection: sqlcipher.Connection, table: str, row: Row) -> None:
    if table == "cases":
        refuse_erased(connection, row["id"])
    columns = ", ".join(f'"{name}"' for name in row)
    places = ", ".join("?" for _name in row)
    connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({places})", list(row.values()))  # noqa: S608


def _dangles(connection: sqlcipher.Connection, wanted: Iterable[RowChange]) -> bool:
    """Tell whether a row that came back names one that is not there: the commit itself would be refused."""
    known = list(references(connection))
    for change in wanted:
        for table, column, parent in known if change.before is not None else ():
            named = change.before[column] if change.before is not None and table == change.table else None
            sql = f"SELECT 1 FROM {parent} WHERE id = ?"  # noqa: S608  names are ours
            if named is not None and connection.execute(sql, [named]).fetchone() is None:
                return True
    return False
