"""How safe the vault is: its backups, what was proven of them, and whether there is a recovery sheet."""

from dataclasses import dataclass
from datetime import date

from vpdesk.domain.values import Switch
from vpdesk.services.access import recovery_proven_on
from vpdesk.services.copies import earlier_backups
from vpdesk.vault.backup import Backup, list_backups
from vpdesk.vault.folder import VaultFolder
from vpdesk.vault.local import LocalMemory, recall
from vpdesk.vault.newest import is_remembered
from vpdesk.vault.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Safety:
    """What this computer remembers, the backups on it, and the day the sheet was proven (None: not yet).

    `earlier` are backups of the vault beside another folder, looked for where there are none beside its own.
    `by_itself` says whether backups are made and tested without being asked for: of practice data none are.
    """

    memory: LocalMemory
    backups: tuple[Backup, ...]
    recovery_proven_on: date | None
    earlier: tuple[Backup, ...] = ()
    by_itself: Switch = Switch.ON

    @property
    def known(self) -> tuple[Backup, ...]:
        """The backups on this computer: its own, or those of before where it has none."""
        return self.backups or self.earlier

    @property
    def has_lost_newest(self) -> bool:
        """Whether the newest backup that was made is not among the backups any more, or is damaged."""
        named = bool(self.memory.backed_up_as)
        return named and not any(is_remembered(backup, self.memory) for backup in self.backups)


def told_by(vault: Vault) -> tuple[VaultFolder, date | None]:
    """Return what only the open vault can tell; on the database's thread."""
    return vault.folder, recovery_proven_on(vault)


def read_safety(folder: VaultFolder, proven: date | None, by_itself: Switch = Switch.ON) -> Safety:
    """Return how safe the vault in `folder` is; reads files, so on any thread but the window's."""
    backups = tuple(list_backups(folder.backups))
    return Safety(
        memory=recall(folder),
        backups=backups,
        recovery_proven_on=proven,
        earlier=() if backups else tuple(earlier_backups(folder)),
        by_itself=by_itself,
    )
