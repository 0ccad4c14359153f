"""Checking a vault as a whole: its two headers, its database, its backups."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from vpdesk.domain.errors import VpdeskError
from vpdesk.vault import header_files
from vpdesk.vault.backup import Backup, list_backups, verify_backup
from vpdesk.vault.backup_faults import OtherKeyError
from vpdesk.vault.folder import VaultFolder
from vpdesk.vault.local import recall
from vpdesk.vault.recovery import Secret
from vpdesk.vault.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedBackup:
    """A backup that was read in full; `fault` is what is wrong with it, None when all is well."""

    backup: Backup
    fault: VpdeskError | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check found: damage of the database in technical words, and each backup.

    `healed` says that one of the two copies of the header was damaged and has been put right. A backup from
    before the key was renewed fits another key: it is in `other_keys`, neither right nor wrong.
    """

    findings: tuple[str, ...]
    healed: bool
    organisations: int
    cases: int
    backups: tuple[CheckedBackup, ...]
    other_keys: int


def check_vault(path: Path, secret: Secret, *, told: Callable[[Path], None] = lambda _file: None) -> Checked:
    """Open the vault in `path`, which puts a damaged header right, and read it and its backups to the end.

    `told` hears of each backup before it is read. Raises what opening raises.
    """
    folder = VaultFolder(path)
    broken_headers = header_files.read_each(folder.path).count(None)
    with Vault.open(path, secret) as vault:
        backups = []
        other_keys = 0
        for backup in _backups(folder):
            told(backup.file)
            fault: VpdeskError | None = None
            try:
                verify_backup(backup.file, vault.opened.key, workspace=folder.path.parent)
            except OtherKeyError:
                other_keys += 1
                continue
            except VpdeskError as error:
                fault = error
            backups.append(CheckedBackup(backup=backup, fault=fault))
        rows = vault.organisations.rows()
        return Checked(
            findings=vault.check(),
            healed=broken_headers > 0,
            organisations=len(rows),
            cases=sum(row.running + row.closed for row in rows),
            backups=tuple(backups),
            other_keys=other_keys,
        )


def _backups(folder: VaultFolder) -> list[Backup]:
    second = recall(folder).second_place
    places = [folder.backups, *([Path(second)] if second else [])]
    return [backup for place in places for backup in list_backups(place)]
