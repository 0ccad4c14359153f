"""One SQLCipher connection with the settings that the vault depends on, each read back.

Measured reasons: `temp_store=MEMORY` keeps sorting off the disk; `synchronous=FULL` keeps acknowledged
commits through a power cut (NORMAL loses them in WAL mode); `wal_autocheckpoint=0` because checkpoints
belong to idle time, not to a keystroke; `journal_size_limit` leaves the log room for an hour of typing, for
one that grows costs a save a fifth more than one that is overwritten; SQLite before 3.51.3 can reset its log
while it is read. Nothing here may ever run ANALYZE or PRAGMA optimize: they copy values of cases into
statistics tables.
"""

import os
from pathlib import Path, PurePath
from typing import Final
from urllib.parse import quote

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk.domain.errors import ReadOnlyError, StorageError
from vpdesk.vault.explaining import cause_of
from vpdesk.vault.faults import DatabaseDamagedError
from vpdesk.vault.folder import PAGE
from vpdesk.vault.key_faults import VaultBusyError
from vpdesk.vault.keying import give_key

OLDEST_SQLITE: Final = (3, 51, 3)
#: Statements that stay compiled: more than the program has. With fewer the seldom ones push each other out,
#: and a save that meets the triggers of the full-text indexes compiles them anew, a third of what it costs.
_STATEMENTS: Final = 1024

#: What is set, and what reading it back must give.
SETTINGS: Final = (
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", 2),
    ("fullfsync", "ON", 1),
    ("checkpoint_fullfsync", "ON", 1),
    ("temp_store", "MEMORY", 2),
    ("secure_delete", "ON", 1),
    ("foreign_keys", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("mmap_size", "0", 0),
    ("busy_timeout", "5000", 5000),
    ("journal_size_limit", "4194304", 4194304),
    ("cache_size", "-65536", -65536),
    ("wal_autocheckpoint", "0", 0),
)

#: What is set where a file is only looked at: nothing of it may reach the disk, no byte of it may change.
_LOOKING: Final = (
    ("query_only", "ON"),
    ("temp_store", "MEMORY"),
    ("trusted_schema", "OFF"),
    ("cell_size_check", "ON"),
    ("mmap_size", "0"),
    ("cache_size", "-16384"),
)


def connect(database: Path, key: bytes | bytearray, *, create: bool = False) -> sqlcipher.Connection:
    """Open `database` with SQLCipher's raw key and salt (48 bytes).

    Raises DatabaseDamagedError when the file cannot be read with the key, ReadOnlyError when it may not be
    read or written, RuntimeError when a setting does not take. `create` makes the file; without it a missing
    file is an error.
    """
    if sqlcipher.sqlite_version_info < OLDEST_SQLITE:
        message = f"SQLite {sqlcipher.sqlite_version} is older than {OLDEST_SQLITE}"
        raise RuntimeError(message)
    connection = _unlocked(database, key, "rwc" if create else "rw")
    _apply_settings(connection)
    return connection


def connect_to_copy(database: Path, key: bytes | bytearray) -> sqlcipher.Connection:
    """Open a database that is to stay as it is, byte for byte: only to look at it.

    Raises DatabaseDamagedError when it cannot be read with the key.
    """
    connection = _unlocked(database, key, "ro")
    for name, value in _LOOKING:
        connection.execute(f"PRAGMA {name} = {value}").fetchall()
    return connection


def address(database: PurePath) -> str:
    """Return the URI of an absolute path, whatever its characters are.

    The authority between `//` and the path stays empty, also before a share of the network
    (`//server/share`): SQLite takes no other. Bytes that are no text are passed on as they are.
    """
    path = os.fsencode(database.as_posix())
    return "file://" + quote(path if path.startswith(b"/") else b"/" + path, safe="/:")


def _unlocked(database: Path, key: bytes | bytearray, mode: str) -> sqlcipher.Connection:
    try:
        connection = sqlcipher.connect(
            f"{address(database.absolute())}?mode={mode}", uri=True, isolation_level=None,
            cached_statements=_STATEMENTS,
        )  # fmt: skip
    except sqlcipher.OperationalError as error:
        raise StorageError from error
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        give_key(connection, key)
        connection.execute("PRAGMA cipher_compatibility = 4")
        # The first read proves the key: everything above only remembers it.
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlcipher.DatabaseError as error:
        connection.close()
        # what may not be read or written, or not now, is no damage; the rest is what a wrong key looks like
        cause = cause_of(error)
        raise (cause if cause in {ReadOnlyError, VaultBusyError} else DatabaseDamagedError) from error
    connection.row_factory = sqlcipher.Row
    return connection


def _apply_settings(connection: sqlcipher.Connection) -> None:
    for name, value, expected in SETTINGS:
        connection.execute(f"PRAGMA {name} = {value}").fetchall()
        found = connection.execute(f"PRAGMA {name}").fetchone()
        # SQLite answers nothing at all to mmap_size where memory mapping is compiled out: that is 0
        actual = found[0] if found is not None else 0
        if actual != expected:
            connection.close()
            message = f"PRAGMA {name} is {actual!r}, not {expected!r}"
            raise RuntimeError(message)
    if int(connection.execute("PRAGMA page_size").fetchone()[0]) != PAGE:
        connection.close()
        raise DatabaseDamagedError


def check_pages(connection: sqlcipher.Connection) -> tuple[str, ...]:
    """Return what both integrity checks find; each misses what the other sees.

    SQLCipher's own looks at the file alone. A page that a power cut tore there may stand whole in the
    write-ahead log, so that is merged first.
    """
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    findings = [row[0] for row in connection.execute("PRAGMA cipher_integrity_check")]
    try:
        findings += [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        findings += [f"foreign key: {row[0]}" for row in connection.execute("PRAGMA foreign_key_check")]
    except sqlcipher.DatabaseError as error:
        findings.append(str(error))
    return tuple(findings)
