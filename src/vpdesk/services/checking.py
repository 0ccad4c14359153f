"""Checking a vault as a whole: its two headers, its database, its backups."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from vpdesk.domain.errors import VpdeskError
from vpdesk.vault import header_files
from vpdesk.vault.backup import Backup, list_backups, verify_backup
from vpdesk.vault.backup_faults import OtherKeyError
from vpdesk.vault.backup_source import BackupSource
from vpdesk.vault.checking import STEPS, check_database
from vpdesk.vault.explaining import explained
from vpdesk.vault.faults import DatabaseDamagedError
from vpdesk.vault.folder import VaultFolder
from vpdesk.vault.inspecting import take_stock
from vpdesk.vault.keys import VaultKey
from vpdesk.vault.local import recall
from vpdesk.vault.opening import connect_with
from vpdesk.vault.progress import Progress, Report, Stage, unheard
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
    broken = _has_broken_header(folder)
    with Vault.open(path, secret) as vault:
        backups = [_read(each, vault.opened.key, folder, told) for each in _backups(folder)]
        findings = vault.check()
        return _checked(findings, broken, {} if findings else take_stock(vault.connection).counts, backups)


def check_open(source: BackupSource, *, progress: Report = unheard) -> Checked:
    """Read an open vault and its backups to the end, on any thread; what `progress` raises ends it.

    The window goes on meanwhile, and may write what is being read: `settle` what was found. Raises MovedError
    and what the disk raises.
    """
    source.require_same_file()
    folder = source.folder
    broken = _has_broken_header(folder)
    counts: Mapping[str, int] = {}
    try:
        with explained(), closing(connect_with(folder.database, source.key)) as connection:
            findings = check_database(
                connection, lambda done: progress(Progress(stage=Stage.READING, done=done, total=STEPS))
            )
            if not findings:
                counts = take_stock(connection).counts
    except DatabaseDamagedError as error:
        findings = (str(error.__cause__ or type(error).__name__),)
    known = _backups(folder)
    backups = []
    for number, each in enumerate(known):
        progress(Progress(stage=Stage.VERIFYING, done=number, total=len(known)))
        backups.append(_read(each, source.key, folder))
    return _checked(findings, broken, counts, backups)


def settle(vault: Vault, found: Checked) -> Checked:
    """Put a damaged header right, and read once more what seemed damaged; on the database thread.

    Nothing else writes meanwhile, so that what is found now is so.
    """
    if found.healed:
        header_files.repair(vault.folder.path, vault.opened)
    return replace(found, findings=vault.check()) if found.findings else found


def _checked(
    findings: tuple[str, ...],
    broken: bool,
    counts: Mapping[str, int],
    backups: Sequence[CheckedBackup | None],
) -> Checked:
    return Checked(
        findings=findings,
        healed=broken,
        organisations=counts.get("organisations", 0),
        cases=counts.get("cases", 0),
        backups=tuple(each for each in backups if each is not None),
        other_keys=sum(each is None for each in backups),
    )


def _read(
    backup: Backup, key: VaultKey, folder: VaultFolder, told: Callable[[Path], None] = lambda _file: None
) -> CheckedBackup | None:
    """Read one backup in full; None: it has another key."""
    told(backup.file)
    try:
        verify_backup(backup.file, key, workspace=folder.path.parent)
    except OtherKeyError:
        return None
    except VpdeskError as error:
        return CheckedBackup(backup=backup, fault=error)
    return CheckedBackup(backup=backup, fault=None)


def _has_broken_header(folder: VaultFolder) -> bool:
    return None in header_files.read_each(folder.path)


def _backups(folder: VaultFolder) -> list[Backup]:
    second = recall(folder).second_place
    places = [folder.backups, *([Path(second)] if second else [])]
    return [backup for place in places for backup in list_backups(place)]
