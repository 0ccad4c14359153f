"""Writing a KDBX 4.0 file, the format of KeePass: only as much as a peer needs to open it.

KeePassXC's own command line makes KDBX 3.1 with another key derivation; this makes the file that its window
would make: Argon2id, AES-256, gzip. https://keepass.info/help/kb/kdbx.html
"""

import gzip
import hashlib
import hmac
import os
import struct
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.padding import PKCS7

from vpdesk.vault.keys import Cost, derive

_SIGNATURE: Final = bytes.fromhex("03d9a29a67fb4bb500000400")
_AES: Final = bytes.fromhex("31c1f2e6bf714350be5805216afc5aff")
_ARGON2ID: Final = bytes.fromhex("9e298b1956db4773b23dfc3ec6f0a1e6")
_BLOCK: Final = 1024 * 1024
#: The number under which the header is authenticated: that of no block.
_HEADER: Final = 2**64 - 1


def write(file: Path, xml: bytes, passphrase: str, cost: Cost) -> None:
    """Write `xml` (a KeePassFile document) encrypted to `file`."""
    seed, vector, salt = os.urandom(32), os.urandom(16), os.urandom(32)
    header = _SIGNATURE + b"".join(
        _field(kind, data)
        for kind, data in (
            (2, _AES),
            (3, struct.pack("<I", 1)),
            (4, seed),
            (7, vector),
            (11, _derivation(salt, cost)),
            (0, b"\r\n\r\n"),
        )
    )
    composite = hashlib.sha256(hashlib.sha256(passphrase.encode()).digest()).digest()
    transformed = derive(composite, salt, cost)
    base = hashlib.sha512(seed + transformed + b"\x01").digest()
    inner = _field(1, struct.pack("<I", 3)) + _field(2, os.urandom(64)) + _field(0, b"")
    padder = PKCS7(128).padder()
    packed = padder.update(gzip.compress(inner + xml, 6)) + padder.finalize()
    encryptor = Cipher(AES256(hashlib.sha256(seed + transformed).digest()), CBC(vector)).encryptor()
    content = encryptor.update(packed) + encryptor.finalize()
    with file.open("wb") as out:
        out.write(header)
        out.write(hashlib.sha256(header).digest())
        out.write(_authenticated(base, _HEADER, header))
        blocks = [content[start : start + _BLOCK] for start in range(0, len(content), _BLOCK)]
        for number, block in enumerate([*blocks, b""]):
            length = struct.pack("<I", len(block))
            out.write(_authenticated(base, number, struct.pack("<Q", number) + length + block))
            out.write(length + block)


def _field(kind: int, data: bytes) -> bytes:
    return struct.pack("<BI", kind, len(data)) + data


def _derivation(salt: bytes, cost: Cost) -> bytes:
    """Return the parameters of the key derivation as a variant dictionary."""
    values = (
        (0x42, b"$UUID", _ARGON2ID),
        (0x04, b"V", struct.pack("<I", 0x13)),
        (0x42, b"S", salt),
        (0x05, b"I", struct.pack("<Q", cost.iterations)),
        (0x05, b"M", struct.pack("<Q", cost.memory * 1024)),
        (0x04, b"P", struct.pack("<I", cost.lanes)),
    )
    entries = (_field(kind, name) + struct.pack("<I", len(value)) + value for kind, name, value in values)
    return struct.pack("<H", 0x100) + b"".join(entries) + b"\0"


def _authenticated(base: bytes, number: int, data: bytes) -> bytes:
    key = hashlib.sha512(struct.pack("<Q", number) + base).digest()
    return hmac.digest(key, data, "sha256")
