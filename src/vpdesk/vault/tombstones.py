"""Keeping erased cases erased: their marks, and a backup put through them.

The marks stand in the table `erasures`. They are also kept in the file `erased.sealed`, encrypted under the
vault's seal key, so that a backup can be put through them even when the present database is damaged. That
file is written last of all: while it lags behind the table, an erasure was cut off and has to be finished.
"""

import json
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, Final

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk import durable
from vpdesk.domain.erasure import Erasure, ErasureRule, mark_of
from vpdesk.vault.belonging import belongings, delete
from vpdesk.vault.folder import VaultFolder
from vpdesk.vault.keys import VaultKey
from vpdesk.vault.ledger import note_known
from vpdesk.vault.migrating import schema
from vpdesk.vault.moving import parts
from vpdesk.vault.repositories import ERASURES
from vpdesk.vault.sealing import seal, unseal

#: The first schema that keeps what the employer got to know of.
_KNOWN_SINCE: Final = 5
_BOUND_TO: Final = b"vpdesk/1 erased "


def read_tombstones(connection: sqlcipher.Connection) -> tuple[Erasure, ...]:
    """Return the marks that stand in a database, the oldest first."""
    found = connection.execute(f"SELECT {ERASURES.columns} FROM erasures ORDER BY id")  # noqa: S608
    return tuple(ERASURES.from_row(row) for row in found)


def apply_tombstones(connection: sqlcipher.Connection, erasures: Iterable[Erasure]) -> int:
    """Delete every case that one of the `erasures` is the mark of, and keep the marks; return how many went.

    A part of another case goes too when the mark is its own: it was moved to the erased case after this copy
    was made. All of it is one transaction, and the file is rewritten after it, so that nothing is left of
    them: for a copy that nobody else has open.
    """
    marks = {erasure.mark: erasure for erasure in erasures}
    connection.execute("BEGIN IMMEDIATE")
    try:
        gone = _marked(connection, marks)
        for case_id in gone:
            _note_known(connection, case_id)
            delete(connection, case_id, belongings(connection, case_id))
        moved = _delete_marked_parts(connection, marks)
        known = {erasure.mark for erasure in read_tombstones(connection)}
        fresh = [ERASURES.to_row(erasure) for mark, erasure in marks.items() if mark not in known]
        connection.executemany(ERASURES.insert, fresh)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    if gone or moved:
        connection.execute("VACUUM")
    return len(gone)


def drafts_of_erased(connection: sqlcipher.Connection, marks: Collection[str]) -> frozenset[str]:
    """Return the places of the drafts in a database that belong to cases with one of the `marks`.

    A draft of a part of a case names that part only: taken without the case, it would not be known for what
    it is.
    """
    found = (belongings(connection, case_id) for case_id in _marked(connection, marks))
    return frozenset(place for each in found for place in each.drafts)


def _delete_marked_parts(connection: sqlcipher.Connection, marks: Collection[str]) -> int:
    (vault_id,) = connection.execute("SELECT vault_id FROM vault_state").fetchone()
    gone = 0
    for table, column in parts(connection) if marks else ():
        for value_id, case_id in connection.execute(f"SELECT id, {column} FROM {table}").fetchall():  # noqa: S608
            if mark_of(vault_id, value_id) in marks:
                _note_known(connection, case_id)
                sql = f"DELETE FROM {table} WHERE id = ?"  # noqa: S608  names are ours
                gone += connection.execute(sql, [value_id]).rowcount
    return gone + _forget_marked_contacts(connection, vault_id, marks)


def _note_known(connection: sqlcipher.Connection, case_id: int) -> None:
    """Keep what the employer knows of a case that goes, or of which a part goes: that may be what says so."""
    if schema(connection) >= _KNOWN_SINCE:
        note_known(connection, case_id)


def _forget_marked_contacts(connection: sqlcipher.Connection, vault_id: str, marks: Collection[str]) -> int:
    """Let the ledger no longer name the contacts that went, nor the cases that they were counted with."""
    there = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'ledger'").fetchone()
    gone = 0
    sql = "SELECT contact_id FROM ledger WHERE contact_id IS NOT NULL"
    for (contact_id,) in connection.execute(sql).fetchall() if there and marks else ():
        if mark_of(vault_id, contact_id) in marks:
            sql = "UPDATE ledger SET case_id = NULL WHERE contact_id = ?"
            gone += connection.execute(sql, [contact_id]).rowcount
    return gone


def _marked(connection: sqlcipher.Connection, marks: Collection[str]) -> list[int]:
    (vault_id,) = connection.execute("SELECT vault_id FROM vault_state").fetchone()
    ids = [row[0] for row in connection.execute("SELECT id FROM cases")]
    return [case_id for case_id in ids if mark_of(vault_id, case_id) in marks]


def keep_sealed(folder: VaultFolder, key: VaultKey, vault_id: str, erasures: Iterable[Erasure]) -> None:
    """Write the marks into the sealed file, durably; raises DiskFullError, ReadOnlyError or StorageError."""
    rows = [list(ERASURES.to_row(erasure)) for erasure in erasures]
    durable.replace(folder.erased, seal(key, json.dumps(rows).encode(), _BOUND_TO + vault_id.encode()))


def read_sealed(folder: VaultFolder, key: VaultKey, vault_id: str) -> tuple[Erasure, ...]:
    """Return the marks in the sealed file; () when it is missing, damaged, or sealed with another key."""
    try:
        plain = unseal(key, folder.erased.read_bytes(), _BOUND_TO + vault_id.encode())
        rows: Any = json.loads(plain)
        return tuple(
            Erasure(id=row[0], mark=row[1], erased_on=date.fromisoformat(row[2]), rule=ErasureRule.of(row[3]))
            for row in rows
        )
    except (OSError, ValueError):
        return ()
