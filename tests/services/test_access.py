"""Who can get in: passphrase and recovery key, changed, proven and undone by nothing."""

import shutil
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests.factories import CHEAP, PASSPHRASE, TODAY
from vpdesk import durable
from vpdesk.domain.backup import BackupReason
from vpdesk.domain.errors import DiskFullError, VpdeskError, WrongPassphraseError
from vpdesk.services import access
from vpdesk.vault import header_files, rewrap
from vpdesk.vault.backup import make_backup, verify_backup
from vpdesk.vault.faults import HeaderDamagedError
from vpdesk.vault.header import Sealed, SlotKind
from vpdesk.vault.key_faults import (
    NoRecoverySheetError,
    RecoveryKeyError,
    RecoveryNotProvenError,
    WrongRecoveryKeyError,
)
from vpdesk.vault.progress import Progress
from vpdesk.vault.recovery import RecoveryKey
from vpdesk.vault.second_place import choose
from vpdesk.vault.vault import Vault

NOW = datetime(2026, 11, 20, 14, 2)
NEW = "lade wolk ketel duin merel"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed vault."""
    Vault.create(tmp_path / "kluis", PASSPHRASE, cost=CHEAP).close()
    return tmp_path / "kluis"


def opens(folder: Path, secret: str | RecoveryKey) -> SlotKind | None:
    try:
        return header_files.unlock(folder, secret).kind
    except WrongPassphraseError:
        return None


def asked(recovery_key: RecoveryKey) -> dict[int, str]:
    return {number: recovery_key.groups[number - 1] for number in access.draw_groups()}


def test_after_a_change_the_new_passphrase_opens_and_the_old_one_does_not(folder: Path) -> None:
    with Vault.open(folder, PASSPHRASE) as vault:
        access.change_passphrase(vault, NEW, CHEAP)
    with pytest.raises(WrongPassphraseError):
        Vault.open(folder, PASSPHRASE)
    with Vault.open(folder, NEW) as again:
        assert again.opened.header.sequence == 2
        assert again.opened.kind is SlotKind.PASSPHRASE


def test_a_copy_of_the_old_header_goes_on_opening_with_the_old_passphrase(
    vault: Vault, tmp_path: Path
) -> None:
    """Why a passphrase that leaked asks for a new vault key, not for a new passphrase only."""
    shutil.copytree(vault.folder.path, tmp_path / "backup")
    access.change_passphrase(vault, NEW, CHEAP)
    stolen, mine = (header_files.unlock(folder, secret) for folder, secret in (
        (tmp_path / "backup", PASSPHRASE), (vault.folder.path, NEW),
    ))  # fmt: skip
    assert stolen.key.same_as(mine.key)


def test_the_recovery_key_opens_the_vault_and_survives_a_change_of_passphrase(folder: Path) -> None:
    with Vault.open(folder, PASSPHRASE) as vault:
        recovery_key = access.make_recovery_key(vault)
        access.change_passphrase(vault, NEW, CHEAP)
    with Vault.open(folder, RecoveryKey.parse(" ".join(recovery_key.groups))) as again:
        assert again.opened.kind is SlotKind.RECOVERY
        access.change_passphrase(again, PASSPHRASE, CHEAP)
    assert opens(folder, PASSPHRASE) is SlotKind.PASSPHRASE
    assert opens(folder, recovery_key) is SlotKind.RECOVERY
    assert opens(folder, NEW) is None


def test_a_new_recovery_key_takes_the_place_of_the_one_before_it_once_it_is_proven(folder: Path) -> None:
    with Vault.open(folder, PASSPHRASE) as vault:
        first = access.make_recovery_key(vault)
        access.prove_recovery_key(vault, first, asked(first), TODAY)
        lost = access.make_recovery_key(vault)
        second = access.make_recovery_key(vault)
        assert access.recovery_proven_on(vault) == TODAY, "that of the first, which counts"
    for either in (first, second):
        with Vault.open(folder, either) as again:
            assert again.opened.kind is SlotKind.RECOVERY
    assert opens(folder, lost) is None
    with Vault.open(folder, PASSPHRASE) as vault:
        access.prove_recovery_key(vault, second, asked(second), TODAY + timedelta(days=1))
        assert access.recovery_proven_on(vault) == TODAY + timedelta(days=1)
    assert opens(folder, first) is None
    assert opens(folder, second) is SlotKind.RECOVERY


def test_a_key_that_cannot_be_written_changes_nothing(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    first = access.make_recovery_key(vault)
    access.prove_recovery_key(vault, first, asked(first), TODAY)

    def full(*_: object) -> None:
        raise DiskFullError

    with monkeypatch.context() as patch, pytest.raises(DiskFullError):
        patch.setattr(header_files, "write_one", full)
        access.make_recovery_key(vault)
    assert opens(vault.folder.path, first) is SlotKind.RECOVERY
    assert access.recovery_proven_on(vault) == TODAY


def test_an_earlier_key_that_could_not_be_ended_leaves_the_new_one_unproven(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = access.make_recovery_key(vault), access.make_recovery_key(vault)

    def full(*_: object) -> None:
        raise DiskFullError

    with monkeypatch.context() as patch, pytest.raises(DiskFullError):
        patch.setattr(header_files, "write_one", full)
        access.prove_recovery_key(vault, second, asked(second), TODAY)
    assert access.recovery_proven_on(vault) is None
    assert {opens(vault.folder.path, each) for each in (first, second)} == {SlotKind.RECOVERY}


def test_a_vault_without_a_sheet_says_so_to_who_types_one(vault: Vault) -> None:
    with pytest.raises(NoRecoverySheetError):
        header_files.unlock(vault.folder.path, RecoveryKey.generate())
    access.make_recovery_key(vault)
    with pytest.raises(WrongRecoveryKeyError):
        header_files.unlock(vault.folder.path, RecoveryKey.generate())


def test_a_sheet_counts_once_two_groups_came_back_and_it_opened_the_header_on_the_disk(vault: Vault) -> None:
    assert access.recovery_proven_on(vault) is None
    recovery_key = access.make_recovery_key(vault)
    assert access.recovery_proven_on(vault) is None
    access.prove_recovery_key(vault, recovery_key, asked(recovery_key), TODAY)
    assert access.recovery_proven_on(vault) == TODAY
    access.make_recovery_key(vault)
    assert access.recovery_proven_on(vault) == TODAY, "the sheet of before counts, and opens the vault"


def test_a_wrong_group_is_named_and_proves_nothing(vault: Vault) -> None:
    recovery_key = access.make_recovery_key(vault)
    groups = {2: recovery_key.groups[1], 5: RecoveryKey.generate().groups[4]}
    with pytest.raises(RecoveryKeyError) as info:
        access.prove_recovery_key(vault, recovery_key, groups, TODAY)
    assert info.value.group == 5
    assert access.recovery_proven_on(vault) is None


@pytest.mark.parametrize("name", ["header.1", "header.2"])
def test_a_sheet_that_opens_only_one_of_the_two_files_is_not_proven(vault: Vault, name: str) -> None:
    before = (vault.folder.path / name).read_bytes()
    recovery_key = access.make_recovery_key(vault)
    (vault.folder.path / name).write_bytes(before)
    with pytest.raises(RecoveryNotProvenError):
        access.prove_recovery_key(vault, recovery_key, asked(recovery_key), TODAY)
    assert access.recovery_proven_on(vault) is None


def test_the_groups_that_are_asked_differ_and_are_drawn_from_all() -> None:
    drawn = {access.draw_groups() for _ in range(400)}
    assert all(1 <= first < second <= 8 for first, second in drawn)
    assert {number for pair in drawn for number in pair} == set(range(1, 9))


def test_a_change_that_fails_halfway_leaves_the_old_passphrase(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = vault.folder.path
    write_same = header_files._write_same

    def full(file: Path, raw: bytes) -> Sealed:
        if file.name == "header.1":
            raise DiskFullError
        return write_same(file, raw)

    monkeypatch.setattr(header_files, "_write_same", full)
    with pytest.raises(DiskFullError):
        rewrap.change_passphrase(vault, NEW, cost=CHEAP)
    assert vault.opened.header.sequence == 1
    assert opens(folder, PASSPHRASE) is SlotKind.PASSPHRASE
    assert opens(folder, NEW) is None


@pytest.mark.parametrize("at", range(3))
def test_a_change_for_which_there_is_no_time_leaves_the_old_passphrase(vault: Vault, at: int) -> None:
    """A lock ends it at each step that it tells of, before anything is written."""
    folder = vault.folder.path
    told: list[int] = []

    def hear(progress: Progress) -> None:
        told.append(progress.done)
        if progress.done == at:
            raise TimeoutError

    with pytest.raises(TimeoutError):
        access.change_passphrase(vault, NEW, None if at == 0 else CHEAP, progress=hear)
    assert opens(folder, PASSPHRASE) is SlotKind.PASSPHRASE
    assert opens(folder, NEW) is None
    assert told == list(range(min(1, at), at + 1))


def test_the_second_header_must_be_the_first_byte_for_byte(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = vault.folder.path
    replace = durable.replace

    def torn(file: Path, data: bytes) -> None:
        replace(file, data[:-1] if file.name == "header.1" and len(seen) == 1 else data)
        seen.append(file)

    seen: list[Path] = []
    monkeypatch.setattr(durable, "replace", torn)
    with pytest.raises(HeaderDamagedError):
        rewrap.change_passphrase(vault, NEW, cost=CHEAP)
    assert opens(folder, PASSPHRASE) is SlotKind.PASSPHRASE
    assert opens(folder, NEW) is None


def test_a_day_is_kept_as_a_day(folder: Path) -> None:
    with Vault.open(folder, PASSPHRASE) as vault:
        recovery_key = access.make_recovery_key(vault)
        access.prove_recovery_key(vault, recovery_key, {}, date(2026, 1, 31))
    with Vault.open(folder, PASSPHRASE) as again:
        assert access.recovery_proven_on(again) == date(2026, 1, 31)


def test_backups_that_open_with_an_earlier_passphrase_are_told_apart(vault: Vault) -> None:
    """A new sheet raises the header's number too, and leaves the passphrase of the backups as it is."""
    first, second = make(vault, 1), make(vault, 2)
    access.make_recovery_key(vault)
    assert access.backups_of_before(vault) == ()
    access.change_passphrase(vault, NEW, CHEAP)
    assert [backup.file for backup in access.backups_of_before(vault)] == [second, first]
    fresh = make(vault, 3)
    assert fresh not in [backup.file for backup in access.backups_of_before(vault)]
    verify_backup(first, PASSPHRASE)
    verify_backup(fresh, NEW)
    with pytest.raises(WrongPassphraseError):
        verify_backup(fresh, PASSPHRASE)


def test_after_a_new_vault_key_every_earlier_backup_is_of_before(vault: Vault) -> None:
    first = make(vault, 1)
    access.renew_vault_key(vault, PASSPHRASE, now=NOW)
    older = [backup.file for backup in access.backups_of_before(vault)]
    assert len(older) == 2
    assert first in older
    make(vault, 3)
    assert [backup.file for backup in access.backups_of_before(vault)] == older


def test_a_backup_that_cannot_be_read_is_only_named_and_one_of_another_vault_is_none_of_ours(
    vault: Vault, tmp_path: Path
) -> None:
    unreadable = make(vault, 1)
    unreadable.write_bytes(unreadable.read_bytes()[:-100])
    with Vault.create(tmp_path / "other", PASSPHRASE, cost=CHEAP) as other, other.backup_source() as source:
        make_backup(source, vault.folder.backups, reason=BackupReason.ASKED, now=NOW)
    access.change_passphrase(vault, NEW, CHEAP)
    assert access.backups_of_before(vault) == ()
    assert access.unclear_backups(vault) == (unreadable,)


def test_a_second_place_is_looked_through_too(vault: Vault, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    choose(vault.folder, vault.opened.header.vault_id, stick)
    copied = stick / shutil.copy2(make(vault, 1), stick)
    access.change_passphrase(vault, NEW, CHEAP)
    assert copied in [backup.file for backup in access.backups_of_before(vault)]


def test_a_mistyped_passphrase_is_told_before_the_backup_is_made(vault: Vault) -> None:
    with pytest.raises(WrongPassphraseError):
        access.renew_vault_key(vault, "iets anders", now=NOW)
    assert not vault.folder.backups.exists()


def test_no_new_vault_key_is_made_when_the_backup_before_it_fails(vault: Vault) -> None:
    vault.folder.backups.write_text("no folder can be made here")
    with pytest.raises(VpdeskError):
        access.renew_vault_key(vault, PASSPHRASE, now=NOW)
    assert vault.opened.header.sequence == 1


def make(vault: Vault, minute: int) -> Path:
    """A backup of the vault, made in that minute."""
    with vault.backup_source() as source:
        now = NOW.replace(minute=minute)
        return make_backup(source, vault.folder.backups, reason=BackupReason.ASKED, now=now).file
