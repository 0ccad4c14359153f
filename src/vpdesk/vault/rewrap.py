"""Other secrets for the same vault key: a new passphrase, a new recovery key. No page is encrypted anew.

What was encrypted under a secret stays so wherever a copy of the old header is: a backup still opens with the
passphrase of its day. Only a new vault key ends that (`rekey`).
"""

from typing import Final

from vpdesk.vault import header_files
from vpdesk.vault.header import Slot, SlotKind
from vpdesk.vault.keys import Cost, calibrate
from vpdesk.vault.progress import Progress, Report, Stage, unheard
from vpdesk.vault.recovery import RecoveryKey, Secret
from vpdesk.vault.vault import Vault

#: The cost measured, the passphrase made slow to guess, both headers written.
_STEPS: Final = 3


def change_passphrase(
    vault: Vault, new: str, *, cost: Cost | None = None, progress: Report = unheard
) -> None:
    """Let `new` open the vault instead of the passphrase it had.

    `cost` is measured on this computer when it is not given. What `progress` raises ends it before anything
    is written. Raises DiskFullError, ReadOnlyError or StorageError; the passphrase from before then opens the
    vault.
    """
    header, key, _kind = vault.opened

    def step(done: int) -> None:
        progress(Progress(stage=Stage.DERIVING, done=done, total=_STEPS))

    measured = cost or calibrate(told=lambda: step(0))
    step(1)
    slot = Slot.wrapping(key, header.vault_id, new, measured)
    step(2)  # whoever is in a hurry ends it here
    _put(vault, new, slot)


def put_recovery_slot(vault: Vault, recovery_key: RecoveryKey) -> None:
    """Let `recovery_key` open the vault too; raises as `change_passphrase` does, and nothing has changed.

    The one before it goes on opening the vault until this one is proven (`keep_recovery_slot`): who loses the
    new one before it is on paper has not lost everything. There is room for two: what is proven stays, and
    where nothing is, the newest.
    """
    header, key, _kind = vault.opened
    present = header.slots_of(SlotKind.RECOVERY)
    kept = present[:1] if vault.state.recovery_proven_on() is not None else present[-1:]
    _put(vault, recovery_key, *kept, Slot.wrapping(key, header.vault_id, recovery_key, Cost()))


def keep_recovery_slot(vault: Vault, recovery_key: RecoveryKey) -> None:
    """Let no recovery key but this one open the vault any more; raises as `change_passphrase` does."""
    header = vault.opened.header
    present = header.slots_of(SlotKind.RECOVERY)
    ours = tuple(slot for slot in present if _opens(slot, header.vault_id, recovery_key))
    if ours and ours != present:
        _put(vault, recovery_key, *ours)


def _put(vault: Vault, secret: Secret, *slots: Slot) -> None:
    """Let `slots` take the place of all of their kind, and prove on the disk that `secret` opens one."""
    header, key, _kind = vault.opened
    new = header.with_slots(*slots)
    header_files.write(vault.folder.path, new, key, secret)
    vault.opened = vault.opened._replace(header=new)


def _opens(slot: Slot, vault_id: str, recovery_key: RecoveryKey) -> bool:
    key = slot.unwrap(vault_id, recovery_key)
    if key is not None:
        key.forget()
    return key is not None
