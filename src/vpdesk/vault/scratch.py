"""Working files beside backups: one piece of work at a time, and nothing of it left, whatever happens.

They are encrypted like all else. Their names tell of which vault they are, so that what a process leaves
behind when it is ended is cleared away by the next piece of work for the same vault in the same folder. What
another process is working with stays: as long as that lives, it holds a lock on a file of the same name.

    .vpdesk-<vault>-<name>.owner    locked by who works with the others
    .vpdesk-<vault>-<name>.part     what is being made
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Final

from vpdesk import durable
from vpdesk.vault.folder import VaultFolder
from vpdesk.vault.key_faults import VaultBusyError
from vpdesk.vault.locks import TAKEN, lock
from vpdesk.vault.progress import Progress, Report, Stage, unheard

#: One at a time in this process: the next clears away what an earlier one left.
_WORKING: Final = Lock()
#: Seconds between two looks whether the other is ready, and how many looks before it is given up.
_TURN: Final = 0.25
_TURNS: Final = 240
_OWNER: Final = ".owner"
#: So many names are tried; a file system that refuses every lock must not keep a backup from being made.
_ATTEMPTS: Final = 8
#: Whether a file can be taken away while it is open: not on Windows, where nobody can take away another's.
_TAKES_OPEN: Final = os.name != "nt"


@contextmanager
def standstill(progress: Report) -> Iterator[None]:
    """Let no backup read the vault while this lasts: it waits for one that is being made.

    What `progress` raises ends the waiting. Raises VaultBusyError when the other goes on for a minute: it may
    wait for a disk that does not answer any more, and who waits here may be the thread of the database.
    """
    for turn in range(_TURNS):
        if _WORKING.acquire(timeout=_TURN):
            break
        progress(Progress(stage=Stage.WAITING, done=turn, total=_TURNS))
    else:
        raise VaultBusyError
    try:
        yield
    finally:
        _WORKING.release()


@contextmanager
def working_file(folder: Path, vault_id: str, progress: Report = unheard) -> Iterator[Path]:
    """Lend the name of a working file in `folder`, which can be moved away when it is finished.

    Waits as `standstill` does.
    """
    with standstill(progress), durable.explained():
        _clear_stale(folder, vault_id)
        with _owned(folder, vault_id) as name:
            part = folder / f"{name}.part"
            try:
                yield part
            finally:
                with suppress(OSError):
                    part.unlink()


@contextmanager
def working_folder(folder: Path, vault_id: str, progress: Report = unheard) -> Iterator[VaultFolder]:
    """Lend a new folder inside `folder` for a vault that is only looked at; waits as `standstill` does."""
    with standstill(progress), durable.explained():
        _clear_stale(folder, vault_id)
        with _owned(folder, vault_id) as name:
            made = folder / name
            made.mkdir(mode=0o700)
            try:
                yield VaultFolder(made)
            finally:
                clear(made)


def clear(folder: Path) -> None:
    """Take away a folder that holds a vault of ours, or the beginnings of one; anything else stays."""
    ours = VaultFolder(folder)
    ours.clear()
    for file in (ours.local, ours.erased, ours.bell, ours.coming):
        for each in (file, file.with_name(f"{file.name}.part")):
            with suppress(OSError):
                each.unlink()
    with suppress(OSError):
        folder.rmdir()


def _prefix(vault_id: str) -> str:
    return f".vpdesk-{vault_id[:8]}-"


@contextmanager
def _owned(folder: Path, vault_id: str) -> Iterator[str]:
    """Lend a name for working files in `folder` that no other process clears away meanwhile."""
    attempts = 0
    while True:
        attempts += 1
        name = f"{_prefix(vault_id)}{secrets.token_hex(4)}"
        owner = folder / f"{name}{_OWNER}"
        descriptor = os.open(owner, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        if _is_kept(descriptor, owner) or attempts == _ATTEMPTS:
            break
        os.close(descriptor)
    try:
        yield name
    finally:
        os.close(descriptor)
        with suppress(OSError):
            owner.unlink()


def _is_kept(descriptor: int, owner: Path) -> bool:
    """Lock the file that was just made; False when another took it for one that was left, before the lock."""
    if not _is_free(descriptor):
        return False
    try:
        return os.path.samestat(os.fstat(descriptor), owner.stat())
    except FileNotFoundError:
        return False


def _clear_stale(folder: Path, vault_id: str) -> None:
    for left in folder.glob(f"{_prefix(vault_id)}*"):
        owner = folder / f".{left.name.split('.')[1]}{_OWNER}"
        with _unowned(owner) as free:
            if free and left.is_dir():
                clear(left)
            elif free and (left != owner or _TAKES_OPEN):
                left.unlink(missing_ok=True)
        if free and left == owner:
            with suppress(OSError):
                left.unlink()


@contextmanager
def _unowned(owner: Path) -> Iterator[bool]:
    """Tell whether no process lives that has this file locked, and keep it so meanwhile.

    Where there are no locks nobody can tell; then it counts as left behind.
    """
    try:
        descriptor = os.open(owner, os.O_RDWR)
    except FileNotFoundError:
        yield True
        return
    except PermissionError:
        yield False  # of another account: not ours to clear away
        return
    try:
        yield _is_free(descriptor)
    finally:
        os.close(descriptor)


def _is_free(descriptor: int) -> bool:
    """Lock the file; False when another has it locked."""
    try:
        lock(descriptor)
    except TAKEN:
        return False
    except OSError:
        return True
    return True
