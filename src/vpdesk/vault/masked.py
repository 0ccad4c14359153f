"""A secret that stands in memory as itself only for the moment in which it is used.

It is kept as two random halves that give it when they are laid over each other (exclusive or). A copy of the
memory that is taken while a vault is open, by a crash report or a hibernation file, so shows neither half as
what it is. This hides nothing from whoever may run code in our process.
"""

import hmac
import os
from collections.abc import Generator
from contextlib import contextmanager
from typing import ClassVar, Self


class Masked:
    """A secret of `length` bytes, masked in memory."""

    __slots__ = ("_pad", "_veiled")
    length: ClassVar[int]

    def __init__(self) -> None:
        self._pad = bytearray(os.urandom(self.length))
        self._veiled = bytearray(os.urandom(self.length))

    @classmethod
    def generate(cls) -> Self:
        """Return a new random secret, which never was in memory as itself."""
        return cls()

    @classmethod
    def take(cls, secret: bytearray) -> Self:
        """Return `secret` masked, and overwrite it where it stood."""
        if len(secret) != cls.length:
            message = f"a {cls.__name__} has {cls.length} bytes"
            raise ValueError(message)
        masked = cls()
        _lay_over(masked._veiled, secret, masked._pad)
        wipe(secret)
        return masked

    @contextmanager
    def revealed(self) -> Generator[bytearray]:
        """Lend the secret itself, for as short as possible: it is overwritten afterwards."""
        if not self._pad:
            message = "this secret was forgotten"
            raise RuntimeError(message)
        plain = bytearray(self.length)
        try:
            _lay_over(plain, self._veiled, self._pad)
            yield plain
        finally:
            wipe(plain)

    def copy(self) -> Self:
        """Return the same secret under another mask, with a life of its own."""
        with self.revealed() as secret:
            return type(self).take(secret)

    def same_as(self, other: Self) -> bool:
        """Tell whether both are the same secret, in the same time whatever they are."""
        with self.revealed() as mine, other.revealed() as theirs:
            return hmac.compare_digest(mine, theirs)

    def forget(self) -> None:
        """Overwrite the secret; using it after this is a mistake in the program."""
        for half in (self._pad, self._veiled):
            wipe(half)
            half.clear()


def wipe(buffer: bytearray) -> None:
    """Overwrite `buffer` with zeros, in its place."""
    buffer[:] = bytes(len(buffer))


def _lay_over(target: bytearray, one: bytearray, other: bytearray) -> None:
    """Byte by byte: small numbers are shared in Python and leave no copy behind, large ones would."""
    for at, (mine, theirs) in enumerate(zip(one, other, strict=True)):
        target[at] = mine ^ theirs
