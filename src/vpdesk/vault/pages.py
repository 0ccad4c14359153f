"""The pages of a database as they stand on the disk, decrypted without SQLite.

For proofs and for rescue: what SQLite would not show (free pages, the room that a deleted row left, a page
whose seal is broken) is shown here. SQLCipher 4 gives each page of 4,096 bytes a reserve of 80 at its end: 16
bytes of initialisation vector and the HMAC-SHA512 of the ciphertext, the vector and the page number (little
endian). The rest is AES-256-CBC; of the first page the 16 bytes of the salt stay in the open. The HMAC key
comes from the key and the salt, each byte of it xored with 0x3a, through two rounds of PBKDF2-HMAC-SHA512.
"""

import hmac
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple, Self

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

from vpdesk import durable
from vpdesk.vault.folder import PAGE

#: What SQLCipher keeps for itself at the end of each page.
RESERVE: Final = 80
USABLE: Final = PAGE - RESERVE
#: What every database begins with, where SQLCipher stores its salt.
MAGIC: Final = b"SQLite format 3\0"

_KEY: Final = 32
_VECTOR: Final = 16
_SALT: Final = 16
_SALT_MASK: Final = 0x3A
_HMAC_ROUNDS: Final = 2
_LOG_HEADER: Final = 32
_FRAME_HEADER: Final = 24
_LOG_SALTS: Final = 16


class Page(NamedTuple):
    """One page: its number, counted from 1, and its content; None when its seal is broken."""

    number: int
    content: bytes | None


class PageKeys:
    """The keys that open pages; forgets them at the end of its `with`."""

    def __init__(self, database_key: bytes | bytearray) -> None:
        """Take SQLCipher's raw key and salt (48 bytes); the caller still wipes its own."""
        self._key = bytearray(database_key[:_KEY])
        self._hmac_key = bytearray(_KEY)
        salt = bytes(byte ^ _SALT_MASK for byte in database_key[_KEY:])
        kdf = PBKDF2HMAC(algorithm=SHA512(), length=_KEY, salt=salt, iterations=_HMAC_ROUNDS)
        kdf.derive_into(self._key, self._hmac_key)

    def open(self, number: int, raw: bytes) -> Page:
        """Return the page `number` whose bytes are `raw`."""
        start = _SALT if number == 1 else 0
        sealed = raw[start : USABLE + _VECTOR] + number.to_bytes(4, "little")
        if len(raw) != PAGE or not hmac.compare_digest(
            hmac.digest(self._hmac_key, sealed, "sha512"), raw[USABLE + _VECTOR :]
        ):
            return Page(number, None)
        cipher = Cipher(AES(self._key), CBC(raw[USABLE : USABLE + _VECTOR])).decryptor()
        return Page(number, (MAGIC if start else b"") + cipher.update(raw[start:USABLE]))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for key in (self._key, self._hmac_key):
            key[:] = bytes(len(key))


class RawFile:
    """A database file read byte for byte, beside SQLite.

    Close it only after every connection that this process has to the same file: on Linux and macOS closing
    any descriptor of a file drops the locks that SQLite holds on it.
    """

    def __init__(self, file: Path) -> None:
        with durable.explained():
            self._descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_BINARY", 0))

    def pages(self, keys: PageKeys) -> Iterator[Page]:
        """Read and open every page, free ones included; a rest that is no whole page is left out."""
        with durable.explained():
            count = os.fstat(self._descriptor).st_size // PAGE
            for number in range(1, count + 1):
                yield keys.open(number, self._read((number - 1) * PAGE, PAGE))

    def close(self) -> None:
        """Give the descriptor back."""
        os.close(self._descriptor)

    def _read(self, offset: int, length: int) -> bytes:
        os.lseek(self._descriptor, offset, os.SEEK_SET)
        return os.read(self._descriptor, length)


def read_log(log: Path, keys: PageKeys) -> Iterator[Page]:
    """Read and open every page in a write-ahead log, those that hold no longer included."""
    try:
        raw = log.read_bytes()
    except FileNotFoundError:
        return
    for start in range(_LOG_HEADER, len(raw), _FRAME_HEADER + PAGE):
        number = int.from_bytes(raw[start : start + 4])
        page = raw[start + _FRAME_HEADER : start + _FRAME_HEADER + PAGE]
        if number and len(page) == PAGE:
            yield keys.open(number, page)


def read_committed(log: Path, keys: PageKeys) -> dict[int, Page]:
    """Return the newest committed version of each page in a write-ahead log that nobody has open.

    Only frames with the salts of the log's header count, up to the last that ends a transaction. Unlike
    SQLite, which stops at the first damaged frame, this goes on: its page is then one that cannot be read.
    """
    try:
        raw = log.read_bytes()
    except FileNotFoundError:
        return {}
    salts = raw[_LOG_SALTS : _LOG_SALTS + 8]
    committed: dict[int, Page] = {}
    waiting: dict[int, Page] = {}
    for start in range(_LOG_HEADER, len(raw), _FRAME_HEADER + PAGE):
        header = raw[start : start + _FRAME_HEADER]
        page = raw[start + _FRAME_HEADER : start + _FRAME_HEADER + PAGE]
        number, ends = int.from_bytes(header[:4]), int.from_bytes(header[4:8])
        if header[8:16] != salts or len(page) < PAGE:
            continue
        waiting[number] = keys.open(number, page)
        if ends:
            committed.update(waiting)
            waiting.clear()
    return committed
