"""Protections taken away, for the controls: only ever in a process of the proof's own, which soon ends."""

import dataclasses
import secrets
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk import durable
from vpdesk.vault import (
    backup,
    connection,
    doorway,
    erasure,
    folder,
    header,
    header_files,
    keying,
    migrating,
    rekey,
    vault,
)
from vpdesk.vault.folder import HEADERS
from vpdesk.vault.header import Header, Opened
from vpdesk.vault.keys import VaultKey
from vpdesk.vault.manifest import SignedManifest
from vpdesk.vault.masked import Masked
from vpdesk.vault.migrations import MIGRATIONS
from vpdesk.vault.progress import Report
from vpdesk.vault.recovery import RecoveryKey, Secret
from vpdesk.vault.vault import Vault


def put(owner: object, name: str, value: object) -> None:
    """Let `value` stand where `owner` has `name`.

    Raises AttributeError when it has none: a control that takes away nothing would harm nothing.
    """
    getattr(owner, name)
    setattr(owner, name, value)


def change_settings(**changes: tuple[str, object]) -> None:
    """Let every connection from now on use other settings: what is set, and what reading it back gives."""
    changed = tuple(
        (name, *changes.get(name, (value, expected))) for name, value, expected in connection.SETTINGS
    )
    put(connection, "SETTINGS", changed)


def each(names: Iterable[str]) -> None:
    """Take away every protection that is named, by the functions below."""
    for name in names:
        globals()[name]()


def key_as_text() -> None:
    """Let SQLCipher's key go through SQL text, as where its own function is missing."""
    put(keying, "_key_v2", lambda: None)


def masks() -> None:
    """Let every secret that is masked also be kept as it is."""
    kept: list[bytes] = []
    take = Masked.take

    def keeping(kind: type[Masked], secret: bytearray) -> Masked:
        kept.append(bytes(secret))
        return take.__func__(kind, secret)  # type: ignore[attr-defined,no-any-return]  # of a class method

    put(Masked, "take", classmethod(keeping))


def durable_files() -> None:
    """Let small files be written where they stand, without synchronising anything."""
    put(durable, "replace", lambda file, data: file.write_bytes(data))


def both_headers() -> None:
    """Let a change of secrets be written into the first header alone, as if the other could wait."""

    def hasty(folder: Path, new: Header, key: VaultKey, secret: Secret) -> None:
        header_files.write_one(folder / HEADERS[0], new, key, secret)

    put(header_files, "write", hasty)


def order_of_keys() -> None:
    """Let a new vault key stand in both headers before the database has it."""
    begin = rekey._opened

    def hasty(opened: Vault, passphrase: str, recovery_key: RecoveryKey) -> Opened:
        new = begin(opened, passphrase, recovery_key)
        header_files.write(opened.folder.path, new.header, new.key, passphrase)
        return new

    put(rekey, "_opened", hasty)


def header_mac() -> None:
    """Let a header be taken for genuine when a slot of it opens."""
    put(header, "_mac", lambda _key, _body: b"")
    begin = header.read
    put(header, "read", lambda raw: dataclasses.replace(begin(raw), mac=b""))


def looking_for_the_file() -> None:
    """Let a commit go ahead wherever the database file may be."""
    put(Vault, "_require_place", lambda _self: None)


def lock() -> None:
    """Let every process have the lock of every vault."""
    put(folder, "lock", lambda _descriptor: None)


def manifest_mac() -> None:
    """Let a manifest be believed whoever made it."""
    put(SignedManifest, "require", lambda self, _key: self.manifest)


def working_names() -> None:
    """Let a backup be written under the name of a backup from its first byte."""

    def named(place: Path, _vault_id: str, _progress: Report) -> AbstractContextManager[Path]:
        return nullcontext(place / f"vpdesk {secrets.token_hex(4)}.vpbak")

    put(backup, "working_file", named)


def finishing_a_swap() -> None:
    """Let a vault be opened without looking whether a restore was cut off."""
    put(doorway, "finish_swap", lambda _folder: None)


def finishing_an_erasure() -> None:
    """Let a vault be opened without looking whether an erasure was cut off."""
    put(vault, "finish_erasure", lambda *_: None)


def whole_steps() -> None:
    """Let every statement of a migration be a transaction of its own."""
    steps = tuple(f"COMMIT; {step} BEGIN IMMEDIATE;" for step in MIGRATIONS)
    put(migrating, "MIGRATIONS", steps)


def overwriting() -> None:
    """Let what is deleted stay on its page until the room is used again."""
    change_settings(secure_delete=("OFF", 0))


def secure_full_text() -> None:
    """Let a case be erased where a full-text index keeps what was deleted."""
    put(erasure, "_require_secure_full_text", lambda _connection: None)


class _Unsealed(sqlcipher.Connection):  # type: ignore[misc]  # no stubs
    """A connection whose pages are encrypted and not authenticated."""

    def execute(self, sql: str, *values: object) -> Any:
        """Run a statement; in the place of the settings of version 4 goes the one without a seal."""
        return super().execute(sql.replace("cipher_compatibility = 4", "cipher_use_hmac = OFF"), *values)


def page_seals() -> None:
    """Let SQLCipher encrypt each page without a seal."""
    real = sqlcipher.connect
    unsealed = SimpleNamespace(**vars(sqlcipher))
    unsealed.connect = lambda *values, **named: real(*values, factory=_Unsealed, **named)
    put(connection, "sqlcipher", unsealed)
