"""The register of releases in the vault whose place a backup is to take, also where that vault is damaged.

Damage is what one mostly puts a backup back for. SQLCipher reads nothing more after the first broken page,
so where it gives up, the pages are read one by one, as for a rescue: what was released is not forgotten
because a page of something else is broken.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk.domain.errors import VpdeskError
from vpdesk.vault.folder import FolderLock, VaultFolder
from vpdesk.vault.keys import VaultKey
from vpdesk.vault.layout import layout
from vpdesk.vault.masked import wipe
from vpdesk.vault.migrating import schema
from vpdesk.vault.migrations import MIGRATIONS
from vpdesk.vault.pages import PageKeys
from vpdesk.vault.recovery import Secret
from vpdesk.vault.salvage import Pages, read_pages, salvage
from vpdesk.vault.staying_erased import present_connection, present_keys

#: The register, in the order in which its rows name each other, and what tells a row of each from the others.
REGISTER: Final = {
    "releases": "id",
    "ledger": "id",
    "became_known": "event_id",
    "counted_along": "case_id",
    "stands_for": "case_id, event_id",
}
#: What goes along of an organisation that is not in the backup, and the column that names it.
OF_ORGANISATION: Final = {
    "organisations": "id",
    "organisation_mandates": "organisation_id",
    "organisation_open_routes": "organisation_id",
}

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The rows of the register and of the clients in it, by table.

    `whole`: there are no others. Else pages that held some cannot be read.
    """

    tables: Mapping[str, Sequence[Row]]
    whole: bool


def present_register(target: VaultFolder, key: VaultKey, secret: Secret | VaultKey) -> Register | None:
    """Return the register of the vault at `target`; None where it is open elsewhere or of an earlier schema,
    or none of its pages can be read.

    `key` is that of the backup, `secret` what was given.
    """
    with present_keys(target, key, secret) as keys:
        with suppress(VpdeskError), present_connection(target, keys) as connection:
            if connection is not None:
                return _read(connection) if schema(connection) == len(MIGRATIONS) else None
        with suppress(VpdeskError):
            return _salvaged(target, keys)
    return None


def _read(connection: sqlcipher.Connection) -> Register:
    tables = {}
    for table in (*REGISTER, *OF_ORGANISATION):
        rows = connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608  names are ours
        tables[table] = [dict(zip(row.keys(), row, strict=True)) for row in rows]
    return Register(tables=tables, whole=True)


def _salvaged(target: VaultFolder, keys: Sequence[VaultKey]) -> Register | None:
    lock = FolderLock.take(target)
    try:
        pages = max((_pages(target, key) for key in keys), key=lambda each: len(each.readable))
    finally:
        lock.release()
    found = salvage(pages)
    if not pages.readable or found.version != len(MIGRATIONS):
        return None
    of_file = layout(found.version)
    tables = {
        name: [dict(zip(of_file[name].names, row, strict=True)) for row in found.tables[name].rows.values()]
        for name in (*REGISTER, *OF_ORGANISATION)
    }
    register = [found.tables[table] for table in REGISTER]
    missing = any(table.gaps or table.named.keys() - table.rows.keys() for table in register)
    return Register(tables=tables, whole=not missing)


def _pages(target: VaultFolder, key: VaultKey) -> Pages:
    database_key = key.database_key()
    try:
        keys = PageKeys(database_key)
    finally:
        wipe(database_key)
    with keys:
        return read_pages(target, keys)
