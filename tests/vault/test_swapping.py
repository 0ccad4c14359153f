"""A swap that is cut off anywhere leaves the old vault or the new one, and the next opening finishes it."""

import json
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from tests.vault.cutting import run_cut
from vpdesk.domain.errors import StorageError
from vpdesk.vault import swapping
from vpdesk.vault.faults import VaultExistsError, VaultInUseError
from vpdesk.vault.folder import FolderLock, VaultFolder
from vpdesk.vault.swapping import finish_swap, is_there, kept_vaults, new_place, swap_in

NOW = datetime(2026, 11, 25, 18, 20, tzinfo=UTC)


def lay(folder: VaultFolder, said: str) -> None:
    folder.path.mkdir()
    folder.database.write_text(said)


def said(folder: VaultFolder) -> str:
    return folder.database.read_text()


@pytest.fixture
def target(tmp_path: Path) -> VaultFolder:
    """An old vault with a restored one beside it."""
    folder = VaultFolder(tmp_path / "kluis")
    lay(folder, "old")
    lay(new_place(folder), "new")
    return folder


def names(target: VaultFolder) -> set[str]:
    return {path.name for path in target.path.parent.iterdir()}


def test_the_new_one_takes_the_place_and_the_old_one_is_kept(target: VaultFolder) -> None:
    kept = swap_in(target, NOW)
    assert kept is not None
    assert kept.name == f"kluis.replaced {NOW.astimezone():%Y-%m-%d %H.%M}"
    assert (said(target), said(VaultFolder(kept))) == ("new", "old")
    assert names(target) == {"kluis", kept.name}
    assert kept_vaults(target) == [kept]


def test_two_within_a_minute_are_both_kept(target: VaultFolder) -> None:
    first = swap_in(target, NOW)
    lay(new_place(target), "newer")
    second = swap_in(target, NOW)
    assert first != second
    assert set(kept_vaults(target)) == {first, second}
    assert said(target) == "newer"


def test_it_goes_where_nothing_was_or_an_empty_folder(tmp_path: Path) -> None:
    for name, there in (("a", False), ("b", True)):
        folder = VaultFolder(tmp_path / name)
        if there:
            folder.path.mkdir()
        lay(new_place(folder), "new")
        assert swap_in(folder, NOW) is None
        assert said(folder) == "new"
        assert kept_vaults(folder) == []


def test_it_does_not_push_away_what_is_no_vault(tmp_path: Path) -> None:
    folder = VaultFolder(tmp_path / "kluis")
    folder.path.mkdir()
    (folder.path / "holiday.jpg").write_bytes(b"x")
    lay(new_place(folder), "new")
    with pytest.raises(VaultExistsError):
        swap_in(folder, NOW)
    assert (folder.path / "holiday.jpg").exists()


def test_a_vault_that_is_open_is_not_pushed_away(target: VaultFolder) -> None:
    lock = FolderLock.take(target)
    with pytest.raises(VaultInUseError):
        swap_in(target, NOW)
    lock.release()
    finish_swap(target)
    assert said(target) == "old"
    assert "kluis.swap" not in names(target)


def test_cut_off_at_any_operation_it_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    outcomes: set[str] = set()
    for at in range(1000):
        place = tmp_path / str(at)
        place.mkdir()
        target = VaultFolder(place / "kluis")
        lay(target, "old")
        lay(new_place(target), "new")
        if not run_cut(partial(swap_in, target, NOW), at):
            break
        for again in range(at % 5 + 1):  # and finishing it may be cut off too
            run_cut(partial(finish_swap, target), again)
        finish_swap(target)
        assert is_there(target)
        outcomes.add(said(target))
        assert "kluis.swap" not in names(target)
        if said(target) == "new":
            assert [said(VaultFolder(path)) for path in kept_vaults(target)] == ["old"]
        else:
            assert kept_vaults(target) == []
    else:
        pytest.fail("the swap never ended")
    assert at > 10
    assert outcomes == {"old", "new"}


def test_without_the_journal_a_cut_leaves_no_vault_at_all(tmp_path: Path) -> None:
    """The control: two renames alone."""

    def rename_twice(target: VaultFolder) -> None:
        swapping._move(target.path, target.path.with_name("kept"))
        swapping._move(new_place(target).path, target.path)

    lost = []
    for at in range(1, 9):
        (tmp_path / str(at)).mkdir()
        target = VaultFolder(tmp_path / str(at) / "kluis")
        lay(target, "old")
        lay(new_place(target), "new")
        run_cut(partial(rename_twice, target), at)
        finish_swap(target)
        lost.append(not is_there(target))
    assert any(lost)


def test_a_disk_that_fails_half_way_gives_the_old_one_back(
    target: VaultFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = swapping._move

    def failing(old: Path, new: Path) -> None:
        if new == target.path and old == new_place(target).path:
            raise StorageError
        real(old, new)

    monkeypatch.setattr(swapping, "_move", failing)
    with pytest.raises(StorageError):
        swap_in(target, NOW)
    assert said(target) == "old"
    assert "kluis.swap" not in names(target)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"kept": 7}', '{"kept": "../elsewhere"}', "\x00"])
def test_a_journal_that_says_nothing_useful_loses_nothing(target: VaultFolder, text: str) -> None:
    target.path.with_name("kluis.swap").write_text(text)
    finish_swap(target)
    assert said(target) == "old"
    assert names(target) == {"kluis", "kluis.restoring"}


def test_a_restored_vault_that_was_taken_away_brings_the_old_one_back(target: VaultFolder) -> None:
    kept = target.path.with_name("kluis.replaced 2026-11-25 18.20")
    target.path.rename(kept)
    new_place(target).path.rename(target.path.with_name("taken away"))
    target.path.with_name("kluis.swap").write_text(json.dumps({"kept": kept.name}))
    finish_swap(target)
    assert said(target) == "old"
