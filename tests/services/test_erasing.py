"""Erasing a case for good, seen from the backups: which may hold it, and replacing them."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.factories import PASSPHRASE
from tests.vault.full_cases import Author, FullCase
from vpdesk.domain.backup import BackupReason
from vpdesk.domain.erasure import ErasureRule
from vpdesk.domain.errors import DiskFullError
from vpdesk.domain.identity import moment_of
from vpdesk.domain.organisation import Organisation
from vpdesk.services import erasing
from vpdesk.services.backups import back_up
from vpdesk.services.erasing import backups_that_may_hold, erase_case, remaining, replace_backups
from vpdesk.vault import backup as backups
from vpdesk.vault.backup import Backup, Condition, list_backups, unpacked
from vpdesk.vault.local import note, recall
from vpdesk.vault.progress import Progress, Stage
from vpdesk.vault.second_place import choose, give_up
from vpdesk.vault.swapping import new_place
from vpdesk.vault.vault import Vault

NOW = datetime(2026, 11, 25, 14, 2)
RULE = ErasureRule.REPORTER_ASKED


@pytest.fixture
def case(vault: Vault, organisation: Organisation) -> FullCase:
    """One case among three."""
    author = Author(3)
    return [author.write(vault, organisation.id, contacts=1, length=5) for _ in range(3)][1]


def holds(file: Path, case: FullCase, workspace: Path) -> bool:
    """Look whether a backup holds a case, by opening it as a vault."""
    with unpacked(file, PASSPHRASE, workspace) as (folder, _found), Vault.open(folder.path, PASSPHRASE) as it:
        return case.case_id in {row[0] for row in it.connection.execute("SELECT id FROM cases")}


def test_a_case_goes_between_two_backups_and_the_first_is_named(
    vault: Vault, case: FullCase, tmp_path: Path
) -> None:
    told: list[Progress] = []
    result = erase_case(vault, case.case_id, rule=RULE, now=NOW, progress=told.append)
    assert result.fresh is not None
    (older,) = result.remaining.backups
    assert holds(older.file, case, tmp_path)
    assert not holds(result.fresh.file, case, tmp_path)
    assert {Stage.CHECKING, Stage.ERASING} <= {progress.stage for progress in told}
    assert (result.remaining.put_aside, result.remaining.unseen) == ((), ())


def test_the_copy_of_the_fresh_backup_on_the_stick_is_not_taken_for_an_older_one(
    vault: Vault, case: FullCase, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    choose(vault.folder, vault.opened.header.vault_id, stick)
    result = erase_case(vault, case.case_id, rule=RULE, now=NOW)
    assert len(list_backups(stick)) == 2
    here, there = result.remaining.backups
    assert {here.file.parent, there.file.parent} == {vault.folder.backups, stick}
    assert holds(here.file, case, tmp_path)
    assert holds(there.file, case, tmp_path)


def test_replacing_leaves_no_backup_that_holds_it_here_or_on_the_stick(
    vault: Vault, case: FullCase, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    with vault.backup_source() as source:
        backups.make_backup(source, stick, reason=BackupReason.ASKED, now=NOW)
    choose(vault.folder, vault.opened.header.vault_id, stick)
    result = erase_case(vault, case.case_id, rule=RULE, now=NOW)
    assert {one.file.parent for one in result.remaining.backups} == {stick, vault.folder.backups}
    with vault.backup_source() as source:
        replaced = replace_backups(source, result.remaining.backups, now=NOW)
    assert len(replaced.fresh) == 2
    assert replaced.left == ()
    there = [*list_backups(stick), *list_backups(vault.folder.backups)]
    assert {one.file for one in there} >= {one.file for one in replaced.fresh}
    assert not any(holds(one.file, case, tmp_path) for one in there)
    assert remaining(vault, case.case_id, besides=there).backups == ()


def test_without_a_fresh_backup_no_older_one_is_deleted(
    vault: Vault, case: FullCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = erase_case(vault, case.case_id, rule=RULE, now=NOW).remaining.backups

    def fail(*_: object, **__: object) -> None:
        raise DiskFullError

    monkeypatch.setattr(erasing, "make_backup", fail)
    with vault.backup_source() as source, pytest.raises(DiskFullError):
        replace_backups(source, older, now=NOW)
    assert all(one.file.exists() for one in older)


def test_without_a_backup_before_it_nothing_is_erased(
    vault: Vault, case: FullCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "_require_room", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        erase_case(vault, case.case_id, rule=RULE, now=NOW)
    assert vault.cases.get(case.case_id).id == case.case_id


def test_a_backup_that_fails_afterwards_is_remembered_and_the_case_is_gone(
    vault: Vault, case: FullCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = backups._require_room, iter((False, True))

    def fail_the_second_time(*folders: Any) -> None:
        if next(calls):
            raise DiskFullError
        real(*folders)

    monkeypatch.setattr(backups, "_require_room", fail_the_second_time)
    result = erase_case(vault, case.case_id, rule=RULE, now=NOW)
    assert result.fresh is None
    assert recall(vault.folder).backup_failure == DiskFullError.wrong
    with pytest.raises(LookupError):
        vault.cases.get(case.case_id)


def test_only_a_backup_from_before_the_case_certainly_does_not_hold_it(case: FullCase) -> None:
    began = moment_of(case.case_id)
    assert abs(began - datetime.now(UTC)) < timedelta(minutes=5)
    one = Backup(file=Path("x.vpbak"), size=1, made=began, condition=Condition.LISTED, manifest=None)
    made = [began - timedelta(days=30), began - timedelta(hours=3), began + timedelta(days=1)]
    held = backups_that_may_hold(case.case_id, [replace(one, made=moment) for moment in made])
    assert [backup.made for backup in held] == made[1:]


def test_a_stick_that_is_not_there_and_a_vault_put_aside_are_named(
    vault: Vault, case: FullCase, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()  # the mount point is there, and the stick with its mark is not
    note(vault.folder, second_place=str(stick))
    aside = vault.folder.path.with_name(f"{vault.folder.path.name}.replaced 2026-11-25 18.20")
    aside.mkdir()
    found = remaining(vault, case.case_id)
    assert (found.unseen, found.put_aside) == ((stick,), (aside,))


def test_backups_of_another_vault_are_left_alone(vault: Vault, case: FullCase, tmp_path: Path) -> None:
    from tests.factories import CHEAP

    with Vault.create(tmp_path / "other", PASSPHRASE, cost=CHEAP) as other, other.backup_source() as source:
        backups.make_backup(source, vault.folder.backups, reason=BackupReason.ASKED, now=NOW)
    assert remaining(vault, case.case_id).backups == ()


def copy_to(vault: Vault, place: Path) -> Path:
    """Make a place the second one, and return the backup that is copied there."""
    place.mkdir()
    choose(vault.folder, vault.opened.header.vault_id, place)
    with vault.backup_source() as source:
        result = back_up(source, reason=BackupReason.ASKED, now=NOW)
    assert result.second is not None
    return result.second.file


def test_a_former_second_place_is_not_forgotten(vault: Vault, case: FullCase, tmp_path: Path) -> None:
    former = copy_to(vault, tmp_path / "old stick")
    present = copy_to(vault, tmp_path / "stick")
    assert {former, present} <= {one.file for one in remaining(vault, case.case_id).backups}
    give_up(vault.folder)
    assert {former, present} <= {one.file for one in remaining(vault, case.case_id).backups}
    former.parent.rename(tmp_path / "in a drawer")
    assert remaining(vault, case.case_id).unseen == (former.parent,)


def test_where_a_renamed_vault_was_and_what_a_restoring_left_is_looked_through(
    vault: Vault, case: FullCase
) -> None:
    folder = vault.folder
    with vault.backup_source() as source:
        earlier = folder.path.with_name("earlier name-backups")
        file = backups.make_backup(source, earlier, reason=BackupReason.ASKED, now=NOW).file
    restoring, rescued = new_place(folder).path, folder.path.with_name("rescued")
    restoring.mkdir()
    rescued.mkdir()
    shutil.copy(folder.path / "header.1", rescued)
    folder.path.with_name("link").symlink_to(folder.path)  # no other vault
    found = remaining(vault, case.case_id)
    assert [one.file for one in found.backups] == [file]
    assert set(found.put_aside) == {restoring, rescued}


def test_what_does_not_say_that_it_is_ours_is_named_and_never_offered_for_deletion(
    vault: Vault, case: FullCase
) -> None:
    with vault.backup_source() as source:
        made = backups.make_backup(source, vault.folder.backups, reason=BackupReason.ASKED, now=NOW).file
    damaged = made.with_name("somebody else's.vpbak")
    damaged.write_bytes(b"damaged")
    result = erase_case(vault, case.case_id, rule=RULE, now=NOW)
    assert damaged not in {one.file for one in result.remaining.backups}
    assert result.remaining.unclear == (damaged,)
    with vault.backup_source() as source:
        replace_backups(source, result.remaining.backups, now=NOW)
    assert damaged.exists()
    assert not made.exists()
