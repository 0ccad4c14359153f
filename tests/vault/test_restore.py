"""A backup becomes a whole vault, proven before it takes a place, and the replaced one is kept."""

import os
import shutil
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from tests.factories import CHEAP, PASSPHRASE, make_case, make_contact
from tests.upgrade.freeze import FROZEN
from tests.upgrade.freeze import PASSPHRASE as FROZEN_PASSPHRASE
from tests.vault.cutting import run_cut
from vpdesk import durable
from vpdesk.domain.backup import BackupReason
from vpdesk.domain.erasure import ErasureRule
from vpdesk.domain.errors import WrongPassphraseError
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.overview import CaseFilter
from vpdesk.vault.backup import make_backup
from vpdesk.vault.backup_faults import BackupDamagedError, NotABackupError, RestoredGoneError
from vpdesk.vault.erasure import erase_case
from vpdesk.vault.faults import NoVaultError, VaultExistsError, VaultInUseError
from vpdesk.vault.folder import FolderLock, VaultFolder
from vpdesk.vault.local import note, recall
from vpdesk.vault.restore import Origin, prepare, swap
from vpdesk.vault.staying_erased import Recollection
from vpdesk.vault.tombstones import read_sealed
from vpdesk.vault.vault import Vault

NOW = datetime(2026, 11, 25, 18, 20, tzinfo=UTC)


def add_case(vault: Vault) -> None:
    organisation = vault.organisations.by_name("Stichting De Boomgaard")
    with vault.transaction():
        if organisation is None:
            organisation = Organisation(name="Stichting De Boomgaard")
            vault.organisations.save(organisation)
        case = make_case(organisation.id)
        vault.cases.save(case)
        vault.contacts.save(make_contact(case.id, notes="Zwaluwstaart " * 40))


def count(path: Path, secret: str = PASSPHRASE) -> int:
    with Vault.open(path, secret) as vault:
        return vault.cases.count(CaseFilter())


@pytest.fixture
def target(tmp_path: Path) -> VaultFolder:
    """A closed vault with two cases; the backup `copies/…` of it holds one."""
    path = tmp_path / "kluis"
    with Vault.create(path, PASSPHRASE, cost=CHEAP) as vault:
        add_case(vault)
        with vault.backup_source() as source:
            make_backup(source, tmp_path / "copies", reason=BackupReason.EXIT, now=NOW)
        add_case(vault)
    return VaultFolder(path)


@pytest.fixture
def backup(target: VaultFolder) -> Path:
    (file,) = (target.path.parent / "copies").iterdir()
    return file


def names(target: VaultFolder) -> set[str]:
    return {path.name for path in target.path.parent.iterdir()} - {"copies"}


def test_it_shows_what_is_in_both_before_anything_changes(target: VaultFolder, backup: Path) -> None:
    prepared = prepare(backup, PASSPHRASE, target)
    assert prepared.origin is Origin.SAME
    assert prepared.manifest.made == NOW
    assert prepared.counts["cases"] == 1
    assert prepared.present is not None
    assert prepared.present.counts["cases"] == 2
    assert prepared.recollection is Recollection.NOTHING
    assert count(target.path) == 2
    prepared.discard()
    assert names(target) == {"kluis"}


def test_after_the_swap_the_restored_one_opens_and_the_replaced_one_too(
    target: VaultFolder, backup: Path
) -> None:
    kept = swap(prepare(backup, PASSPHRASE, target), now=NOW)
    assert kept is not None
    assert count(target.path) == 1
    assert count(kept) == 2
    assert names(target) == {"kluis", kept.name}
    assert target.path.stat().st_mode & 0o077 == 0


@pytest.mark.skipif(sys.platform == "win32", reason="making a link asks for rights there")
def test_a_vault_behind_a_link_is_replaced_where_it_is(target: VaultFolder, backup: Path) -> None:
    real = target.path.with_name("real") / "kluis"
    real.parent.mkdir()
    target.path.rename(real)
    target.path.symlink_to(real)
    with Vault.open(target.path, PASSPHRASE) as vault, vault.backup_source() as source:
        assert source.folder.backups == real.with_name("kluis-backups")
    kept = swap(prepare(backup, PASSPHRASE, VaultFolder(target.path)), now=NOW)
    assert kept is not None
    assert target.path.is_symlink()
    assert {path.name for path in real.parent.iterdir()} == {"kluis", kept.name}
    assert (count(target.path), count(real), count(kept)) == (1, 1, 2)
    shutil.rmtree(real)
    prepare(backup, PASSPHRASE, VaultFolder(target.path)).discard()  # the link leads nowhere now
    swap(prepare(backup, PASSPHRASE, VaultFolder(target.path)), now=NOW)
    assert count(real) == 1


def test_a_link_that_leads_to_itself_is_no_vault(tmp_path: Path) -> None:
    link = tmp_path / "kluis"
    link.symlink_to(link)
    with pytest.raises(NoVaultError):
        Vault.open(link, PASSPHRASE)


def test_it_goes_where_no_vault_is(backup: Path, tmp_path: Path) -> None:
    prepared = prepare(backup, PASSPHRASE, VaultFolder(tmp_path / "another computer" / "kluis"))
    assert (prepared.origin, prepared.present) == (Origin.NEW, None)
    assert swap(prepared, now=NOW) is None
    assert count(tmp_path / "another computer" / "kluis") == 1


def test_a_backup_of_another_vault_is_said_to_be_one(backup: Path, tmp_path: Path) -> None:
    Vault.create(tmp_path / "nieuw", PASSPHRASE, cost=CHEAP).close()
    prepared = prepare(backup, PASSPHRASE, VaultFolder(tmp_path / "nieuw"))
    assert prepared.origin is Origin.OTHER
    prepared.discard()


def test_a_damaged_vault_is_no_obstacle(target: VaultFolder, backup: Path) -> None:
    target.database.write_bytes(b"nothing left" * 1000)
    (target.path / "header.1").unlink()
    (target.path / "header.2").write_bytes(b"")
    prepared = prepare(backup, PASSPHRASE, target)
    assert prepared.present is None
    swap(prepared, now=NOW)
    assert count(target.path) == 1


def test_what_is_wrong_with_the_backup_leaves_everything_as_it_was(
    target: VaultFolder, backup: Path, tmp_path: Path
) -> None:
    with pytest.raises(WrongPassphraseError):
        prepare(backup, "een andere zin", target)
    damaged = tmp_path / "copies" / "damaged.vpbak"
    data = bytearray(backup.read_bytes())
    data[len(data) // 2] ^= 1
    damaged.write_bytes(data)
    with pytest.raises(BackupDamagedError):
        prepare(damaged, PASSPHRASE, target)
    for strange in (tmp_path / "nowhere.vpbak", tmp_path, target.path / "header.1"):
        with pytest.raises(NotABackupError):
            prepare(strange, PASSPHRASE, target)
    assert names(target) == {"kluis"}
    assert count(target.path) == 2


def test_what_is_no_vault_is_not_pushed_away(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "foto's").mkdir()
    (tmp_path / "foto's" / "holiday.jpg").write_bytes(b"x")
    with pytest.raises(VaultExistsError):
        prepare(backup, PASSPHRASE, VaultFolder(tmp_path / "foto's"))


def test_an_open_vault_can_be_prepared_for_and_not_be_swapped(target: VaultFolder, backup: Path) -> None:
    with Vault.open(target.path, PASSPHRASE):
        prepared = prepare(backup, PASSPHRASE, target)
        assert prepared.present is None
        with pytest.raises(VaultInUseError):
            swap(prepared, now=NOW)
    assert names(target) == {"kluis"}
    assert count(target.path) == 2


def test_a_swap_that_failed_is_not_said_to_succeed_the_next_time(target: VaultFolder, backup: Path) -> None:
    prepared = prepare(backup, PASSPHRASE, target)
    with Vault.open(target.path, PASSPHRASE), pytest.raises(VaultInUseError):
        swap(prepared, now=NOW)
    with pytest.raises(RestoredGoneError):
        swap(prepared, now=NOW)
    assert names(target) == {"kluis"}
    assert count(target.path) == 2


def test_after_a_swap_that_failed_nothing_of_another_restoring_is_thrown_away(
    target: VaultFolder, backup: Path
) -> None:
    prepared = prepare(backup, PASSPHRASE, target)
    with Vault.open(target.path, PASSPHRASE), pytest.raises(VaultInUseError):
        swap(prepared, now=NOW)
    other = prepare(backup, PASSPHRASE, target)
    prepared.discard()
    swap(other, now=NOW)
    assert count(target.path) == 1


def test_a_lock_that_is_given_back_twice_closes_no_file_of_another(target: VaultFolder) -> None:
    lock = FolderLock.take(target)
    lock.release()
    with (target.path.parent / "other").open("wb") as other:  # gets the number that the lock had
        lock.release()
        assert os.fstat(other.fileno()).st_size == 0


def test_two_restorings_of_one_vault_do_not_meet(target: VaultFolder, backup: Path) -> None:
    prepared = prepare(backup, PASSPHRASE, target)
    with pytest.raises(VaultInUseError):
        prepare(backup, PASSPHRASE, target)
    swap(prepared, now=NOW)
    assert count(target.path) == 1


def test_what_an_ended_restoring_left_is_cleared_away(target: VaultFolder, backup: Path) -> None:
    assert run_cut(partial(prepare, backup, PASSPHRASE, target), 15)
    assert names(target) > {"kluis"}
    prepare(backup, PASSPHRASE, target).discard()
    assert names(target) == {"kluis"}


def test_the_second_place_is_still_known_and_a_backup_is_due(target: VaultFolder, backup: Path) -> None:
    places = ("E:/", "F:/")  # an erased case may still be at the former one
    note(target, second_place="E:/", second_copied_at=NOW, places=places, backed_up_commits=99)
    swap(prepare(backup, PASSPHRASE, target), now=NOW)
    memory = recall(target)
    assert (memory.second_place, memory.second_copied_at, memory.backed_up_commits) == ("E:/", NOW, -1)
    assert memory.places == places


def test_the_folders_above_a_restored_vault_are_durable(
    backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synchronised: list[Path] = []
    monkeypatch.setattr(durable, "sync_folder", synchronised.append)
    prepare(backup, PASSPHRASE, VaultFolder(tmp_path / "one" / "two" / "kluis")).discard()
    assert synchronised[:3] == [tmp_path, tmp_path / "one", tmp_path / "one" / "two"]


def test_with_the_key_alone_it_is_prepared_too(target: VaultFolder, backup: Path) -> None:
    with Vault.open(target.path, PASSPHRASE) as vault:
        key = vault.opened.key.copy()
    prepared = prepare(backup, key, target)
    assert prepared.present is not None
    prepared.discard()


def erase_first_case(target: VaultFolder) -> int:
    with Vault.open(target.path, PASSPHRASE) as vault:
        (case_id,) = vault.connection.execute("SELECT min(id) FROM cases").fetchone()
        erase_case(vault, case_id, rule=ErasureRule.REPORTER_ASKED, on=NOW.date())
    return int(case_id)


def test_a_case_that_was_erased_since_stays_erased(target: VaultFolder, backup: Path) -> None:
    erase_first_case(target)
    prepared = prepare(backup, PASSPHRASE, target)
    assert (prepared.recollection, prepared.erased_again) == (Recollection.KNOWN, 1)
    assert (prepared.counts["cases"], prepared.counts["erasures"]) == (0, 1)
    swap(prepared, now=NOW)
    with Vault.open(target.path, PASSPHRASE) as vault:
        assert vault.cases.count(CaseFilter()) == 0
        assert vault.check() == ()
        assert len(read_sealed(target, vault.opened.key, vault.opened.header.vault_id)) == 1
        words = b"".join(page.content or b"" for page in vault.read_pages())
    assert b"Zwaluwstaart" not in words


def test_without_the_marks_it_would_come_back(target: VaultFolder, backup: Path) -> None:
    """The control: a present vault of which nothing can be read, and no sealed file beside it."""
    erase_first_case(target)
    target.erased.unlink()
    target.database.write_bytes(b"nothing left" * 1000)
    prepared = prepare(backup, PASSPHRASE, target)
    assert prepared.counts["cases"] == 1
    assert prepared.recollection is Recollection.UNKNOWN  # and that is what she is told
    prepared.discard()


def test_where_no_vault_is_nobody_knows_what_was_erased(backup: Path, tmp_path: Path) -> None:
    prepared = prepare(backup, PASSPHRASE, VaultFolder(tmp_path / "another computer"))
    assert (prepared.origin, prepared.recollection) == (Origin.NEW, Recollection.UNKNOWN)
    prepared.discard()


def test_the_sealed_marks_do_without_a_header_too(target: VaultFolder, backup: Path) -> None:
    erase_first_case(target)
    for name in ("header.1", "header.2", "case.db"):
        (target.path / name).write_bytes(b"damaged")
    prepared = prepare(backup, PASSPHRASE, target)
    assert (prepared.recollection, prepared.erased_again) == (Recollection.KNOWN, 1)
    prepared.discard()


def test_the_sealed_marks_do_when_the_database_is_damaged(target: VaultFolder, backup: Path) -> None:
    erase_first_case(target)
    target.database.write_bytes(b"nothing left" * 1000)
    prepared = prepare(backup, PASSPHRASE, target)
    assert prepared.present is None
    assert (prepared.recollection, prepared.erased_again) == (Recollection.KNOWN, 1)
    prepared.discard()


def test_and_also_when_it_is_open(target: VaultFolder, backup: Path) -> None:
    erase_first_case(target)
    with Vault.open(target.path, PASSPHRASE):
        prepared = prepare(backup, PASSPHRASE, target)
    assert (prepared.present, prepared.erased_again) == (None, 1)
    prepared.discard()


def test_marks_that_cannot_be_read_are_said_so(target: VaultFolder, backup: Path) -> None:
    erase_first_case(target)
    target.database.write_bytes(b"nothing left" * 1000)
    target.erased.write_bytes(b"damaged")
    prepared = prepare(backup, PASSPHRASE, target)
    assert (prepared.recollection, prepared.erased_again) == (Recollection.UNKNOWN, 0)
    prepared.discard()


def test_marks_of_another_vault_erase_nothing(backup: Path, tmp_path: Path) -> None:
    with Vault.create(tmp_path / "nieuw", PASSPHRASE, cost=CHEAP) as vault:
        add_case(vault)
    erase_first_case(VaultFolder(tmp_path / "nieuw"))
    prepared = prepare(backup, PASSPHRASE, VaultFolder(tmp_path / "nieuw"))
    assert (prepared.origin, prepared.recollection) == (Origin.OTHER, Recollection.UNKNOWN)
    assert prepared.counts["cases"] == 1
    prepared.discard()


def test_a_backup_that_knows_of_an_erasure_keeps_its_mark(target: VaultFolder, tmp_path: Path) -> None:
    erase_first_case(target)
    with Vault.open(target.path, PASSPHRASE) as vault, vault.backup_source() as source:
        fresh = make_backup(source, tmp_path / "fresh", reason=BackupReason.ERASURE, now=NOW)
    swap(prepare(fresh.file, PASSPHRASE, VaultFolder(tmp_path / "elsewhere")), now=NOW)
    assert (tmp_path / "elsewhere" / "erased.sealed").exists()
    assert count(tmp_path / "elsewhere") == 1


def test_a_backup_of_an_earlier_schema_is_put_through_the_marks_too(tmp_path: Path) -> None:
    target = VaultFolder(tmp_path / "kluis")
    shutil.copytree(FROZEN / "schema-1", target.path)
    with Vault.open(target.path, FROZEN_PASSPHRASE) as vault:
        (case_id,) = vault.connection.execute("SELECT max(id) FROM cases").fetchone()
        erase_case(vault, case_id, rule=ErasureRule.MISTAKE, on=NOW.date())
    (before,) = target.backups.iterdir()
    prepared = prepare(before, FROZEN_PASSPHRASE, target)
    assert (prepared.manifest.schema, prepared.erased_again, prepared.counts["cases"]) == (1, 1, 23)
    swap(prepared, now=NOW)
    assert count(target.path, FROZEN_PASSPHRASE) == 23


def test_cut_off_at_any_operation_the_old_or_the_restored_vault_opens(
    target: VaultFolder, backup: Path, tmp_path: Path
) -> None:
    def restore(place: VaultFolder) -> None:
        swap(prepare(backup, PASSPHRASE, place), now=NOW)

    found: list[int] = []
    for at in range(1, 1000):
        place = VaultFolder(tmp_path / str(at) / "kluis")
        shutil.copytree(target.path, place.path)
        cut = run_cut(partial(restore, place), at)
        found.append(count(place.path))
        shutil.rmtree(place.path.parent)
        if not cut:
            break
    assert set(found) == {1, 2}
    assert found == sorted(found, reverse=True)  # once it is the restored one, it stays that
    assert len(found) > 30
