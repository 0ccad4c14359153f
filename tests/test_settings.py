from dataclasses import fields, replace
from pathlib import Path

import pytest

from vpdesk import settings
from vpdesk.settings import Settings

CHANGED = Settings(
    language="en", theme="dark", text_size=150, lock_after=15, geometry="01d9ff", vault="D:/100%/kluis"
)


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "settings.ini"
    settings.save(CHANGED, file)
    assert settings.load(file) == CHANGED
    assert all(getattr(CHANGED, f.name) != getattr(Settings(), f.name) for f in fields(Settings))


def test_no_file_gives_the_defaults(tmp_path: Path) -> None:
    assert settings.load(tmp_path / "none.ini") == Settings()


@pytest.mark.parametrize(
    "damage", [b"", b"\xff\xfe\x00", b"[vpdesk", b"[other]\nlanguage=en\n", b"no section", b"[vpdesk]\n" * 2]
)
def test_a_damaged_file_gives_the_defaults(tmp_path: Path, damage: bytes) -> None:
    file = tmp_path / "settings.ini"
    file.write_bytes(damage)
    assert settings.load(file) == Settings()


@pytest.mark.parametrize(
    "line", ["language = fr", "theme = pink", "text_size = 900", "text_size = big", "window_geometry = zz"]
)
def test_one_damaged_line_spoils_only_itself(tmp_path: Path, line: str) -> None:
    file = tmp_path / "settings.ini"
    settings.save(CHANGED, file)
    name = line.split(" =", maxsplit=1)[0]
    kept = [each for each in file.read_text("utf-8").splitlines() if not each.startswith(name)]
    file.write_text("\n".join([*kept, line]), "utf-8")
    key = next(f.name for f in fields(Settings) if f.metadata["stored"] == name)
    assert settings.load(file) == replace(CHANGED, **{key: getattr(Settings(), key)})


def test_a_place_that_cannot_be_written_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    settings.save(CHANGED, tmp_path / "file" / "settings.ini")
    assert (tmp_path / "file").read_text("utf-8") == "in the way"


def test_no_two_preferences_share_a_name_in_the_file() -> None:
    names = [f.metadata["stored"] for f in fields(Settings)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("minutes", ["0", "16", "-1", "never", ""])
def test_no_file_keeps_the_vault_from_locking(tmp_path: Path, minutes: str) -> None:
    file = tmp_path / "settings.ini"
    file.write_text(f"[vpdesk]\nlock_after = {minutes}\n")
    assert settings.load(file).lock_after == 5
