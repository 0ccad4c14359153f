"""The second place: a folder outside this computer, such as a USB stick, that each backup is copied to.

A small file there says whose second place it is: where a stick is not in the computer, its folder can be
there all the same and be on the disk of the computer. The file has the vault's identifier for a name and
holds nothing; a stick may be the second place of several vaults.
"""

import os
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from vpdesk import durable, paths
from vpdesk.domain.code import N_, Code
from vpdesk.domain.errors import ReadOnlyError
from vpdesk.vault.archive import Archive, copy
from vpdesk.vault.backup import Backup, look_at
from vpdesk.vault.backup_faults import (
    BackupDamagedError,
    BackupUnprovenError,
    SecondPlaceHereError,
    SecondPlaceMissingError,
)
from vpdesk.vault.backup_source import BackupSource
from vpdesk.vault.folder import VaultFolder
from vpdesk.vault.local import LocalMemory, note, recall
from vpdesk.vault.progress import Progress, Report, Stage, unheard
from vpdesk.vault.scratch import working_file

#: A copy outside the computer is asked for when the last is this old.
LONGEST: Final = timedelta(days=14)
_MARK: Final = ".vpdesk-second-place-{vault_id}"


class PlaceRemark(Code):
    """What must be known of a second place; it may be chosen all the same."""

    APART = "apart", N_("This place is apart from the disk with your vault.")
    SAME_DISK = (
        "same_disk",
        N_("This place is on the same disk as your vault: if the disk fails, you lose both."),
    )
    SYNCHRONISED = (
        "synchronised",
        N_("This folder seems to be synchronised: your backups then leave this computer, encrypted."),
    )


def remark(folder: VaultFolder, place: Path) -> PlaceRemark:
    """Return what must be known before `place` is chosen; errors as with `choose`."""
    _require_elsewhere(folder, place)
    if paths.is_synchronised(place):
        return PlaceRemark.SYNCHRONISED
    try:
        same = place.stat().st_dev == folder.path.stat().st_dev
    except OSError:
        raise SecondPlaceMissingError from None
    return PlaceRemark.SAME_DISK if same else PlaceRemark.APART


def choose(folder: VaultFolder, vault_id: str, place: Path) -> None:
    """Let `place` be the second place of the vault from now on.

    Raises SecondPlaceMissingError when it is no folder, SecondPlaceHereError when it is the first place,
    ReadOnlyError, DiskFullError or StorageError.
    """
    if not place.is_dir():
        raise SecondPlaceMissingError
    if not os.access(place, os.W_OK):
        raise ReadOnlyError
    _require_elsewhere(folder, place)
    durable.replace(_mark(place, vault_id), b"")
    chosen, before = str(place.absolute()), recall(folder)
    known = (*before.places, before.second_place, chosen)
    note(
        folder,
        second_place=chosen,
        second_copied_at=None,
        places=tuple(dict.fromkeys(one for one in known if one)),
    )


def give_up(folder: VaultFolder) -> None:
    """Have no second place any more; the copies that lie there stay."""
    note(folder, second_place="", second_copied_at=None)


def is_there(place: Path, vault_id: str) -> bool:
    """Tell whether this is a second place of the vault: a folder alone may be that of a stick taken out."""
    return _mark(place, vault_id).is_file()


def copy_there(source: BackupSource, backup: Backup, place: Path, progress: Report = unheard) -> Backup:
    """Copy a proven backup to the second place, read it back from there, and return it.

    Raises SecondPlaceMissingError, DiskFullError, ReadOnlyError, StorageError, or BackupUnprovenError when
    something else came back than was written.
    """
    if not is_there(place, source.vault_id):
        raise SecondPlaceMissingError
    with working_file(place, source.vault_id, progress) as part:
        total = backup.size

        def moved(stage: Stage, done: int) -> None:
            progress(Progress(stage=stage, done=done, total=total))

        copy(backup.file, part, lambda done: moved(Stage.COPYING, done))
        try:
            written = Archive.open(part)
            written.signed.require(source.key)
            written.header()
            written.read_database(lambda done: moved(Stage.REREADING, done))
        except BackupDamagedError as error:
            raise BackupUnprovenError(error.findings) from error
        file = _name_for(backup, place)
        durable.move(part, file)
    return Backup(
        file=file, size=backup.size, made=backup.made, condition=backup.condition, manifest=backup.manifest
    )


def is_due(memory: LocalMemory, today: date) -> bool:
    """Tell whether a copy outside the computer is due: there is a place for it, and 14 days went by."""
    if not memory.second_place:
        return False
    if memory.second_copied_at is None:
        return True
    # a day that is still to come was said by a clock that was wrong
    return not timedelta(0) <= today - memory.second_copied_at.astimezone().date() < LONGEST


def _mark(place: Path, vault_id: str) -> Path:
    return place / _MARK.format(vault_id=vault_id)


def _require_elsewhere(folder: VaultFolder, place: Path) -> None:
    """Raise SecondPlaceHereError when `place` is the folder of the vault or of its backups, or inside one."""
    homes = [home for home in (folder.path, folder.backups) if home.exists()]
    try:
        found = place.resolve(strict=True)
        above = any(each.samefile(home) for each in (found, *found.parents) for home in homes)
    except OSError:
        raise SecondPlaceMissingError from None
    if above:
        raise SecondPlaceHereError


def _name_for(backup: Backup, place: Path) -> Path:
    """Return its own name, unless another backup has that there: only a copy of itself is written over."""
    file, number = place / backup.file.name, 2
    while file.exists() and look_at(file).manifest != backup.said():
        file, number = place / f"{backup.file.stem} ({number}){backup.file.suffix}", number + 1
    return file
