"""Opening: the header whose key opens the database is the vault's, and heals the other.

Two headers differ only after a crash. When a passphrase was being changed, both hold the same key. When a new
vault key was being made (`rekey`), they hold different keys, and the database tells which of the two it has.
"""

from contextlib import suppress
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk.domain.errors import VpdeskError
from vpdesk.vault import header_files
from vpdesk.vault.connection import connect
from vpdesk.vault.faults import DatabaseDamagedError, OlderCopyError, OtherVaultError
from vpdesk.vault.folder import VaultFolder
from vpdesk.vault.header import Opened, wrong_secret
from vpdesk.vault.keys import VaultKey
from vpdesk.vault.local import LocalMemory, recall, remember
from vpdesk.vault.masked import wipe
from vpdesk.vault.migrating import schema
from vpdesk.vault.recovery import Secret


def unlock(
    folder: VaultFolder, secret: Secret, candidates: tuple[Opened, ...]
) -> tuple[Opened, sqlcipher.Connection]:
    """Return the header whose key opens the database, and a connection to it; heal what a crash left.

    `candidates` is what `secret` opens of the headers, the newest first; the keys of those that are not taken
    are forgotten. Raises DatabaseMissingError or DatabaseDamagedError, what `wrong_secret` returns when the
    secret is that of the keys before the present ones, and what writing raises when a header cannot be
    healed.
    """
    taken: Opened | None = None
    try:
        folder.require_database()
        taken, connection = _fit(folder, candidates, secret)
    finally:
        for other in candidates:
            if other is not taken:
                other.key.forget()
    try:
        header_files.repair(folder.path, taken)
    except BaseException:
        connection.close()
        taken.key.forget()
        raise
    folder.sweep()
    return taken, connection


def _fit(
    folder: VaultFolder, candidates: tuple[Opened, ...], secret: Secret
) -> tuple[Opened, sqlcipher.Connection]:
    """Return the first of the `candidates` whose key opens the database, with a connection to it."""
    for opened in candidates:
        with suppress(DatabaseDamagedError):
            return opened, connect_with(folder.database, opened.key)
    newest = max((sealed.header.sequence for sealed in header_files.read_all(folder.path)), default=0)
    if candidates[0].header.sequence < newest:
        # the database is not damaged: the secret belongs to the keys before the present ones
        raise wrong_secret(secret)
    raise DatabaseDamagedError


def check_state(connection: sqlcipher.Connection, folder: VaultFolder, vault_id: str) -> None:
    """Raise NewerSchemaError, OtherVaultError or OlderCopyError when this is not the vault we knew.

    DatabaseDamagedError when it cannot be told.
    """
    schema(connection)
    try:
        row = connection.execute("SELECT vault_id, commits FROM vault_state").fetchone()
    except sqlcipher.DatabaseError as error:
        raise DatabaseDamagedError from error
    if row is None or row["vault_id"] != vault_id:
        raise OtherVaultError
    known = recall(folder)
    if row["commits"] < known.of(vault_id).furthest:
        raise OlderCopyError
    if known.of(vault_id) != known:
        with suppress(VpdeskError):  # then it is looked past the next time too
            remember(folder, LocalMemory(vault_id=vault_id))


def connect_with(database: Path, key: VaultKey, *, create: bool = False) -> sqlcipher.Connection:
    """Return a connection to a database of the vault that has this `key`; as `connect`."""
    database_key = key.database_key()
    try:
        return connect(database, database_key, create=create)
    finally:
        wipe(database_key)
