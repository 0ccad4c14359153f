"""Keeping backups: what is made, what goes, what is copied, and what is remembered of it."""

import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.factories import CHEAP, PASSPHRASE, make_case
from vpdesk.domain.backup import BackupReason
from vpdesk.domain.errors import DiskFullError, StorageError, VpdeskError
from vpdesk.domain.organisation import Organisation
from vpdesk.services import backups
from vpdesk.services.backups import (
    back_up,
    before,
    drill,
    due_reason,
    has_changed,
    is_drill_due,
    newest_backup,
)
from vpdesk.services.copies import restorable_backups
from vpdesk.services.safety import read_safety
from vpdesk.vault import backup as backup_module
from vpdesk.vault.backup import Condition, changed_since, list_backups
from vpdesk.vault.backup_faults import (
    BackupDamagedError,
    KeysRenewedError,
    NoBackupError,
    SecondPlaceMissingError,
)
from vpdesk.vault.backup_source import BackupSource
from vpdesk.vault.faults import MovedError
from vpdesk.vault.local import LocalMemory, recall
from vpdesk.vault.progress import Progress, Stage
from vpdesk.vault.recovery import RecoveryKey
from vpdesk.vault.rekey import renew_key
from vpdesk.vault.second_place import choose
from vpdesk.vault.vault import Vault

NOW = datetime(2026, 11, 25, 18, 20, 7, tzinfo=UTC)


def change(vault: Vault) -> None:
    with vault.transaction():
        vault.organisations.save(Organisation(name=f"Stichting {len(vault.organisations.all())}"))


@pytest.fixture
def source(vault: Vault) -> Iterator[BackupSource]:
    change(vault)
    with vault.backup_source() as taken:
        yield taken


def test_a_backup_lies_beside_the_vault_and_is_remembered(vault: Vault, source: BackupSource) -> None:
    result = back_up(source, reason=BackupReason.EXIT, now=NOW)
    assert result.backup.file.parent == vault.folder.path.with_name("vault-backups")
    assert not changed_since(source, recall(vault.folder))
    assert recall(vault.folder).backed_up_at == NOW
    assert len(list_backups(vault.folder.backups)) == 1
    assert (result.removed, result.second, result.second_failure) == ((), None, None)


def test_a_failure_is_remembered_until_one_succeeds(
    vault: Vault, source: BackupSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_module, "_ROOM", 1 << 60)
    with pytest.raises(DiskFullError):
        back_up(source, reason=BackupReason.EXIT, now=NOW)
    assert "room" in recall(vault.folder).backup_failure
    monkeypatch.undo()
    back_up(source, reason=BackupReason.EXIT, now=NOW)
    assert recall(vault.folder).backup_failure == ""


def test_keys_that_were_renewed_while_it_waited_are_no_damage_and_not_remembered(
    vault: Vault, source: BackupSource
) -> None:
    before(vault, BackupReason.ASKED, now=NOW)
    renew_key(vault, PASSPHRASE, RecoveryKey.generate())
    with pytest.raises(KeysRenewedError):
        back_up(source, reason=BackupReason.HOURS, now=NOW)
    assert recall(vault.folder).backup_failure == "", "before another one succeeds"
    before(vault, BackupReason.ASKED, now=NOW + timedelta(hours=1))
    with pytest.raises(KeysRenewedError):
        drill(source, now=NOW)
    memory = recall(vault.folder)
    assert (memory.drill_failure, memory.drilled_at) == ("", None)


def test_a_vault_that_is_not_in_its_place_is_no_failure_of_what_is_there(
    vault: Vault, source: BackupSource
) -> None:
    database = vault.folder.database
    shutil.copy2(database, database.with_name("another"))
    database.with_name("another").replace(database)
    with pytest.raises(MovedError):
        back_up(source, reason=BackupReason.HOURS, now=NOW)
    assert recall(vault.folder).backup_failure == ""


def test_older_ones_go_when_a_newer_one_is_proven(vault: Vault, source: BackupSource) -> None:
    for hours in range(40):
        back_up(source, reason=BackupReason.HOURS, now=NOW + timedelta(hours=hours))
    kept = list_backups(vault.folder.backups)
    assert len(kept) == 5  # the three newest, of today, and one of each of the two days before
    assert kept[0].made == NOW + timedelta(hours=39)


def test_a_backup_that_fails_removes_nothing(
    vault: Vault, source: BackupSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    for hours in range(3):
        back_up(source, reason=BackupReason.HOURS, now=NOW + timedelta(hours=hours))
    monkeypatch.setattr(backup_module, "inspect", _damaged)
    with pytest.raises(VpdeskError):
        back_up(source, reason=BackupReason.HOURS, now=NOW + timedelta(days=400))
    assert len(list_backups(vault.folder.backups)) == 3


def _damaged(*_: Any) -> None:
    raise BackupDamagedError(("page 3",))


def test_each_backup_goes_to_the_second_place_too(
    vault: Vault, source: BackupSource, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    choose(vault.folder, source.vault_id, stick)
    heard: list[Progress] = []
    result = back_up(source, reason=BackupReason.EXIT, now=NOW, progress=heard.append)
    assert result.second is not None
    assert result.second.file.parent == stick
    assert recall(vault.folder).second_copied_at == NOW
    assert heard[-1].stage is Stage.REREADING


def test_a_second_place_that_fails_does_not_fail_the_backup(
    vault: Vault, source: BackupSource, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    choose(vault.folder, source.vault_id, stick)
    stick.rename(tmp_path / "pulled out")
    result = back_up(source, reason=BackupReason.EXIT, now=NOW)
    assert isinstance(result.second_failure, SecondPlaceMissingError)
    assert result.backup.condition is Condition.VERIFIED
    assert recall(vault.folder).second_copied_at is None
    assert recall(vault.folder).backup_failure == ""


def test_a_backup_is_due_when_something_changed_and_four_hours_went_by(vault: Vault) -> None:
    opened = NOW
    assert due_reason(vault, now=NOW, opened_at=opened) is BackupReason.FIRST
    before(vault, BackupReason.FIRST, now=NOW)
    assert due_reason(vault, now=NOW + timedelta(hours=9), opened_at=opened) is None
    assert not has_changed(vault)
    change(vault)
    assert has_changed(vault)
    assert due_reason(vault, now=NOW + timedelta(hours=3), opened_at=opened) is None
    assert due_reason(vault, now=NOW + timedelta(hours=4), opened_at=opened) is BackupReason.HOURS
    # the hours are those of use: yesterday's backup says nothing of today's first minute
    assert due_reason(vault, now=NOW + timedelta(days=1), opened_at=NOW + timedelta(days=1)) is None


def test_a_clock_that_was_ahead_once_silences_nothing(vault: Vault, source: BackupSource) -> None:
    ahead = NOW + timedelta(days=3650)
    back_up(source, reason=BackupReason.EXIT, now=ahead)
    drill(source, now=ahead)
    change(vault)
    assert due_reason(vault, now=NOW + timedelta(hours=3), opened_at=NOW) is None
    assert due_reason(vault, now=NOW + timedelta(hours=4), opened_at=NOW) is BackupReason.HOURS
    assert due_reason(vault, now=NOW, opened_at=ahead) is BackupReason.HOURS
    assert is_drill_due(recall(vault.folder), NOW)


def test_backups_that_were_thrown_away_are_made_again(vault: Vault) -> None:
    before(vault, BackupReason.EXIT, now=NOW)
    for backup in list_backups(vault.folder.backups):
        backup.file.unlink()
    assert has_changed(vault)


def test_a_backup_is_tried_out_and_nothing_is_left_of_it(vault: Vault, source: BackupSource) -> None:
    back_up(source, reason=BackupReason.EXIT, now=NOW)
    assert is_drill_due(recall(vault.folder), NOW)
    tried = drill(source, now=NOW)
    assert [file.name for file in vault.folder.backups.iterdir()] == [tried.file.name]
    memory = recall(vault.folder)
    assert (memory.drilled_at, memory.drill_failure) == (NOW, "")
    assert not is_drill_due(memory, NOW + timedelta(days=29))
    assert is_drill_due(memory, NOW + timedelta(days=30))
    assert not is_drill_due(LocalMemory(), NOW)


def test_a_backup_that_was_damaged_since_is_found_by_trying_it_out(
    vault: Vault, source: BackupSource
) -> None:
    file = back_up(source, reason=BackupReason.EXIT, now=NOW).backup.file
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    # the control: a list sees nothing of it
    assert list_backups(vault.folder.backups)[0].condition is Condition.LISTED
    with pytest.raises(BackupDamagedError):
        drill(source, now=NOW)
    assert "damaged" in recall(vault.folder).drill_failure
    data[60] ^= 1
    file.write_bytes(data)
    assert newest_backup(source).condition is Condition.DAMAGED
    with pytest.raises(BackupDamagedError):
        drill(source, now=NOW)


def test_without_a_backup_there_is_nothing_to_try_out(source: BackupSource) -> None:
    with pytest.raises(NoBackupError):
        drill(source, now=NOW)


def test_trying_out_opens_it_as_one_would(
    source: BackupSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(source, reason=BackupReason.EXIT, now=NOW)

    def closed(*_: Any) -> None:
        raise StorageError

    monkeypatch.setattr(backups, "connect_with", closed)
    with pytest.raises(StorageError):
        drill(source, now=NOW)


def test_the_vault_can_be_worked_in_while_a_backup_is_made(vault: Vault, source: BackupSource) -> None:
    """Beside a writer that goes on all the time, it is made in the end, and whole."""
    organisation = vault.organisations.all()[0]
    work = partial(back_up, source, reason=BackupReason.HOURS, now=NOW)
    thread = threading.Thread(target=work)
    thread.start()
    while thread.is_alive():
        with vault.transaction():
            vault.cases.save(make_case(organisation.id))
        thread.join(0.01)
    (made,) = list_backups(vault.folder.backups)
    assert drill(source, now=NOW).file == made.file


def lost(file: Path) -> None:
    file.unlink()


def damaged(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-100])


def older_in_its_place(file: Path) -> None:
    other = min(file.parent.glob("*.vpbak"))
    assert other != file
    shutil.copy2(other, file)


@pytest.mark.parametrize("harm", [lost, damaged, older_in_its_place])
def test_a_newest_backup_that_went_is_made_again_and_is_told(
    vault: Vault, source: BackupSource, harm: Callable[[Path], None]
) -> None:
    back_up(source, reason=BackupReason.EXIT, now=NOW)
    change(vault)
    newest = before(vault, BackupReason.EXIT, now=NOW + timedelta(hours=1)).backup
    assert not has_changed(vault)
    assert not read_safety(vault.folder, None).has_lost_newest
    harm(newest.file)
    assert len(list_backups(vault.folder.backups)) > 0  # the older one is no comfort
    assert has_changed(vault)
    assert due_reason(vault, now=NOW + timedelta(hours=1), opened_at=NOW) is BackupReason.HOURS
    assert read_safety(vault.folder, None).has_lost_newest
    before(vault, BackupReason.EXIT, now=NOW + timedelta(hours=2))
    assert not has_changed(vault)
    assert not read_safety(vault.folder, None).has_lost_newest


def test_a_vault_that_got_another_folder_knows_the_backups_of_before_and_no_others(
    vault: Vault, tmp_path: Path
) -> None:
    with vault.backup_source() as source:
        made = back_up(source, reason=BackupReason.ASKED, now=NOW).backup
    assert read_safety(vault.folder, None).earlier == ()  # where it has its own
    old = vault.folder.backups.rename(tmp_path / "damaged-backups")
    with Vault.create(tmp_path / "other", PASSPHRASE, cost=CHEAP) as other, other.backup_source() as source:
        back_up(source, reason=BackupReason.ASKED, now=NOW)
    (earlier,) = read_safety(vault.folder, None).known
    assert earlier.file == old / made.file.name
    assert [each.file for each in restorable_backups(vault.folder)] == [earlier.file]
    (old / made.file.name).write_bytes(b"damaged")  # whose it is, it does not say any more
    assert read_safety(vault.folder, None).known == ()
