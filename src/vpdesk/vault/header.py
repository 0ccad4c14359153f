"""The header: which slots open the vault, as values and as the bytes of a file.

    VPDESKH1\\n
    <sha-256 of the rest, hex>\\n
    <canonical JSON: format, vault, sequence, slots>\\n
    <HMAC-SHA256 of that line under the header key, hex>\\n

The checksum tells damage from a wrong passphrase; the HMAC tells a forged header from a real one. There is
one slot for a passphrase at most, and two for recovery keys: a new one stands behind the one that is proven,
until it is proven itself. The files, and how two of them survive a power cut, are in `header_files`.
"""

import base64
import binascii
import hashlib
import hmac
import json
import os
import re
import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final, NamedTuple, Self

from vpdesk.domain.errors import WrongPassphraseError
from vpdesk.vault.faults import HeaderDamagedError
from vpdesk.vault.key_faults import NoRecoverySheetError, WrongRecoveryKeyError
from vpdesk.vault.keys import (
    MAX_ITERATIONS,
    MAX_LANES,
    MAX_MEMORY,
    MIN_MEMORY,
    NONCE_BYTES,
    SALT_BYTES,
    WRAPPED_BYTES,
    Cost,
    VaultKey,
    derive,
    expand,
    unwrap,
    wrap,
)
from vpdesk.vault.masked import wipe
from vpdesk.vault.recovery import RecoveryKey, Secret

#: No header is longer, in bytes.
LARGEST: Final = 64 * 1024
_MAGIC: Final = b"VPDESKH1"
_FORMAT: Final = 1
_LARGEST_SEQUENCE: Final = 2**53


class SlotKind(StrEnum):
    """What kind of secret a slot opens with."""

    PASSPHRASE = "passphrase"  # noqa: S105  the name of a kind
    RECOVERY = "recovery"

    @classmethod
    def of(cls, secret: Secret) -> Self:
        """Return the kind of slot that `secret` opens."""
        return cls.RECOVERY if isinstance(secret, RecoveryKey) else cls.PASSPHRASE


#: How many slots of a kind there can be: a passphrase costs time to try, so that a forger may add none.
_MOST: Final = {SlotKind.PASSPHRASE: 1, SlotKind.RECOVERY: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One way to unwrap the vault key. `cost` is that of a passphrase; a recovery key needs none."""

    id: str
    kind: SlotKind
    cost: Cost | None
    salt: bytes
    nonce: bytes = b""
    ciphertext: bytes = b""

    @classmethod
    def wrapping(cls, key: VaultKey, vault_id: str, secret: Secret, cost: Cost) -> Self:
        """Return a new slot that gives `key` to whoever has `secret`."""
        kind = SlotKind.of(secret)
        slot = cls(
            id=secrets.token_hex(4),
            kind=kind,
            cost=cost if kind is SlotKind.PASSPHRASE else None,
            salt=os.urandom(SALT_BYTES),
        )
        slot_key = slot._key(secret)
        try:
            nonce, ciphertext = wrap(key, slot_key, slot.bound_to(vault_id))
        finally:
            wipe(slot_key)
        return replace(slot, nonce=nonce, ciphertext=ciphertext)

    def unwrap(self, vault_id: str, secret: Secret) -> VaultKey | None:
        """Return the vault key, or None when `secret` does not open this slot."""
        slot_key = self._key(secret)
        try:
            return unwrap(slot_key, self.nonce, self.ciphertext, self.bound_to(vault_id))
        finally:
            wipe(slot_key)

    def fields(self) -> dict[str, Any]:
        """Return the slot as JSON values, without its nonce and ciphertext."""
        cost = self.cost
        kdf = (
            {}
            if cost is None
            else {"memory": cost.memory, "iterations": cost.iterations, "lanes": cost.lanes}
        )
        return {"id": self.id, "kind": self.kind.value, "kdf": kdf, "salt": _text(self.salt)}

    def bound_to(self, vault_id: str) -> bytes:
        """Return what the ciphertext is bound to: this vault and all fields of this slot."""
        return _canonical({"vault": vault_id, **self.fields()})

    def _key(self, secret: Secret) -> bytearray:
        if isinstance(secret, RecoveryKey):
            with secret.revealed() as bits:
                return expand(bits, b"recovery", salt=self.salt)
        return derive(_normal(secret), self.salt, self.cost or Cost())


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What both files say."""

    vault_id: str
    sequence: int
    slots: tuple[Slot, ...]

    @classmethod
    def create(cls, key: VaultKey, passphrase: str, cost: Cost) -> Self:
        """Return the first header of a new vault."""
        vault_id = secrets.token_hex(16)
        return cls(vault_id=vault_id, sequence=1, slots=(Slot.wrapping(key, vault_id, passphrase, cost),))

    def slot(self, kind: SlotKind) -> Slot | None:
        """Return the oldest slot of this kind, when there is one."""
        return next(iter(self.slots_of(kind)), None)

    def slots_of(self, kind: SlotKind) -> tuple[Slot, ...]:
        """Return the slots of this kind, oldest first."""
        return tuple(slot for slot in self.slots if slot.kind is kind)

    def with_slots(self, *slots: Slot) -> Self:
        """Return the next header, in which `slots`, of one kind, take the place of all of their kind."""
        others = tuple(other for other in self.slots if other.kind is not slots[0].kind)
        return replace(self, sequence=self.sequence + 1, slots=tuple(sorted((*others, *slots), key=_by_kind)))

    def unwrap(self, secret: Secret) -> VaultKey:
        """Return the vault key; raises WrongPassphraseError when no slot opens."""
        slots = self.slots_of(SlotKind.of(secret))
        if not slots:
            raise NoRecoverySheetError if isinstance(secret, RecoveryKey) else WrongPassphraseError
        for slot in slots:
            key = slot.unwrap(self.vault_id, secret)
            if key is not None:
                return key
        raise wrong_secret(secret)

    def body(self) -> bytes:
        """Return the canonical JSON line."""
        slots = [
            {**slot.fields(), "nonce": _text(slot.nonce), "ciphertext": _text(slot.ciphertext)}
            for slot in self.slots
        ]
        return _canonical(
            {"format": _FORMAT, "vault": self.vault_id, "sequence": self.sequence, "slots": slots}
        )

    def encode(self, key: VaultKey) -> bytes:
        """Return the bytes of a header file."""
        body = self.body()
        payload = body + b"\n" + _mac(key, body) + b"\n"
        return b"\n".join((_MAGIC, hashlib.sha256(payload).hexdigest().encode(), payload))


class Opened(NamedTuple):
    """What unlocking gives: the header that was read, the vault key in it, and the kind of secret."""

    header: Header
    key: VaultKey
    kind: SlotKind = SlotKind.PASSPHRASE


@dataclass(frozen=True, slots=True)
class Sealed:
    """A header as it was read, before anybody knows whether it is genuine."""

    header: Header
    mac: bytes
    raw: bytes

    def open(self, secret: Secret) -> Opened:
        """Unwrap the vault key; raises WrongPassphraseError, or HeaderDamagedError when it is forged."""
        key = self.header.unwrap(secret)
        if not hmac.compare_digest(self.mac, _mac(key, self.header.body())):
            key.forget()
            raise HeaderDamagedError
        return Opened(self.header, key, SlotKind.of(secret))


def read(raw: bytes) -> Sealed:
    """Return the header that stands in `raw`; raises HeaderDamagedError when it is not one of ours."""
    try:
        magic, checksum, payload = raw.split(b"\n", 2)
        body, mac, rest = payload.split(b"\n")
        digest = hashlib.sha256(payload).hexdigest().encode()
        if len(raw) > LARGEST or magic != _MAGIC or checksum != digest or rest:
            raise HeaderDamagedError
        header = _parse(json.loads(body))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise HeaderDamagedError from error
    if header.body() != body:
        raise HeaderDamagedError
    return Sealed(header, mac, raw)


def wrong_secret(secret: Secret) -> WrongPassphraseError:
    """Return the error for a secret that does not open its slot."""
    return WrongRecoveryKeyError() if isinstance(secret, RecoveryKey) else WrongPassphraseError()


def _normal(passphrase: str) -> bytes:
    """One spelling for what looks the same: keyboards differ in how they compose accents."""
    import unicodedata  # noqa: PLC0415  a large table that only unlocking needs

    return " ".join(unicodedata.normalize("NFKC", passphrase).split()).encode()


def _parse(data: Mapping[str, Any]) -> Header:
    """Return the header that `data` describes; raises ValueError, KeyError or TypeError."""
    slots = tuple(_parse_slot(slot) for slot in _checked(data["slots"], list))
    sequence = _checked(data["sequence"], int)
    kinds = Counter(slot.kind for slot in slots)
    if data["format"] != _FORMAT or not slots or any(kinds[kind] > most for kind, most in _MOST.items()):
        raise ValueError
    if len({slot.id for slot in slots}) != len(slots):
        raise ValueError
    if not 1 <= sequence <= _LARGEST_SEQUENCE:
        raise ValueError
    return Header(vault_id=_hex(data["vault"], 32), sequence=sequence, slots=slots)


def _parse_slot(data: Mapping[str, Any]) -> Slot:
    kind = SlotKind(data["kind"])
    return Slot(
        id=_hex(data["id"], 8),
        kind=kind,
        cost=_parse_cost(data["kdf"]) if kind is SlotKind.PASSPHRASE else None,
        salt=_bytes(data["salt"], SALT_BYTES),
        nonce=_bytes(data["nonce"], NONCE_BYTES),
        ciphertext=_bytes(data["ciphertext"], WRAPPED_BYTES),
    )


def _parse_cost(data: Mapping[str, Any]) -> Cost:
    cost = Cost(**{name: _checked(data[name], int) for name in ("memory", "iterations", "lanes")})
    if (
        not MIN_MEMORY <= cost.memory <= MAX_MEMORY
        or not 1 <= cost.iterations <= MAX_ITERATIONS
        or not 1 <= cost.lanes <= MAX_LANES
    ):
        raise ValueError
    return cost


def _checked(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise TypeError
    return value


def _hex(text: Any, length: int) -> str:
    if not re.fullmatch(f"[0-9a-f]{{{length}}}", _checked(text, str)):
        raise ValueError
    return str(text)


def _bytes(text: str, length: int) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError from error
    if len(data) != length:
        raise ValueError
    return data


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _by_kind(slot: Slot) -> str:
    return slot.kind.value


def _canonical(data: Mapping[str, Any]) -> bytes:
    return json.dumps(data, sort_keys=True, separators=(",", ":")).encode()


def _mac(key: VaultKey, body: bytes) -> bytes:
    mac_key = key.header_mac_key()
    try:
        return hmac.new(mac_key, body, "sha256").hexdigest().encode()
    finally:
        wipe(mac_key)
