"""Files that are there, whole, after a power cut: write, sync, replace, sync the folder."""

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from vpdesk.domain.errors import DiskFullError, ReadOnlyError, StorageError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
#: What a file system says that cannot synchronise a folder: some on sticks and on the network.
_UNABLE = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})
_READ_ONLY = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


@contextmanager
def explained() -> Iterator[None]:
    """Turn an OSError of the disk into the vault's own error for its cause."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFullError from error
        if error.errno in _READ_ONLY:
            raise ReadOnlyError from error
        raise StorageError from error


def replace(file: Path, data: bytes) -> None:
    """Put `data` in `file` so that after a crash either the old or the new content is there.

    Raises DiskFullError, ReadOnlyError or StorageError; the old file is then untouched.
    """
    part = file.with_name(file.name + ".part")
    with explained():
        try:
            descriptor = os.open(
                part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600
            )
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(data)
                stream.flush()
                sync(stream.fileno())
            _rename(part, file)
        except BaseException:
            with suppress(OSError):
                part.unlink()
            raise
        sync_folder(file.parent)


def sync(descriptor: int) -> None:
    """Bring an open file to the disk itself; on a Mac `fsync` alone stops at the disk's own memory."""
    if sys.platform == "darwin":
        import fcntl  # noqa: PLC0415  not there on Windows

        with suppress(OSError):  # not every file system knows it
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def forget_cached(descriptor: int) -> None:
    """Ask the system to read a synchronised file from the disk next time, not from its own memory.

    Linux and macOS know how; Windows cannot be asked, and there re-reading proves what the system holds.
    """
    if sys.platform == "linux":
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    elif sys.platform == "darwin":
        import fcntl  # noqa: PLC0415  not there on Windows

        with suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_NOCACHE, 1)


def move(part: Path, file: Path) -> None:
    """Put the finished, synchronised `part` in the place of `file`, durably; errors as with `replace`."""
    with explained():
        _rename(part, file)
        sync_folder(file.parent)


def make_folder(folder: Path) -> None:
    """Make a folder for its owner alone, with those above it that are missing, each of them durably.

    A folder that is there already may have been made a moment ago: its entry is made durable too. Raises
    OSError.
    """
    missing = [above for above in (folder, *folder.parents) if above == folder or not above.exists()]
    folder.mkdir(parents=True, mode=0o700, exist_ok=True)
    for each in reversed(missing):
        with suppress(PermissionError):  # who may make something in a folder need not be able to read it
            sync_folder(each.parent)


def sync_folder(folder: Path) -> None:
    """Make the folder's entries durable; Windows cannot be asked, and there a rename waits for it itself.

    Where the file system knows no such thing, nothing more can be done, as SQLite has it: what was renamed is
    in its place.
    """
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _UNABLE:
            raise
    finally:
        os.close(descriptor)


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _REPLACE_EXISTING, _WRITE_THROUGH = 0x1, 0x8
    _move_file = ctypes.WinDLL("kernel32", use_last_error=True).MoveFileExW
    _move_file.argtypes = (wintypes.LPCWSTR, wintypes.LPCWSTR, wintypes.DWORD)
    _move_file.restype = wintypes.BOOL

    def _put(part: Path, file: Path) -> None:
        """Replace, and return when that is on the disk: NTFS alone would write it later (not run there)."""
        if not _move_file(str(part), str(file), _REPLACE_EXISTING | _WRITE_THROUGH):
            raise ctypes.WinError(ctypes.get_last_error())
else:

    def _put(part: Path, file: Path) -> None:
        part.replace(file)


def _rename(part: Path, file: Path) -> None:
    """Replace, with patience on Windows, where a virus scanner may hold the file for a moment."""
    for attempt in range(10):
        try:
            _put(part, file)
        except PermissionError:
            if os.name != "nt" or attempt == 9:
                raise
            time.sleep(0.05 * (attempt + 1))
        else:
            return
