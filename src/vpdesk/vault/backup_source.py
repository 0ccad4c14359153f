"""What a backup needs to know of an open vault: a value that another thread can work from."""

from dataclasses import dataclass
from typing import Self

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk.vault import header_files
from vpdesk.vault.backup_faults import KeysRenewedError
from vpdesk.vault.faults import MovedError
from vpdesk.vault.folder import VaultFolder
from vpdesk.vault.header import Opened
from vpdesk.vault.keys import VaultKey


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupSource:
    """Where the vault is, its header as it is written, a copy of its key, how far it is and in which file.

    Whoever took it forgets it when the work is done: `with vault.backup_source() as source`.
    """

    folder: VaultFolder
    vault_id: str
    header: bytes
    header_sequence: int
    key: VaultKey
    commits: int
    identity: tuple[int, int] | None

    @classmethod
    def take(
        cls,
        folder: VaultFolder,
        opened: Opened,
        connection: sqlcipher.Connection,
        identity: tuple[int, int] | None,
    ) -> Self:
        """Return the source of the vault that `connection` has open; on the database thread.

        `identity` tells which file that is, as it was when it was opened.
        """
        (commits,) = connection.execute("SELECT commits FROM vault_state").fetchone()
        return cls(
            folder=folder,
            vault_id=opened.header.vault_id,
            header=opened.header.encode(opened.key),
            header_sequence=opened.header.sequence,
            key=opened.key.copy(),
            commits=commits,
            identity=identity,
        )

    def require_same_file(self) -> None:
        """Raise MovedError when another file stands in the place of the database by now."""
        if self.folder.identity() != self.identity:
            raise MovedError

    def require_current(self) -> None:
        """Raise KeysRenewedError when the vault has a newer header by now: then its key may be another."""
        for sealed in header_files.read_all(self.folder.path):
            if sealed.header.vault_id == self.vault_id and sealed.header.sequence > self.header_sequence:
                raise KeysRenewedError

    def forget(self) -> None:
        """Overwrite the copy of the key."""
        self.key.forget()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.forget()
