"""What a deed changed in the rows of cases and organisations, and taking exactly that back.

A snapshot holds every row that hangs on its roots, and what hangs on what the database says itself: that
which goes with it. So a table that a later version adds is not forgotten. The cases of an organisation do not
hang on it, nor do its releases: they hold it where it is. What is in documents stays out of a snapshot: that
never changes, and goes only with the case or the bin.
What goes on without a row that it named neither comes nor goes with it: only whom it names may change. Of an
event of the ledger that is its case, and of a case its site.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk.vault.belonging import Tie, WhenGone, ties
from vpdesk.vault.erased_cases import refuse_erased

#: What a deed is done to; no two rows bear one identifier, so that tells in which of them it is. A tag is
#: looked at beside its case: it stays as long as another case has it.
_ROOTS: Final = ("cases", "organisations", "respondent_tags")
#: What is in documents, which is large.
_LEFT_OUT: Final = "document_parts"
#: The columns by which a row names something, where it is more than the reference itself.
_NAMED_BY: Final = {"ledger": ("case_id", "contact_id")}

#: A table, or the column by which its rows name something, and what tells a row from the others in it.
Key = tuple[str, tuple[Any, ...]]
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The rows of some cases and organisations at one moment; `roots` are their identifiers."""

    roots: frozenset[int]
    rows: Mapping[Key, Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """One row before and after a deed; None where there was none, or where it named nothing."""

    place: str
    key: tuple[Any, ...]
    before: Row | None
    after: Row | None

    @property
    def table(self) -> str:
        """The table of the row."""
        return self.place.partition(".")[0]

    @property
    def names(self) -> str:
        """The column by which the row names something, where only that is meant; "": the whole row."""
        return self.place.partition(".")[2]

    @property
    def columns(self) -> frozenset[str]:
        """The columns that differ; all of them where the row came or went."""
        before, after = self.before or {}, self.after or {}
        return frozenset(name for name in {*before, *after} if before.get(name) != after.get(name))


class TakenBackElsewhereError(Exception):
    """A row is no longer what the deed made of it, so that the deed cannot be taken back by itself."""


def snapshot(connection: sqlcipher.Connection, roots: Iterable[int]) -> Snapshot:
    """Return the rows of cases and organisations, whether they are there or not."""
    wanted = frozenset(roots)
    rows: dict[Key, Row] = {}
    ids: dict[str, set[int]] = {}
    for table in _ROOTS:
        _take(connection, rows, ids, table, "id", wanted)
    known = list(ties(connection))
    hanging = [tie for tie in known if tie.when_gone is WhenGone.GOES and tie.table != _LEFT_OUT]
    grown = -1
    while grown != len(rows):
        grown = len(rows)
        for tie in hanging:
            _take(connection, rows, ids, tie.table, tie.column, ids.get(tie.parent, ()))
    for tie in known:
        if tie.when_gone is WhenGone.GOES_ON:
            _take_names(connection, rows, tie, ids.get(tie.parent, ()))
    return Snapshot(roots=wanted, rows=rows)


def changes(before: Snapshot, after: Snapshot) -> tuple[RowChange, ...]:
    """Return what differs between two moments."""
    return tuple(
        RowChange(place=key[0], key=key[1], before=before.rows.get(key), after=after.rows.get(key))
        for key in dict.fromkeys([*before.rows, *after.rows])
        if before.rows.get(key) != after.rows.get(key)
    )


def take_back(
    connection: sqlcipher.Connection, roots: Iterable[int], deed: Iterable[RowChange]
) -> frozenset[str]:
    """Undo `deed` inside a transaction that is open, and return the tables that it touched.

    Raises TakenBackElsewhereError when a row of it has changed since, or when more would go than the deed
    itself; then the transaction must not be committed.
    """
    ids = frozenset(roots)
    wanted = list(deed)
    expected = _without(snapshot(connection, ids).rows, wanted)
    connection.execute("PRAGMA defer_foreign_keys = ON")
    try:
        _write_back(connection, wanted)
    except sqlcipher.IntegrityError as error:
        raise TakenBackElsewhereError from error
    if dict(snapshot(connection, ids).rows) != expected or _dangles(connection, wanted):
        raise TakenBackElsewhereError
    tables = frozenset(change.table for change in wanted)
    return tables | _owners(connection, tables)


def _owners(connection: sqlcipher.Connection, tables: frozenset[str]) -> frozenset[str]:
    """Return the tables of the values whose codes are in `tables`: a commit tells of codes by their owner."""
    own = {table for table in tables if "id" not in _key_columns(connection, table)}
    hanging = (tie for tie in ties(connection) if tie.when_gone is WhenGone.GOES)
    return frozenset(tie.parent for tie in hanging if tie.table in own)


def _without(rows: Mapping[Key, Row], deed: Iterable[RowChange]) -> dict[Key, Row]:
    """Return how the rows stand without the deed; raises TakenBackElsewhereError when they changed since."""
    expected = dict(rows)
    for change in deed:
        key = (change.place, change.key)
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
        if change.before is not None and change.after is None and not change.names:
            _insert(connection, change.table, change.before)
    for change in wanted:
        if change.before is not None and change.after is None and change.names:
            _name_again(connection, change.table, change.names, change.before)


def _take(  # noqa: PLR0913, PLR0917  the two that grow, and what is looked for
    connection: sqlcipher.Connection,
    rows: dict[Key, Row],
    ids: dict[str, set[int]],
    table: str,
    column: str,
    keys: Iterable[int],
) -> None:
    named = _key_columns(connection, table) if keys else ()
    for wanted in sorted(keys):
        for row in connection.execute(f"SELECT * FROM {table} WHERE {column} = ?", [wanted]):  # noqa: S608
            found = dict(zip(row.keys(), row, strict=True))
            rows[table, tuple(found[name] for name in named)] = found
            if "id" in found:
                ids.setdefault(table, set()).add(found["id"])


def _take_names(
    connection: sqlcipher.Connection, rows: dict[Key, Row], tie: Tie, keys: Iterable[int]
) -> None:
    """Take of the rows that name one of `keys` which they are, by what, and of which organisation."""
    columns = ", ".join(("id", "organisation_id", *_NAMED_BY.get(tie.table, (tie.column,))))
    for wanted in sorted(keys):
        sql = f"SELECT {columns} FROM {tie.table} WHERE {tie.column} = ?"  # noqa: S608  names are ours
        for row in connection.execute(sql, [wanted]):
            rows[f"{tie.table}.{tie.column}", (row["id"],)] = dict(zip(row.keys(), row, strict=True))


def _key_columns(connection: sqlcipher.Connection, table: str) -> tuple[str, ...]:
    columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
    return tuple(row["name"] for row in sorted(columns, key=lambda row: row["pk"]) if row["pk"])


def _where(connection: sqlcipher.Connection, table: str) -> str:
    return " AND ".join(f'"{name}" = ?' for name in _key_columns(connection, table))


def _delete(connection: sqlcipher.Connection, change: RowChange) -> None:
    """Delete a row that came; what came to name something since is no part of any deed, and stays."""
    if change.names:
        raise TakenBackElsewhereError
    sql = f"DELETE FROM {change.table} WHERE {_where(connection, change.table)}"  # noqa: S608  names are ours
    connection.execute(sql, change.key)


def _update(connection: sqlcipher.Connection, table: str, before: Row, after: Row) -> None:
    different = [name for name in before if before[name] != after[name]]
    named = _key_columns(connection, table)
    put = ", ".join(f'"{name}" = ?' for name in different)
    sql = f"UPDATE {table} SET {put} WHERE {_where(connection, table)}"  # noqa: S608  names are ours
    connection.execute(sql, [*(before[name] for name in different), *(after[name] for name in named)])


def _name_again(connection: sqlcipher.Connection, table: str, column: str, row: Row) -> None:
    """Let a row name again what went, now that it is there again.

    Raises TakenBackElsewhereError when it is gone itself, names another by now, or is of another
    organisation: the walls between those stand.
    """
    put = ", ".join(f"{name} = :{name}" for name in row if name not in ("id", "organisation_id"))
    sql = f"""
        UPDATE {table} SET {put}
        WHERE id = :id AND organisation_id = :organisation_id AND {column} IS NULL
    """  # noqa: S608  names are ours
    if connection.execute(sql, dict(row)).rowcount != 1:
        raise TakenBackElsewhereError


def _insert(connection: sqlcipher.Connection, table: str, row: Row) -> None:
    if table == "cases":
        refuse_erased(connection, row["id"])
    columns = ", ".join(f'"{name}"' for name in row)
    places = ", ".join("?" for _name in row)
    connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({places})", list(row.values()))  # noqa: S608


def _dangles(connection: sqlcipher.Connection, wanted: Iterable[RowChange]) -> bool:
    """Tell whether the commit itself would be refused.

    So it would be where a row that came back names one that is not there, or one that goes still holds
    another.
    """
    known = list(ties(connection))
    for change in wanted:
        row = change.before
        if row is None:
            above = [tie for tie in known if tie.parent == change.table and tie.when_gone is WhenGone.HOLDS]
            if any(_is_held(connection, tie, change.key[0]) for tie in above):
                return True
        elif any(_is_missing(connection, tie, row) for tie in known if tie.table == change.table):
            return True
    return False


def _is_missing(connection: sqlcipher.Connection, tie: Tie, row: Row) -> bool:
    """Tell whether what a row refers to is not there."""
    named = row.get(tie.column)
    sql = f"SELECT 1 FROM {tie.parent} WHERE id = ?"  # noqa: S608  names are ours
    return named is not None and connection.execute(sql, [named]).fetchone() is None


def _is_held(connection: sqlcipher.Connection, tie: Tie, going: int) -> bool:
    """Tell whether something stands on a row that goes."""
    sql = f"SELECT 1 FROM {tie.table} WHERE {tie.column} = ? LIMIT 1"  # noqa: S608  names are ours
    return connection.execute(sql, [going]).fetchone() is not None
