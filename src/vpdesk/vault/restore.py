"""Restoring: a backup becomes a whole vault beside the present one, is proven, shown, and then swapped in.

Nothing happens to the present vault before `swap`, and then it is kept as it was.
"""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk import durable
from vpdesk.domain.code import N_, Code
from vpdesk.domain.errors import VpdeskError
from vpdesk.vault import header_files
from vpdesk.vault.explaining import explained
from vpdesk.vault.faults import VaultInUseError
from vpdesk.vault.folder import FolderLock, VaultFolder
from vpdesk.vault.inspecting import Inspected, take_stock
from vpdesk.vault.keys import VaultKey
from vpdesk.vault.local import LocalMemory, recall, remember
from vpdesk.vault.manifest import Manifest
from vpdesk.vault.opening import connect_with
from vpdesk.vault.progress import Report, unheard
from vpdesk.vault.recovery import Secret
from vpdesk.vault.scratch import clear
from vpdesk.vault.swapping import finish_swap, is_there, new_place, require_place, swap_in
from vpdesk.vault.unpacking import unpack


class Origin(Code):
    """How the vault in a backup stands to the one whose place it is to take."""

    NEW = "new", N_("there is no vault here yet")
    SAME = "same", N_("a backup of this vault")
    OTHER = "other", N_("a backup of another vault")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A restored vault that waits for `swap` or `discard`, and what to show before: `counts` is its rows.

    `present` is what is in the vault whose place it takes, where the same secret opens that and nobody has it
    open; else None.
    """

    target: VaultFolder
    manifest: Manifest
    counts: Mapping[str, int]
    origin: Origin
    present: Inspected | None
    _lock: FolderLock

    def discard(self) -> None:
        """Throw the restored vault away; the present one is as it was."""
        self._lock.release()
        clear(new_place(self.target).path)


def prepare(
    file: Path, secret: Secret | VaultKey, target: VaultFolder, *, progress: Report = unheard
) -> Prepared:
    """Make the vault in the backup `file` beside `target` and prove it in full; on any thread.

    Raises what `vpdesk.vault.unpacking.unpack` raises; VaultExistsError when something else than a vault is
    in the way, VaultInUseError when a restoring of the same vault is under way. Nothing is then left of it.
    """
    finish_swap(target)
    require_place(target)
    new = new_place(target)
    lock = _begin(new)
    try:
        unpacked = unpack(file, secret, new, progress)
        try:
            with looking_at(target, unpacked.key, secret) as connection:
                present = None if connection is None else take_stock(connection)
            _remember(new, target, unpacked.manifest)
            new.restrict()
            with durable.explained():
                durable.sync_folder(new.path)
                durable.sync_folder(new.path.parent)
        finally:
            unpacked.key.forget()
        return Prepared(
            target=target,
            manifest=unpacked.manifest,
            counts=unpacked.counts,
            origin=_origin(target, unpacked.manifest.vault_id),
            present=present,
            _lock=lock,
        )
    except BaseException:
        lock.release()
        clear(new.path)
        raise


def swap(prepared: Prepared, *, now: datetime) -> Path | None:
    """Let the restored vault take the place of the present one, which must be closed.

    Returns where the replaced one is kept, None when there was none. Raises as `swapping.swap_in` does; the
    restored vault is then thrown away or, where the disk left no other way, put in at the next opening.
    """
    prepared._lock.release()  # noqa: SLF001  ours; Windows renames no folder with an open file in it
    try:
        return swap_in(prepared.target, now)
    except VpdeskError:
        if is_there(prepared.target):
            clear(new_place(prepared.target).path)
        raise


@contextmanager
def looking_at(
    target: VaultFolder, key: VaultKey, secret: Secret | VaultKey
) -> Iterator[sqlcipher.Connection | None]:
    """Lend a connection to the vault at `target`; None when it is open, damaged or has another secret."""
    if not is_there(target):
        yield None
        return
    try:
        lock = FolderLock.take(target)
    except VaultInUseError:
        yield None
        return
    try:
        connection = _connect(target, key, secret)
        if connection is None:
            yield None
            return
        with closing(connection), explained():
            yield connection
    finally:
        lock.release()


def _connect(target: VaultFolder, key: VaultKey, secret: Secret | VaultKey) -> sqlcipher.Connection | None:
    """Try the key of the backup first: since then the passphrase may have changed, or the key itself."""
    with suppress(VpdeskError):
        target.require_database()
        with suppress(VpdeskError):
            return connect_with(target.database, key)
        if not isinstance(secret, VaultKey):
            opened = header_files.unlock(target.path, secret)
            try:
                return connect_with(target.database, opened.key)
            finally:
                opened.key.forget()
    return None


def _begin(new: VaultFolder) -> FolderLock:
    """Make the folder anew and lock it, unless somebody else is at work in it."""
    with durable.explained():
        new.path.mkdir(parents=True, mode=0o700, exist_ok=True)
        lock = FolderLock.take(new)
        lock.release()
        clear(new.path)
        new.prepare()
    return FolderLock.take(new)


def _origin(target: VaultFolder, vault_id: str) -> Origin:
    if not is_there(target):
        return Origin.NEW
    headers = header_files.read_all(target.path)
    same = not headers or headers[0].header.vault_id == vault_id
    return Origin.SAME if same else Origin.OTHER


def _remember(new: VaultFolder, target: VaultFolder, manifest: Manifest) -> None:
    """Let the restored vault know its second place; of backups it remembers none, so one follows soon."""
    before = recall(target)
    remember(
        new,
        LocalMemory(
            commits=manifest.commits,
            second_place=before.second_place,
            second_copied_at=before.second_copied_at,
            drilled_at=before.drilled_at,
        ),
    )
