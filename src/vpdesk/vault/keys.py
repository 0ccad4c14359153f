"""Keys: one random vault key, wrapped in slots, from which every other key is derived.

The passphrase never encrypts the database: it unwraps the vault key, so that it can change without
re-encryption. All primitives are those of the `cryptography` library (Argon2id: RFC 9106; HKDF-SHA256:
RFC 5869; AES-256-GCM: NIST SP 800-38D).
"""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from vpdesk.domain.code import N_
from vpdesk.domain.errors import WrongPassphraseError

KEY_BYTES: Final = 32
SALT_BYTES: Final = 16
_NONCE_BYTES: Final = 12
_MEBIBYTE: Final = 1024  # Argon2 counts memory in KiB

#: What a reader accepts: a forged header must not make us allocate or compute without end.
MAX_MEMORY: Final = 2048 * _MEBIBYTE
MIN_MEMORY: Final = 8 * _MEBIBYTE
MAX_ITERATIONS: Final = 16
MAX_LANES: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one guess at a passphrase costs: `memory` in KiB, passes and lanes of Argon2id."""

    memory: int = 64 * _MEBIBYTE
    iterations: int = 3
    lanes: int = 4


#: The memory sizes that are tried at creation, largest last; the first is the floor.
_CANDIDATES: Final = tuple(size * _MEBIBYTE for size in (64, 128, 256, 512))
_LONGEST_SECONDS: Final = 0.5


def calibrate(seconds: Callable[[], float] = time.perf_counter) -> Cost:
    """Return the largest memory that keeps one derivation under half a second here.

    The next size costs about twice as much, so measuring stops as soon as that would be too long.
    """
    best = Cost()
    for memory in _CANDIDATES:
        cost = Cost(memory=memory)
        start = seconds()
        derive(b"calibration", bytes(SALT_BYTES), cost)
        spent = seconds() - start
        if spent > _LONGEST_SECONDS:
            break
        best = cost
        if spent * 2 > _LONGEST_SECONDS:
            break
    return best


def derive(passphrase: bytes, salt: bytes, cost: Cost) -> bytes:
    """Return the 32-byte key that `passphrase` gives with `salt` at `cost`."""
    kdf = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.iterations,
        lanes=cost.lanes,
        memory_cost=cost.memory,
    )
    return kdf.derive(passphrase)


def wrap(vault_key: bytes | bytearray, slot_key: bytes, bound_to: bytes) -> tuple[bytes, bytes]:
    """Encrypt the vault key; return (nonce, ciphertext). `bound_to` is authenticated with it."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce, AESGCM(slot_key).encrypt(nonce, bytes(vault_key), bound_to)


def unwrap(slot_key: bytes, nonce: bytes, ciphertext: bytes, bound_to: bytes) -> "VaultKey":
    """Decrypt a vault key; raises WrongPassphraseError when the key or what it is bound to is not right."""
    try:
        return VaultKey(AESGCM(slot_key).decrypt(nonce, ciphertext, bound_to))
    except InvalidTag:
        raise WrongPassphraseError(
            N_("This passphrase does not open the vault."),
            safe=N_("Nothing was changed."),
            todo=N_("Try again; mind capitals and spaces."),
        ) from None


class VaultKey:
    """The vault key in memory, and the keys derived from it; `forget` overwrites it."""

    def __init__(self, material: bytes) -> None:
        if len(material) != KEY_BYTES:
            message = f"a vault key has {KEY_BYTES} bytes"
            raise ValueError(message)
        self._material = bytearray(material)

    @classmethod
    def generate(cls) -> "VaultKey":
        """Return a new random vault key."""
        return cls(os.urandom(KEY_BYTES))

    @property
    def material(self) -> bytearray:
        """The key itself, for wrapping."""
        return self._material

    def database_key(self) -> bytearray:
        """Return SQLCipher's raw key and salt, 48 bytes."""
        return bytearray(
            self._subkey(b"database key", KEY_BYTES) + self._subkey(b"database salt", SALT_BYTES)
        )

    def header_mac_key(self) -> bytes:
        """Return the key that authenticates the header."""
        return self._subkey(b"header mac", KEY_BYTES)

    def forget(self) -> None:
        """Overwrite the key with zeros."""
        self._material[:] = bytes(KEY_BYTES)

    def _subkey(self, label: bytes, length: int) -> bytes:
        info = b"vpdesk/1 " + label
        return HKDF(algorithm=SHA256(), length=length, salt=None, info=info).derive(bytes(self._material))
