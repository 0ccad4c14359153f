"""What was released after a backup was made stays released when that backup is put back.

A report lies with its readers, whatever becomes of the vault. A register that forgot it would print its days
anew, with what came in late, and whoever holds both papers subtracts one from the other. So the releases that
the present vault knows of and the backup does not go into the restored one, with all that they counted: of a
case that is not in the backup without its name, as of one that was erased. Of a damaged vault goes along what
can be read. Where that is not all, whoever restores must be told that reports may be missing.
"""

from collections.abc import Iterator
from typing import Final

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk.domain.code import N_, Code
from vpdesk.vault.amending import amending
from vpdesk.vault.folder import VaultFolder
from vpdesk.vault.inspecting import Inspected, inspect, looking_into
from vpdesk.vault.keys import VaultKey
from vpdesk.vault.migrating import schema
from vpdesk.vault.migrations import MIGRATIONS
from vpdesk.vault.present_register import OF_ORGANISATION, REGISTER, Register, Row, present_register
from vpdesk.vault.recovery import Secret

#: Of these a row goes with its case.
_OF_CASE: Final = ("counted_along", "stands_for")
#: Which rows of the register a row names.
_NAMES: Final = {
    "releases": {},
    "ledger": {"release_id": "releases", "of_release": "releases"},
    "became_known": {"event_id": "ledger", "release_id": "releases"},
    "counted_along": {"release_id": "releases"},
    "stands_for": {"event_id": "ledger"},
}

#: What tells a row from the others of its table.
Key = tuple[int, ...]


class Released(Code):
    """Whether it is known what was released since a backup was made."""

    NOTHING = "nothing", N_("nothing was released since")
    KEPT = "kept", N_("what was released since stays in the register")
    PARTLY = (
        "partly",
        N_("what can be read of what was released since stays in the register, which may lack reports"),
    )
    UNKNOWN = "unknown", N_("it cannot be read what was released since, so the register may lack reports")


def keep_released(
    new: VaultFolder, key: VaultKey, found: Inspected, target: VaultFolder, secret: Secret | VaultKey
) -> tuple[Inspected, Released]:
    """Bring what the vault at `target` released into the restored one, and return what is in that then.

    `key` is that of the backup, `secret` what was given. A database that is changed for it is brought to the
    present schema first, and proven again after it.
    """
    present = present_register(target, key, secret)
    if present is None:
        return found, Released.UNKNOWN
    with looking_into(new.database, key) as connection:
        lacks = schema(connection) < len(MIGRATIONS) or any(
            _keys_in(present, table) - _keys(connection, table) for table in REGISTER
        )
    if not lacks:
        return found, Released.NOTHING if present.whole else Released.UNKNOWN
    with amending(new.database, key) as connection:
        released = _take_over(present, connection)
    return inspect(new.database, key), released


def _take_over(present: Register, connection: sqlcipher.Connection) -> Released:
    """Copy the rows of the register that `connection` lacks, all of them in one transaction, or none.

    Of a damaged vault a row is left out where what it names could not be read. Nothing is copied where both
    have a report over the same days, or a client of the same name, that the other does not know: after a
    backup was put back that had forgotten one. It must not be in the way of a restore.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        before = _keys(connection, "releases")
        whole = present.whole
        for table in REGISTER:
            whole = _copy(present, connection, table) and whole
        came = _keys(connection, "releases") - before
        connection.execute("COMMIT")
    except sqlcipher.IntegrityError:
        _roll_back(connection)
        return Released.UNKNOWN
    except BaseException:
        _roll_back(connection)
        raise
    if whole:
        return Released.KEPT if came else Released.NOTHING
    return Released.PARTLY if came else Released.UNKNOWN


def _roll_back(connection: sqlcipher.Connection) -> None:
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def _copy(present: Register, connection: sqlcipher.Connection, table: str) -> bool:
    """Copy the rows of `table` that `connection` lacks; tell whether none had to be left out."""
    known = {name: {row[0] for row in _keys(connection, name)} for name in set(_NAMES[table].values())}
    cases = {row["id"] for row in connection.execute("SELECT id FROM cases")} if table in _OF_CASE else set()
    whole = True
    for row in _missing(present, connection, table):
        if table in _OF_CASE and row["case_id"] not in cases:
            continue
        named = ((row[column], known[name]) for column, name in _NAMES[table].items())
        if any(value is not None and value not in ids for value, ids in named) or (
            table == "releases" and not _has_organisation(present, connection, row["organisation_id"])
        ):
            whole = False
            continue
        _insert(connection, table, _named(connection, row) if table == "ledger" else row)
    return whole


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


def _has_organisation(present: Register, connection: sqlcipher.Connection, organisation_id: int) -> bool:
    """Tell whether the client is there; one of which the backup knows nothing comes along, if it is known."""
    if connection.execute("SELECT 1 FROM organisations WHERE id = ?", [organisation_id]).fetchone():
        return True
    for table, column in OF_ORGANISATION.items():
        rows = [row for row in present.tables[table] if row[column] == organisation_id]
        if table == "organisations" and not rows:
            return False
        for row in rows:
            _insert(connection, table, row)
    return True


def _missing(present: Register, connection: sqlcipher.Connection, table: str) -> Iterator[Row]:
    """Yield the rows of a table that the present vault has and the restored one lacks."""
    there = _keys(connection, table)
    for row in present.tables[table]:
        if _key(row, table) not in there:
            yield row


def _key(row: Row, table: str) -> Key:
    return tuple(row[name] for name in REGISTER[table].split(", "))


def _keys_in(present: Register, table: str) -> set[Key]:
    return {_key(row, table) for row in present.tables[table]}


def _keys(connection: sqlcipher.Connection, table: str) -> set[Key]:
    return set(map(tuple, connection.execute(f"SELECT {REGISTER[table]} FROM {table}")))  # noqa: S608


def _insert(connection: sqlcipher.Connection, table: str, row: Row) -> None:
    columns = ", ".join(f'"{name}"' for name in row)
    places = ", ".join("?" * len(row))
    sql = f"INSERT INTO {table} ({columns}) VALUES ({places})"  # noqa: S608  names are ours
    connection.execute(sql, list(row.values()))
