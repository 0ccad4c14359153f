"""Checking an open vault beside the window: what is right, what is not, and what only seemed so."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.factories import CHEAP, PASSPHRASE, make_case
from tests.vault.trees import damage, leaf_of
from vpdesk.domain.backup import BackupReason
from vpdesk.domain.organisation import Organisation
from vpdesk.models.keeping import BackupStoppedError
from vpdesk.services.backups import back_up
from vpdesk.services.checking import Checked, check_open, settle
from vpdesk.vault.backup_faults import BackupDamagedError
from vpdesk.vault.checking import STEPS
from vpdesk.vault.faults import MovedError
from vpdesk.vault.folder import HEADERS
from vpdesk.vault.progress import Progress, Stage
from vpdesk.vault.vault import Vault

NOW = datetime(2026, 11, 25, 18, 20, 7, tzinfo=UTC)


@pytest.fixture
def full(vault: Vault, organisation: Organisation) -> Vault:
    with vault.transaction():
        vault.cases.add_all(make_case(organisation.id) for _ in range(300))
    with vault.backup_source() as source:
        back_up(source, reason=BackupReason.LOCK, now=NOW)
    return vault


def checked(vault: Vault) -> Checked:
    with vault.backup_source() as source:
        return settle(vault, check_open(source))


def test_what_is_right_is_said_to_be_and_told_in_steps(full: Vault) -> None:
    told: list[Progress] = []
    with full.backup_source() as source:
        found = settle(full, check_open(source, progress=told.append))
    assert (found.findings, found.healed, found.cases, found.organisations) == ((), False, 300, 1)
    assert [each.fault for each in found.backups] == [None]
    assert [each.done for each in told if each.stage is Stage.READING] == list(range(STEPS + 1))
    assert Stage.VERIFYING in {each.stage for each in told}


def test_what_the_window_writes_meanwhile_is_no_damage(full: Vault, organisation: Organisation) -> None:
    def write(_progress: Progress) -> None:
        with full.transaction():
            full.cases.save(make_case(organisation.id))
        full.tidy()

    with full.backup_source() as source:
        assert settle(full, check_open(source, progress=write)).findings == ()


def test_what_only_seemed_damaged_is_read_again_with_the_vault_to_itself(full: Vault) -> None:
    with full.backup_source() as source:
        found = check_open(source)
    seemed = replace(found, findings=("page 3",))
    assert settle(full, seemed).findings == ()


def test_a_damaged_page_is_found_and_nothing_is_changed(tmp_path: Path) -> None:
    folder = tmp_path / "kluis"
    organisation = Organisation(name="Waterschap De Vliet")
    with Vault.create(folder, PASSPHRASE, cost=CHEAP) as vault, vault.transaction():
        vault.organisations.save(organisation)
        cases = [make_case(organisation.id) for _ in range(300)]
        vault.cases.add_all(cases)
    damage(folder, leaf_of(folder, "cases", cases[150].id))
    before = (folder / "case.db").read_bytes()
    with Vault.open(folder, PASSPHRASE) as vault:
        found = checked(vault)
        assert found.findings != ()
    assert (folder / "case.db").read_bytes() == before


def test_a_damaged_backup_is_named_and_the_vault_is_right(full: Vault) -> None:
    (file,) = full.folder.backups.glob("*.vpbak")
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 1
    file.write_bytes(raw)
    found = checked(full)
    assert found.findings == ()
    (backup,) = found.backups
    assert isinstance(backup.fault, BackupDamagedError)


@pytest.mark.parametrize("name", HEADERS)
def test_a_damaged_header_is_put_right_from_the_other(full: Vault, name: str) -> None:
    file = full.folder.path / name
    whole = file.read_bytes()
    file.write_bytes(whole[:-9])
    assert checked(full).healed
    assert file.read_bytes() == whole
    assert not checked(full).healed


def test_another_file_in_the_place_of_the_open_one_is_not_taken_for_it(full: Vault, tmp_path: Path) -> None:
    full.folder.database.rename(tmp_path / "aside.db")
    (full.folder.database).write_bytes((tmp_path / "aside.db").read_bytes())
    with full.backup_source() as source, pytest.raises(MovedError):
        check_open(source)
    full.folder.database.unlink()
    (tmp_path / "aside.db").rename(full.folder.database)


def test_what_is_raised_at_a_step_ends_it(full: Vault) -> None:
    def stop(_progress: Progress) -> None:
        raise BackupStoppedError

    with full.backup_source() as source, pytest.raises(BackupStoppedError):
        check_open(source, progress=stop)
