"""Putting into a new database what was salvaged, then what a backup still has of what is missing.

A row of the backup is taken only where the damage may have swallowed it: what was changed or deleted since
the backup stays so. A backup that is further than the damaged file goes before it. What is in neither gets
a stand-in where something tells of it (`standing_in`).
"""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Final

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk.vault.full_text import has_indexes, take_in
from vpdesk.vault.layout import Key, TableLayout, Values, layout
from vpdesk.vault.salvage import Salvage
from vpdesk.vault.standing_in import StandIns

#: These two are made anew, not copied: what the vault is, and the row that its first migration puts there.
_STATE: Final = "vault_state"
_ONLY_ROW: Final = "counsellors"
_DRAFTS: Final = "drafts"
#: A tag goes with its last case; no trigger fires while the tables are filled.
_TAGS: Final = "respondent_tags"


class Refilled:
    """What went into the new database, by table.

    `salvaged`: read from the damaged one; `from_backup`: taken from the backup; `stand_ins`: made up from
    what an index or another row tells; `lost`: known of, and nothing is left of it.
    """

    def __init__(self) -> None:
        self.salvaged: Counter[str] = Counter()
        self.from_backup: Counter[str] = Counter()
        self.stand_ins: Counter[str] = Counter()
        self.lost: Counter[str] = Counter()


def refill(
    connection: sqlcipher.Connection,
    found: Salvage,
    backup: sqlcipher.Connection | None,
    left_out: Collection[str] = (),
) -> Refilled:
    """Fill the empty database of `connection`, which has the schema of `found`, in one transaction.

    The drafts at the places `left_out` are not taken from the backup.
    """
    done = Refilled()
    tables = [table for name, table in layout(found.version).items() if name != _STATE]
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(f"DELETE FROM {_ONLY_ROW}")  # noqa: S608  names are ours

    def from_file() -> None:
        for table in tables:
            rows = found.tables[table.name].rows.values()
            done.salvaged[table.name] = _put(connection, table, table.names, rows)

    def from_backup() -> None:
        for table in tables if backup is not None else ():
            names, rows = _swallowed(backup, table, found, left_out)
            done.from_backup[table.name] = _put(connection, table, names, rows)

    for fill in (from_backup, from_file) if found.overtaken else (from_file, from_backup):
        fill()
    connection.execute(f"INSERT OR IGNORE INTO {_ONLY_ROW} (id, practice_name) VALUES (1, '')")  # noqa: S608  names are ours
    stand_ins = StandIns(connection, found)
    stand_ins.make()
    if _TAGS in found.tables:  # its case was erased, or is lost: the tag went, or would have gone, with it
        connection.execute(f"DELETE FROM {_TAGS} WHERE id NOT IN (SELECT tag_id FROM respondent_links)")  # noqa: S608  names are ours
    done.stand_ins, done.lost = stand_ins.made, stand_ins.lost
    if has_indexes(connection):
        take_in(connection)
    connection.execute("COMMIT")
    connection.execute("PRAGMA foreign_keys = ON")
    return done


def _swallowed(
    backup: sqlcipher.Connection, table: TableLayout, found: Salvage, left_out: Collection[str]
) -> tuple[tuple[str, ...], list[Values]]:
    """Return the columns that the backup has of a table, and its rows that the damage may have swallowed."""
    there = {row["name"] for row in backup.execute(f"PRAGMA table_info({table.name})")}
    names = tuple(name for name in table.names if name in there)
    rows = []
    for row in backup.execute(f"SELECT {_columns(names)} FROM {table.name}") if there else ():  # noqa: S608
        named = tuple(row[name] for name in table.key)
        key: Key = named[0] if table.numbered else named
        if table.name == _DRAFTS and row["place"] in left_out:
            continue
        if found.tables[table.name].may_miss(key):
            rows.append(tuple(row))
    return names, rows


def _put(
    connection: sqlcipher.Connection, table: TableLayout, names: tuple[str, ...], rows: Iterable[Values]
) -> int:
    """Insert rows, passing by one whose place is taken (an alias that was given anew); count them."""
    places = ", ".join("?" for _name in names)
    sql = f"INSERT OR IGNORE INTO {table.name} ({_columns(names)}) VALUES ({places})"  # noqa: S608
    put = connection.executemany(sql, rows).rowcount  # what triggers add to it is not counted
    return max(int(put), 0)


def _columns(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)
