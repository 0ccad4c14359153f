"""What a backup needs to know of an open vault: a value that another thread can work from."""

from dataclasses import dataclass
from typing import Self

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk.vault.folder import VaultFolder
from vpdesk.vault.header import Opened
from vpdesk.vault.keys import VaultKey


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupSource:
    """Where the vault is, its header as it is written, a copy of its key, and how far it is.

    Whoever took it forgets it when the work is done: `with vault.backup_source() as source`.
    """

    folder: VaultFolder
    vault_id: str
    header: bytes
    header_sequence: int
    key: VaultKey
    commits: int

    @classmethod
    def take(cls, folder: VaultFolder, opened: Opened, connection: sqlcipher.Connection) -> Self:
        """Return the source of the vault that `connection` has open; on the database thread."""
        (commits,) = connection.execute("SELECT commits FROM vault_state").fetchone()
        return cls(
            folder=folder,
            vault_id=opened.header.vault_id,
            header=opened.header.encode(opened.key),
            header_sequence=opened.header.sequence,
            key=opened.key.copy(),
            commits=commits,
        )

    def forget(self) -> None:
        """Overwrite the copy of the key."""
        self.key.forget()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.forget()
