"""A new vault key: the whole database encrypted anew, and every other key of the vault useless for it.

A changed passphrase does not help against whoever has an old copy of the header with an old passphrase, nor
against blocks of the disk that still hold erased pages. A new vault key does, for all that is written from
then on. It is made in two durable phases; whenever the power fails, the vault is the old one or the new one:

    copy case.db under the new key into case.db.new, prove the copy, synchronise     old
    header.2 := new, with the next sequence number                                   old: its key does not fit
    log and index of the old database away, synchronise the folder                   old
    case.db.new takes the place of case.db                                           new: from here it fits
    header.1 := new                                                                  new

The passphrase stays the same, so that it opens both; the recovery key is a new one. Opening takes the header
whose key fits the database and heals the other (`opening`).
"""

import shutil
from contextlib import closing, suppress
from dataclasses import replace
from typing import Final

from vpdesk import durable
from vpdesk.domain.errors import DiskFullError, VpdeskError, WrongPassphraseError
from vpdesk.vault import header_files
from vpdesk.vault.backup_faults import BackupDamagedError
from vpdesk.vault.cleaning import empty_log
from vpdesk.vault.explaining import explained
from vpdesk.vault.folder import HEADERS, VaultFolder
from vpdesk.vault.header import Opened, Slot, SlotKind
from vpdesk.vault.inspecting import STEPS, inspect, looking_into
from vpdesk.vault.key_faults import KeyChangeUnprovenError, VaultBusyError
from vpdesk.vault.keys import Cost, VaultKey
from vpdesk.vault.migrating import read_contents, schema
from vpdesk.vault.opening import connect_with
from vpdesk.vault.progress import Progress, Report, Stage, unheard
from vpdesk.vault.recovery import RecoveryKey, Secret
from vpdesk.vault.scratch import standstill
from vpdesk.vault.tombstones import keep_sealed, read_tombstones
from vpdesk.vault.vault import ROOM, Vault

#: Pages that are copied between two reports of how far it is.
_STEP: Final = 2048
#: What the copy differs in: that its recovery key is still to be proven.
_STATE: Final = "vault_state"


def renew_key(
    vault: Vault, passphrase: str, recovery_key: RecoveryKey, *, progress: Report = unheard
) -> None:
    """Give the vault a new key, which its present `passphrase` and this new `recovery_key` open.

    A backup that is being made is waited for. Raises WrongPassphraseError when it is not the present
    passphrase, VaultBusyError, DiskFullError, ReadOnlyError, StorageError, or KeyChangeUnprovenError when the
    copy is not what it should be; the vault then goes on under its old key.
    """
    folder = vault.folder
    old = vault.opened
    new = _opened(vault, passphrase, recovery_key)
    try:
        with standstill(progress):
            with explained():
                _copy(vault, new.key, progress)
                _prove(vault, new.key, progress)
            _write_first(folder, old, new, (passphrase, recovery_key))
            _exchange(vault, old, new)
    finally:
        (new if vault.opened is old else old).key.forget()
        folder.sweep()
    # The database has its new key: what cannot be written any more is healed by the next opening.
    with suppress(VpdeskError):
        header_files.write_one(folder.path / HEADERS[1], new.header, new.key, passphrase)
        if erasures := read_tombstones(vault.connection):
            keep_sealed(folder, new.key, new.header.vault_id, erasures)


def _opened(vault: Vault, passphrase: str, recovery_key: RecoveryKey) -> Opened:
    """Return a new key and the header for it; raises WrongPassphraseError."""
    present = header_files.unlock(vault.folder.path, passphrase).key
    same = present.same_as(vault.opened.key)
    present.forget()
    if not same:
        raise WrongPassphraseError
    before = vault.opened.header
    slot = before.slot(SlotKind.PASSPHRASE)
    cost = Cost() if slot is None or slot.cost is None else slot.cost
    key = VaultKey.generate()
    empty = replace(before, slots=())
    header = empty.with_slots(Slot.wrapping(key, before.vault_id, passphrase, cost))
    header = header.with_slots(Slot.wrapping(key, before.vault_id, recovery_key, cost))
    return Opened(replace(header, sequence=before.sequence + 1), key, SlotKind.PASSPHRASE)


def _copy(vault: Vault, key: VaultKey, progress: Report) -> None:
    """Copy the database, page by page, into a file under the new key, and synchronise that."""
    folder = vault.folder
    folder.sweep()
    if not empty_log(vault.connection):
        raise VaultBusyError
    if shutil.disk_usage(folder.path).free < folder.database.stat().st_size + ROOM:
        raise DiskFullError
    with closing(connect_with(folder.renewed, key, create=True)) as target:
        vault.connection.backup(
            target,
            pages=_STEP,
            progress=lambda _status, left, total: progress(
                Progress(stage=Stage.COPYING, done=total - left, total=total)
            ),
        )
        target.execute("UPDATE vault_state SET recovery_proven_on = NULL")
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    folder.renewed.chmod(0o600)
    with folder.renewed.open("r+b") as stream:
        durable.sync(stream.fileno())
    durable.sync_folder(folder.path)


def _prove(vault: Vault, key: VaultKey, progress: Report) -> None:
    """Look through the copy on connections of its own, row by row; raises KeyChangeUnprovenError."""

    def step(done: int) -> None:
        progress(Progress(stage=Stage.CHECKING, done=done, total=STEPS))

    renewed = vault.folder.renewed
    try:
        inspect(renewed, key, step)
    except BackupDamagedError as error:
        raise KeyChangeUnprovenError(error.findings) from error
    with looking_into(renewed, key) as fresh:
        copied = (schema(fresh), read_contents(fresh))
    step(STEPS)  # whoever is in a hurry ends it here
    there = (schema(vault.connection), read_contents(vault.connection))
    for _version, contents in (copied, there):
        contents.pop(_STATE)
    if copied != there:
        raise KeyChangeUnprovenError


def _write_first(folder: VaultFolder, old: Opened, new: Opened, secrets: tuple[Secret, ...]) -> None:
    """Write the first of the two headers and open it with each of the secrets; else put the old one back."""
    file = folder.path / HEADERS[0]
    try:
        for secret in secrets:
            header_files.write_one(file, new.header, new.key, secret)
    except BaseException:
        with suppress(VpdeskError):
            durable.replace(file, old.header.encode(old.key))
        raise


def _exchange(vault: Vault, old: Opened, new: Opened) -> None:
    """Put the copy in the place of the database, and let the vault go on with it."""
    folder = vault.folder
    vault.release()
    try:
        with durable.explained():
            for left in (folder.log, folder.shared):
                left.unlink(missing_ok=True)
            durable.sync_folder(folder.path)
        durable.move(folder.renewed, folder.database)
    except BaseException:
        # Either it was not moved, and all is as before; or it was, and it is not certain yet that this lasts:
        # then the old copy of the header stays beside the new one until the folder could be synchronised.
        present = old if folder.renewed.exists() else new
        if present is old:
            with suppress(VpdeskError):
                durable.replace(folder.path / HEADERS[0], old.header.encode(old.key))
        vault.rebind(connect_with(folder.database, present.key), present)
        raise
    vault.rebind(connect_with(folder.database, new.key), new)
