"""Keys: one random vault key, wrapped in slots, from which every other key is derived.

No secret of the user ever encrypts the database: it unwraps the vault key, so that it can change without
re-encryption. All primitives are those of the `cryptography` library (Argon2id: RFC 9106; HKDF-SHA256:
RFC 5869; AES-256-GCM: NIST SP 800-38D). Keys live in bytearrays, which are overwritten after use.
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

from vpdesk.vault.key_faults import TooLittleMemoryError
from vpdesk.vault.masked import Masked, wipe

KEY_BYTES: Final = 32
SALT_BYTES: Final = 16
NONCE_BYTES: Final = 12
#: A wrapped vault key: the key and the 16 bytes that authenticate it.
WRAPPED_BYTES: Final = KEY_BYTES + 16
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


def calibrate(
    seconds: Callable[[], float] = time.perf_counter, *, told: Callable[[], object] = lambda: None
) -> Cost:
    """Return the largest memory that keeps one derivation under half a second here.

    The next size costs about twice as much, so measuring stops as soon as that would be too long. `told`
    hears before each derivation; what it raises ends the measuring.
    """
    best = Cost()
    for memory in _CANDIDATES:
        told()
        cost = Cost(memory=memory)
        start = seconds()
        try:
            derive(b"calibration", bytes(SALT_BYTES), cost)
        except TooLittleMemoryError:
            break
        spent = seconds() - start
        if spent > _LONGEST_SECONDS:
            break
        best = cost
        if spent * 2 > _LONGEST_SECONDS:
            break
    return best


def derive(passphrase: bytes, salt: bytes, cost: Cost) -> bytearray:
    """Return the 32-byte key that `passphrase` gives with `salt` at `cost`; raises TooLittleMemoryError."""
    kdf = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.iterations,
        lanes=cost.lanes,
        memory_cost=cost.memory,
    )
    key = bytearray(KEY_BYTES)
    try:
        kdf.derive_into(passphrase, key)
    except MemoryError as error:
        raise TooLittleMemoryError from error
    return key


def expand(
    secret: bytearray, label: bytes, length: int = KEY_BYTES, *, salt: bytes | None = None
) -> bytearray:
    """Return the key of `length` bytes that a `secret`, which is random already, gives for `label`."""
    key = bytearray(length)
    info = b"vpdesk/1 " + label
    HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive_into(secret, key)
    return key


def wrap(vault_key: "VaultKey", slot_key: bytearray, bound_to: bytes) -> tuple[bytes, bytes]:
    """Encrypt the vault key; return (nonce, ciphertext). `bound_to` is authenticated with it."""
    nonce = os.urandom(NONCE_BYTES)
    with vault_key.revealed() as material:
        return nonce, AESGCM(slot_key).encrypt(nonce, material, bound_to)


def unwrap(slot_key: bytearray, nonce: bytes, ciphertext: bytes, bound_to: bytes) -> "VaultKey | None":
    """Decrypt a vault key; None when the slot's key or what it is bound to is not right."""
    material = bytearray(KEY_BYTES)
    try:
        AESGCM(slot_key).decrypt_into(nonce, ciphertext, bound_to, material)
    except InvalidTag:
        return None
    return VaultKey.take(material)


class VaultKey(Masked):
    """The vault key, masked in memory, and the keys derived from it; each caller wipes what it was given."""

    __slots__ = ()
    length = KEY_BYTES

    def database_key(self) -> bytearray:
        """Return SQLCipher's raw key and salt, 48 bytes."""
        # made at its full length: a bytearray that grows leaves its old place behind as it was
        both = bytearray(KEY_BYTES + SALT_BYTES)
        key = self._subkey(b"database key")
        salt = self._subkey(b"database salt", SALT_BYTES)
        both[:KEY_BYTES] = key
        both[KEY_BYTES:] = salt
        wipe(key)
        return both

    def header_mac_key(self) -> bytearray:
        """Return the key that authenticates the header."""
        return self._subkey(b"header mac")

    def manifest_mac_key(self) -> bytearray:
        """Return the key that authenticates the manifest of a backup."""
        return self._subkey(b"manifest mac")

    def seal_key(self) -> bytearray:
        """Return the AES-256-GCM key for small things that are kept beside the database."""
        return self._subkey(b"seal")

    def _subkey(self, label: bytes, length: int = KEY_BYTES) -> bytearray:
        with self.revealed() as material:
            return expand(material, label, length)
