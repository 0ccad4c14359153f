"""Restoring: a backup becomes a whole vault beside the present one, is proven, shown, and then swapped in.

Nothing happens to the present vault before `swap`, and then it is kept as it was.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from vpdesk import durable
from vpdesk.domain.code import N_, Code
from vpdesk.domain.errors import VpdeskError
from vpdesk.vault import header_files
from vpdesk.vault.folder import FolderLock, VaultFolder
from vpdesk.vault.inspecting import Inspected
from vpdesk.vault.keys import VaultKey
from vpdesk.vault.local import LocalMemory, recall, remember
from vpdesk.vault.manifest import Manifest
from vpdesk.vault.progress import Report, unheard
from vpdesk.vault.recovery import Secret
from vpdesk.vault.scratch import clear
from vpdesk.vault.staying_erased import Recollection, keep_erased, look_at_present
from vpdesk.vault.staying_released import Released, keep_released
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
    open; else None. `recollection` says whether it is known which cases were erased since, and `erased_again`
    how many of those were in the backup and are not in `counts` any more. `released` says whether it is known
    what was released since.
    """

    target: VaultFolder
    manifest: Manifest
    counts: Mapping[str, int]
    origin: Origin
    present: Inspected | None
    recollection: Recollection
    erased_again: int
    released: Released
    _lock: FolderLock

    def discard(self) -> None:
        """Throw the restored vault away, unless `swap` was tried with it; the present one is as it was."""
        if self._lock.is_held:  # else its place may be somebody else's by now
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
            origin = _origin(target, unpacked.manifest.vault_id)
            present = look_at_present(target, unpacked.key, secret, unpacked.manifest.vault_id)
            marks = present.marks if origin is Origin.SAME else ()
            found = keep_erased(new, unpacked.key, unpacked.inspected, marks)
            erased_again = unpacked.inspected.counts["cases"] - found.counts["cases"]
            released = Released.UNKNOWN
            if origin is Origin.SAME:
                found, released = keep_released(new, unpacked.key, found, target, secret)
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
            counts=found.counts,
            origin=origin,
            present=present.stock,
            recollection=Recollection.UNKNOWN if origin is Origin.OTHER else present.recollection,
            erased_again=erased_again,
            released=released,
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


def _begin(new: VaultFolder) -> FolderLock:
    """Make the folder anew and lock it, unless somebody else is at work in it."""
    with durable.explained():
        durable.make_folder(new.path)
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
            places=before.places,
            drilled_at=before.drilled_at,
        ),
    )
