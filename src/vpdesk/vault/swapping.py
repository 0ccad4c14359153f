"""Putting a restored vault in the place of another, so that a cut at any moment leaves the old or the new.

    <name>.restoring   the new vault, whole and synchronised
    <name>.swap        the journal: what the old one will be called; while it is there, the swap is finished
    <name>.replaced <moment>   the old vault, kept as it was

Old out of the way, new into its place, journal away; each step is one rename, made durable before the next.
`finish_swap` comes before every opening: whatever was cut off goes on from where it was. It needs no key.
"""

import json
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from vpdesk import durable
from vpdesk.domain.errors import StorageError, VpdeskError
from vpdesk.vault.backup_faults import RestoredGoneError
from vpdesk.vault.faults import VaultExistsError, VaultInUseError
from vpdesk.vault.folder import HEADERS, FolderLock, VaultFolder

#: More rounds than there are steps: another start may be finishing the same swap.
_ROUNDS: Final = 8


def new_place(target: VaultFolder) -> VaultFolder:
    """Return the folder in which the vault that is to take the place of `target` is made."""
    return VaultFolder(target.beside(".restoring"))


def kept_vaults(target: VaultFolder) -> list[Path]:
    """Return the vaults that were replaced at this place and kept, the newest first."""
    found = target.path.parent.glob(f"{_escaped(target.path.name)}.replaced *")
    return sorted((path for path in found if path.is_dir()), reverse=True)


def require_place(target: VaultFolder) -> None:
    """Raise VaultExistsError when something else than a vault, or nothing at all, is at `target`."""
    if is_there(target) or not target.path.exists():
        return
    with durable.explained():
        if not target.path.is_dir() or any(target.path.iterdir()):
            raise VaultExistsError


def is_there(target: VaultFolder) -> bool:
    """Tell whether the folder holds a vault, or what is left of one."""
    return any((target.path / name).exists() for name in (*HEADERS, target.database.name))


def swap_in(target: VaultFolder, now: datetime) -> Path | None:
    """Put the vault in `new_place(target)` in the place of `target`; return where the old one is kept.

    None: there was none. Nobody may have either of them open. Raises RestoredGoneError when there is nothing
    to put in, VaultInUseError, VaultExistsError, ReadOnlyError or StorageError; the old vault is then in its
    place again, as far as the disk allows: else the next opening finishes the swap.
    """
    require_place(target)
    if not is_there(new_place(target)):
        raise RestoredGoneError
    kept = _free_name(target, now) if is_there(target) else None
    if kept is None and target.path.exists():
        with durable.explained():
            target.path.rmdir()
    durable.replace(_journal(target), json.dumps({"kept": kept.name if kept else ""}).encode())
    try:
        _finish(target)
    except VpdeskError:
        _undo(target, kept)
        raise
    return kept


def finish_swap(target: VaultFolder) -> None:
    """Finish the swap at `target` that was cut off, if one was; raises ReadOnlyError or StorageError."""
    if _journal(target).exists():
        with suppress(VaultInUseError):  # opening will say so
            _finish(target)


def _finish(target: VaultFolder) -> None:
    new = new_place(target)
    for _ in range(_ROUNDS):
        kept = _kept(target)
        if not target.path.exists():
            if new.path.exists():
                _move(new.path, target.path)
            elif kept is not None and kept.exists():
                _move(kept, target.path)  # somebody took the new one away: back to the old
            else:
                break
        elif new.path.exists() and kept is not None and not kept.exists():
            _require_closed(target)
            _move(target.path, kept)
        else:
            break  # done; or somebody made another vault here, and that one stays
    with durable.explained():
        _journal(target).unlink(missing_ok=True)
        durable.sync_folder(target.path.parent)


def _undo(target: VaultFolder, kept: Path | None) -> None:
    with suppress(VpdeskError):
        if not target.path.exists() and kept is not None and kept.exists():
            _move(kept, target.path)
        if target.path.exists():
            with durable.explained():
                _journal(target).unlink(missing_ok=True)


def _move(old: Path, new: Path) -> None:
    try:
        durable.move(old, new)
    except StorageError as error:
        # another start may be finishing the same swap, and was faster with this step
        if not isinstance(error.__cause__, FileNotFoundError):
            raise


def _kept(target: VaultFolder) -> Path | None:
    """Return where the journal wants the old vault; None when it does not say."""
    try:
        name = json.loads(_journal(target).read_bytes())["kept"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if not isinstance(name, str) or not name.startswith(_kept_stem(target)) or "/" in name or "\\" in name:
        return None
    return target.path.with_name(name)


def _require_closed(target: VaultFolder) -> None:
    """Raise VaultInUseError when somebody has it open. Windows renames no folder with an open file in it."""
    FolderLock.take(target).release()


def _free_name(target: VaultFolder, now: datetime) -> Path:
    stem = f"{_kept_stem(target)}{now.astimezone():%Y-%m-%d %H.%M}"
    path, number = target.path.with_name(stem), 2
    while path.exists():
        path, number = target.path.with_name(f"{stem} ({number})"), number + 1
    return path


def _kept_stem(target: VaultFolder) -> str:
    return f"{target.path.name}.replaced "


def _journal(target: VaultFolder) -> Path:
    return target.beside(".swap")


def _escaped(name: str) -> str:
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)
