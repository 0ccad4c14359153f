"""Working files beside backups: one piece of work at a time, and nothing of it left, whatever happens.

They are encrypted like all else. Their names tell whose they are, so that what a process leaves behind when
it is ended is cleared away by the next piece of work for the same vault in the same folder.
"""

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Final

from vpdesk import durable
from vpdesk.vault.folder import VaultFolder
from vpdesk.vault.key_faults import VaultBusyError
from vpdesk.vault.progress import Progress, Report, Stage, unheard

#: One at a time in this process: the next clears away what an earlier one left.
_WORKING: Final = Lock()
#: Seconds between two looks whether the other is ready, and how many looks before it is given up.
_TURN: Final = 0.25
_TURNS: Final = 240


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
        part = folder / f"{_prefix(vault_id)}{secrets.token_hex(4)}.part"
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
        made = Path(tempfile.mkdtemp(prefix=_prefix(vault_id), dir=folder))
        try:
            yield VaultFolder(made)
        finally:
            clear(made)


def clear(folder: Path) -> None:
    """Take away a folder that holds a vault of ours, or the beginnings of one; anything else stays."""
    ours = VaultFolder(folder)
    ours.clear()
    for file in (ours.local, ours.erased, ours.bell):
        for each in (file, file.with_name(f"{file.name}.part")):
            with suppress(OSError):
                each.unlink()
    with suppress(OSError):
        folder.rmdir()


def _prefix(vault_id: str) -> str:
    return f".vpdesk-{vault_id[:8]}-"


def _clear_stale(folder: Path, vault_id: str) -> None:
    for left in folder.glob(f"{_prefix(vault_id)}*"):
        if left.is_dir():
            clear(left)
        else:
            left.unlink()
