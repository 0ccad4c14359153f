"""The second place: copied, read back, known for what it is, and asked for after 14 days."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.factories import CHEAP, PASSPHRASE
from vpdesk.domain.backup import BackupReason
from vpdesk.vault import second_place
from vpdesk.vault.archive import Archive, copy
from vpdesk.vault.backup import Backup, list_backups, make_backup, verify_backup
from vpdesk.vault.backup_faults import (
    BackupDamagedError,
    BackupUnprovenError,
    SecondPlaceHereError,
    SecondPlaceMissingError,
)
from vpdesk.vault.backup_source import BackupSource
from vpdesk.vault.local import LocalMemory, recall
from vpdesk.vault.second_place import PlaceRemark, choose, copy_there, give_up, is_due, is_there, remark
from vpdesk.vault.vault import Vault

NOW = datetime(2026, 11, 25, 18, 20, tzinfo=UTC)


@pytest.fixture
def source(vault: Vault) -> Iterator[BackupSource]:
    with vault.backup_source() as taken:
        yield taken


@pytest.fixture
def backup(source: BackupSource) -> Backup:
    return make_backup(source, source.folder.backups, reason=BackupReason.ASKED, now=NOW)


@pytest.fixture
def stick(tmp_path: Path, source: BackupSource) -> Path:
    place = tmp_path / "stick"
    place.mkdir()
    choose(source.folder, source.vault_id, place)
    return place


def test_a_copy_on_the_stick_is_as_good_as_the_first(
    source: BackupSource, backup: Backup, stick: Path
) -> None:
    copied = copy_there(source, backup, stick)
    assert copied.file.parent == stick
    assert verify_backup(copied.file, source.key).counts == verify_backup(backup.file, source.key).counts
    assert list_backups(stick)[0].said() == backup.said()
    assert recall(source.folder).second_place == str(stick)


def test_a_stick_that_is_not_there_is_missed_even_when_its_folder_is(
    source: BackupSource, backup: Backup, stick: Path
) -> None:
    """A mount point stays behind as an empty folder on the disk of the computer."""
    assert is_there(stick, source.vault_id)
    for file in stick.iterdir():
        file.unlink()
    assert not is_there(stick, source.vault_id)
    with pytest.raises(SecondPlaceMissingError):
        copy_there(source, backup, stick)
    assert list(stick.iterdir()) == []
    stick.rmdir()
    with pytest.raises(SecondPlaceMissingError):
        copy_there(source, backup, stick)


def test_the_stick_of_another_vault_is_not_taken_for_ours(
    source: BackupSource, backup: Backup, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with Vault.create(tmp_path / "other", PASSPHRASE, cost=CHEAP) as other:
        choose(other.folder, other.opened.header.vault_id, stick)
    with pytest.raises(SecondPlaceMissingError):
        copy_there(source, backup, stick)


def test_two_vaults_share_a_stick_and_none_writes_over_the_backups_of_the_other(
    source: BackupSource, backup: Backup, stick: Path, tmp_path: Path
) -> None:
    ours = copy_there(source, backup, stick)
    with (
        Vault.create(tmp_path / "other", PASSPHRASE, cost=CHEAP) as other,
        other.backup_source() as theirs,
    ):
        choose(other.folder, theirs.vault_id, stick)
        made = make_backup(theirs, other.folder.backups, reason=BackupReason.ASKED, now=NOW)
        copied = copy_there(theirs, made, stick)
        assert made.file.name == backup.file.name
        assert verify_backup(copied.file, theirs.key).backup.said() == made.said()
    assert verify_backup(ours.file, source.key).backup.said() == backup.said()
    again = copy_there(source, backup, stick)  # the same once more is the same file
    assert again.file == ours.file
    assert len(list_backups(stick)) == 2


def test_what_lies_damaged_on_the_stick_is_not_written_over(
    source: BackupSource, backup: Backup, stick: Path
) -> None:
    (stick / backup.file.name).write_bytes(b"damaged")
    copied = copy_there(source, backup, stick)
    assert verify_backup(copied.file, source.key).backup.said() == backup.said()
    assert (stick / backup.file.name).read_bytes() == b"damaged"


@pytest.mark.parametrize("where", ["vault", "vault/inside", "vault-backups", "vault-backups/inside", "link"])
def test_where_the_vault_and_its_first_backups_are_is_no_second_place(
    source: BackupSource, backup: Backup, where: str
) -> None:
    place = source.folder.path.parent / where
    if where == "link":
        place.symlink_to(backup.file.parent)
    place.mkdir(exist_ok=True)
    for asked in (remark, lambda folder, there: choose(folder, source.vault_id, there)):
        with pytest.raises(SecondPlaceHereError):
            asked(source.folder, place)
    assert recall(source.folder).second_place == ""


def test_a_stick_that_gives_back_something_else_is_found_out(
    source: BackupSource, backup: Backup, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoiling(old: Path, new: Path, moved: Any) -> None:
        copy(old, new, moved)
        data = bytearray(new.read_bytes())
        data[len(data) // 2] ^= 1
        new.write_bytes(data)

    monkeypatch.setattr(second_place, "copy", spoiling)
    with pytest.raises(BackupUnprovenError):
        copy_there(source, backup, stick)
    assert list_backups(stick) == []
    # the control: without reading back it would be believed until the day it is needed
    monkeypatch.setattr(Archive, "read_database", lambda *_: None)
    copied = copy_there(source, backup, stick)
    monkeypatch.undo()
    with pytest.raises(BackupDamagedError):
        verify_backup(copied.file, source.key)


def test_only_a_folder_can_be_chosen(source: BackupSource, tmp_path: Path) -> None:
    with pytest.raises(SecondPlaceMissingError):
        choose(source.folder, source.vault_id, tmp_path / "nowhere")
    assert recall(source.folder).second_place == ""


def test_it_can_be_given_up_and_the_copies_stay(source: BackupSource, backup: Backup, stick: Path) -> None:
    copy_there(source, backup, stick)
    give_up(source.folder)
    assert recall(source.folder).second_place == ""
    assert len(list_backups(stick)) == 1


def test_what_must_be_known_of_a_place_is_said(source: BackupSource, tmp_path: Path) -> None:
    assert remark(source.folder, tmp_path) is PlaceRemark.SAME_DISK
    (tmp_path / "OneDrive").mkdir()
    assert remark(source.folder, tmp_path / "OneDrive") is PlaceRemark.SYNCHRONISED
    if Path("/dev/shm").is_dir() and Path("/dev/shm").stat().st_dev != tmp_path.stat().st_dev:  # noqa: S108
        assert remark(source.folder, Path("/dev/shm")) is PlaceRemark.APART  # noqa: S108  only looked at
    with pytest.raises(SecondPlaceMissingError):
        remark(source.folder, tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("place", "copied", "due"),
    [
        ("", None, False),
        ("E:/", None, True),
        ("E:/", NOW, False),
        ("E:/", NOW - timedelta(days=13), False),
        ("E:/", NOW - timedelta(days=14), True),
        ("E:/", NOW + timedelta(days=1), True),
        ("E:/", NOW + timedelta(days=3650), True),
    ],
)
def test_a_copy_is_asked_for_after_fourteen_days(place: str, copied: datetime | None, due: bool) -> None:
    memory = LocalMemory(second_place=place, second_copied_at=copied)
    assert is_due(memory, date(2026, 11, 25)) is due
