"""SQLite's errors, told by what the user can do about them."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk import durable
from vpdesk.domain.errors import DiskFullError, ReadOnlyError, StorageError, VpdeskError
from vpdesk.vault.faults import DatabaseDamagedError
from vpdesk.vault.key_faults import VaultBusyError


@contextmanager
def explained() -> Generator[None]:
    """Turn SQLite's errors of the environment into ours; mistakes in our SQL stay bugs."""
    try:
        with durable.explained():
            yield
    except sqlcipher.DatabaseError as error:
        fault = cause_of(error)
        if fault is None:
            raise
        raise fault() from error


def cause_of(error: sqlcipher.DatabaseError) -> type[VpdeskError] | None:
    """Return our error for what SQLite says, or None when it is a mistake of ours."""
    code = getattr(error, "sqlite_errorname", "") or str(error)
    for marks, fault in _CAUSES:
        if any(mark in code for mark in marks):
            return fault
    return None


_CAUSES: Final[tuple[tuple[tuple[str, ...], type[VpdeskError]], ...]] = (
    (("SQLITE_FULL", "is full"), DiskFullError),
    (("SQLITE_READONLY", "readonly", "SQLITE_CANTOPEN", "unable to open"), ReadOnlyError),
    (("SQLITE_CORRUPT", "SQLITE_NOTADB", "malformed", "not a database"), DatabaseDamagedError),
    (("SQLITE_BUSY", "SQLITE_LOCKED", "is locked"), VaultBusyError),
    (("SQLITE_IOERR", "disk I/O"), StorageError),
)
