"""Keeping backups: when one is due, making it, copying it to the second place, and trying one out.

What takes a `BackupSource` (`Vault.backup_source`) runs beside the database thread and the window; what takes
a vault is for the database thread itself, and short, except for `before`.
"""

from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from vpdesk.domain.backup import BackupReason
from vpdesk.domain.errors import VpdeskError
from vpdesk.vault import second_place
from vpdesk.vault.backup import (
    Backup,
    Condition,
    changed_since,
    has_any,
    list_backups,
    make_backup,
    unpacked,
)
from vpdesk.vault.backup_faults import (
    BackupDamagedError,
    KeysRenewedError,
    NoBackupError,
    SecondPlaceMissingError,
)
from vpdesk.vault.backup_source import BackupSource
from vpdesk.vault.faults import MovedError
from vpdesk.vault.inspecting import take_stock
from vpdesk.vault.local import LocalMemory, is_over, note, recall
from vpdesk.vault.newest import newest_stands
from vpdesk.vault.opening import connect_with
from vpdesk.vault.progress import Report, unheard
from vpdesk.vault.thinning import thin
from vpdesk.vault.vault import Vault

#: A vault in use is backed up after so long, when anything changed.
EVERY: Final = timedelta(hours=4)
#: A backup is tried out after so long.
DRILL_EVERY: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupResult:
    """What came of a backup: the new one, proven; the older ones that went; and the copy elsewhere.

    `second` is None where there is no second place or copying failed; `second_failure` says why.
    """

    backup: Backup
    removed: tuple[Path, ...]
    second: Backup | None
    second_failure: VpdeskError | None


def back_up(
    source: BackupSource, *, reason: BackupReason, now: datetime, progress: Report = unheard
) -> BackupResult:
    """Make a proven backup in the folder beside the vault, thin the older ones, copy it to the second place.

    Errors as with `vpdesk.vault.backup.make_backup`; what was wrong is remembered until one succeeds. A
    second place that fails is no error: what is on this computer counts.
    """
    folder = source.folder
    try:
        backup = make_backup(source, folder.backups, reason=reason, now=now, progress=progress)
    except (KeysRenewedError, MovedError):
        raise  # neither is a fault of the disk, and what is in the place of a moved vault is another's
    except VpdeskError as error:
        with suppress(VpdeskError):
            note(folder, backup_failure=error.wrong)
        raise
    memory = note_made(source, backup)
    removed = thin(folder.backups, backup, now)
    second, failure = None, None
    if memory.second_place:
        try:
            second = copy_to_second_place(source, backup, now=now, progress=progress)
        except VpdeskError as error:
            failure = error
    return BackupResult(backup=backup, removed=removed, second=second, second_failure=failure)


def note_made(source: BackupSource, backup: Backup) -> LocalMemory:
    """Remember a proven backup beside the vault as the newest."""
    return note(
        source.folder,
        backed_up_at=backup.made,
        backed_up_as=backup.file.name,
        backed_up_commits=backup.said().commits,
        backed_up_header=source.header_sequence,
        backup_failure="",
    )


def before(vault: Vault, reason: BackupReason, *, now: datetime, progress: Report = unheard) -> BackupResult:
    """Make a backup on the database thread itself, because what follows must not begin without it."""
    with vault.backup_source() as source:
        return back_up(source, reason=reason, now=now, progress=progress)


def copy_to_second_place(
    source: BackupSource, backup: Backup, *, now: datetime, progress: Report = unheard
) -> Backup:
    """Copy a proven backup to the second place, thin what lies there, and remember when it was done.

    Raises SecondPlaceMissingError, DiskFullError, ReadOnlyError, StorageError or BackupUnprovenError.
    """
    place = recall(source.folder).second_place
    if not place:
        raise SecondPlaceMissingError
    copied = second_place.copy_there(source, backup, Path(place), progress)
    thin(Path(place), copied, now)
    note(source.folder, second_copied_at=now.astimezone())
    return copied


def copy_newest(source: BackupSource, *, now: datetime, progress: Report = unheard) -> Backup:
    """Copy the newest backup to the second place, or a new one when that does not hold everything.

    Returns the copy; errors as with `back_up` and `copy_to_second_place`.
    """
    if not is_needed(source):
        return copy_to_second_place(source, newest_backup(source), now=now, progress=progress)
    result = back_up(source, reason=BackupReason.ASKED, now=now, progress=progress)
    if result.second is None:
        raise result.second_failure or SecondPlaceMissingError()
    return result.second


def newest_backup(source: BackupSource) -> Backup:
    """Return the newest backup of this vault on this computer; raises NoBackupError.

    A damaged one counts: it does not say whose it was, and nobody should think that all is well.
    """
    for backup in list_backups(source.folder.backups):
        ours = backup.manifest is not None and backup.manifest.vault_id == source.vault_id
        if ours or backup.condition is Condition.DAMAGED:
            return backup
    raise NoBackupError


def due_reason(vault: Vault, *, now: datetime, opened_at: datetime) -> BackupReason | None:
    """Return why a backup is to be made while the vault is in use, or None; on the database thread."""
    with vault.backup_source() as source:
        memory = recall(source.folder)
        if memory.backed_up_as and not newest_stands(source.folder, memory):
            return BackupReason.HOURS if has_any(source.folder.backups) else BackupReason.FIRST
        if not changed_since(source, memory):
            return None
        if not has_any(source.folder.backups):
            return BackupReason.FIRST
        both = (is_over(opened_at.astimezone(), EVERY, now), is_over(memory.backed_up_at, EVERY, now))
        return BackupReason.HOURS if all(both) else None


def has_changed(vault: Vault) -> bool:
    """Tell whether locking or closing is to make a backup first; on the database thread."""
    with vault.backup_source() as source:
        return is_needed(source)


def is_needed(source: BackupSource) -> bool:
    """Tell whether the newest backup does not hold everything, or is not there any more; on any thread."""
    memory = recall(source.folder)
    return changed_since(source, memory) or not newest_stands(source.folder, memory)


def is_drill_due(memory: LocalMemory, now: datetime) -> bool:
    """Tell whether it is time to try out whether a backup can be put back."""
    if memory.backed_up_at is None:
        return False
    return is_over(memory.drilled_at, DRILL_EVERY, now)


def drill(source: BackupSource, *, now: datetime, progress: Report = unheard) -> Backup:
    """Put the newest backup back in a folder of its own, open it, compare it, clear it away; return it.

    All of it stays encrypted. The outcome is remembered. Raises NoBackupError, BackupDamagedError,
    KeysRenewedError and what taking a backup apart raises.
    """
    try:
        backup = _put_back(source, progress)
    except VpdeskError as error:
        source.require_current()  # a key that was renewed meanwhile says nothing of the backup
        _note_drill(source, now, error.wrong)
        raise
    _note_drill(source, now, "")
    return backup


def _put_back(source: BackupSource, progress: Report) -> Backup:
    backup = newest_backup(source)
    with (
        unpacked(backup.file, source.key, source.folder.backups, progress) as (folder, found),
        closing(connect_with(folder.database, found.key)) as connection,
    ):
        if take_stock(connection).counts != found.inspected.counts:
            raise BackupDamagedError
    return backup


def _note_drill(source: BackupSource, now: datetime, failure: str) -> None:
    with suppress(VpdeskError):
        note(source.folder, drilled_at=now.astimezone(), drill_failure=failure)
