"""The twin header: which slots open the vault. Two copies, each written and re-read in turn.

    VPDESKH1\\n
    <sha-256 of the rest, hex>\\n
    <canonical JSON: format, vault, sequence, slots>\\n
    <HMAC-SHA256 of that line under the header key, hex>\\n

The checksum tells damage from a wrong passphrase; the HMAC tells a forged header from a real one.
`header.2` is written before `header.1`; reading takes the highest valid sequence number.
"""

import base64
import binascii
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple, Self

from vpdesk import durable
from vpdesk.domain.errors import WrongPassphraseError
from vpdesk.vault.faults import HeaderDamagedError
from vpdesk.vault.folder import HEADERS
from vpdesk.vault.keys import (
    MAX_ITERATIONS,
    MAX_LANES,
    MAX_MEMORY,
    MIN_MEMORY,
    SALT_BYTES,
    Cost,
    VaultKey,
    derive,
    unwrap,
    wrap,
)

_MAGIC: Final = b"VPDESKH1"
_FORMAT: Final = 1
_LARGEST: Final = 64 * 1024
_KINDS: Final = ("passphrase",)
_MAX_SLOTS: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One way to unwrap the vault key."""

    id: str
    kind: str
    cost: Cost
    salt: bytes
    nonce: bytes = b""
    ciphertext: bytes = b""

    def fields(self) -> dict[str, Any]:
        """Return the slot as JSON values, without its nonce and ciphertext."""
        cost = {"memory": self.cost.memory, "iterations": self.cost.iterations, "lanes": self.cost.lanes}
        return {"id": self.id, "kind": self.kind, "kdf": cost, "salt": _text(self.salt)}

    def bound_to(self, vault_id: str) -> bytes:
        """Return what the ciphertext is bound to: this vault and all fields of this slot."""
        return _canonical({"vault": vault_id, **self.fields()})


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
        return cls(vault_id=vault_id, sequence=1, slots=(_passphrase_slot(vault_id, key, passphrase, cost),))

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

    def unwrap(self, passphrase: str) -> VaultKey:
        """Return the vault key; raises WrongPassphraseError when no slot opens."""
        wrong: WrongPassphraseError | None = None
        for slot in self.slots:
            slot_key = derive(_normal(passphrase), slot.salt, slot.cost)
            try:
                return unwrap(slot_key, slot.nonce, slot.ciphertext, slot.bound_to(self.vault_id))
            except WrongPassphraseError as error:
                wrong = error
        raise wrong or HeaderDamagedError


@dataclass(frozen=True, slots=True)
class _Read:
    header: Header
    mac: bytes
    raw: bytes


class Opened(NamedTuple):
    """What unlocking gives: the header that was read, and the vault key that it wraps."""

    header: Header
    key: VaultKey


def unlock(folder: Path, passphrase: str) -> Opened:
    """Read the header of the vault in `folder` and unwrap its key; repair the other copy.

    Raises HeaderDamagedError when no copy is valid, WrongPassphraseError when none opens.
    """
    found = {name: _read(folder / name) for name in HEADERS}
    candidates = {read.raw: read for read in found.values() if read is not None}
    if not candidates:
        raise HeaderDamagedError
    wrong: WrongPassphraseError | None = None
    for read in sorted(candidates.values(), key=lambda read: -read.header.sequence):
        try:
            key = read.header.unwrap(passphrase)
        except WrongPassphraseError as error:
            wrong = error
            continue
        if not hmac.compare_digest(read.mac, _mac(key, read.header.body())):
            key.forget()
            continue
        for name, other in found.items():
            if other is None or other.raw != read.raw:
                durable.replace(folder / name, read.raw)
        return Opened(read.header, key)
    raise wrong or HeaderDamagedError


def write(folder: Path, header: Header, key: VaultKey, passphrase: str) -> None:
    """Write both copies durably, each re-read and unwrapped before the next is touched."""
    raw = header.encode(key)
    for name in HEADERS:
        durable.replace(folder / name, raw)
        read = _read(folder / name)
        if read is None or read.header.unwrap(passphrase).material != key.material:
            raise HeaderDamagedError


def _passphrase_slot(vault_id: str, key: VaultKey, passphrase: str, cost: Cost) -> Slot:
    slot = Slot(id=secrets.token_hex(4), kind="passphrase", cost=cost, salt=os.urandom(SALT_BYTES))
    slot_key = derive(_normal(passphrase), slot.salt, cost)
    nonce, ciphertext = wrap(key.material, slot_key, slot.bound_to(vault_id))
    return Slot(id=slot.id, kind=slot.kind, cost=cost, salt=slot.salt, nonce=nonce, ciphertext=ciphertext)


def _normal(passphrase: str) -> bytes:
    """One spelling for what looks the same: keyboards differ in how they compose accents."""
    import unicodedata  # noqa: PLC0415  a large table that only unlocking needs

    return " ".join(unicodedata.normalize("NFKC", passphrase).split()).encode()


def _read(file: Path) -> _Read | None:
    """Return what a header file says, or None when it is missing, damaged or not acceptable."""
    try:
        with file.open("rb") as stream:
            raw = stream.read(_LARGEST + 1)
    except OSError:
        return None
    try:
        magic, checksum, payload = raw.split(b"\n", 2)
        body, mac, rest = payload.split(b"\n")
        digest = hashlib.sha256(payload).hexdigest().encode()
        if len(raw) > _LARGEST or magic != _MAGIC or checksum != digest or rest:
            return None
        header = _parse(json.loads(body))
        return _Read(header, mac, raw) if header.body() == body else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _parse(data: Mapping[str, Any]) -> Header:
    """Return the header that `data` describes; raises ValueError, KeyError or TypeError."""
    if data["format"] != _FORMAT or not 1 <= len(data["slots"]) <= _MAX_SLOTS:
        raise ValueError
    return Header(
        vault_id=_checked(data["vault"], str),
        sequence=_checked(data["sequence"], int),
        slots=tuple(_parse_slot(slot) for slot in data["slots"]),
    )


def _parse_slot(data: Mapping[str, Any]) -> Slot:
    cost = Cost(**{name: _checked(data["kdf"][name], int) for name in ("memory", "iterations", "lanes")})
    if (
        data["kind"] not in _KINDS
        or not MIN_MEMORY <= cost.memory <= MAX_MEMORY
        or not 1 <= cost.iterations <= MAX_ITERATIONS
        or not 1 <= cost.lanes <= MAX_LANES
    ):
        raise ValueError
    return Slot(
        id=_checked(data["id"], str),
        kind=data["kind"],
        cost=cost,
        salt=_bytes(data["salt"], SALT_BYTES),
        nonce=_bytes(data["nonce"], 12),
        ciphertext=_bytes(data["ciphertext"], 48),
    )


def _checked(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise TypeError
    return value


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


def _canonical(data: Mapping[str, Any]) -> bytes:
    return json.dumps(data, sort_keys=True, separators=(",", ":")).encode()


def _mac(key: VaultKey, body: bytes) -> bytes:
    return hmac.new(key.header_mac_key(), body, "sha256").hexdigest().encode()
