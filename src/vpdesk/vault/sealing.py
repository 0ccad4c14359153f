"""Small sealed things outside the database: AES-256-GCM under the vault's seal key."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from vpdesk.vault.keys import NONCE_BYTES, VaultKey
from vpdesk.vault.masked import wipe


def seal(key: VaultKey, plain: bytes, bound_to: bytes) -> bytes:
    """Return nonce and ciphertext of `plain`; `bound_to` is authenticated with it."""
    nonce = os.urandom(NONCE_BYTES)
    with _cipher(key) as cipher:
        return nonce + cipher.encrypt(nonce, plain, bound_to)


def unseal(key: VaultKey, sealed: bytes, bound_to: bytes) -> bytes:
    """Return what was sealed; raises ValueError when key, seal or binding is not right."""
    with _cipher(key) as cipher:
        try:
            return cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound_to)
        except InvalidTag as error:
            raise ValueError from error


@contextmanager
def _cipher(key: VaultKey) -> Iterator[AESGCM]:
    seal_key = key.seal_key()
    try:
        yield AESGCM(seal_key)
    finally:
        wipe(seal_key)
