"""Taking a backup apart into a folder, proving on the way that it is whole, ours and what it says."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from vpdesk import durable
from vpdesk.vault import header
from vpdesk.vault.archive import Archive
from vpdesk.vault.backup_faults import BackupDamagedError, OtherKeyError
from vpdesk.vault.faults import HeaderDamagedError
from vpdesk.vault.folder import HEADERS, VaultFolder
from vpdesk.vault.inspecting import STEPS, Inspected, inspect, require_same
from vpdesk.vault.keys import VaultKey
from vpdesk.vault.manifest import Manifest
from vpdesk.vault.progress import Progress, Report, Stage, unheard
from vpdesk.vault.recovery import Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """A vault that lies in a folder, closed and proven: its key (forget it), and what is in it."""

    key: VaultKey
    manifest: Manifest
    inspected: Inspected


def unpack(
    file: Path, secret: Secret | VaultKey, folder: VaultFolder, progress: Report = unheard
) -> Unpacked:
    """Put the vault in the backup `file` into the existing, empty `folder` and prove all of it.

    Raises NotABackupError, NewerBackupError, BackupDamagedError, WrongPassphraseError, OtherKeyError (when a
    key was given), NewerSchemaError, or what the disk has to say. What was written is then to be thrown away.
    """
    archive = Archive.open(file)
    raw = archive.header()
    key = secret.copy() if isinstance(secret, VaultKey) else _unlock(raw, secret)
    try:
        manifest = _believed(archive, key, secret)
        for name in HEADERS:
            durable.replace(folder.path / name, raw)
        total = manifest.database.size
        archive.unpack_database(
            folder.database,
            lambda done: progress(Progress(stage=Stage.UNPACKING, done=done, total=total)),
        )
        found = inspect(
            folder.database,
            key,
            lambda done: progress(Progress(stage=Stage.CHECKING, done=done, total=STEPS)),
        )
        require_same(found, _said_of(manifest, key))
        durable.sync_folder(folder.path)
    except BaseException:
        key.forget()
        raise
    return Unpacked(key=key, manifest=manifest, inspected=found)


def _said_of(manifest: Manifest, key: VaultKey) -> Inspected:
    return Inspected(
        vault_id=manifest.vault_id,
        commits=manifest.commits,
        schema=manifest.schema,
        counts=manifest.counts(key),
    )


def _unlock(raw: bytes, secret: Secret) -> VaultKey:
    try:
        return header.read(raw).open(secret).key
    except HeaderDamagedError as error:
        raise BackupDamagedError from error


def _believed(archive: Archive, key: VaultKey, secret: Secret | VaultKey) -> Manifest:
    try:
        return archive.signed.require(key)
    except OtherKeyError as error:
        if isinstance(secret, VaultKey):
            raise
        # the key came out of this very file: then it is the manifest that is not right
        raise BackupDamagedError from error


def digest(data: bytes) -> str:
    """Return the SHA-256 of `data` as a manifest has it."""
    return hashlib.sha256(data).hexdigest()
