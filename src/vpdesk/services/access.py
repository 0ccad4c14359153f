"""Who can get in: change the passphrase, make a recovery sheet and prove it, make a new vault key."""

import secrets
from collections.abc import Callable, Mapping
from datetime import date

from vpdesk.domain.code import N_
from vpdesk.domain.errors import VpdeskError
from vpdesk.vault import header_files, rekey, rewrap
from vpdesk.vault.header import SlotKind
from vpdesk.vault.key_faults import RecoveryKeyError, RecoveryNotProvenError
from vpdesk.vault.keys import Cost
from vpdesk.vault.recovery import GROUPS, RecoveryKey, read_group
from vpdesk.vault.vault import Vault


def change_passphrase(vault: Vault, new: str, cost: Cost | None = None) -> None:
    """Let `new` open the vault instead of the passphrase it had; on failure the old one still does.

    Takes a second or two when `cost` is not given, which is then measured. Backups from before go on opening
    with the passphrase of their day.
    """
    rewrap.change_passphrase(vault, new, cost=cost)


def make_recovery_key(vault: Vault) -> RecoveryKey:
    """Return a new recovery key, which opens the vault from now on in place of the one before it.

    It counts as made once it is proven (`prove_recovery_key`): until then `recovery_proven_on` is None.
    """
    recovery_key = RecoveryKey.generate()
    # First the note, then the key: whatever stops us between the two, no sheet counts that does not open.
    with vault.transaction():
        vault.state.note_recovery(None)
    rewrap.put_recovery_slot(vault, recovery_key)
    return recovery_key


def renew_vault_key(
    vault: Vault,
    passphrase: str,
    *,
    before: Callable[[], object],
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> RecoveryKey:
    """Give the vault a new key after a leak, and return its new recovery key, which is still to be proven.

    The passphrase stays as it is: change it first when it may have leaked. `before` makes the backup that
    comes first, and nothing is done when it raises. `progress` hears how many pages of how many were copied.
    Backups from before go on opening with the old key and its passphrase.
    """
    before()
    recovery_key = RecoveryKey.generate()
    rekey.renew_key(vault, passphrase, recovery_key, progress=progress)
    return recovery_key


def draw_groups() -> tuple[int, int]:
    """Return the numbers (from 1) of two different groups of the sheet to ask back, in order."""
    first, second = sorted(secrets.SystemRandom().sample(range(1, GROUPS + 1), 2))
    return first, second


def prove_recovery_key(
    vault: Vault, recovery_key: RecoveryKey, groups: Mapping[int, str], today: date
) -> None:
    """Compare the `groups` that were read from the sheet, and open the header on the disk with the key.

    `groups` maps the number of a group (from 1) to what was typed. Raises RecoveryKeyError for the group that
    is wrong, RecoveryNotProvenError when the disk holds something else than this key.
    """
    for number, text in groups.items():
        if read_group(number, text) != read_group(number, recovery_key.groups[number - 1]):
            raise RecoveryKeyError(
                N_("Group {group} on your sheet is another one."),
                todo=N_("Compare it with your sheet."),
                group=number,
            )
    _open_from_disk(vault, recovery_key)
    with vault.transaction():
        vault.state.note_recovery(today)


def recovery_proven_on(vault: Vault) -> date | None:
    """Return the day on which the present recovery sheet was proven; None: there is none that was."""
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
