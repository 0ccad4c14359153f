"""What a computer remembers of a vault: whole, or nothing; and no vault is refused for it."""

import json
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import pytest

from vpdesk.vault.folder import VaultFolder
from vpdesk.vault.local import LocalMemory, note, recall, remember

FULL = LocalMemory(
    vault_id="0" * 32,
    commits=7,
    backed_up_at=datetime(2026, 11, 25, 18, 20, tzinfo=UTC),
    backed_up_as="vpdesk 2026-11-25 18.20.00.vpbak",
    backed_up_commits=6,
    backed_up_header=2,
    backup_failure="The disk is full: this could not be saved.",
    second_place="E:/",
    places=("/media/stick", "/media/other"),
    second_copied_at=datetime(2026, 11, 20, 9, 0, tzinfo=UTC),
    drilled_at=datetime(2026, 11, 1, 9, 0, tzinfo=UTC),
    drill_failure="x",
)


def test_all_of_it_is_remembered(tmp_path: Path) -> None:
    folder = VaultFolder(tmp_path)
    assert recall(folder) == LocalMemory()
    remember(folder, FULL)
    assert recall(folder) == FULL
    assert all(getattr(FULL, field.name) != field.default for field in fields(LocalMemory))


def test_noting_one_thing_leaves_the_rest(tmp_path: Path) -> None:
    folder = VaultFolder(tmp_path)
    remember(folder, FULL)
    assert note(folder, commits=8).commits == 8
    assert recall(folder).second_place == FULL.second_place


@pytest.mark.parametrize(
    "text", ["", "[]", "7", '{"commits": "7"}', '{"commits": true}', "\x00", "[" * 200_000], ids=str.__len__
)
def test_nonsense_is_nothing_remembered(tmp_path: Path, text: str) -> None:
    (tmp_path / "local.json").write_text(text)
    assert recall(VaultFolder(tmp_path)) == LocalMemory()


@pytest.mark.parametrize("moment", ["yesterday", "2026-11-25T18:20:00", 7, None])
def test_one_value_that_is_not_right_costs_only_itself(tmp_path: Path, moment: object) -> None:
    (tmp_path / "local.json").write_text(json.dumps({"commits": 7, "backed_up_at": moment, "later": 1}))
    assert recall(VaultFolder(tmp_path)) == LocalMemory(commits=7)
