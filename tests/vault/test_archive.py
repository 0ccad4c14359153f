"""A backup has one possible spelling: anything else is refused with an error of ours, and writes nothing."""

import json
import random
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.factories import PASSPHRASE
from tests.vault import forging
from vpdesk.domain.backup import BackupReason
from vpdesk.vault import archive, manifest
from vpdesk.vault.archive import Archive
from vpdesk.vault.backup import Backup, Condition, look_at, make_backup, verify_backup
from vpdesk.vault.backup_faults import BackupDamagedError, NewerBackupError
from vpdesk.vault.backup_source import BackupSource
from vpdesk.vault.manifest import SignedManifest, parse
from vpdesk.vault.thinning import thin
from vpdesk.vault.vault import Vault

NOW = datetime(2026, 11, 25, 18, 20, 7, tzinfo=UTC)


@pytest.fixture
def source(vault: Vault) -> Iterator[BackupSource]:
    with vault.backup_source() as taken:
        yield taken


@pytest.fixture
def backup(source: BackupSource, tmp_path: Path) -> Backup:
    return make_backup(source, tmp_path / "copies", reason=BackupReason.ASKED, now=NOW)


def draw(source: BackupSource, backup: Backup, tmp_path: Path, number: int) -> Counter[str]:
    counts = verify_backup(backup.file, source.key).counts
    good = backup.file.read_bytes()
    (tmp_path / "place").mkdir()
    file = tmp_path / "place" / "forged.vpbak"
    chance = random.Random(1)
    return Counter(
        forging.meet(file, forging.forge(good, chance), source.key, counts) for _ in range(number)
    )


def test_forged_and_damaged_backups_give_our_errors_and_write_nothing(
    source: BackupSource, backup: Backup, tmp_path: Path
) -> None:
    words = draw(source, backup, tmp_path, 600)
    assert set(words) == {"early", "late"}
    assert words["late"] > 100


def test_without_the_seal_of_the_manifest_a_forger_would_be_believed(
    source: BackupSource, backup: Backup, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: then a page or a header that was changed is what counts."""
    monkeypatch.setattr(SignedManifest, "require", lambda self, _key: self.manifest)
    words = draw(source, backup, tmp_path, 300)
    assert words["as before"] + words["fooled"] > 0


@pytest.mark.parametrize("size", [0, 1, 21, 4096])
def test_a_file_of_any_length_is_refused(tmp_path: Path, size: int) -> None:
    (tmp_path / "short.vpbak").write_bytes(b"PK\3\4manifest.json"[:size].ljust(size, b"\0"))
    assert look_at(tmp_path / "short.vpbak").condition is Condition.DAMAGED


def test_a_zip_program_that_packs_it_anew_makes_another_file(backup: Backup, tmp_path: Path) -> None:
    with zipfile.ZipFile(backup.file) as old, zipfile.ZipFile(tmp_path / "new.vpbak", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    with pytest.raises(BackupDamagedError):
        Archive.open(tmp_path / "new.vpbak")


def test_a_later_format_is_told_from_damage(source: BackupSource, backup: Backup) -> None:
    raw = backup.said().encode(source.key)
    assert parse(raw).require(source.key) == backup.said()
    for later in (raw.replace(b'"format":1', b'"format":2'), raw.replace(b'"asked"', b'"later"')):
        with pytest.raises(NewerBackupError):
            parse(later)


def test_a_database_of_more_than_four_gigabytes_has_the_fields_for_it(
    source: BackupSource, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same code with a lower bound: any ZIP program must be able to read those fields as well."""
    monkeypatch.setattr(archive, "_LARGE", 20_000)
    backup = make_backup(source, tmp_path / "copies", reason=BackupReason.ASKED, now=NOW)
    assert verify_backup(backup.file, PASSPHRASE).backup == backup
    raw = backup.file.read_bytes()
    assert b"PK\6\6" in raw
    with zipfile.ZipFile(backup.file) as pack:
        assert pack.testzip() is None
        assert pack.getinfo("case.db").file_size == backup.said().database.size


@pytest.mark.parametrize("name", ["../../outside", "/outside", "\ud800", "*", "\0", "ABCDEF" * 5 + "AB", ""])
def test_no_name_in_a_manifest_becomes_part_of_a_path(
    source: BackupSource, backup: Backup, tmp_path: Path, name: str
) -> None:
    parts = forging.members(backup.file.read_bytes())
    said = json.loads(parts["manifest.json"])
    raw = json.dumps({**said, "vault": name}, sort_keys=True, separators=(",", ":")).encode()
    with pytest.raises(BackupDamagedError):
        parse(raw)
    good = json.dumps(said, sort_keys=True, separators=(",", ":")).encode()
    assert parse(good).require(source.key) == backup.said()
    assert {file.name for file in tmp_path.iterdir()} == {"copies", "vault"}


@pytest.mark.parametrize(
    "made",
    [
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00",
        "1969-12-31T23:59:59+00:00",
        "1970-01-01T00:00:00+01:00",
        "3000-01-01T00:00:00+00:00",
    ],
)
def test_a_moment_that_no_clock_shows_is_damage_and_keeps_no_backup_from_being_made(
    source: BackupSource, backup: Backup, made: str
) -> None:
    parts = forging.members(backup.file.read_bytes())
    said = {**json.loads(parts["manifest.json"]), "made": made}
    with pytest.raises(BackupDamagedError):
        parse(json.dumps(said, sort_keys=True, separators=(",", ":")).encode())
    forged = backup.file.with_name("forged.vpbak")
    database = backup.file.with_name("database")
    database.write_bytes(parts["case.db"])
    raw = json.dumps(said, sort_keys=True, separators=(",", ":")).encode()
    archive.write(forged, NOW, (raw, parts["header"], database), lambda _size: None)
    next_one = make_backup(source, backup.file.parent, reason=BackupReason.ASKED, now=NOW)
    assert look_at(forged).condition is Condition.DAMAGED
    assert thin(backup.file.parent, next_one, NOW) == ()


@pytest.mark.parametrize("year", [1970, 2200])
def test_a_clock_that_is_far_off_makes_a_backup_all_the_same(
    source: BackupSource, tmp_path: Path, year: int
) -> None:
    made = datetime(year, 5, 6, 7, 8, 9, tzinfo=UTC)
    backup = make_backup(source, tmp_path / "copies", reason=BackupReason.ASKED, now=made)
    assert verify_backup(backup.file, source.key).backup.made == made


def test_no_size_in_a_manifest_makes_us_read_or_write_more_than_there_is(
    source: BackupSource, backup: Backup, tmp_path: Path
) -> None:
    raw = backup.said().encode(source.key)
    huge = raw.replace(f'"size":{backup.said().database.size}'.encode(), b'"size":%d' % 2**43)
    parts = forging.members(backup.file.read_bytes())
    framed = archive._frame(NOW, (len(huge), len(parts["header"]), 2**43), (0, 0, 0))
    (tmp_path / "huge.vpbak").write_bytes(framed.before[0] + huge + parts["header"] + framed.after)
    free = shutil.disk_usage(tmp_path).free
    with pytest.raises(BackupDamagedError):
        verify_backup(tmp_path / "huge.vpbak", source.key)
    assert shutil.disk_usage(tmp_path).free > free - 10_000_000
    assert manifest.LARGEST_DATABASE > 2**43
