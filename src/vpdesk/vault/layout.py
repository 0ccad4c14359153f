"""How the tables of one schema version are laid out, asked of an empty database that its history builds."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk.vault import agreements, binning, cases, casework, ledger, repositories
from vpdesk.vault.btree import Row, Stored
from vpdesk.vault.full_text import plain_tables
from vpdesk.vault.migrations import MIGRATIONS
from vpdesk.vault.table import Table

#: The values of a stored row, in the order of its columns.
Values = tuple[Stored, ...]
#: What tells a row from the others of its table: its number, or the values of its key.
Key = int | Values

_TYPES = {"TEXT": str, "INTEGER": int, "BLOB": bytes}
#: What each table of values holds, by its name.
TABLES: dict[str, Table[Any]] = {
    table.name: table
    for room in (cases, repositories, casework, agreements, binning, ledger)
    for table in vars(room).values()
    if isinstance(table, Table)
}
#: The side tables of codes, by their names.
CODES = {tuples.name: tuples for table in TABLES.values() for tuples in table.tuples.values()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its name, its type, whether it may be empty, its place in the key (0: not in it).

    `default` is what a row holds that was written before the column was there: its end is not stored.
    """

    name: str
    kind: type
    optional: bool
    in_key: int
    default: Stored = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A column of a table that names a row of another; `on_delete` is what SQLite does without that row."""

    column: str
    table: str
    on_delete: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLayout:
    """One table: its columns in order, what they refer to, and whether its rows have numbers.

    `indexes`: of a table without row numbers, the columns of each entry of its indexes, by the index's name.
    """

    name: str
    columns: tuple[Column, ...]
    references: tuple[Reference, ...]
    numbered: bool
    indexes: Mapping[str, tuple[str | None, ...]]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(column.name for column in self.columns)

    @property
    def key(self) -> tuple[str, ...]:
        """The names of the columns of its key, in the order of the key."""
        inside = [column for column in self.columns if column.in_key]
        return tuple(column.name for column in sorted(inside, key=lambda column: column.in_key))

    def read(self, row: Row) -> tuple[Key, Values] | None:
        """Return the key and values of a row as it is stored; None when it does not fit this table."""
        if row.values is None or (row.number is None) == self.numbered:
            return None
        order = self._stored
        if len(row.values) > len(order):
            return None
        values = dict(zip(order, row.values, strict=False))
        found = []
        for column in self.columns:
            value = values.get(column.name, column.default)
            if self.numbered and column.in_key:
                value = row.number
            if not (column.optional and value is None) and type(value) is not column.kind:
                return None
            found.append(value)
        if not self._known_code(values):
            return None
        if row.number is not None:
            return row.number, tuple(found)
        return tuple(values[name] for name in self.key), tuple(found)

    def told_by(self, index: str, row: Row) -> tuple[Key, Values] | None:
        """Return the key and values of a row as an entry of one of `indexes` tells them; None when it holds
        less than all of them, or does not fit.
        """
        names = self.indexes.get(index, ())
        if row.values is None or len(row.values) != len(names) or set(names) != set(self.names):
            return None
        entry = dict(zip(names, row.values, strict=True))
        return self.read(Row(number=None, values=tuple(entry[name] for name in self._stored)))

    @property
    def _stored(self) -> tuple[str, ...]:
        """The names of its columns as a row stores them: without row numbers the key comes first."""
        if self.numbered:
            return self.names
        return (*self.key, *(each for each in self.names if each not in self.key))

    def can_be(self, values: Values) -> bool:
        """Tell whether values that `read` returned can be of this table, by what each of them says."""
        table = TABLES.get(self.name)
        return table is None or table.can_be(dict(zip(self.names, values, strict=True)))

    @property
    def telling(self) -> int:
        """How many of its columns can be told from just any text."""
        return TABLES[self.name].telling if self.name in TABLES else 0

    def _known_code(self, values: dict[str, Stored]) -> bool:
        """Tell whether the code of a side table is one of its own; the side tables look alike otherwise."""
        codes = CODES.get(self.name)
        try:
            if codes is not None:
                codes.read([(str(values["code"]),)])
        except ValueError:
            return False
        return True


@cache
def layout(version: int) -> dict[str, TableLayout]:
    """Return the tables of a schema version by name, each after those that it refers to."""
    with closing(sqlcipher.connect(":memory:", isolation_level=None)) as empty:
        empty.row_factory = sqlcipher.Row
        for script in MIGRATIONS[:version]:
            empty.executescript(script)
        tables = {name: _table(empty, name) for name in plain_tables(empty)}
    ordered: dict[str, TableLayout] = {}
    while len(ordered) < len(tables):
        for name, table in sorted(tables.items()):
            if all(reference.table in (*ordered, name) for reference in table.references):
                ordered[name] = table
    return ordered


def _table(empty: sqlcipher.Connection, name: str) -> TableLayout:
    columns = tuple(
        Column(
            name=row["name"],
            kind=_TYPES[row["type"]],
            optional=not row["notnull"] and not row["pk"],
            in_key=row["pk"],
            default=_literal(row["dflt_value"]),
        )
        for row in empty.execute(f"PRAGMA table_info({name})")
    )
    references = tuple(
        Reference(column=row["from"], table=row["table"], on_delete=row["on_delete"])
        for row in empty.execute(f"PRAGMA foreign_key_list({name})")
    )
    (without,) = empty.execute("SELECT wr FROM pragma_table_list WHERE name = ?", [name]).fetchone()
    indexes = {} if not without else {each: _entry(empty, each) for each in _indexes(empty, name)}
    return TableLayout(
        name=name, columns=columns, references=references, numbered=not without, indexes=indexes
    )


def _indexes(empty: sqlcipher.Connection, table: str) -> list[str]:
    """Return the names of the indexes of a table that are trees of their own."""
    sql = "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ?"
    return [row["name"] for row in empty.execute(sql, [table])]


def _entry(empty: sqlcipher.Connection, index: str) -> tuple[str | None, ...]:
    """Return the columns of an entry of an index, those of the key of its table included."""
    return tuple(row["name"] for row in empty.execute(f"PRAGMA index_xinfo({index})"))


def _literal(default: str | None) -> Stored:
    """Return the value of a default as the schema spells it: a text in quotes, a whole number, or none."""
    if default is None or default.startswith("'"):
        return default and default[1:-1]
    return int(default)
