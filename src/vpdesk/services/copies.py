"""Where a vault may be besides its own folder: backups here and elsewhere, and other folders with it.

Every place that was ever its second one counts, and everything beside it on the disk: folders keep their
names when a vault gets another. What does not say that it is of this vault is named, and never taken for it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from vpdesk.vault import header_files, second_place
from vpdesk.vault.backup import Backup, list_backups
from vpdesk.vault.folder import VaultFolder
from vpdesk.vault.local import recall
from vpdesk.vault.swapping import kept_vaults, new_place

_BACKUPS: Final = "-backups"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """What is known: `backups` that say they are of the vault, other `vaults` that are or may be it.

    `unclear` are files among its backups that cannot be read, so that nobody knows whose they are; `unseen`
    are places that are not there now.
    """

    backups: tuple[Backup, ...]
    vaults: tuple[Path, ...]
    unclear: tuple[Path, ...]
    unseen: tuple[Path, ...]


def known_copies(folder: VaultFolder, vault_id: str) -> Copies:
    """Look for all of it; reads the disk."""
    memory = recall(folder)
    places = [Path(place) for place in dict.fromkeys((memory.second_place, *memory.places)) if place]
    here = [place for place in places if second_place.is_there(place, vault_id)]
    found = [backup for place in (folder.backups, *here) for backup in list_backups(place)]
    unclear = [backup.file for backup in found if backup.manifest is None]
    found += _of_others(folder, here)
    return Copies(
        backups=tuple(one for one in found if one.manifest is not None and one.manifest.vault_id == vault_id),
        vaults=tuple(_other_vaults(folder, vault_id)),
        unclear=tuple(unclear),
        unseen=tuple(place for place in places if place not in here),
    )


def earlier_backups(folder: VaultFolder) -> list[Backup]:
    """Return the usable backups of the vault that lie beside another folder, newest first; reads the disk.

    A vault that was rescued or moved has them there: it is the same vault, and its secrets open them.
    """
    ours = {sealed.header.vault_id for sealed in header_files.read_all(folder.path)}
    found = [one for one in _of_others(folder) if one.manifest is not None and one.manifest.vault_id in ours]
    return sorted(found, key=lambda backup: backup.made, reverse=True)


def restorable_backups(folder: VaultFolder) -> list[Backup]:
    """Return the backups that are known: beside the vault, in its second place, beside other folders with it.

    Newest first, each moment once; reads the disk.
    """
    second = recall(folder).second_place
    places = [folder.backups, *([Path(second)] if second else [])]
    found: dict[str, Backup] = {}
    for backup in (*(each for place in places for each in list_backups(place)), *earlier_backups(folder)):
        found.setdefault(backup.file.name, backup)
    return sorted(found.values(), key=lambda backup: backup.made, reverse=True)


def _of_others(folder: VaultFolder, besides: Sequence[Path] = ()) -> list[Backup]:
    """Return what lies in the backup folders of whatever vault beside this one."""
    places = [place for place in _beside(folder, f"*{_BACKUPS}") if place not in (folder.backups, *besides)]
    return [backup for place in places for backup in list_backups(place)]


def _other_vaults(folder: VaultFolder, vault_id: str) -> Iterator[Path]:
    """Yield the folders beside the vault that have its identifier, or that its restoring left."""
    left = {new_place(folder).path, *kept_vaults(folder)}
    for path in _beside(folder, "*"):
        if path.samefile(folder.path):  # by another name perhaps
            continue
        headers = header_files.read_all(path)
        ours = any(sealed.header.vault_id == vault_id for sealed in headers)
        if ours or (path in left and not headers):
            yield path


def _beside(folder: VaultFolder, pattern: str) -> list[Path]:
    try:
        return sorted(path for path in folder.path.parent.glob(pattern) if path.is_dir())
    except OSError:
        return []
