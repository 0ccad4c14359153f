"""Getting old content out of the files: the log emptied, the file rewritten, a cut-off erasure finished."""

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk.domain.errors import VpdeskError
from vpdesk.vault.explaining import explained
from vpdesk.vault.folder import VaultFolder
from vpdesk.vault.keys import VaultKey
from vpdesk.vault.tombstones import keep_sealed, read_sealed, read_tombstones


def empty_log(connection: sqlcipher.Connection) -> bool:
    """Move the whole write-ahead log into the database and cut it off; False when a reader is in the way."""
    with explained():
        busy: int = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    return not busy


def rewrite(connection: sqlcipher.Connection) -> None:
    """Write every row anew in pages of its own, so that no page keeps what was there before."""
    with explained():
        connection.execute("VACUUM")


def finish_erasure(
    connection: sqlcipher.Connection, folder: VaultFolder, key: VaultKey, vault_id: str
) -> None:
    """Finish an erasure that was cut off after its transaction: clean the file, then seal the marks.

    For opening a vault; where there is no room for it, the next opening tries again.
    """
    stored = read_tombstones(connection)
    if not stored or {each.mark for each in read_sealed(folder, key, vault_id)} >= {
        each.mark for each in stored
    }:
        return
    try:
        rewrite(connection)
        if empty_log(connection):
            keep_sealed(folder, key, vault_id, stored)
    except VpdeskError:
        return
