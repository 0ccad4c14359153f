"""Erasing a case for good: out of the vault, and then out of the backups that still hold it."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from vpdesk import durable
from vpdesk.domain.backup import BackupReason
from vpdesk.domain.erasure import ErasureRule
from vpdesk.domain.errors import VpdeskError
from vpdesk.domain.identity import moment_of
from vpdesk.services.backups import back_up, note_made
from vpdesk.services.copies import known_copies
from vpdesk.vault import erasure
from vpdesk.vault.backup import Backup, make_backup
from vpdesk.vault.backup_source import BackupSource
from vpdesk.vault.erasure import Erased
from vpdesk.vault.progress import Report, unheard
from vpdesk.vault.vault import Vault

#: So much may the clock of a computer have been wrong when a case or a backup was made.
_DOUBT: Final = timedelta(days=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remaining:
    """Where an erased case may still be: backups, other folders with this vault, places not there now.

    `unclear` are files among the backups that cannot be read: whose they are is for a person to say.
    """

    backups: tuple[Backup, ...]
    put_aside: tuple[Path, ...]
    unclear: tuple[Path, ...]
    unseen: tuple[Path, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureResult:
    """An erased case, the backup made after it (None: that failed, and is remembered), and what remains."""

    erased: Erased
    fresh: Backup | None
    remaining: Remaining


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """The fresh backups that took the place of older ones, and those older ones that could not be deleted."""

    fresh: tuple[Backup, ...]
    left: tuple[Path, ...]


def erase_case(
    vault: Vault, case_id: int, *, rule: ErasureRule, now: datetime, progress: Report = unheard
) -> ErasureResult:
    """Back the vault up, erase the case and prove it, back the vault up again, and say where it may still be.

    For the database's thread. What the first backup and `vpdesk.vault.erasure` raise leaves the case where it
    was, but for ErasureUnprovenError; a second backup that fails does not bring the case back.
    """
    with vault.backup_source() as source:
        back_up(source, reason=BackupReason.ERASURE, now=now, progress=progress)
    erased = erasure.erase_case(vault, case_id, rule=rule, on=now.date(), progress=progress)
    made: list[Backup] = []
    with vault.backup_source() as source, suppress(VpdeskError):
        result = back_up(source, reason=BackupReason.ERASURE, now=now, progress=progress)
        made = [result.backup, *([result.second] if result.second else [])]
    fresh = made[0] if made else None
    return ErasureResult(
        erased=erased, fresh=fresh, remaining=remaining(vault, erased.oldest_id, besides=made)
    )


def remaining(vault: Vault, case_id: int, *, besides: Iterable[Backup] = ()) -> Remaining:
    """Return where a case may still be, `besides` the backups that were made after it was erased.

    `case_id` is its identifier, or that of a part that was recorded before it, in another case.
    """
    found = known_copies(vault.folder, vault.opened.header.vault_id)
    known = {backup.file for backup in besides}
    older = [backup for backup in found.backups if backup.file not in known]
    return Remaining(
        backups=tuple(backups_that_may_hold(case_id, older)),
        put_aside=found.vaults,
        unclear=found.unclear,
        unseen=found.unseen,
    )


def backups_that_may_hold(case_id: int, backups: Iterable[Backup]) -> list[Backup]:
    """Return the backups that were not certainly made before the case: its identifier tells when it began."""
    return [backup for backup in backups if backup.made > moment_of(case_id) - _DOUBT]


def replace_backups(
    source: BackupSource, older: Sequence[Backup], *, now: datetime, progress: Report = unheard
) -> Replaced:
    """Make a fresh, proven backup in each folder that has one of the `older`, then delete those; any thread.

    Where the fresh one cannot be made nothing is deleted, and its error is raised. Deleting a file leaves its
    blocks on the disk or stick until they are used again; they are encrypted.
    """
    fresh: list[Backup] = []
    left: list[Path] = []
    for folder in dict.fromkeys(backup.file.parent for backup in older):
        fresh.append(make_backup(source, folder, reason=BackupReason.ERASURE, now=now, progress=progress))
        if folder == source.folder.backups:
            note_made(source, fresh[-1])
        for backup in older:
            if backup.file.parent == folder:
                try:
                    backup.file.unlink(missing_ok=True)
                except OSError:
                    left.append(backup.file)
        with durable.explained():
            durable.sync_folder(folder)
    return Replaced(fresh=tuple(fresh), left=tuple(left))
