"""Backups from the command line: what is said, what is there afterwards, and the exit statuses."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.factories import PASSPHRASE, make_case
from vpdesk import cli
from vpdesk.domain.overview import CaseFilter
from vpdesk.vault.backup import list_backups
from vpdesk.vault.folder import VaultFolder
from vpdesk.vault.local import recall
from vpdesk.vault.second_place import choose
from vpdesk.vault.vault import Vault

Run = Callable[..., int]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    secret = tmp_path / "wachtzin.txt"
    secret.write_text(PASSPHRASE + "\n")

    def call(*words: object) -> int:
        return cli.main([*map(str, words), "--passphrase-file", str(secret)])

    return call


@pytest.fixture
def backup(run: Run, folder: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A backup with one case of a vault that has two by now."""
    assert run("backup", folder) == cli.DONE
    with Vault.open(folder, PASSPHRASE) as vault, vault.transaction():
        vault.cases.save(make_case(vault.organisations.all()[0].id))
    capsys.readouterr()
    return list_backups(VaultFolder(folder).backups)[0].file


def cases(folder: Path) -> int:
    with Vault.open(folder, PASSPHRASE) as vault:
        return vault.cases.count(CaseFilter())


def test_a_backup_is_made_beside_the_vault_and_remembered(
    run: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("backup", folder) == cli.DONE
    (made,) = list_backups(folder.with_name("kluis-backups"))
    said = capsys.readouterr().out
    assert str(made.file) in said
    assert "1 dossiers, 0 gesprekken, 1 opdrachtgevers" in said
    assert recall(VaultFolder(folder)).backed_up_at == made.made


def test_it_can_go_to_another_folder(run: Run, folder: Path, tmp_path: Path) -> None:
    assert run("backup", folder, "--to", tmp_path / "elders") == cli.DONE
    assert len(list_backups(tmp_path / "elders")) == 1
    assert not folder.with_name("kluis-backups").exists()


def test_the_second_place_is_told_of(
    run: Run, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with Vault.open(folder, PASSPHRASE) as vault:
        choose(vault.folder, vault.opened.header.vault_id, stick)
    assert run("backup", folder) == cli.DONE
    assert str(stick) in capsys.readouterr().out
    stick.rename(tmp_path / "weg")
    assert run("backup", folder) == cli.DONE
    assert "usb-stick" in capsys.readouterr().err


def test_restoring_shows_both_asks_and_keeps_the_replaced_vault(
    run: Run, folder: Path, backup: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("ja\n"))
    assert run("restore", backup, folder) == cli.DONE
    said = capsys.readouterr().out
    assert said.index("1 dossiers") < said.index("2 dossiers")
    assert cases(folder) == 1
    (kept,) = folder.parent.glob("kluis.replaced *")
    assert cases(kept) == 2
    # and what was there was backed up as well
    assert len(list_backups(VaultFolder(folder).backups)) == 2


@pytest.mark.parametrize("answer", ["nee\n", "\n", ""])
def test_whoever_does_not_say_yes_changes_nothing(
    run: Run, folder: Path, backup: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    assert run("restore", backup, folder) == cli.USAGE
    assert cases(folder) == 2
    assert not list(folder.parent.glob("kluis.re*"))


def test_on_a_new_computer_it_needs_no_vault_to_be_there(run: Run, backup: Path, tmp_path: Path) -> None:
    assert run("restore", backup, tmp_path / "nieuw" / "kluis", "--yes") == cli.DONE
    assert cases(tmp_path / "nieuw" / "kluis") == 1


def test_each_thing_that_can_be_wrong_has_its_status(
    run: Run, folder: Path, backup: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = bytearray(backup.read_bytes())
    data[len(data) // 2] ^= 1
    damaged = tmp_path / "beschadigd.vpbak"
    damaged.write_bytes(data)
    assert run("restore", damaged, folder, "--yes") == cli.FINDING
    assert run("restore", folder / "header.1", folder, "--yes") == cli.ENVIRONMENT
    assert run("restore", tmp_path / "nergens.vpbak", folder, "--yes") == cli.ENVIRONMENT
    with Vault.open(folder, PASSPHRASE):
        assert run("backup", folder) == cli.ENVIRONMENT
        assert run("restore", backup, folder, "--yes") == cli.ENVIRONMENT
    (tmp_path / "wachtzin.txt").write_text("een andere zin")
    assert run("backup", folder) == cli.PASSPHRASE
    assert run("restore", backup, folder, "--yes") == cli.PASSPHRASE
    assert "Traceback" not in capsys.readouterr().err
    assert not list(folder.parent.glob("kluis.re*"))
