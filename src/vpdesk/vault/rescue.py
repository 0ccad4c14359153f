"""Rescuing a damaged vault into a new one: what can still be read, and what a backup has of the rest.

The damaged vault is only read. The new one is the same vault: the same key and header, so that passphrase,
recovery key and backups go on fitting. Where both copies of the header are damaged, the one in the newest
backup is taken. Erased cases stay erased.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk import durable
from vpdesk.domain.erasure import Erasure
from vpdesk.domain.errors import ReadOnlyError, VpdeskError
from vpdesk.vault import header, header_files
from vpdesk.vault.archive import Archive
from vpdesk.vault.backup import list_backups, look_at, unpacked
from vpdesk.vault.checking import check_database
from vpdesk.vault.cleaning import empty_log
from vpdesk.vault.connection import check_pages, connect
from vpdesk.vault.explaining import explained
from vpdesk.vault.faults import HeaderDamagedError
from vpdesk.vault.folder import HEADERS, FolderLock, VaultFolder
from vpdesk.vault.header import Opened
from vpdesk.vault.inspecting import looking_into
from vpdesk.vault.layout import layout
from vpdesk.vault.local import LocalMemory, recall, remember
from vpdesk.vault.manifest import Manifest
from vpdesk.vault.masked import wipe
from vpdesk.vault.migrating import build
from vpdesk.vault.migrations import MIGRATIONS
from vpdesk.vault.opening import connect_with
from vpdesk.vault.pages import PageKeys
from vpdesk.vault.progress import Progress, Report, Stage, unheard
from vpdesk.vault.reach import Doubt, Reach, overtaken
from vpdesk.vault.recovery import Secret
from vpdesk.vault.refilling import Refilled, refill
from vpdesk.vault.repositories import ERASURES
from vpdesk.vault.rescue_faults import NothingToRescueError, RescueUnprovenError
from vpdesk.vault.salvage import Pages, Salvage, read_pages, salvage
from vpdesk.vault.scratch import clear
from vpdesk.vault.swapping import is_there
from vpdesk.vault.tombstones import (
    apply_tombstones,
    drafts_of_erased,
    keep_sealed,
    read_sealed,
    read_tombstones,
)

_STEPS = 4
#: The first schema with the marks of erased cases, and the day on which the recovery key was proven.
_MARKS_SINCE = 2
_PROVEN_ON = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class RescueReport:
    """What came of a rescue: counts of rows, by table.

    `salvaged`: read from the damaged vault; `from_backup`: taken from the backup that was made at
    `backup_made`; `stand_ins`: known only through something else, and marked so; `lost`: known of and gone.
    `damaged` of `pages` pages could not be read. `erased_again`: erased cases that the backup still held.
    `doubts`: why something may be missing that no table tells of.
    """

    folder: Path
    pages: int
    damaged: int
    backup_made: datetime | None
    salvaged: Mapping[str, int]
    from_backup: Mapping[str, int]
    stand_ins: Mapping[str, int]
    lost: Mapping[str, int]
    erased_again: int
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class _Older:
    """The backup that fills the holes, or that is further than the file itself."""

    manifest: Manifest
    connection: sqlcipher.Connection


def rescue(
    folder: VaultFolder,
    secret: Secret,
    into: Path,
    *,
    backup: Path | None = None,
    progress: Report = unheard,
) -> RescueReport:
    """Make a new vault in the new or empty folder `into` of what is left of the one in `folder`.

    `backup` None: the newest usable one beside the vault or at its second place. Raises NothingToRescueError,
    HeaderDamagedError, WrongPassphraseError, VaultInUseError, VaultExistsError, RescueUnprovenError or
    DiskFullError; nothing is then left in `into`.
    """
    target = VaultFolder(into)
    files = [backup] if backup is not None else _backups_of(folder)
    with _held(folder), ExitStack() as stack:
        opened, pages = _read(folder, secret, files)
        stack.callback(opened.key.forget)
        _tell(progress, 1)
        found = salvage(pages, version=_version_said_by(files))
        reach = Reach.of(found, files, opened, recall(folder).furthest)
        target.prepare()
        older = None
        if reach.is_behind or _misses_rows(found):
            older = _open_older(stack, files, opened, secret, target.path.parent)
        if older is not None and reach.is_overtaken_by(older.manifest):
            found = overtaken(found, older.connection, older.manifest.schema)
        if older is None and not any(table.rows for table in found.tables.values()):
            target.path.rmdir()
            raise NothingToRescueError
        _tell(progress, 2)
        lock = FolderLock.take(target)
        try:
            report = _make(folder, target, opened, found, older)
            report = replace(report, doubts=reach.doubts(None if older is None else older.manifest))
            _tell(progress, 3)
            _finish(folder, target, opened)
        except BaseException:
            lock.release()
            clear(target.path)
            raise
        lock.release()
        _tell(progress, _STEPS)
    return report


def _make(
    folder: VaultFolder, target: VaultFolder, opened: Opened, found: Salvage, older: _Older | None
) -> RescueReport:
    """Make the database of the new vault, and prove it; raises RescueUnprovenError."""
    vault_id = opened.header.vault_id
    database_key = opened.key.database_key()
    try:
        connection = connect(target.database, database_key, create=True)
    finally:
        wipe(database_key)
    erased_again = 0
    with closing(connection), explained():
        build(connection, found.version)
        marks = (*_salvaged_marks(found), *read_sealed(folder, opened.key, vault_id))
        backup = None if older is None else older.connection
        left_out = drafts_of_erased(backup, {each.mark for each in marks}) if backup else ()
        done = refill(connection, found, backup, left_out)
        _write_state(connection, folder, vault_id, found, older)
        if found.version >= _MARKS_SINCE:
            erased_again = apply_tombstones(connection, (*read_tombstones(connection), *marks))
            keep_sealed(target, opened.key, vault_id, read_tombstones(connection))
        empty_log(connection)
    with closing(connect_with(target.database, opened.key)) as fresh, explained():
        whole = found.version == len(MIGRATIONS)
        findings = check_database(fresh) if whole else check_pages(fresh)
    if findings:
        raise RescueUnprovenError(findings)
    return _report(target, found, done, older, erased_again)


def _salvaged_marks(found: Salvage) -> tuple[Erasure, ...]:
    """Return the marks of erased cases that could be read from the damaged database."""
    if found.version < _MARKS_SINCE:
        return ()
    names = layout(found.version)[ERASURES.name].names
    rows = found.tables[ERASURES.name].rows.values()
    return tuple(ERASURES.from_row(dict(zip(names, row, strict=True))) for row in rows)


def _report(
    target: VaultFolder, found: Salvage, done: Refilled, older: _Older | None, erased_again: int
) -> RescueReport:
    return RescueReport(
        folder=target.path,
        pages=found.pages,
        damaged=len(found.damaged),
        backup_made=None if older is None else older.manifest.made,
        salvaged=dict(+done.salvaged),
        from_backup=dict(+done.from_backup),
        stand_ins=dict(+done.stand_ins),
        lost=dict(+done.lost),
        erased_again=erased_again,
    )


def _write_state(
    connection: sqlcipher.Connection,
    folder: VaultFolder,
    vault_id: str,
    found: Salvage,
    older: _Older | None,
) -> None:
    """Write what the vault is, further on than anything that is known of it."""
    known = [values for values in found.tables["vault_state"].rows.values() if values[1] == vault_id]
    commits = [recall(folder).furthest, 0 if older is None else older.manifest.commits]
    commits += [values[2] for values in known if isinstance(values[2], int)]
    connection.execute("INSERT INTO vault_state (id, vault_id, commits) VALUES (1, ?, ?)",
                       [vault_id, max(commits) + 1])  # fmt: skip
    if known and len(known[0]) > _PROVEN_ON:
        connection.execute("UPDATE vault_state SET recovery_proven_on = ?", [known[0][_PROVEN_ON]])


def _finish(folder: VaultFolder, target: VaultFolder, opened: Opened) -> None:
    """Make the new vault durable; the header comes last, as with every new vault."""
    before = recall(folder)
    kept = {name: getattr(before, name) for name in ("second_place", "second_copied_at", "places")}
    remember(target, LocalMemory(**kept))
    target.restrict()
    with durable.explained():
        durable.sync_folder(target.path)
    raw = opened.header.encode(opened.key)
    for name in HEADERS:
        durable.replace(target.path / name, raw)


def _read(folder: VaultFolder, secret: Secret, files: Sequence[Path]) -> tuple[Opened, Pages]:
    """Return the header whose key reads most of the pages, and those; after a crash there may be two."""
    best: tuple[Opened, Pages] | None = None
    for opened in _headers(folder, secret, files):
        database_key = opened.key.database_key()
        try:
            keys = PageKeys(database_key)
        finally:
            wipe(database_key)
        with keys:
            pages = read_pages(folder, keys)
        if best is None or len(pages.readable) > len(best[1].readable):
            if best is not None:
                best[0].key.forget()
            best = opened, pages
        else:
            opened.key.forget()
    if best is None:
        raise HeaderDamagedError
    return best


def _headers(folder: VaultFolder, secret: Secret, files: Sequence[Path]) -> tuple[Opened, ...]:
    """Return what `secret` opens of the vault's headers or, when those are damaged, of a backup's."""
    try:
        return header_files.opened_by(folder.path, secret)
    except HeaderDamagedError as damaged:
        error: VpdeskError = damaged
        for file in files:
            try:
                return (header.read(Archive.open(file).header()).open(secret),)
            except VpdeskError as other:
                error = other
        raise error from damaged


def _open_older(
    stack: ExitStack, files: Sequence[Path], opened: Opened, secret: Secret, workspace: Path
) -> _Older | None:
    """Open the first backup that is whole and of this vault; it may be from before a change of keys."""
    for file in files:
        for attempt in (opened.key, secret):
            with suppress(VpdeskError), ExitStack() as own:
                copy, found = own.enter_context(unpacked(file, attempt, workspace))
                if found.manifest.vault_id != opened.header.vault_id:
                    break
                connection = own.enter_context(looking_into(copy.database, found.key))
                stack.push(own.pop_all())
                return _Older(found.manifest, connection)
    return None


def _backups_of(folder: VaultFolder) -> list[Path]:
    """Return the backups beside the vault and at its second place, newest first."""
    places = [folder.backups]
    if second := recall(folder).second_place:
        places.append(Path(second))
    found = [backup for place in places for backup in list_backups(place)]
    return [backup.file for backup in sorted(found, key=lambda backup: backup.made, reverse=True)]


def _misses_rows(found: Salvage) -> bool:
    return any(table.gaps or table.named.keys() - table.rows.keys() for table in found.tables.values())


def _version_said_by(files: Sequence[Path]) -> int | None:
    """Return the schema in the newest backup, for where the damaged database cannot tell its own."""
    manifests = (look_at(file).manifest for file in files)
    return next((min(one.schema, len(MIGRATIONS)) for one in manifests if one is not None), None)


@contextmanager
def _held(folder: VaultFolder) -> Iterator[None]:
    """Keep others out of the damaged vault; where its disk cannot be written nobody else comes in."""
    if not is_there(folder):
        raise NothingToRescueError
    try:
        lock = FolderLock.take(folder)
    except ReadOnlyError:
        yield
        return
    try:
        yield
    finally:
        lock.release()


def _tell(progress: Report, done: int) -> None:
    progress(Progress(stage=Stage.RESCUING, done=done, total=_STEPS))
