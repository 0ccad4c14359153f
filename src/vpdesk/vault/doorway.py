"""As far as the key: everything of an opening that needs no database.

Deriving the key takes longest. So it stands apart from what reads and writes a database, and begins while
another thread still loads that (`vpdesk.app.unlocking`): a passphrase that is typed at once opens the vault
40 ms sooner.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from vpdesk.vault import header_files
from vpdesk.vault.folder import FolderLock, VaultFolder
from vpdesk.vault.header import Opened
from vpdesk.vault.recovery import Secret
from vpdesk.vault.swapping import finish_swap


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)  # it holds the secret
class Doorway:
    """A vault that this process has the lock of, and what `secret` opens of its headers, the newest first.

    `Vault.enter` goes on from it, and gives the lock back where that fails.
    """

    folder: VaultFolder
    lock: FolderLock
    secret: Secret
    candidates: tuple[Opened, ...]

    @classmethod
    def reach(cls, path: Path, secret: Secret) -> Self:
        """Lock the vault in `path`, and derive its key from the passphrase or the recovery key.

        Raises NoVaultError, ReadOnlyError, VaultInUseError, HeaderDamagedError or WrongPassphraseError; the
        lock is then given back.
        """
        folder = VaultFolder(path)
        finish_swap(folder)
        folder.require()
        lock = FolderLock.take(folder)
        try:
            candidates = header_files.opened_by(folder.path, secret)
        except BaseException:
            lock.release()
            raise
        return cls(folder=folder, lock=lock, secret=secret, candidates=candidates)
