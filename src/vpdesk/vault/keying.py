"""Giving SQLCipher its key without leaving a copy of it behind.

`PRAGMA key` takes the key as SQL text: SQLite and Python keep copies of that text, which stay in memory for
as long as the process lives. `sqlite3_key_v2`, called on the connection's own handle, reads the key from
a buffer that we overwrite; SQLCipher masks what it keeps. The Windows wheel of sqlcipher3 does not export the
function, so there the PRAGMA remains (not run there).
"""

import ctypes
import sys
from functools import cache
from typing import Final

from sqlcipher3 import _sqlite3
from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk.vault.masked import wipe

_HEX: Final = b"0123456789abcdef"
_OK: Final = 0


def give_key(connection: sqlcipher.Connection, key: bytes | bytearray) -> None:
    """Let `connection` read and write with SQLCipher's raw key and salt (48 bytes)."""
    text = _raw_key_text(key)
    try:
        call = _key_v2()
        if call is None:
            connection.execute(f'PRAGMA key = "{text.decode()}"')
            return
        # After Python's own fields, the first of a connection object is its sqlite3* (pysqlite's Connection).
        handle = ctypes.c_void_p.from_address(id(connection) + object.__basicsize__)
        buffer = (ctypes.c_char * len(text)).from_buffer(text)
        if call(handle, b"main", buffer, len(text)) != _OK:
            raise sqlcipher.DatabaseError("sqlite3_key_v2")
        del buffer
    finally:
        wipe(text)


@cache
def _key_v2() -> "ctypes._NamedFuncPointer | None":
    """Return SQLCipher's function in the library of our own connection, where there is such a way to it."""
    if sys.implementation.name != "cpython":
        return None  # elsewhere an object's identity is not where it lies
    try:
        call = ctypes.CDLL(_sqlite3.__file__).sqlite3_key_v2
    except (OSError, AttributeError):
        return None
    call.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p, ctypes.c_int)
    call.restype = ctypes.c_int
    return call


def _raw_key_text(key: bytes | bytearray) -> bytearray:
    """Return `x'<hex>'`, made digit by digit in one buffer that can be overwritten."""
    text = bytearray(len(key) * 2 + 3)
    text[0:2] = b"x'"
    text[-1] = ord("'")
    for at, value in enumerate(key):
        text[2 + at * 2] = _HEX[value >> 4]
        text[3 + at * 2] = _HEX[value & 15]
    return text
