"""Rows to dataclasses and back: no identity map, no lazy loading, no query language.

A field that is a tuple of codes lives in a table of its own, `<owner>_<field>(…_id, rank, code)`; every
other field is a column of the same name.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from operator import attrgetter
from types import UnionType
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
Decoder = Callable[[Any], Any]


class Table(Generic[T]):
    """One dataclass, one table; `owner` names the tables and the column of its tuples."""

    def __init__(self, value: type[T], name: str, owner: str = "") -> None:
        self.name = name
        self._value = value
        hints = get_type_hints(value)
        decoders = {field.name: _decoder(hints[field.name]) for field in fields(value)}  # type: ignore[arg-type]  # every value is a dataclass
        self.tuples: dict[str, CodeTuples] = {
            field: CodeTuples(f"{owner}_{field}", f"{owner}_id", get_args(hints[field])[0])
            for field in decoders
            if get_origin(hints[field]) is tuple
        }
        self._decoders = {field: decode for field, decode in decoders.items() if field not in self.tuples}
        self.fields = tuple(self._decoders)
        self._read = attrgetter(*self.fields)
        self._codes = [place for place, field in enumerate(self.fields) if _holds(hints[field], StrEnum)]
        self._days = [place for place, field in enumerate(self.fields) if _holds(hints[field], date)]
        self.columns = ", ".join(_quoted(field) for field in self.fields)
        places = ", ".join("?" for _ in self.fields)
        changes = ", ".join(f"{_quoted(field)} = excluded.{_quoted(field)}" for field in self.fields[1:])
        self.insert = f"INSERT INTO {name} ({self.columns}) VALUES ({places})"  # noqa: S608  names are ours
        self.upsert = f"{self.insert} ON CONFLICT (id) DO UPDATE SET {changes}"

    def to_row(self, value: T) -> list[object]:
        """Return the columns of `value` in the order of `fields`."""
        row = list(self._read(value))
        for place in self._codes:
            row[place] = row[place] and row[place].value
        for place in self._days:
            row[place] = row[place] and row[place].isoformat()
        return row

    def from_row(self, row: Mapping[str, Any], tuples: Mapping[str, tuple[Any, ...]] | None = None) -> T:
        """Return the value of a row, with its `tuples` read beside it."""
        columns = {field: decode(row[field]) for field, decode in self._decoders.items()}
        return self._value(**columns, **(tuples or {}))


class CodeTuples:
    """The side table of one tuple of codes."""

    def __init__(self, name: str, owner: str, code: Callable[[str], Any]) -> None:
        self.name = name
        self._code = code
        self.delete = f"DELETE FROM {name} WHERE {owner} = ?"  # noqa: S608
        self.insert = f"INSERT INTO {name} ({owner}, rank, code) VALUES (?, ?, ?)"  # noqa: S608
        self.select = f"SELECT code FROM {name} WHERE {owner} = ? ORDER BY rank"  # noqa: S608

    def rows(self, owner_id: int, codes: Sequence[str]) -> Iterable[tuple[int, int, str]]:
        """Return the rows that hold `codes` in their order."""
        return [(owner_id, rank, str(code)) for rank, code in enumerate(codes)]

    def read(self, rows: Iterable[Sequence[str]]) -> tuple[Any, ...]:
        """Return the codes of the selected rows."""
        return tuple(self._code(row[0]) for row in rows)


def _quoted(column: str) -> str:
    return '"end"' if column == "end" else column


def _holds(hint: Any, kind: type) -> bool:
    """Tell whether a field of this type holds a `kind`, or None instead."""
    parts = get_args(hint) or (hint,)
    return any(isinstance(part, type) and issubclass(part, kind) for part in parts)


def _decoder(hint: Any) -> Decoder:
    if get_origin(hint) in (Union, UnionType):
        inner = next(_decoder(part) for part in get_args(hint) if part is not type(None))
        return lambda raw: None if raw is None else inner(raw)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint
    decoders: dict[Any, Decoder] = {date: date.fromisoformat, datetime: datetime.fromisoformat}
    return decoders.get(hint, lambda raw: raw)
