"""Every fault of a vault, met from the command line: its sentence, its status, nothing changed on disk."""

import sys
from pathlib import Path

import pytest

from tests.factories import CHEAP, PASSPHRASE
from tests.vault import test_opening as faults
from vpdesk import cli
from vpdesk.vault.vault import Vault

STATUSES = {
    "header damaged": cli.FINDING,
    "database damaged": cli.FINDING,
    "database missing": cli.FINDING,
    "database of no length": cli.FINDING,
    "database cut": cli.FINDING,
    "database of another vault": cli.FINDING,
    "older database": cli.FINDING,
    "older database than the newest backup": cli.FINDING,
    "newer schema": cli.ENVIRONMENT,
    "no vault": cli.ENVIRONMENT,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Vault.create(tmp_path / "kluis", PASSPHRASE, cost=CHEAP).close()
    (tmp_path / "wachtzin").write_text(PASSPHRASE)
    return tmp_path / "kluis"


def check(folder: Path, name: str = "wachtzin") -> int:
    return cli.main(["check", str(folder), "--passphrase-file", str(folder.parent / name)])


def make_read_only(folder: Path) -> None:
    folder.chmod(0o500)


SENTENCES: dict[str, str] = {}


@pytest.mark.parametrize("name", STATUSES)
def test_a_fault_has_its_status_and_a_sentence_of_its_own(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    faults.FAULTS[name][0](folder)
    before = faults.contents(folder)
    assert check(folder) == STATUSES[name]
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "Traceback" not in said
    assert faults.contents(folder) == before
    same = (
        {"database damaged", "database of no length", "database cut"},
        {"older database", "older database than the newest backup"},
    )
    others = {other for other, sentence in SENTENCES.items() if sentence == said} - {name}
    assert not others or any(others | {name} <= alike for alike in same)
    SENTENCES[name] = said


def test_all_faults_that_a_vault_can_have_are_tried_here() -> None:
    assert set(STATUSES) == set(faults.FAULTS)


def test_a_wrong_passphrase_is_status_3(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder.parent / "anders").write_text("een andere zin")
    before = faults.contents(folder)
    assert check(folder, "anders") == cli.PASSPHRASE
    assert "wachtzin" in capsys.readouterr().err
    assert faults.contents(folder) == before


def test_a_vault_in_use_is_status_4(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Vault.open(folder, PASSPHRASE):
        assert check(folder) == cli.ENVIRONMENT
    assert "al open" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows folders have no such right")
def test_a_read_only_folder_is_status_4(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = faults.contents(folder)
    make_read_only(folder)
    try:
        assert check(folder) == cli.ENVIRONMENT
        assert faults.contents(folder) == before
    finally:
        folder.chmod(0o700)
    assert "niet worden geschreven" in capsys.readouterr().err
