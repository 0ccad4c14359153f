"""What was released after a backup was made stays released when that backup is put back.

A report lies with its readers, whatever becomes of the vault. A register that forgot it would print its days
anew, with what came in late, and whoever holds both papers subtracts one from the other. So the releases that
the present vault knows of and the backup does not go into the restored one, with all that they counted: of a
case that is not in the backup without its name, as of one that was erased. Where the present vault cannot be
read, whoever restores must be told that reports may be missing.
"""

from collections.abc import Iterator
from typing import Any, Final

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk.domain.code import N_, Code
from vpdesk.vault.amending import amending
from vpdesk.vault.folder import VaultFolder
from vpdesk.vault.inspecting import Inspected, inspect, looking_into
from vpdesk.vault.keys import VaultKey
from vpdesk.vault.migrating import schema
from vpdesk.vault.migrations import MIGRATIONS
from vpdesk.vault.recovery import Secret
from vpdesk.vault.staying_erased import present_database

#: The register, in the order in which its rows name each other, and what tells a row of each from the others.
_REGISTER: Final = {
    "releases": "id",
    "ledger": "id",
    "became_known": "event_id",
    "counted_along": "case_id",
    "stands_for": "case_id, event_id",
}
#: Of these a row goes with its case.
_OF_CASE: Final = ("counted_along", "stands_for")
#: What goes along of an organisation that is not in the backup.
_OF_ORGANISATION: Final = ("organisation_mandates", "organisation_open_routes")

Row = dict[str, Any]
#: What tells a row from the others of its table.
Key = tuple[int, ...]


class Released(Code):
    """Whether it is known what was released since a backup was made."""

    NOTHING = "nothing", N_("nothing was released since")
    KEPT = "kept", N_("what was released since stays in the register")
    UNKNOWN = "unknown", N_("it cannot be read what was released since, so the register may lack reports")


def keep_released(
    new: VaultFolder, key: VaultKey, found: Inspected, target: VaultFolder, secret: Secret | VaultKey
) -> tuple[Inspected, Released]:
    """Bring what the vault at `target` released into the restored one, and return what is in that then.

    `key` is that of the backup, `secret` what was given. A database that is changed for it is brought to the
    present schema first, and proven again after it.
    """
    with present_database(target, key, secret) as present:
        if present is None or schema(present) != len(MIGRATIONS):
            return found, Released.UNKNOWN
        with looking_into(new.database, key) as connection:
            before = schema(connection)
            lacks = before < len(MIGRATIONS) or any(
                _keys(present, table) - _keys(connection, table) for table in _REGISTER
            )
        released = Released.NOTHING
        if lacks:
            with amending(new.database, key) as connection:
                if _keys(present, "releases") - _keys(connection, "releases"):
                    released = Released.KEPT
                try:
                    _take_over(present, connection)
                except sqlcipher.IntegrityError:
                    released = Released.UNKNOWN
            found = inspect(new.database, key)
    return found, released


def _take_over(present: sqlcipher.Connection, connection: sqlcipher.Connection) -> None:
    """Copy the rows of the register that `connection` lacks, all of them in one transaction, or none.

    Raises IntegrityError where both have a report over the same days, or a client of the same name, that the
    other does not know: after a backup was put back that had forgotten one. It must not be in the way of a
    restore.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        for row in _missing(present, connection, "releases"):
            _require_organisation(present, connection, row["organisation_id"])
            _insert(connection, "releases", row)
        for row in _missing(present, connection, "ledger"):
            _insert(connection, "ledger", _named(connection, row))
        for row in _missing(present, connection, "became_known"):
            _insert(connection, "became_known", row)
        cases = {row["id"] for row in connection.execute("SELECT id FROM cases")}
        for table in _OF_CASE:
            for row in _missing(present, connection, table):
                if row["case_id"] in cases:
                    _insert(connection, table, row)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _named(connection: sqlcipher.Connection, row: Row) -> Row:
    """Return a line of the ledger with the case and the contact that it names, where these are there."""
    case = connection.execute("SELECT 1 FROM cases WHERE id = ?", [row["case_id"]]).fetchone()
    contact = connection.execute("SELECT 1 FROM contacts WHERE id = ?", [row["contact_id"]]).fetchone()
    taken = connection.execute(
        "SELECT 1 FROM ledger WHERE case_id = :case_id AND event = :event"
        " AND coalesce(contact_id, 0) = coalesce(:contact_id, 0)",
        row,
    ).fetchone()
    if case is None or taken is not None or (contact is None and row["contact_id"] is not None):
        return row | {"case_id": None, "contact_id": None}
    return row


def _require_organisation(
    present: sqlcipher.Connection, connection: sqlcipher.Connection, organisation_id: int
) -> None:
    """Copy a client of which the backup knows nothing: the register is of somebody."""
    if connection.execute("SELECT 1 FROM organisations WHERE id = ?", [organisation_id]).fetchone():
        return
    for table, column in (("organisations", "id"), *((name, "organisation_id") for name in _OF_ORGANISATION)):
        sql = f"SELECT * FROM {table} WHERE {column} = ?"  # noqa: S608  names are ours
        for row in present.execute(sql, [organisation_id]).fetchall():
            _insert(connection, table, dict(zip(row.keys(), row, strict=True)))


def _missing(
    present: sqlcipher.Connection, connection: sqlcipher.Connection, table: str
) -> Iterator[Row]:
    """Yield the rows of a table that the present vault has and the restored one lacks."""
    there = _keys(connection, table)
    columns = _REGISTER[table].split(", ")
    for row in present.execute(f"SELECT * FROM {table}"):  # noqa: S608  names are ours
        if tuple(row[name] for name in columns) not in there:
            yield dict(zip(row.keys(), row, strict=True))


def _keys(connection: sqlcipher.Connection, table: str) -> set[Key]:
    return set(map(tuple, connection.execute(f"SELECT {_REGISTER[table]} FROM {table}")))  # noqa: S608


def _insert(connection: sqlcipher.Connection, table: str, row: Row) -> None:
    columns = ", ".join(f'"{name}"' for name in row)
    places = ", ".join("?" * len(row))
    sql = f"INSERT INTO {table} ({columns}) VALUES ({places})"  # noqa: S608  names are ours
    connection.execute(sql, list(row.values()))
