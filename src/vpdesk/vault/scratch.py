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

#: One at a time in this process: the next clears away what an earlier one left.
_WORKING: Final = Lock()


@contextmanager
def standstill() -> Iterator[None]:
    """Let no backup read the vault while this lasts: it waits for one that is being made."""
    with _WORKING:
        yield


@contextmanager
def working_file(folder: Path, vault_id: str) -> Iterator[Path]:
    """Lend the name of a working file in `folder`, which can be moved away when it is finished."""
    with _WORKING, durable.explained():
        _clear_stale(folder, vault_id)
        part = folder / f"{_prefix(vault_id)}{secrets.token_hex(4)}.part"
        try:
            yield part
        finally:
            with suppress(OSError):
                part.unlink()


@contextmanager
def working_folder(folder: Path, vault_id: str) -> Iterator[VaultFolder]:
    """Lend a new folder inside `folder` for a vault that is only looked at."""
    with _WORKING, durable.explained():
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
