"""The first member of a backup: what is in it, when and why it was made, and proof that it is ours.

Canonical JSON, so that the same values are the same bytes:

    {"commits", "database": {"sha256", "size"}, "format", "header": {"sha256", "size"}, "header_sequence",
     "mac", "made", "program", "reason", "schema", "sealed", "vault"}

`mac` is the HMAC-SHA256 of the same JSON without it, under the manifest key of the vault. `sealed` holds the
number of rows of each table, which is nobody's business: it is encrypted. Without the key the rest can be
read and not believed; that is enough for a list of backups.
"""

import base64
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple, Self

import vpdesk
from vpdesk.domain.backup import BackupReason
from vpdesk.vault.backup_faults import BackupDamagedError, NewerBackupError, OtherKeyError
from vpdesk.vault.header import LARGEST as LARGEST_HEADER
from vpdesk.vault.keys import VaultKey
from vpdesk.vault.masked import wipe
from vpdesk.vault.sealing import seal, unseal

_FORMAT: Final = 1
#: No manifest of ours comes near it: a few hundred bytes and twenty for each table.
LARGEST_MANIFEST: Final = 64 * 1024
LARGEST_DATABASE: Final = 1 << 44
_LARGEST_NUMBER: Final = 1 << 62
_DIGEST: Final = 64
_IDENTIFIER: Final = 32
#: Between these every system can say a moment in local time; a clock that is merely wrong lies between them.
_EARLIEST: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST: Final = datetime(3000, 1, 1, tzinfo=UTC)


class Member(NamedTuple):
    """How long a member of the backup is, in bytes, and its SHA-256 in hexadecimals."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup says of itself. `made` is the local time with its offset, to the second."""

    vault_id: str
    made: datetime
    reason: BackupReason
    schema: int
    commits: int
    header_sequence: int
    header: Member
    database: Member
    program: str = vpdesk.__version__
    sealed: str = ""

    def with_counts(self, key: VaultKey, counts: Mapping[str, int]) -> Self:
        """Return the manifest with the number of rows of each table sealed in it."""
        plain = json.dumps(dict(counts), sort_keys=True, separators=(",", ":")).encode()
        return type(self)(**{**self._values(), "sealed": _text(seal(key, plain, self._bound_to()))})

    def counts(self, key: VaultKey) -> dict[str, int]:
        """Return the number of rows of each table; raises BackupDamagedError."""
        try:
            plain = unseal(key, base64.b64decode(self.sealed, validate=True), self._bound_to())
            return {str(name): _number(count) for name, count in json.loads(plain).items()}
        except (ValueError, TypeError, AttributeError) as error:
            raise BackupDamagedError from error

    def encode(self, key: VaultKey) -> bytes:
        """Return the bytes of the member."""
        return _canonical({**self._fields(), "mac": _mac(key, _canonical(self._fields()))})

    def _values(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}

    def _fields(self) -> dict[str, Any]:
        return {
            "format": _FORMAT,
            "vault": self.vault_id,
            "made": self.made.isoformat(),
            "reason": self.reason.value,
            "schema": self.schema,
            "commits": self.commits,
            "header_sequence": self.header_sequence,
            "program": self.program,
            "header": self.header._asdict(),
            "database": self.database._asdict(),
            "sealed": self.sealed,
        }

    def _bound_to(self) -> bytes:
        return _canonical({"vault": self.vault_id, "made": self.made.isoformat(), "commits": self.commits})


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedManifest:
    """A manifest as it was read: believe it after `require`."""

    manifest: Manifest
    mac: str

    def require(self, key: VaultKey) -> Manifest:
        """Return the manifest when it was made with `key`; raises OtherKeyError."""
        if not hmac.compare_digest(self.mac, _mac(key, _canonical(self.manifest._fields()))):
            raise OtherKeyError
        return self.manifest


def parse(raw: bytes) -> SignedManifest:
    """Return what the member says; raises BackupDamagedError, and NewerBackupError for a later format."""
    try:
        data = json.loads(raw)
        if _number(data["format"]) > _FORMAT or data["reason"] not in list(BackupReason):
            raise NewerBackupError
        manifest = Manifest(
            vault_id=_hexadecimal(data["vault"], _IDENTIFIER),
            made=_moment(data["made"]),
            reason=BackupReason.of(data["reason"]),
            schema=_number(data["schema"]),
            commits=_number(data["commits"]),
            header_sequence=_number(data["header_sequence"]),
            program=_said(data["program"], 64),
            header=_member(data["header"], LARGEST_HEADER),
            database=_member(data["database"], LARGEST_DATABASE),
            sealed=_said(data["sealed"], LARGEST_MANIFEST),
        )
        signed = SignedManifest(manifest=manifest, mac=_hexadecimal(data["mac"], _DIGEST))
        # what is not said in exactly our way was not said by us: no extra, double or otherwise spelled field
        if _canonical({**manifest._fields(), "mac": signed.mac}) != raw:
            raise BackupDamagedError
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise BackupDamagedError from error
    return signed


def _member(data: Mapping[str, Any], largest: int) -> Member:
    size = _number(data["size"])
    if not 0 < size <= largest:
        raise ValueError
    return Member(size, _hexadecimal(data["sha256"], _DIGEST))


def _number(value: Any) -> int:
    if type(value) is not int or not 0 <= value <= _LARGEST_NUMBER:
        raise ValueError
    return value


def _said(value: Any, longest: int) -> str:
    if type(value) is not str or len(value) > longest or not value.isascii() or not value.isprintable():
        raise ValueError
    return value


def _hexadecimal(value: Any, digits: int) -> str:
    """Return `value` when it is nothing but so many digits: the vault's identifier becomes part of a name."""
    if not re.fullmatch(f"[0-9a-f]{{{digits}}}", _said(value, digits)):
        raise ValueError
    return str(value)


def _moment(value: Any) -> datetime:
    made = datetime.fromisoformat(_said(value, 32))
    if made.tzinfo is None or made.isoformat() != value or made.microsecond:
        raise ValueError
    if not _EARLIEST <= made < _LATEST:
        raise ValueError
    return made


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _canonical(data: Mapping[str, Any]) -> bytes:
    return json.dumps(data, sort_keys=True, separators=(",", ":")).encode()


def _mac(key: VaultKey, body: bytes) -> str:
    mac_key = key.manifest_mac_key()
    try:
        return hmac.new(mac_key, body, "sha256").hexdigest()
    finally:
        wipe(mac_key)
