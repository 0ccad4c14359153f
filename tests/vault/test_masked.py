"""A masked secret: lent for a moment, overwritten afterwards, unusable once forgotten."""

import pytest

from vpdesk.vault.keys import VaultKey
from vpdesk.vault.masked import Masked


def test_what_was_taken_comes_back_and_is_overwritten_where_it_stood() -> None:
    secret = bytearray(range(32))
    key = VaultKey.take(secret)
    assert secret == bytes(32)
    with key.revealed() as again:
        assert again == bytes(range(32))
    assert again == bytes(32)


def test_it_is_overwritten_when_its_use_fails_too() -> None:
    key = VaultKey.generate()
    seen = []
    with pytest.raises(ZeroDivisionError), key.revealed() as lent:
        seen.append(lent)
        raise ZeroDivisionError
    assert seen == [bytes(32)]


def test_neither_half_says_anything_of_the_secret() -> None:
    first, second = (VaultKey.take(bytearray(b"k" * 32)) for _ in range(2))
    assert first.same_as(second)
    assert first._pad != second._pad
    assert first._veiled != second._veiled
    assert b"kk" not in bytes(first._pad) + bytes(first._veiled)


def test_a_copy_lives_on_and_the_original_cannot_be_used_once_forgotten() -> None:
    key = VaultKey.generate()
    copy = key.copy()
    assert copy.same_as(key)
    assert not copy.same_as(VaultKey.generate())
    pad = key._pad
    key.forget()
    key.forget()
    assert len(pad) == 0
    with pytest.raises(RuntimeError), key.revealed():
        pass
    with copy.revealed() as material:
        assert any(material)


def test_a_secret_of_another_length_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="32"):
        VaultKey.take(bytearray(31))


def test_every_subkey_is_another_one() -> None:
    key = VaultKey.generate()
    subkeys = [key.database_key(), key.header_mac_key(), key.manifest_mac_key(), key.seal_key()]
    assert [len(subkey) for subkey in subkeys] == [48, 32, 32, 32]
    assert len({bytes(subkey[:32]) for subkey in subkeys}) == 4
    assert isinstance(key, Masked)
