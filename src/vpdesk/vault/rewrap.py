"""Other secrets for the same vault key: a new passphrase, a new recovery key. No page is encrypted anew.

What was encrypted under a secret stays so wherever a copy of the old header is: a backup still opens with the
passphrase of its day. Only a new vault key ends that (`rekey`).
"""

from vpdesk.vault import header_files
from vpdesk.vault.header import Slot
from vpdesk.vault.keys import Cost, calibrate
from vpdesk.vault.recovery import RecoveryKey, Secret
from vpdesk.vault.vault import Vault


def change_passphrase(vault: Vault, new: str, *, cost: Cost | None = None) -> None:
    """Let `new` open the vault instead of the passphrase it had.

    `cost` is measured on this computer when it is not given. Raises DiskFullError, ReadOnlyError or
    StorageError; the passphrase from before then opens the vault.
    """
    _put(vault, new, cost or calibrate())


def put_recovery_slot(vault: Vault, recovery_key: RecoveryKey) -> None:
    """Let `recovery_key` open the vault, instead of the one before it; raises as `change_passphrase` does."""
    _put(vault, recovery_key, Cost())


def _put(vault: Vault, secret: Secret, cost: Cost) -> None:
    header, key, _kind = vault.opened
    slot = Slot.wrapping(key, header.vault_id, secret, cost)
    new = header.with_slot(slot)
    header_files.write(vault.folder.path, new, key, secret)
    vault.opened = vault.opened._replace(header=new)
