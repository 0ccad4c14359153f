"""Backups: making one that is proven before it counts, listing them, proving one again.

    VACUUM INTO a working file -> synchronise -> both integrity checks, references and the rows of each table,
    on fresh connections -> pack with header and manifest -> synchronise -> read it back from the disk ->
    give it its name -> synchronise the folder

All of it on the thread of the caller, which need not be the database's: another connection reads the vault,
and what waits for the disk or for SQLite lets every other thread run. A working file that is left by a
process that was ended is cleared away by the next backup. No file but an encrypted one is ever written.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk import durable
from vpdesk.domain.backup import BackupReason
from vpdesk.domain.code import N_, Code
from vpdesk.domain.errors import DiskFullError, VpdeskError
from vpdesk.vault import archive
from vpdesk.vault.archive import SUFFIX, Archive
from vpdesk.vault.backup_faults import (
    BackupDamagedError,
    BackupUnprovenError,
    BackupUnsettledError,
    NewerBackupError,
)
from vpdesk.vault.backup_source import BackupSource
from vpdesk.vault.explaining import explained
from vpdesk.vault.faults import OlderCopyError
from vpdesk.vault.folder import VaultFolder
from vpdesk.vault.inspecting import STEPS, Inspected, commits_in, inspect, require_same, take_stock
from vpdesk.vault.keys import VaultKey
from vpdesk.vault.local import LocalMemory
from vpdesk.vault.manifest import Manifest, Member
from vpdesk.vault.opening import connect_with
from vpdesk.vault.progress import Progress, Report, Stage, unheard
from vpdesk.vault.recovery import Secret
from vpdesk.vault.scratch import working_file, working_folder
from vpdesk.vault.unpacking import Unpacked, digest, unpack

#: Room that must be left on the disk beside the two working files, in bytes.
_ROOM: Final = 16 * 1024 * 1024
#: A vault that changes between counting and copying is counted and copied again, so many times.
_TRIES: Final = 5
#: SQLite reports after so many of its own steps: some thirty times for a copy of 100 MB.
_TICK: Final = 5_000


class Condition(Code):
    """What is known of a backup."""

    LISTED = "listed", N_("not read back since it was made")
    VERIFIED = "verified", N_("read back and right")
    DAMAGED = "damaged", N_("damaged")
    NEWER = "newer", N_("made by a newer version")


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup as a list shows it; only a LISTED or VERIFIED one has a `manifest`."""

    file: Path
    size: int
    made: datetime
    condition: Condition
    manifest: Manifest | None

    def said(self) -> Manifest:
        """Return its manifest; raises BackupDamagedError when that cannot be read."""
        if self.manifest is None:
            raise BackupDamagedError
        return self.manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """A backup that was read in full, and the number of rows of each table in it."""

    backup: Backup
    counts: dict[str, int]


def make_backup(
    source: BackupSource, folder: Path, *, reason: BackupReason, now: datetime, progress: Report = unheard
) -> Backup:
    """Make a backup of the vault in `folder` (made when it is not there) and prove it; on any thread.

    `now` is local time, with or without its offset. What `progress` raises ends the work. Raises
    DiskFullError, ReadOnlyError, StorageError, DatabaseDamagedError (the vault itself), MovedError,
    OlderCopyError, KeysRenewedError, BackupUnprovenError or BackupUnsettledError; `folder` then holds what it
    held.
    """
    made = now.astimezone().replace(microsecond=0)
    with explained():
        durable.make_folder(folder)
        _require_room(source.folder, folder)
        with working_file(folder, source.vault_id, progress) as packed:
            source.require_current()  # while it waited, it may have got another key
            part = packed.with_name(f"{packed.name}.db")
            try:
                manifest = _prove_copy(source, part, made, reason, progress)
                _pack(source, manifest, part, packed, progress)
            except BackupDamagedError as error:
                raise BackupUnprovenError(error.findings) from error
            finally:
                with suppress(OSError):
                    part.unlink()
            file = _free_name(folder, made)
            durable.move(packed, file)
        size = file.stat().st_size
    return Backup(file=file, size=size, made=made, condition=Condition.VERIFIED, manifest=manifest)


def back_up_before_migrating(source: BackupSource) -> None:
    """Make a backup of a vault that is about to get another schema; errors as with `make_backup`."""
    with source:
        now = datetime.now()  # noqa: DTZ005  opening a vault has no clock; this moment is only written down
        make_backup(source, source.folder.backups, reason=BackupReason.MIGRATION, now=now)


def list_backups(folder: Path) -> list[Backup]:
    """Return the backups in `folder`, newest first, the damaged among them; none when it is not there."""
    try:
        files = [file for file in folder.iterdir() if file.suffix == SUFFIX and file.is_file()]
    except OSError:
        return []
    return sorted(map(look_at, files), key=lambda backup: (backup.made, backup.file.name), reverse=True)


def has_any(folder: Path) -> bool:
    """Tell whether there is any backup in `folder`, however it is."""
    try:
        return any(file.suffix == SUFFIX for file in folder.iterdir())
    except OSError:
        return False


def look_at(file: Path) -> Backup:
    """Return what a backup says of itself; nothing of it is proven yet."""
    condition, manifest = Condition.LISTED, None
    size, made = 0, datetime.fromtimestamp(0, UTC)
    with suppress(OSError):
        found = file.stat()
        size = found.st_size
        made = _moment(found.st_mtime)
    try:
        manifest = Archive.open(file).signed.manifest
        made = manifest.made
    except NewerBackupError:
        condition = Condition.NEWER
    except VpdeskError:
        condition = Condition.DAMAGED
    return Backup(file=file, size=size, made=made, condition=condition, manifest=manifest)


def _moment(seconds: float) -> datetime:
    """Return when that was, in local time where the system can say it: not every one can, long ago."""
    made = datetime.fromtimestamp(0, UTC)
    with suppress(OSError, OverflowError, ValueError):
        made = datetime.fromtimestamp(seconds, UTC)
        made = made.astimezone()
    return made


def verify_backup(
    file: Path, secret: Secret | VaultKey, *, workspace: Path | None = None, progress: Report = unheard
) -> Verified:
    """Take the backup apart in a folder of its own, prove all of it, and clear it away again.

    That folder lies in `workspace`, else beside the file; what is in it is encrypted. Errors as with
    `vpdesk.vault.unpacking.unpack`.
    """
    with unpacked(file, secret, workspace or file.parent, progress) as (_folder, found):
        backup = look_at(file)
        return Verified(
            backup=Backup(
                file=file,
                size=backup.size,
                made=found.manifest.made,
                condition=Condition.VERIFIED,
                manifest=found.manifest,
            ),
            counts=dict(found.inspected.counts),
        )


@contextmanager
def unpacked(
    file: Path, secret: Secret | VaultKey, workspace: Path, progress: Report = unheard
) -> Iterator[tuple[VaultFolder, Unpacked]]:
    """Take a backup apart for as long as the context lasts; then nothing of it is left."""
    owner = Archive.open(file).signed.manifest.vault_id
    with working_folder(workspace, owner, progress) as folder:
        found = unpack(file, secret, folder, progress)
        try:
            yield folder, found
        finally:
            found.key.forget()


def changed_since(source: BackupSource, memory: LocalMemory) -> bool:
    """Tell whether vault or header changed since the newest backup that this computer remembers."""
    return (source.commits, source.header_sequence) != (memory.backed_up_commits, memory.backed_up_header)


def _copy(source: BackupSource, part: Path, progress: Report) -> Inspected:
    """Copy the database into `part`, synchronised, and return what was in it when it was copied.

    A commit can come between counting and copying: then what is counted after the copy may be what it holds,
    and else both are done again. An older copy that somebody put in the place of the open database has the
    same key and is whole: raises MovedError or OlderCopyError.
    """
    total = max(source.folder.database.stat().st_size, 1)

    stopped: list[Exception] = []

    def tick() -> int:
        try:
            done = min(part.stat().st_size, total)
            progress(Progress(stage=Stage.COPYING, done=done, total=total))
        except Exception as error:  # noqa: BLE001  SQLite would swallow it; raised again below
            stopped.append(error)
        return len(stopped)

    for _ in range(_TRIES):
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        with closing(connect_with(source.folder.database, source.key)) as connection:
            source.require_same_file()
            before = take_stock(connection)
            if before.commits < source.commits:
                raise OlderCopyError
            progress(Progress(stage=Stage.COPYING, done=0, total=total))
            connection.set_progress_handler(tick, _TICK)
            try:
                connection.execute("VACUUM INTO CAST(? AS TEXT)", [os.fsencode(part)])  # need not be text
            except sqlcipher.OperationalError:
                if stopped:
                    raise stopped[0] from None
                raise
            connection.set_progress_handler(None, _TICK)
            with part.open("r+b") as stream:
                durable.sync(stream.fileno())
            commits = commits_in(part, source.key)
            if commits == before.commits:
                return before
            after = take_stock(connection)
            if commits == after.commits:
                return after
    raise BackupUnsettledError


def _prove_copy(
    source: BackupSource, part: Path, made: datetime, reason: BackupReason, progress: Report
) -> Manifest:
    """Copy the database into `part`, prove the copy on fresh connections, and return what is to be said."""
    stock = _copy(source, part, progress)
    found = inspect(
        part, source.key, lambda done: progress(Progress(stage=Stage.CHECKING, done=done, total=STEPS))
    )
    require_same(found, replace(stock, vault_id=source.vault_id))
    return Manifest(
        vault_id=found.vault_id,
        made=made,
        reason=reason,
        schema=found.schema,
        commits=found.commits,
        header_sequence=source.header_sequence,
        header=Member(len(source.header), digest(source.header)),
        database=_member(part),
    ).with_counts(source.key, found.counts)


def _pack(source: BackupSource, manifest: Manifest, part: Path, packed: Path, progress: Report) -> None:
    """Write the backup and read it back, from the disk where the system lets us."""
    total = manifest.database.size

    def moved(stage: Stage, done: int) -> None:
        progress(Progress(stage=stage, done=done, total=total))

    raw = manifest.encode(source.key)
    members = (raw, source.header, part)
    archive.write(packed, manifest.made, members, lambda done: moved(Stage.PACKING, done))
    written = Archive.open(packed)
    if written.signed.require(source.key) != manifest or written.header() != source.header:
        raise BackupDamagedError
    written.read_database(lambda done: moved(Stage.REREADING, done))


def _member(file: Path) -> Member:
    with file.open("rb") as stream:
        return Member(os.fstat(stream.fileno()).st_size, hashlib.file_digest(stream, "sha256").hexdigest())


def _require_room(vault: VaultFolder, folder: Path) -> None:
    size = vault.database.stat().st_size + (vault.log.stat().st_size if vault.log.exists() else 0)
    if shutil.disk_usage(folder).free < 2 * size + _ROOM:
        raise DiskFullError(
            N_("There is not enough room on the disk for a backup."),
            safe=N_("Your vault and your earlier backups are as they were."),
            todo=N_("Make room on the disk, then try again."),
        )


def _free_name(folder: Path, made: datetime) -> Path:
    """Return a name that says when and nothing else; a second one within the second gets a number."""
    stem = f"vpdesk {made:%Y-%m-%d %H.%M.%S}"
    file, number = folder / f"{stem}{SUFFIX}", 2
    while file.exists():
        file, number = folder / f"{stem} ({number}){SUFFIX}", number + 1
    return file
