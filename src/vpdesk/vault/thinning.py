"""Which backups may go: the older, the fewer are kept, and none goes without a newer one that was proven.

Kept are the 3 newest, and the newest of each of the last 7 days, 8 weeks and 6 months that have one. Days
without work do not count: who opens the vault on Fridays only keeps seven Fridays. What is damaged, of
another vault, of a newer version or from a moment still to come is left alone, and takes nobody's place.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from vpdesk import durable
from vpdesk.vault.backup import Backup, Condition, list_backups

_NEWEST: Final = 3
#: How many of each stretch of time, and what names such a stretch.
_STRETCHES: Final[tuple[tuple[int, Callable[[datetime], object]], ...]] = (
    (7, lambda made: made.date()),
    (8, lambda made: made.isocalendar()[:2]),
    (6, lambda made: (made.year, made.month)),
)


def to_remove(backups: Sequence[Backup], now: datetime) -> list[Backup]:
    """Return which of the `backups` of one place may go, the newest first."""
    present = now.astimezone()
    usable = (Condition.LISTED, Condition.VERIFIED)
    sound = sorted(
        (backup for backup in backups if backup.condition in usable and backup.made <= present),
        key=lambda backup: (backup.made, backup.file.name),
        reverse=True,
    )
    proven = next((backup for backup in sound if backup.condition is Condition.VERIFIED), None)
    if proven is None:
        return []
    ours = [backup for backup in sound if backup.said().vault_id == proven.said().vault_id]
    kept = {backup.file for backup in ours[:_NEWEST]}
    for count, name in _STRETCHES:
        newest = {name(backup.made.astimezone()): backup.file for backup in reversed(ours)}
        kept.update(list(newest.values())[::-1][:count])
    older = ours[ours.index(proven) + 1 :]
    return [backup for backup in older if backup.file not in kept]


def thin(folder: Path, proven: Backup, now: datetime) -> tuple[Path, ...]:
    """Remove from `folder` what may go now that `proven` lies there; return what went.

    What cannot be removed stays for the next time.
    """
    listed = [proven if backup.file == proven.file else backup for backup in list_backups(folder)]
    gone = []
    for backup in to_remove(listed, now):
        try:
            backup.file.unlink()
        except OSError:
            continue
        gone.append(backup.file)
    if gone:
        with suppress(OSError):
            durable.sync_folder(folder)
    return tuple(gone)
