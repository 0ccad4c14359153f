"""The open vault: change it in transactions, and say what each commit changed."""

import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Final, Self

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk import durable
from vpdesk.domain.errors import DiskFullError, ReadOnlyError, StorageError, VpdeskError
from vpdesk.vault import header_files
from vpdesk.vault.backup import back_up_before_migrating
from vpdesk.vault.backup_source import BackupSource
from vpdesk.vault.checking import check_database
from vpdesk.vault.cleaning import finish_erasure
from vpdesk.vault.doorway import Doorway
from vpdesk.vault.explaining import explained
from vpdesk.vault.faults import (
    DatabaseDamagedError,
    MovedError,
)
from vpdesk.vault.first_look import look_at_each
from vpdesk.vault.folder import FolderLock, VaultFolder
from vpdesk.vault.full_text import MOST_WAITING, merge, take_in, waiting
from vpdesk.vault.header import Header, Opened
from vpdesk.vault.key_faults import VaultBusyError
from vpdesk.vault.keys import Cost, VaultKey, calibrate
from vpdesk.vault.local import note
from vpdesk.vault.masked import wipe
from vpdesk.vault.migrating import build, migrate, schema
from vpdesk.vault.opening import check_state, connect_with, unlock
from vpdesk.vault.pages import Page, PageKeys, RawFile
from vpdesk.vault.recovery import Secret
from vpdesk.vault.repositories import DRAFTS
from vpdesk.vault.shelves import Shelves

Changes = frozenset[str]

#: Less room than this on the disk, in bytes, and nothing is committed any more.
ROOM: Final = 8 * 1024 * 1024
#: What keeps the indexes from being written, and no search from reading what is in them.
_NOT_NOW: Final = (DiskFullError, MovedError, ReadOnlyError, StorageError, VaultBusyError)


class Vault(Shelves):
    """An unlocked vault: one connection, used by the one thread that opened it."""

    def __init__(
        self,
        folder: VaultFolder,
        lock: FolderLock,
        connection: sqlcipher.Connection,
        opened: Opened,
    ) -> None:
        self.folder = folder
        self.opened = opened
        self.on_commit: Callable[[Changes], None] = lambda _changes: None
        #: Grows with each commit but those of drafts: what was read stays true while it is the same.
        self.revision = 0
        self._lock = lock
        self._touched: set[str] = set()
        self._said: set[str] = set()
        self._distrusted = False
        self._held = ExitStack()
        self._bind(connection)

    def _bind(self, connection: sqlcipher.Connection) -> None:
        """Let everything that reads and writes do so through `connection`."""
        self._connection = connection
        self._identity = self.folder.identity()
        self.stand_on(connection, self._touched.add)

    @classmethod
    def create(cls, path: Path, passphrase: str, *, cost: Cost | None = None) -> Self:
        """Make a vault in the empty or new folder `path` and open it.

        `cost` is measured on this computer when it is not given. Raises VaultExistsError, ReadOnlyError,
        DiskFullError.
        """
        folder = VaultFolder(path)
        folder.prepare()
        with ExitStack() as undo:
            lock = FolderLock.take(folder)
            undo.callback(lock.release)
            folder.claim()
            undo.callback(folder.clear)
            key = VaultKey.generate()
            undo.callback(key.forget)
            first = Header.create(key, passphrase, cost or calibrate())
            connection = connect_with(folder.database, key, create=True)
            undo.callback(connection.close)
            with explained():
                build(connection)
                connection.execute(
                    "INSERT INTO vault_state (id, vault_id, commits) VALUES (1, ?, 0)", [first.vault_id]
                )
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            folder.restrict()
            durable.sync_folder(folder.path)
            # The header comes last: a vault without its database can never open.
            header_files.write(folder.path, first, key, passphrase)
            undo.pop_all()
        return cls(folder, lock, connection, Opened(first, key))

    @classmethod
    def open(cls, path: Path, secret: Secret) -> Self:
        """Open the vault in `path` with its passphrase or its recovery key.

        Each cause of failure has its own error (`vpdesk.vault.faults`).
        """
        return cls.enter(Doorway.reach(path, secret))

    @classmethod
    def enter(cls, doorway: Doorway) -> Self:
        """Open the database of a vault whose key is known; when that fails, its lock is given back."""
        folder = doorway.folder
        try:
            opened, connection = unlock(folder, doorway.secret, doorway.candidates)
            try:
                with explained():
                    check_state(connection, folder, opened.header.vault_id)
                    source = partial(BackupSource.take, folder, opened, connection, folder.identity())
                    version = schema(connection)
                    migrate(connection, version, backup=lambda: back_up_before_migrating(source()))
                    look_at_each(connection)
                    finish_erasure(connection, folder, opened.key, opened.header.vault_id)
            except BaseException:
                connection.close()
                opened.key.forget()
                raise
        except BaseException:
            doorway.lock.release()
            raise
        return cls(folder, doorway.lock, connection, opened)

    @contextmanager
    def transaction(self) -> Generator[None]:
        """All or nothing; after the commit `on_commit` is told which tables changed.

        Raises MovedError, DiskFullError, ReadOnlyError, DatabaseDamagedError or StorageError; nothing of
        the transaction is then stored. The same may be tried again, for what was wrong may have been put
        right; after damage another may succeed, for it may lie elsewhere in the file.
        """
        self._touched.clear()
        self._said.clear()
        try:
            with explained():
                if self._distrusted:
                    self._reconnect()
                self._connection.execute("BEGIN IMMEDIATE")
                yield
                if waiting(self._connection) > MOST_WAITING:
                    take_in(self._connection)
                self._connection.execute("UPDATE vault_state SET commits = commits + 1")
                self._require_place()
                self._connection.execute("COMMIT")
        except BaseException as error:
            # SQLite has rolled back by itself when the disk was full: then there is nothing to undo.
            if self._connection.in_transaction:
                with suppress(sqlcipher.Error):
                    self._connection.execute("ROLLBACK")
            if isinstance(error, ReadOnlyError | DatabaseDamagedError):
                self._distrusted = True
            raise
        if not self._touched <= {DRAFTS.name}:  # else nothing finished has changed
            self.revision += 1
        self.on_commit(frozenset(self._touched | self._said))

    def touch(self, table: str) -> None:
        """Have the commit of the transaction that is open say that `table` changed too."""
        self._touched.add(table)

    def say(self, word: str) -> None:
        """Have the commit of the transaction that is open carry a word that is no table, for who listens."""
        self._said.add(word)

    def take_in(self) -> None:
        """Take into the full-text indexes what waits for it, if anything does: before a search.

        Inside a transaction it is part of that. Where nothing can be written now it goes on waiting, and the
        search finds the rest. Raises DatabaseDamagedError.
        """
        if self._connection.in_transaction:
            take_in(self._connection)
            return
        with suppress(*_NOT_NOW), explained():
            if waiting(self._connection):
                with self._unannounced():
                    take_in(self._connection)

    def tidy(self) -> bool:
        """Move the write-ahead log into the database, take in what waits, and merge a little of the indexes.

        For idle moments, not for a keystroke; tells whether there is more to merge. In this order it is the
        indexes that begin the log anew, and cut it when it grew long: else the next save would.
        """
        with explained():
            self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            with self._unannounced():
                take_in(self._connection)
                return merge(self._connection)

    @contextmanager
    def _unannounced(self) -> Generator[None]:
        """A transaction of the indexes: nothing that was entered changes, so nobody is told of it."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._require_place()
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                with suppress(sqlcipher.Error):
                    self._connection.execute("ROLLBACK")
            raise

    def check(self) -> tuple[str, ...]:
        """Return what is wrong with the database, in technical words without content; nothing: ()."""
        with explained():
            return check_database(self._connection)

    def backup_source(self) -> BackupSource:
        """Return what a backup needs, for a thread of its own; it holds a copy of the key to `forget`."""
        return BackupSource.take(self.folder, self.opened, self._connection, self._identity)

    @property
    def connection(self) -> sqlcipher.Connection:
        """The connection itself, for the vault's own work on the file as a whole."""
        return self._connection

    def release(self) -> None:
        """Let go of the database file, for the vault's own work on it; `rebind` takes it up again."""
        self._connection.close()
        self._held.close()

    def rebind(self, connection: sqlcipher.Connection, opened: Opened) -> None:
        """Go on with another connection, and with the header and key that it was opened with."""
        self.opened = opened
        self._bind(connection)

    def read_pages(self) -> Iterator[Page]:
        """Yield every page of the database as it stands on the disk now, decrypted without SQLite."""
        raw = RawFile(self.folder.database)
        self._held.callback(raw.close)  # not before the connection is closed: that would drop SQLite's locks
        database_key = self.opened.key.database_key()
        keys = PageKeys(database_key)
        wipe(database_key)
        with keys:
            yield from raw.pages(keys)

    def close(self) -> None:
        """Tidy up, remember how far the vault is, and give the lock back."""
        try:
            with suppress(sqlcipher.Error):
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                (commits,) = self._connection.execute("SELECT commits FROM vault_state").fetchone()
                # in its place another vault may stand by now, which is as far as it is
                if self.folder.identity() == self._identity:
                    with suppress(VpdeskError):
                        note(self.folder, vault_id=self.opened.header.vault_id, commits=commits)
            self._connection.close()
        finally:
            self._held.close()
            self.opened.key.forget()
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        """Close; what reading ran into on a damaged page is then told as what it is."""
        self.close()
        if isinstance(error, sqlcipher.DatabaseError):
            with explained():
                raise error

    def discard_connection(self) -> None:
        """Go on through a fresh connection, after damage was met.

        Through the one that met it SQLCipher writes nothing more, and says that the file is read-only. Where
        there is no other to be had now, the next transaction takes one.
        """
        self._distrusted = True
        with suppress(VpdeskError), explained():
            self._reconnect()

    def _reconnect(self) -> None:
        """Take a fresh connection: one that was refused may go on refusing when it is allowed again."""
        self._require_ours()
        fresh = connect_with(self.folder.database, self.opened.key)
        self._connection.close()
        self.rebind(fresh, self.opened)
        self._distrusted = False

    def _require_ours(self) -> None:
        """Raise MovedError when the file in its place is no longer the one that is open."""
        if self.folder.identity() != self._identity:
            raise MovedError

    def _require_place(self) -> None:
        """Raise MovedError when the file is no longer ours, DiskFullError when there is hardly room left.

        A file that was deleted while it is open takes every commit without a word.
        """
        self._require_ours()
        if shutil.disk_usage(self.folder.path).free < ROOM:
            raise DiskFullError
