"""A backup is proven before it counts, and whatever happens to it afterwards is found."""

import hashlib
import json
import os
import shutil
import threading
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.factories import CHEAP, PASSPHRASE, make_case, make_contact
from tests.upgrade.freeze import FROZEN
from tests.upgrade.freeze import PASSPHRASE as FROZEN_PASSPHRASE
from tests.vault.cutting import run_cut
from vpdesk import durable
from vpdesk.domain.backup import BackupReason
from vpdesk.domain.errors import DiskFullError, VpdeskError, WrongPassphraseError
from vpdesk.domain.organisation import Organisation
from vpdesk.vault import archive
from vpdesk.vault import backup as backup_module
from vpdesk.vault.archive import Archive
from vpdesk.vault.backup import (
    Backup,
    Condition,
    changed_since,
    list_backups,
    make_backup,
    verify_backup,
)
from vpdesk.vault.backup_faults import (
    BackupDamagedError,
    BackupUnprovenError,
    BackupUnsettledError,
    NotABackupError,
    OtherKeyError,
)
from vpdesk.vault.backup_source import BackupSource
from vpdesk.vault.connection import connect
from vpdesk.vault.faults import MovedError, OlderCopyError
from vpdesk.vault.inspecting import Inspected, commits_in, take_stock
from vpdesk.vault.local import LocalMemory
from vpdesk.vault.progress import Progress, Stage
from vpdesk.vault.vault import Vault

NOW = datetime(2026, 11, 25, 18, 20, 7, tzinfo=timezone(timedelta(hours=1)))
CANARY = "Zwaluwstaartkanarie"


def fill(vault: Vault, cases: int = 20) -> None:
    organisation = Organisation(name=f"Stichting De Boomgaard {cases}")
    with vault.transaction():
        vault.organisations.save(organisation)
        for _ in range(cases):
            case = make_case(organisation.id)
            vault.cases.save(case)
            vault.contacts.save(make_contact(case.id, notes=f"{CANARY} {case.alias} " * 30))


@pytest.fixture
def source(vault: Vault) -> Iterator[BackupSource]:
    fill(vault)
    with vault.backup_source() as taken:
        yield taken


def make(source: BackupSource, folder: Path, **changes: Any) -> Backup:
    arguments = {"reason": BackupReason.ASKED, "now": NOW, **changes}
    return make_backup(source, folder, **arguments)


def contents(folder: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()}


def flip(file: Path, place: int) -> None:
    data = bytearray(file.read_bytes())
    data[place] ^= 1
    file.write_bytes(data)


def test_a_backup_is_one_file_that_names_nothing_but_its_time(source: BackupSource, tmp_path: Path) -> None:
    backup = make(source, tmp_path / "copies")
    assert [file.name for file in (tmp_path / "copies").iterdir()] == [backup.file.name]
    assert backup.file.name == f"vpdesk {NOW.astimezone():%Y-%m-%d %H.%M.%S}.vpbak"
    assert backup.condition is Condition.VERIFIED
    assert (backup.said().reason, backup.said().commits) == (BackupReason.ASKED, source.commits)
    assert backup.file.stat().st_mode & 0o077 == 0
    assert CANARY.encode() not in backup.file.read_bytes()


def test_the_folders_above_a_backup_are_durable(
    source: BackupSource, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synchronised: list[Path] = []
    monkeypatch.setattr(durable, "sync_folder", synchronised.append)
    place = tmp_path / "one" / "two"
    make(source, place)
    assert synchronised[:2] == [tmp_path, tmp_path / "one"]
    assert synchronised[-1] == place


def test_any_zip_program_can_take_it_apart(source: BackupSource, tmp_path: Path) -> None:
    backup = make(source, tmp_path)
    with zipfile.ZipFile(backup.file) as pack:
        assert pack.testzip() is None
        assert pack.namelist() == ["manifest.json", "header", "case.db"]
        manifest = json.loads(pack.read("manifest.json"))
        assert manifest["database"]["sha256"] == hashlib.sha256(pack.read("case.db")).hexdigest()
        assert pack.read("header") == (source.folder.path / "header.1").read_bytes()
        assert pack.infolist()[0].date_time[0] == 2026
    assert "contacts" not in json.dumps(manifest)


def test_it_verifies_with_the_passphrase_and_with_the_key(source: BackupSource, tmp_path: Path) -> None:
    backup = make(source, tmp_path / "copies")
    before = contents(tmp_path / "copies")
    for secret in (PASSPHRASE, source.key):
        verified = verify_backup(backup.file, secret)
        assert verified.counts["contacts"] == 20
        assert verified.counts["cases"] == 20
        assert verified.backup == backup
    assert contents(tmp_path / "copies") == before  # nothing is left of taking it apart


def test_a_wrong_secret_is_told_from_damage(source: BackupSource, tmp_path: Path) -> None:
    backup = make(source, tmp_path / "copies")
    with pytest.raises(WrongPassphraseError):
        verify_backup(backup.file, "een andere zin")
    with (
        Vault.create(tmp_path / "other", PASSPHRASE, cost=CHEAP) as other,
        other.backup_source() as elsewhere,
        pytest.raises(OtherKeyError),
    ):
        verify_backup(backup.file, elsewhere.key)
    assert len(list((tmp_path / "copies").iterdir())) == 1


def test_what_is_typed_while_it_is_made_is_in_it_or_not_but_never_half(
    vault: Vault, source: BackupSource, tmp_path: Path
) -> None:
    done = threading.Event()
    made: list[Backup] = []

    def work() -> None:
        try:
            made.append(make(source, tmp_path / "copies"))
        finally:
            done.set()

    thread = threading.Thread(target=work)
    thread.start()
    number = 0
    while not done.wait(0.02):
        number += 1
        fill(vault, cases=1) if number == 1 else _rename(vault, number)
    thread.join()
    verified = verify_backup(made[0].file, source.key)
    assert verified.backup.said().commits >= source.commits
    assert verified.counts["cases"] in (20, 21)


def _rename(vault: Vault, number: int) -> None:
    with vault.transaction():
        vault.organisations.save(Organisation(name=f"Nog een {number}"))


def test_a_vault_that_never_stands_still_is_said_so(
    source: BackupSource, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def moving(connection: Any) -> Inspected:
        stock = take_stock(connection)
        return Inspected(vault_id=stock.vault_id, commits=10**9, schema=stock.schema, counts=stock.counts)

    monkeypatch.setattr(backup_module, "take_stock", moving)
    with pytest.raises(BackupUnsettledError):
        make(source, tmp_path / "copies")
    assert list((tmp_path / "copies").iterdir()) == []


def put_an_older_copy_in_place(vault: Vault) -> int:
    """Change the vault, put the file of before in its place, and return how many commits that has."""
    folder = vault.folder
    vault.tidy()
    (commits,) = vault.connection.execute("SELECT commits FROM vault_state").fetchone()
    shutil.copy(folder.database, folder.path / "older")
    fill(vault, 3)
    folder.database.rename(folder.path / "aside")
    (folder.path / "older").rename(folder.database)
    for left in (folder.log, folder.shared):
        left.unlink()
    return int(commits)


def test_an_older_copy_in_the_place_of_the_open_database_makes_no_backup(
    vault: Vault, tmp_path: Path
) -> None:
    fill(vault)
    put_an_older_copy_in_place(vault)
    with vault.backup_source() as source:
        with pytest.raises(MovedError):
            make(source, tmp_path / "backups")
        with pytest.raises(OlderCopyError):  # as where the older content was written into the same file
            make(replace(source, identity=vault.folder.identity()), tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []


def test_without_looking_which_file_it_is_an_older_copy_would_pass_as_the_present_one(
    vault: Vault, tmp_path: Path
) -> None:
    """The control: it has the same key, is whole, and says of itself that it is verified."""
    fill(vault)
    commits = put_an_older_copy_in_place(vault)
    with vault.backup_source() as source:
        made = make(replace(source, commits=0, identity=vault.folder.identity()), tmp_path / "backups")
    assert made.condition is Condition.VERIFIED
    assert made.said().commits == commits


def test_a_copy_that_loses_a_row_is_thrown_away(
    source: BackupSource, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = backup_module._copy

    def losing(source: BackupSource, part: Path, *rest: Any) -> Inspected:
        stock = real(source, part, *rest)
        with closing(connect(part, source.key.database_key())) as connection:
            connection.execute("DELETE FROM contacts WHERE id = (SELECT max(id) FROM contacts)")
            connection.execute("PRAGMA journal_mode = DELETE").fetchall()
        return stock

    make(source, tmp_path / "copies")
    before = contents(tmp_path / "copies")
    monkeypatch.setattr(backup_module, "_copy", losing)
    with pytest.raises(BackupUnprovenError):
        make(source, tmp_path / "copies")
    assert contents(tmp_path / "copies") == before


def damage_after_copying(monkeypatch: pytest.MonkeyPatch, where: int) -> None:
    """Let the disk spoil one bit of the working copy, just after it was written."""
    real = backup_module._copy

    def spoiling(source: BackupSource, part: Path, *rest: Any) -> Inspected:
        stock = real(source, part, *rest)
        flip(part, where)
        return stock

    monkeypatch.setattr(backup_module, "_copy", spoiling)


@pytest.mark.parametrize("where", [100, 5000, -3000])
def test_a_copy_that_is_spoilt_on_the_disk_is_found_before_it_counts(
    source: BackupSource, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: int
) -> None:
    damage_after_copying(monkeypatch, where)
    with pytest.raises(BackupUnprovenError) as info:
        make(source, tmp_path / "copies")
    assert info.value.findings
    assert list((tmp_path / "copies").iterdir()) == []


def test_without_fresh_connections_a_spoilt_copy_would_pass(
    source: BackupSource, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: whoever asks the connection that has read it before hears that all is well."""
    with closing(connect(source.folder.database, source.key.database_key())) as connection:
        connection.execute("VACUUM INTO ?", [str(tmp_path / "part")])
    with closing(connect(tmp_path / "part", source.key.database_key())) as same:
        same.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        assert [row[0] for row in same.execute("PRAGMA integrity_check")] == ["ok"]
        flip(tmp_path / "part", 4 * 4096 + 100)
        assert [row[0] for row in same.execute("PRAGMA integrity_check")] == ["ok"]
        assert same.execute("SELECT count(*) FROM contacts").fetchone()[0] == 20
    # the same without our checks: the spoilt copy gets its name and is only found when it is needed
    damage_after_copying(monkeypatch, 5 * 4096)
    monkeypatch.setattr(backup_module, "inspect", lambda *_: _stock(source))
    backup = make(source, tmp_path / "copies")
    with pytest.raises(BackupDamagedError):
        verify_backup(backup.file, source.key)


def test_a_copy_that_cannot_be_read_is_no_damage_to_the_vault(source: BackupSource, tmp_path: Path) -> None:
    spoilt = tmp_path / "spoilt.db"
    spoilt.write_bytes(bytes(8192))
    with pytest.raises(BackupDamagedError):
        commits_in(spoilt, source.key)


def _stock(source: BackupSource) -> Inspected:
    with closing(connect(source.folder.database, source.key.database_key())) as connection:
        return take_stock(connection)


def test_a_bit_that_falls_while_packing_is_found_by_reading_back(
    source: BackupSource, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = archive.write

    def spoiling(file: Path, *rest: Any) -> None:
        real(file, *rest)
        flip(file, file.stat().st_size // 2)

    monkeypatch.setattr(archive, "write", spoiling)
    with pytest.raises(BackupUnprovenError):
        make(source, tmp_path / "copies")
    # the control: without reading back it counts
    monkeypatch.setattr(Archive, "read_database", lambda *_: None)
    make(source, tmp_path / "copies")
    monkeypatch.undo()
    with pytest.raises(BackupDamagedError):
        verify_backup(list_backups(tmp_path / "copies")[0].file, source.key)


def test_every_part_of_a_backup_is_guarded(source: BackupSource, tmp_path: Path) -> None:
    """One bit in each stretch of the file: found when it is listed, or else when it is verified."""
    backup = make(source, tmp_path / "copies")
    good = backup.file.read_bytes()
    for place in [*range(0, 3000, 97), *range(3000, len(good), 9973), *range(len(good) - 200, len(good), 13)]:
        flip(backup.file, place)
        with pytest.raises((BackupDamagedError, NotABackupError, OtherKeyError)):
            verify_backup(backup.file, source.key)
        backup.file.write_bytes(good)
    verify_backup(backup.file, source.key)


def test_a_full_disk_is_said_before_anything_is_written(
    source: BackupSource, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_module, "_ROOM", 1 << 60)
    with pytest.raises(DiskFullError) as info:
        make(source, tmp_path / "copies")
    assert "backup" in info.value.wrong
    assert list((tmp_path / "copies").iterdir()) == []


def test_what_an_ended_process_left_is_cleared_away_and_nothing_else(
    source: BackupSource, tmp_path: Path
) -> None:
    folder = tmp_path / "copies"
    (folder / f".vpdesk-{source.vault_id[:8]}-0123.part").mkdir(parents=True)
    (folder / f".vpdesk-{source.vault_id[:8]}-0123.part" / "case.db").write_bytes(b"x")
    (folder / f".vpdesk-{source.vault_id[:8]}-4567.part").write_bytes(b"x")
    others = {".vpdesk-ffffffff-0123.part", "holiday.jpg"}
    for name in others:
        (folder / name).write_bytes(b"x")
    backup = make(source, folder)
    assert {file.name for file in folder.iterdir()} == {backup.file.name, *others}


def test_cut_off_at_any_operation_there_is_a_whole_backup_or_none(
    source: BackupSource, tmp_path: Path
) -> None:
    found: list[int] = []
    for at in range(1000):
        folder = tmp_path / str(at)
        cut = run_cut(partial(make, source, folder), at)
        listed = list_backups(folder)
        found.append(len(listed))
        for backup in listed:
            verify_backup(backup.file, source.key)
        if found[-1] == 0:
            make(source, folder)  # and the next one clears away what is left
        if folder.exists():
            assert [file.suffix for file in folder.iterdir()] == [".vpbak"]
        if not cut:
            break
    assert set(found) == {0, 1}
    assert len(found) > 8


class WindowsDatetime(datetime):
    """As on Windows, whose C library knows no local time before 1970 (python/cpython#107078)."""

    @classmethod
    def fromtimestamp(cls, seconds: float, tz: tzinfo | None = None) -> "WindowsDatetime":
        if tz is None and seconds < 86_400:
            raise OSError(22, "Invalid argument")
        return super().fromtimestamp(seconds, tz)

    def astimezone(self, tz: tzinfo | None = None) -> "WindowsDatetime":
        long_ago = self.year < 1970 or (self.tzinfo is None and self.date() <= date(1970, 1, 2))
        if tz is None and long_ago:
            raise OSError(22, "Invalid argument")
        return super().astimezone(tz)


def test_a_list_can_be_made_where_the_system_knows_no_time_before_1970(
    source: BackupSource, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(source, tmp_path / "copies")
    old = tmp_path / "copies" / "old.vpbak"
    old.write_bytes(b"not a backup")
    os.utime(old, (-10_000_000, -10_000_000))
    monkeypatch.setattr(backup_module, "datetime", WindowsDatetime)
    with pytest.raises(OSError, match="Invalid argument"):
        WindowsDatetime.fromtimestamp(0).astimezone()  # the control: what it was
    assert [each.condition for each in list_backups(tmp_path / "copies")] == [
        Condition.LISTED,
        Condition.DAMAGED,
    ]


@pytest.mark.parametrize("moment", [-(10**11), 0, 10**11, 2**33])
def test_no_moment_that_a_file_says_it_was_written_at_keeps_the_list_from_being_made(
    tmp_path: Path, moment: int
) -> None:
    file = tmp_path / "odd.vpbak"
    file.write_bytes(b"not a backup")
    os.utime(file, (moment, moment))
    assert list_backups(tmp_path)[0].made.tzinfo is not None


def test_the_list_is_newest_first_and_shows_what_is_damaged(source: BackupSource, tmp_path: Path) -> None:
    assert list_backups(tmp_path / "nowhere") == []
    folder = tmp_path / "copies"
    made = [make(source, folder, now=NOW + timedelta(days=day)) for day in range(3)]
    flip(made[1].file, 60)
    (folder / "notes.txt").write_text("not one of ours")
    (folder / "empty.vpbak").write_bytes(b"")
    listed = list_backups(folder)
    assert [each.file.name for each in listed if each.condition is Condition.LISTED] == [
        made[2].file.name,
        made[0].file.name,
    ]
    damaged = {each.file.name for each in listed if each.condition is Condition.DAMAGED}
    assert damaged == {made[1].file.name, "empty.vpbak"}


def test_two_within_one_second_both_stay(source: BackupSource, tmp_path: Path) -> None:
    assert make(source, tmp_path).file != make(source, tmp_path).file
    assert len(list_backups(tmp_path)) == 2


def test_the_time_is_kept_with_its_place_on_earth(source: BackupSource, tmp_path: Path) -> None:
    make(source, tmp_path, now=datetime(2026, 11, 25, 12, 0, 0, 999, tzinfo=UTC))
    (listed,) = list_backups(tmp_path)
    assert listed.made == datetime(2026, 11, 25, 12, 0, 0, tzinfo=UTC)


def test_progress_tells_each_stage_and_reaches_its_end(source: BackupSource, tmp_path: Path) -> None:
    heard: list[Progress] = []
    make(source, tmp_path, progress=heard.append)
    last = {progress.stage: progress for progress in heard}
    assert list(last) == [Stage.COPYING, Stage.CHECKING, Stage.PACKING, Stage.REREADING]
    assert all(last[stage].done == last[stage].total > 0 for stage in last if stage is not Stage.COPYING)


@pytest.mark.parametrize("stage", list(Stage)[:4])
def test_who_waits_can_end_the_work_and_nothing_is_left_of_it(
    source: BackupSource, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: Stage
) -> None:
    class EnoughError(VpdeskError):
        """Somebody has to go."""

    def stop(progress: Progress) -> None:
        if progress.stage is stage:
            raise EnoughError

    monkeypatch.setattr(backup_module, "_TICK", 100)
    with pytest.raises(EnoughError):
        make(source, tmp_path / "copies", progress=stop)
    assert list((tmp_path / "copies").iterdir()) == []


def test_whether_anything_changed_since_is_known(vault: Vault, source: BackupSource, tmp_path: Path) -> None:
    commits = make(source, tmp_path).said().commits
    memory = LocalMemory(backed_up_commits=commits, backed_up_header=source.header_sequence)
    assert not changed_since(source, memory)
    assert changed_since(source, LocalMemory())
    fill(vault, cases=1)
    with vault.backup_source() as later:
        assert changed_since(later, memory)


def test_the_key_of_a_source_is_a_copy_that_can_be_forgotten(vault: Vault) -> None:
    with vault.backup_source() as source:
        pass
    with pytest.raises(RuntimeError):
        source.key.copy()
    assert vault.opened.key.copy().same_as(vault.opened.key)


def test_a_vault_of_an_earlier_schema_is_backed_up_before_it_is_brought_up_to_date(tmp_path: Path) -> None:
    shutil.copytree(FROZEN / "schema-1", tmp_path / "kluis")
    Vault.open(tmp_path / "kluis", FROZEN_PASSPHRASE).close()
    (backup,) = list_backups(tmp_path / "kluis-backups")
    assert (backup.said().reason, backup.said().schema) == (BackupReason.MIGRATION, 1)
    assert verify_backup(backup.file, FROZEN_PASSPHRASE).counts["cases"] == 24
    Vault.open(tmp_path / "kluis", FROZEN_PASSPHRASE).close()
    assert len(list_backups(tmp_path / "kluis-backups")) == 1
