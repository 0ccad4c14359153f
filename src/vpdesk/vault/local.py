"""What this computer remembers of the vault, in the open: nothing about people.

A file that is missing or damaged means that nothing is remembered; no vault is refused for it.
"""

import json
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from threading import Lock
from typing import Any, Final

from vpdesk import durable
from vpdesk.vault.folder import VaultFolder

#: The database thread and the one that makes backups note different things in the same file.
_NOTING: Final = Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalMemory:
    """What was noted last; -1, an empty text or None where nothing was.

    `vault_id` says of which vault: files that are swapped one by one leave the memory of another.
    `commits` is how far the vault was when it was closed last. `backed_up_commits` is how far it was in the
    newest backup, made and verified at `backed_up_at` in the file `backed_up_as`, and `backed_up_header` the
    sequence number of the header in it; `backup_failure` is what was wrong when making one failed since (an
    untranslated sentence). `second_place` is the folder for copies outside this computer, where the newest
    was put and re-read at `second_copied_at`; `places` are all that were ever chosen, because copies lie
    there still. `drilled_at` is when a backup was put back to see whether that works, `drill_failure` what
    was wrong then.
    """

    vault_id: str = ""
    commits: int = 0
    backed_up_at: datetime | None = None
    backed_up_as: str = ""
    backed_up_commits: int = -1
    backed_up_header: int = -1
    backup_failure: str = ""
    second_place: str = ""
    second_copied_at: datetime | None = None
    places: tuple[str, ...] = ()
    drilled_at: datetime | None = None
    drill_failure: str = ""

    @property
    def furthest(self) -> int:
        """How far the vault is known to have been: when it was closed or, after that, backed up."""
        return max(self.commits, self.backed_up_commits)


    def of(self, vault_id: str) -> "LocalMemory":
        """Return this memory, or an empty one when it is of another vault."""
        return self if self.vault_id in ("", vault_id) else LocalMemory()


def recall(folder: VaultFolder) -> LocalMemory:
    """Return what is remembered of the vault in `folder`."""
    try:
        data: Any = json.loads(folder.local.read_bytes())
        read = {field.name: _value(field.type, data.get(field.name)) for field in fields(LocalMemory)}
    except (OSError, ValueError, AttributeError, RecursionError):
        return LocalMemory()
    return LocalMemory(**{name: value for name, value in read.items() if value is not None})


def is_over(moment: datetime | None, span: timedelta, now: datetime) -> bool:
    """Tell whether `span` went by since `moment`; None is never, and so is a moment still to come.

    A clock that was ahead once would otherwise keep everything from being due until it is right.
    """
    present = now.astimezone()
    return moment is None or moment > present or present - moment >= span


def remember(folder: VaultFolder, memory: LocalMemory) -> None:
    """Note `memory`, durably; raises DiskFullError, ReadOnlyError or StorageError."""
    named = ((field.name, getattr(memory, field.name)) for field in fields(LocalMemory))
    data = {name: value.isoformat() if isinstance(value, datetime) else value for name, value in named}
    durable.replace(folder.local, json.dumps(data).encode())


def note(folder: VaultFolder, **changes: Any) -> LocalMemory:
    """Change some of what is remembered and leave the rest; errors as with `remember`."""
    with _NOTING:
        memory = replace(recall(folder), **changes)
        remember(folder, memory)
    return memory


def _value(kind: Any, found: object) -> Any:
    """Return `found` as the type of its field, or None when it is something else."""
    if kind in (int, str):
        return found if type(found) is kind else None
    if kind == tuple[str, ...]:
        return tuple(one for one in found if isinstance(one, str)) if isinstance(found, list) else None
    try:
        moment = datetime.fromisoformat(found) if isinstance(found, str) else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None
