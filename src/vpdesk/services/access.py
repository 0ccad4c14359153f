"""Who can get in: change the passphrase, make a recovery sheet and prove it, make a new vault key."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from vpdesk.domain.backup import BackupReason
from vpdesk.domain.code import N_
from vpdesk.domain.errors import VpdeskError
from vpdesk.services.backups import before
from vpdesk.services.copies import known_copies
from vpdesk.vault import header, header_files, rekey, rewrap
from vpdesk.vault.archive import Archive
from vpdesk.vault.backup import Backup
from vpdesk.vault.header import Slot, SlotKind
from vpdesk.vault.key_faults import RecoveryKeyError, RecoveryNotProvenError
from vpdesk.vault.keys import Cost
from vpdesk.vault.progress import Report, unheard
from vpdesk.vault.recovery import GROUPS, RecoveryKey, read_group
from vpdesk.vault.vault import Vault


def change_passphrase(
    vault: Vault, new: str, cost: Cost | None = None, *, progress: Report = unheard
) -> None:
    """Let `new` open the vault instead of the passphrase it had; on failure the old one still does.

    Takes some seconds when `cost` is not given, which is then measured; what `progress` raises ends it as
    long as nothing is written. Backups from before go on opening
    with the passphrase of their day: make a fresh one, and offer to replace `backups_of_before`.
    """
    rewrap.change_passphrase(vault, new, cost=cost, progress=progress)


def make_recovery_key(vault: Vault) -> RecoveryKey:
    """Return a new recovery key, which opens the vault from now on.

    It counts as made once it is proven (`prove_recovery_key`): until then the one before it opens the vault
    too, and `recovery_proven_on` is that of the one before it.
    """
    recovery_key = RecoveryKey.generate()
    put_recovery_key(vault, recovery_key)
    return recovery_key


def put_recovery_key(vault: Vault, recovery_key: RecoveryKey) -> None:
    """Let a recovery key that is on paper already, or in a file, open the vault: as `make_recovery_key`."""
    rewrap.put_recovery_slot(vault, recovery_key)


def renew_vault_key(
    vault: Vault, passphrase: str, *, now: datetime, progress: Report = unheard
) -> RecoveryKey:
    """Give the vault a new key after a leak, and return its new recovery key, which is still to be proven.

    For the database's thread; takes about as long as two backups. A backup comes first, and nothing is done
    when that fails. The passphrase stays as it is: change it first when it may have leaked. Backups from
    before go on opening under the old key (`backups_of_before`). Errors as with `rekey.renew_key`.
    """
    vault.opened.header.unwrap(passphrase).forget()  # a mistyped one need not wait for the backup
    before(vault, BackupReason.KEY_CHANGE, now=now, progress=progress)
    recovery_key = RecoveryKey.generate()
    rekey.renew_key(vault, passphrase, recovery_key, progress=progress)
    return recovery_key


def backups_of_before(vault: Vault) -> tuple[Backup, ...]:
    """Return the known backups that open with another passphrase than the present one, or under another key.

    Each backup has the header of its day in it, and each change of passphrase or key makes another slot. A
    file that does not say that it is of this vault is not among them (`unclear_backups`).
    """
    slot = vault.opened.header.slot(SlotKind.PASSPHRASE)
    found = known_copies(vault.folder, vault.opened.header.vault_id).backups
    return tuple(backup for backup in found if _passphrase_slot(backup) != slot)


def unclear_backups(vault: Vault) -> tuple[Path, ...]:
    """Return the files among the known backups that cannot be read: they may be of before too."""
    return known_copies(vault.folder, vault.opened.header.vault_id).unclear


def _passphrase_slot(backup: Backup) -> Slot | None:
    try:
        return header.read(Archive.open(backup.file).header()).header.slot(SlotKind.PASSPHRASE)
    except VpdeskError:
        return None


def draw_groups() -> tuple[int, int]:
    """Return the numbers (from 1) of two different groups of the sheet to ask back, in order."""
    first, second = sorted(secrets.SystemRandom().sample(range(1, GROUPS + 1), 2))
    return first, second


def prove_recovery_key(
    vault: Vault, recovery_key: RecoveryKey, groups: Mapping[int, str], today: date
) -> None:
    """Compare the `groups` that were read from the sheet, and open the header on the disk with the key.

    `groups` maps the number of a group (from 1) to what was typed. From then on no earlier recovery key opens
    the vault. Raises RecoveryKeyError for the group that is wrong, RecoveryNotProvenError when the disk holds
    something else than this key, and what writing raises.
    """
    for number, text in groups.items():
        if read_group(number, text) != read_group(number, recovery_key.groups[number - 1]):
            raise RecoveryKeyError(
                N_("Group {group} on your sheet is different."),
                todo=N_("Compare it with your sheet."),
                group=number,
            )
    _open_from_disk(vault, recovery_key)
    # First the header, then the note: whatever stops us between the two, what is noted opens the vault.
    rewrap.keep_recovery_slot(vault, recovery_key)
    with vault.transaction():
        vault.state.note_recovery(today)


def recovery_proven_on(vault: Vault) -> date | None:
    """Return the day on which the recovery sheet was proven that counts; None: there is none."""
    if vault.opened.header.slot(SlotKind.RECOVERY) is None:
        return None
    return vault.state.recovery_proven_on()


def _open_from_disk(vault: Vault, recovery_key: RecoveryKey) -> None:
    """Raise RecoveryNotProvenError unless each header file gives this vault's key to `recovery_key`."""
    copies = header_files.read_each(vault.folder.path)
    for sealed in copies:
        if sealed is None:
            raise RecoveryNotProvenError
        try:
            key = sealed.open(recovery_key).key
        except VpdeskError as error:
            raise RecoveryNotProvenError from error
        same = key.same_as(vault.opened.key)
        key.forget()
        if not same:
            raise RecoveryNotProvenError
