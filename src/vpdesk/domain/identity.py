"""Identifiers: unique whole numbers that grow with time.

A 63-bit number of 43 bits of milliseconds and 20 random bits fits SQLite's row number, needs no round
trip to the vault before a value is complete, and stays unique when a backup is restored or a case is
handed over. Within one process they strictly increase, also within one millisecond.
"""

import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Lock

_RANDOM_BITS = 20


class Identities:
    """A source of identifiers; `milliseconds` is its clock (injected by tests and generators)."""

    def __init__(self, milliseconds: Callable[[], int], random_bits: Callable[[int], int]) -> None:
        self._milliseconds = milliseconds
        self._random_bits = random_bits
        self._last = 0
        self._lock = Lock()

    def __call__(self) -> int:
        """Return the next identifier."""
        with self._lock:
            fresh = self._milliseconds() << _RANDOM_BITS | self._random_bits(_RANDOM_BITS)
            self._last = max(self._last + 1, fresh)
            return self._last


def moment_of(value_id: int) -> datetime:
    """Return the moment at which an identifier was drawn, by the clock of the computer that drew it."""
    return datetime.fromtimestamp((value_id >> _RANDOM_BITS) / 1000, UTC)


new_id = Identities(lambda: time.time_ns() // 1_000_000, secrets.randbits)
