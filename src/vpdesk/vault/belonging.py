"""All that belongs to one case: the rows that hang on it by their references, and its drafts.

The references are asked of the database itself, so that a table that a later version adds is not forgotten.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk.vault.full_text import plain_tables

_ONLY_ITS_OWN_TAGS: Final = """
    SELECT tag_id FROM respondent_links WHERE case_id = :case
    EXCEPT SELECT tag_id FROM respondent_links WHERE case_id <> :case
"""

#: It names a case while there is one; it does not hang on it, and stays when the case goes.
_TALLY: Final = "ledger"
#: A piece of a document, in bytes, and how far it is from one to the next.
_PIECE: Final = 24
_PIECE_EVERY: Final = 64 * 1024


class WhenGone(StrEnum):
    """What becomes of a row when the one goes that it refers to, in the words of the database."""

    GOES = "CASCADE"
    GOES_ON = "SET NULL"
    HOLDS = "NO ACTION"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A column that refers to a row of another table: `GOES` hangs on it, `GOES_ON` names it while it is
    there, and `HOLDS` stands on its own and lets it not go.
    """

    table: str
    column: str
    parent: str
    when_gone: WhenGone


@dataclass(slots=True, kw_only=True)
class Belongings:
    """What one case holds: its identifiers by table, every text, pieces of documents, places of drafts."""

    ids: dict[str, set[int]] = field(default_factory=dict)
    texts: set[str] = field(default_factory=set)
    pieces: set[bytes] = field(default_factory=set)
    drafts: list[str] = field(default_factory=list)

    def all_ids(self) -> frozenset[int]:
        """Return the identifiers of the case and of everything that hangs on it."""
        return frozenset().union(*self.ids.values())


def belongings(connection: sqlcipher.Connection, case_id: int) -> Belongings:
    """Return what belongs to a case; raises LookupError when there is none."""
    found = Belongings()
    if not _take(connection, found, "cases", "id", [case_id]):
        message = f"no case {case_id}"
        raise LookupError(message)
    known = list(references(connection))
    grown = True
    while grown:
        before = found.all_ids()
        for table, column, parent in known:
            _take(connection, found, table, column, sorted(found.ids.get(parent, ())))
        grown = found.all_ids() != before
    _take_tags(connection, found, case_id)
    _take_drafts(connection, found)
    return found


def delete(connection: sqlcipher.Connection, case_id: int, found: Belongings) -> None:
    """Delete the case with all that belongs to it, inside a transaction that is open."""
    connection.executemany("DELETE FROM drafts WHERE place = ?", [(place,) for place in found.drafts])
    connection.execute("DELETE FROM cases WHERE id = ?", [case_id])


def live_texts(connection: sqlcipher.Connection) -> Iterator[str]:
    """Yield every text that is in the database, a row at a time, and the statements that made its tables.

    The texts of a row are joined as they lie on a page, where one column can make a word with the next.
    """
    for table in (*plain_tables(connection), "sqlite_master"):
        for row in connection.execute(f"SELECT * FROM {table}"):  # noqa: S608  names are ours
            yield "".join(value for value in row if isinstance(value, str))


def live_contents(connection: sqlcipher.Connection) -> Iterator[bytes]:
    """Yield what is in the documents in the database, a part at a time."""
    for table in plain_tables(connection):
        kinds = connection.execute(f"PRAGMA table_info({table})").fetchall()
        for column in (row["name"] for row in kinds if row["type"] == "BLOB"):
            for (content,) in connection.execute(f"SELECT {column} FROM {table}"):  # noqa: S608
                yield content


def references(connection: sqlcipher.Connection) -> Iterator[tuple[str, str, str]]:
    """Yield each table with a column that refers to a row of another that it hangs on, and that other.

    What was counted hangs on nothing (`vpdesk.vault.ledger`).
    """
    for tie in ties(connection):
        if tie.table != _TALLY:
            yield tie.table, tie.column, tie.parent


def ties(connection: sqlcipher.Connection) -> Iterator[Tie]:
    """Yield how each table is tied to others."""
    for table in plain_tables(connection):
        for found in connection.execute(f"PRAGMA foreign_key_list({table})").fetchall():
            yield Tie(
                table=table,
                column=found["from"],
                parent=found["table"],
                when_gone=WhenGone(found["on_delete"]),
            )


def _take(
    connection: sqlcipher.Connection, found: Belongings, table: str, column: str, keys: Sequence[int]
) -> int:
    """Take in the rows of `table` whose `column` is one of `keys`; return how many there are."""
    rows = 0
    for key in keys:
        for row in connection.execute(f"SELECT * FROM {table} WHERE {column} = ?", [key]):  # noqa: S608
            rows += 1
            if "id" in row.keys():  # noqa: SIM118  a row of SQLite looks through its values
                found.ids.setdefault(table, set()).add(row["id"])
            found.texts.update(value for value in row if isinstance(value, str) and value)
            for content in (value for value in row if isinstance(value, bytes)):
                places = range(0, max(len(content) - _PIECE, 1), _PIECE_EVERY)
                found.pieces.update(content[place : place + _PIECE] for place in places)
    return rows


def _take_tags(connection: sqlcipher.Connection, found: Belongings, case_id: int) -> None:
    """Take in the tags of a respondent that go with the case, because no other case bears them."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'respondent_links'").fetchone():
        return
    own = connection.execute(_ONLY_ITS_OWN_TAGS, {"case": case_id}).fetchall()
    _take(connection, found, "respondent_tags", "id", [row[0] for row in own])


def _take_drafts(connection: sqlcipher.Connection, found: Belongings) -> None:
    """Take in the drafts that name the case or a part of it, in their place or in their body."""
    ids = {str(value) for value in found.all_ids()}
    for row in connection.execute("SELECT place, body FROM drafts"):
        said: Any = f"{row['place']} {row['body']}"
        if not ids.isdisjoint(re.findall(r"\d+", said)):
            found.drafts.append(row["place"])
            found.texts.update((row["place"], row["body"]))
