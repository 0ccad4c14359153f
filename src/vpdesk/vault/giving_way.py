"""Long readings that let other work go first: stopped in its midst, begun anew after it.

A search over everything may take a second where a save takes a millisecond, and both want the one connection.
SQLite ends a statement from another thread (`interrupt`). That may only ever meet a reading, never a
transaction: so it is asked for under a lock, while the reading is known to be under way. And it must not be
lost between two statements of the reading: it holds for new ones as long as another is not done.
"""

from collections.abc import Generator
from contextlib import contextmanager, suppress
from threading import Lock
from typing import Final

from sqlcipher3 import dbapi2 as sqlcipher

#: Of this only the first row is ever asked for.
_NEVER_DONE: Final = "SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3"


class GaveWayError(Exception):
    """The reading was stopped and has to be begun anew, if it is still wanted."""


class GivingWay:
    """Knows whether other work waits, and which reading is under way."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting = 0
        self._reading: sqlcipher.Connection | None = None
        self._ended = False  # whether the reading that is under way was told to end

    def announce(self) -> None:
        """Say that other work comes: a reading that is under way ends."""
        with self._lock:
            self._waiting += 1
            self._interrupt()

    def begin(self) -> None:
        """Say that it waits no more."""
        with self._lock:
            self._waiting -= 1

    def stop(self) -> None:
        """End the reading that is under way, if there is one."""
        with self._lock:
            self._interrupt()

    @contextmanager
    def reading(self, connection: sqlcipher.Connection) -> Generator[None]:
        """Read through `connection` inside; raises GaveWayError when other work waits, or comes."""
        held = connection.execute(_NEVER_DONE)
        try:
            with self._lock:
                if self._waiting:
                    raise GaveWayError
                self._reading, self._ended = connection, False
            yield
        except sqlcipher.OperationalError as error:
            # SQLite does not always say that it was interrupted: an index that was just being opened is said
            # to be faulty. What is faulty by itself is so again when the reading begins anew.
            if self._ended:
                raise GaveWayError from error
            raise
        finally:
            with self._lock:
                self._reading = None
            with suppress(sqlcipher.Error):
                held.close()

    def _interrupt(self) -> None:
        if self._reading is not None:
            self._ended = True
            with suppress(sqlcipher.ProgrammingError):  # closed meanwhile, because it met a damaged page
                self._reading.interrupt()
