"""Rows to dataclasses and back: no identity map, no lazy loading, no query language.

A field that is a tuple of codes lives in a table of its own, `<owner>_<field>(…_id, rank, code)`; every
other field is a column of the same name.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime, time
from enum import StrEnum
from operator import attrgetter
from types import UnionType
from typing import Any, Final, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

from vpdesk.vault.faults import DatabaseDamagedError

_NO_TEXT: Final = re.compile("[\0\ud800-\udfff]")

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
        #: How many of its columns hold a day, a moment or a code, which a text of another table seldom is.
        self.telling = sum(_holds(hints[field], (date, time, StrEnum)) for field in self._decoders)
        self._read = attrgetter(*self.fields)
        self._codes = [place for place, field in enumerate(self.fields) if _holds(hints[field], StrEnum)]
        self._texts = [place for place, field in enumerate(self.fields) if hints[field] is str]
        self._moments = [
            place for place, field in enumerate(self.fields) if _holds(hints[field], (date, time))
        ]
        self.columns = ", ".join(_quoted(field) for field in self.fields)
        places = ", ".join("?" for _ in self.fields)
        self.insert = f"INSERT INTO {name} ({self.columns}) VALUES ({places})"  # noqa: S608  names are ours
        self.select = f"SELECT {self.columns} FROM {name} WHERE id = ?"  # noqa: S608

    def to_rows(self, values: Sequence[T]) -> Iterable[tuple[object, ...]]:
        """Return the columns of each of `values` in the order of `fields`."""
        # column by column, which costs half of what it does row by row
        columns: list[Sequence[Any]] = list(zip(*map(self._read, values), strict=True))
        if columns:
            for place in self._codes:
                columns[place] = [code and code._value_ for code in columns[place]]
            for place in self._moments:
                columns[place] = [each if each is None else each.isoformat() for each in columns[place]]
            for place in self._texts:
                columns[place] = [_storable(text) for text in columns[place]]
        return zip(*columns, strict=True)

    def to_row(self, value: T) -> tuple[object, ...]:
        """Return the columns of `value` in the order of `fields`."""
        return next(iter(self.to_rows((value,))))

    def update(self, places: Sequence[int]) -> str:
        """Return the statement that changes the fields at `places` of the row with an identifier."""
        changes = ", ".join(f"{_quoted(self.fields[place])} = ?" for place in places)
        return f"UPDATE {self.name} SET {changes} WHERE id = ?"  # noqa: S608  names are ours

    def from_row(self, row: Any, tuples: Mapping[str, tuple[Any, ...]] | None = None) -> T:
        """Return the value of a row of SQLite, with its `tuples` read beside it.

        Raises DatabaseDamagedError for a text with zeros in it: that is what SQLCipher gives, without a word,
        for a page of a long text whose seal is broken.
        """
        if any(raw.__class__ is str and "\0" in raw for raw in row):
            raise DatabaseDamagedError
        columns = {field: decode(row[field]) for field, decode in self._decoders.items()}
        return self._value(**columns, **(tuples or {}))

    def can_be(self, row: Mapping[str, Any]) -> bool:
        """Tell whether every column of a row reads as what its field holds: a day, a known code, a text."""
        try:
            for field, decode in self._decoders.items():
                if field in row:
                    decode(row[field])
        except (TypeError, ValueError):
            return False
        return True


class CodeTuples:
    """The side table of one tuple of codes."""

    def __init__(self, name: str, owner: str, code: Callable[[str], Any]) -> None:
        self.name = name
        self._code = code
        self.delete = f"DELETE FROM {name} WHERE {owner} = ?"  # noqa: S608
        self.insert = f"INSERT INTO {name} ({owner}, rank, code) VALUES (?, ?, ?)"  # noqa: S608
        self.select = f"SELECT code FROM {name} WHERE {owner} = ? ORDER BY rank"  # noqa: S608

        self._owner = owner

    def rows(self, owned: Iterable[tuple[int, Sequence[Any]]]) -> list[tuple[int, int, str]]:
        """Return the rows that hold the codes of each owner in their order."""
        return [(owner, rank, code._value_) for owner, codes in owned for rank, code in enumerate(codes)]

    def read(self, rows: Iterable[Sequence[str]]) -> tuple[Any, ...]:
        """Return the codes of the selected rows."""
        return tuple(self._code(row[0]) for row in rows)

    def select_of(self, owners: int) -> str:
        """Return the statement that reads the codes of so many owners, each with its owner."""
        places = ", ".join("?" * owners)
        return (
            f"SELECT {self._owner}, code FROM {self.name}"  # noqa: S608  names are ours
            f" WHERE {self._owner} IN ({places}) ORDER BY {self._owner}, rank"
        )

    def by_owner(self, rows: Iterable[Sequence[Any]]) -> dict[int, tuple[Any, ...]]:
        """Return the codes of the rows that `select_of` found, by owner."""
        found: dict[int, list[Any]] = {}
        for owner, code in rows:
            found.setdefault(owner, []).append(self._code(code))
        return {owner: tuple(codes) for owner, codes in found.items()}


def _storable(text: str) -> str:
    """Return a text with a sign in place of what no text of ours can hold: a zero, or half a character.

    Of zeros see `Table.from_row`; of halves there are some in the names of files and in what is pasted.
    """
    return text if text.isprintable() else _NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", text)


def _quoted(column: str) -> str:
    return '"end"' if column == "end" else column


def _holds(hint: Any, kind: type | tuple[type, ...]) -> bool:
    """Tell whether a field of this type holds a `kind`, or None instead."""
    parts = get_args(hint) or (hint,)
    return any(isinstance(part, type) and issubclass(part, kind) for part in parts)


def _decoder(hint: Any) -> Decoder:
    if get_origin(hint) in (Union, UnionType):
        inner = next(_decoder(part) for part in get_args(hint) if part is not type(None))
        return lambda raw: None if raw is None else inner(raw)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint
    decoders: dict[Any, Decoder] = {
        date: date.fromisoformat,
        datetime: datetime.fromisoformat,
        time: time.fromisoformat,
        bool: bool,
    }
    return decoders.get(hint, lambda raw: raw)
