"""The vault's folder: its files, its lock, and what can be wrong before a key is tried.

It needs no cryptography: the first screen asks it whether there is a vault.
"""

import os
import stat
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from vpdesk import durable
from vpdesk.domain.errors import EnvironmentFault, ReadOnlyError
from vpdesk.vault.faults import (
    DatabaseDamagedError,
    DatabaseMissingError,
    NoVaultError,
    RootOfDriveError,
    VaultExistsError,
    VaultInUseError,
)
from vpdesk.vault.locks import lock

PAGE: Final = 4096
#: The twin header, in the order in which it is written.
HEADERS: Final = ("header.2", "header.1")

_GIVEN_BACK: Final = -1


@dataclass(frozen=True, slots=True)
class VaultFolder:
    """The files of one vault.

    Where a link leads to it, the folder itself counts, and what is beside that: renaming the link would leave
    the vault where it was, and put another beside the way to it.
    """

    path: Path

    def __post_init__(self) -> None:
        """Follow a link once; on Windows a junction is one too. `.` gets a name, which backups need."""
        whole = self.path.absolute()
        object.__setattr__(self, "path", whole.resolve() if ".." in whole.parts else whole)
        with suppress(OSError, RuntimeError):  # no link, the usual case; or one that leads to itself
            self.path.readlink()
            object.__setattr__(self, "path", self.path.resolve())

    @property
    def database(self) -> Path:
        """The encrypted database; only SQLite may open it, or SQLite loses its own locks on it."""
        return self.path / "case.db"

    @property
    def log(self) -> Path:
        """SQLite's write-ahead log, encrypted like the database."""
        return self.path / "case.db-wal"

    @property
    def shared(self) -> Path:
        """SQLite's index of the write-ahead log, which it makes anew whenever it likes."""
        return self.path / "case.db-shm"

    @property
    def renewed(self) -> Path:
        """The copy under a new vault key, while it is being made; of no use once a crash left it."""
        return self.path / "case.db.new"

    @property
    def lock(self) -> Path:
        """The file whose lock says that the vault is open; it holds nothing."""
        return self.path / "vault.lock"

    @property
    def bell(self) -> Path:
        """The file by which a second start asks the window that is open to come forward; it holds nothing."""
        return self.path / "vault.bell"

    @property
    def coming(self) -> Path:
        """The file that a fresh process takes away when its window stands; it holds nothing."""
        return self.path / "vault.coming"

    @property
    def local(self) -> Path:
        """What this computer remembers of the vault; nothing about people."""
        return self.path / "local.json"

    @property
    def backups(self) -> Path:
        """The folder of its backups, beside the vault: who loses or replaces the one keeps the other."""
        return self.beside("-backups")

    @property
    def erased(self) -> Path:
        """The marks of erased cases, sealed, for when the database that holds them too is damaged."""
        return self.path / "erased.sealed"

    def beside(self, tail: str) -> Path:
        """Return the path beside the vault whose name ends in `tail`; raises RootOfDriveError."""
        if not self.path.name:
            raise RootOfDriveError
        return self.path.with_name(self.path.name + tail)

    def identity(self) -> tuple[int, int] | None:
        """Return which file is the database now, by device and number; None: there is none."""
        try:
            found = self.database.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def prepare(self) -> None:
        """Make the folder for a new vault; raises VaultExistsError when it holds anything but a lock.

        Raises RootOfDriveError when it is no folder of its own.
        """
        self.beside("")
        with durable.explained():
            if self.path.exists() and (not self.path.is_dir() or self._holds_more_than_lock()):
                raise VaultExistsError
            durable.make_folder(self.path)

    def claim(self) -> None:
        """Make the empty file of a new database, under the lock; raises VaultExistsError.

        Between `prepare` and the lock another maker may have had the lock, and finished: that vault stays.
        """
        if self._holds_more_than_lock():
            raise VaultExistsError
        with durable.explained():
            os.close(os.open(self.database, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))

    def _holds_more_than_lock(self) -> bool:
        return any(file.name != self.lock.name for file in self.path.iterdir())

    def in_use(self) -> bool:
        """Tell whether another process has this vault open."""
        if not self.lock.exists():
            return False
        try:
            FolderLock.take(self).release()
        except VaultInUseError:
            return True
        except EnvironmentFault:
            return False  # opening will say what is wrong
        return False

    def clear(self) -> None:
        """Take away the beginnings of a vault that could not be made; the empty folder stays."""
        names = [*HEADERS, "case.db", "case.db-wal", "case.db-shm", "vault.lock"]
        for name in [*names, *(f"{name}.part" for name in HEADERS)]:
            with suppress(OSError):
                (self.path / name).unlink()

    def sweep(self) -> None:
        """Take away what a change of keys that was cut off left behind."""
        for name in (self.renewed.name, f"{self.renewed.name}-wal", f"{self.renewed.name}-shm"):
            with suppress(OSError):
                (self.path / name).unlink()

    def restrict(self) -> None:
        """Leave the folder and its database to their owner alone (elsewhere than on Windows)."""
        with durable.explained():
            self.path.chmod(0o700)
            self.database.chmod(0o600)

    def require(self) -> None:
        """Raise NoVaultError when there is no vault here at all, ReadOnlyError when it cannot be written."""
        if not any((self.path / name).exists() for name in (*HEADERS, "case.db")):
            raise NoVaultError
        # Somebody may have taken the right to write away on purpose; an administrator would not notice.
        writable = stat.S_IWUSR
        files = (self.path, self.database) if sys.platform != "win32" else (self.database,)
        for file in files:
            if file.exists() and (not file.stat().st_mode & writable or not os.access(file, os.W_OK)):
                raise ReadOnlyError

    def require_database(self) -> None:
        """Raise DatabaseMissingError or DatabaseDamagedError when the file cannot be a database.

        A zero-length file would open as an empty database with any key, so it must never get that far.
        A torn last page is no damage while the write-ahead log that heals it is still there.
        """
        try:
            size = self.database.stat().st_size
        except FileNotFoundError:
            raise DatabaseMissingError from None
        healing = self.log.exists() and self.log.stat().st_size > 0
        if size < PAGE or (size % PAGE and not healing):
            raise DatabaseDamagedError


class FolderLock:
    """The single-instance lock; the system drops it when the process dies."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    @classmethod
    def take(cls, folder: VaultFolder) -> Self:
        """Lock the vault for this process; raises VaultInUseError when another has it.

        A file that its holder took away before we got its lock keeps nobody else out.
        """
        with durable.explained():
            descriptor = os.open(folder.lock, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            lock(descriptor)
            if not os.path.samestat(os.fstat(descriptor), folder.lock.stat()):
                raise FileNotFoundError
        except OSError as error:
            os.close(descriptor)
            raise VaultInUseError from error
        return cls(descriptor)

    @property
    def is_held(self) -> bool:
        """Whether the lock was not given back yet."""
        return self._descriptor != _GIVEN_BACK

    def release(self) -> None:
        """Give the lock back; again is once, because its number may be that of another file by then."""
        descriptor, self._descriptor = self._descriptor, _GIVEN_BACK
        if descriptor != _GIVEN_BACK:
            os.close(descriptor)
