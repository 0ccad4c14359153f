"""SQLite's b-tree pages, read without SQLite: for rescue, where SQLite would stop at the first damaged page.

The format is the one of https://www.sqlite.org/fileformat2.html (sections 1.6 and 2): a page is a leaf or
an inner page of a table (rows by row number) or of an index (rows in the order of their values); a row that
is too long for its page goes on in a chain of overflow pages. What does not fit raises MalformedError.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from vpdesk.vault.pages import USABLE

#: A value as SQLite stores it.
Stored = int | str | bytes | None

_TABLE_INNER, _TABLE_LEAF, _INDEX_INNER, _INDEX_LEAF = 5, 13, 2, 10
_HEADER_OF_FILE: Final = 100
_POINTER: Final = 4
_INTEGERS: Final = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_REAL: Final = 7
_SHORTEST_TEXT: Final = 13
#: How much of a row stays in its page: all of it up to here, else at least _LEAST (file format, section 1.6).
_MOST_IN_TABLE: Final = USABLE - 35
_MOST_IN_INDEX: Final = (USABLE - 12) * 64 // 255 - 23
_LEAST: Final = (USABLE - 12) * 32 // 255 - 23


class MalformedError(Exception):
    """The bytes are no page or row of SQLite; its reader always catches this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: its number (None in an index) and its values; None where its overflow pages cannot be read.

    `beginning` are then those of its values that come before that, the last of them a text that breaks off.
    """

    number: int | None
    values: tuple[Stored, ...] | None
    beginning: tuple[Stored, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One page of a tree: its rows, and its children with the highest row number of each (None: no bound)."""

    of_index: bool
    rows: tuple[Row, ...] = ()
    children: tuple[tuple[int, int | None], ...] = ()


def read_node(number: int, pages: Mapping[int, bytes]) -> Node:
    """Return the page `number` as a node of a tree; `pages` are those that can be read."""
    page = pages[number]
    start = _HEADER_OF_FILE if number == 1 else 0
    kind = page[start]
    inner = kind in (_TABLE_INNER, _INDEX_INNER)
    if kind not in (_TABLE_INNER, _TABLE_LEAF, _INDEX_INNER, _INDEX_LEAF):
        raise MalformedError
    count = int.from_bytes(page[start + 3 : start + 5])
    pointers = start + (12 if inner else 8)
    if pointers + 2 * count > USABLE:
        raise MalformedError
    places = [int.from_bytes(page[at : at + 2]) for at in range(pointers, pointers + 2 * count, 2)]
    if any(not pointers + 2 * count <= place < USABLE for place in places):
        raise MalformedError
    of_index = kind in (_INDEX_INNER, _INDEX_LEAF)
    rows: list[Row] = []
    children: list[tuple[int, int | None]] = []
    for place in places:
        at, bound = place, None
        if inner:
            child = int.from_bytes(page[at : at + _POINTER])
            at += _POINTER
            if not of_index:
                bound, _ = _varint(page, at)
                bound = _signed(bound)
            children.append((child, bound))
        if of_index or not inner:
            rows.append(_row(page, at, of_index=of_index, pages=pages))
    if inner:
        right = int.from_bytes(page[start + 8 : start + 12])
        children.append((right, None))
    return Node(of_index=of_index, rows=tuple(rows), children=tuple(children))


def _row(page: bytes, at: int, *, of_index: bool, pages: Mapping[int, bytes]) -> Row:
    size, at = _varint(page, at)
    number = None
    if not of_index:
        number, at = _varint(page, at)
        number = _signed(number)
    most = _MOST_IN_INDEX if of_index else _MOST_IN_TABLE
    local = size
    if size > most:
        local = _LEAST + (size - _LEAST) % (USABLE - _POINTER)
        local = local if local <= most else _LEAST
    if at + local > USABLE:
        raise MalformedError
    payload = page[at : at + local]
    if local < size:
        first = int.from_bytes(page[at + local : at + local + _POINTER])
        payload += _overflow(first, size - local, pages)
    if len(payload) < size:
        return Row(number=number, values=None, beginning=tuple(_values(payload, breaks_off=True)))
    return Row(number=number, values=tuple(_values(payload)))


def _overflow(number: int, size: int, pages: Mapping[int, bytes]) -> bytes:
    """Return what a chain of overflow pages holds, up to the first that cannot be read."""
    found = bytearray()
    seen = set()
    while len(found) < size:
        page = pages.get(number)
        if page is None or number in seen:
            break
        seen.add(number)
        found += page[_POINTER:USABLE]
        number = int.from_bytes(page[:_POINTER])
    return bytes(found[:size])


def _values(payload: bytes, *, breaks_off: bool = False) -> Iterator[Stored]:
    """Yield the values of a record; of one that breaks off what comes before, and the text where it does."""
    end, at = _varint(payload, 0)
    body = end
    if end > len(payload):
        raise MalformedError
    while at < end:
        kind, at = _varint(payload, at)
        length = _length(kind)
        if body + length > len(payload):
            if not breaks_off:
                raise MalformedError
            if kind >= _SHORTEST_TEXT and kind % 2:
                yield payload[body:].decode(errors="ignore")
            return
        yield _value(kind, payload[body : body + length])
        body += length


def _length(kind: int) -> int:
    if kind in _INTEGERS:
        return _INTEGERS[kind]
    if kind == _REAL:
        return 8
    return (kind - 12) // 2 if kind >= 12 else 0


def _value(kind: int, raw: bytes) -> Stored:
    if kind in _INTEGERS:
        return int.from_bytes(raw, signed=True)
    if kind in (8, 9):
        return kind - 8
    if kind >= 12:
        if kind % 2 == 0:
            return raw
        try:
            return raw.decode()
        except UnicodeDecodeError as error:
            raise MalformedError from error
    if kind == 0:
        return None
    raise MalformedError  # reals and the two reserved kinds, which no table of ours has


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """Return the number of variable length at `at`, and where the next thing begins."""
    value = 0
    for place in range(at, at + 8):
        if place >= len(data):
            raise MalformedError
        value = value << 7 | data[place] & 0x7F
        if data[place] < 0x80:
            return value, place + 1
    if at + 8 >= len(data):
        raise MalformedError
    return value << 8 | data[at + 8], at + 9


def _signed(value: int) -> int:
    return value - (1 << 64) if value >= 1 << 63 else value
