"""Keeping backups: when one is due, making it, and what is remembered of it."""

from dataclasses import dataclass
from datetime import datetime

from vpdesk.domain.backup import BackupReason
from vpdesk.domain.errors import VpdeskError
from vpdesk.vault.backup import Backup, make_backup
from vpdesk.vault.backup_source import BackupSource
from vpdesk.vault.local import note
from vpdesk.vault.progress import Report, unheard


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupResult:
    """What came of a backup: the new one, proven."""

    backup: Backup


def back_up(
    source: BackupSource, *, reason: BackupReason, now: datetime, progress: Report = unheard
) -> BackupResult:
    """Make a proven backup in the folder beside the vault, on any thread, and remember it.

    Errors as with `vpdesk.vault.backup.make_backup`; what was wrong is remembered until one succeeds.
    """
    try:
        backup = make_backup(source, source.folder.backups, reason=reason, now=now, progress=progress)
    except VpdeskError as error:
        note(source.folder, backup_failure=error.wrong)
        raise
    note(
        source.folder,
        backed_up_at=backup.made,
        backed_up_commits=backup.said().commits,
        backed_up_header=source.header_sequence,
        backup_failure="",
    )
    return BackupResult(backup=backup)
