"""Checking and rescuing from the command line: what is said, and with which status."""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from tests.factories import CHEAP, PASSPHRASE
from tests.vault.full_cases import Author
from vpdesk import cli
from vpdesk.domain.backup import BackupReason
from vpdesk.domain.organisation import Organisation
from vpdesk.vault.backup import make_backup
from vpdesk.vault.vault import Vault

Run = Callable[..., int]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed vault with cases and one backup; two cases are younger than that."""
    path = tmp_path / "kluis"
    author = Author(23)
    with Vault.create(path, PASSPHRASE, cost=CHEAP) as vault:
        organisation = Organisation(name="Stichting De Boomgaard")
        with vault.transaction():
            vault.organisations.save(organisation)
        for _ in range(12):
            author.write(vault, organisation.id, length=10)
        with vault.backup_source() as source:
            made = datetime(2026, 11, 25, 18, 20)
            make_backup(source, vault.folder.backups, reason=BackupReason.LOCK, now=made)
        for _ in range(2):
            author.write(vault, organisation.id, length=10)
    return path


@pytest.fixture
def run(folder: Path, tmp_path: Path) -> Run:
    """Run a command on the vault with its passphrase in a file."""
    secret = tmp_path / "wachtzin.txt"
    secret.write_text(PASSPHRASE)

    def run_it(command: str, *arguments: object) -> int:
        words = [command, folder, *arguments, "--passphrase-file", secret]
        return cli.main([str(word) for word in words])

    return run_it


def destroy(folder: Path) -> None:
    (folder / "case.db").write_bytes(bytes((folder / "case.db").stat().st_size))


def test_a_check_reads_the_backups_too(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check") == cli.DONE
    said = capsys.readouterr().out
    assert "dossiers: 14" in said
    assert "1 reservekopie is in orde." in said


def test_a_damaged_backup_is_a_finding(run: Run, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (backup,) = folder.with_name("kluis-backups").glob("*.vpbak")
    data = bytearray(backup.read_bytes())
    data[len(data) // 2] ^= 1
    backup.write_bytes(data)
    assert run("check") == cli.FINDING
    said = capsys.readouterr()
    assert str(backup) in said.err
    assert "Traceback" not in said.err


def test_a_header_that_was_put_right_is_told(
    run: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "header.1").write_bytes(b"damaged")
    assert run("check") == cli.DONE
    assert "hersteld" in capsys.readouterr().out
    assert run("check") == cli.DONE
    assert "hersteld" not in capsys.readouterr().out


def test_a_backup_from_before_a_new_key_is_neither_right_nor_wrong(
    run: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from vpdesk.vault.recovery import RecoveryKey
    from vpdesk.vault.rekey import renew_key

    with Vault.open(folder, PASSPHRASE) as vault:
        renew_key(vault, PASSPHRASE, RecoveryKey.generate())
    assert run("check") == cli.DONE
    assert "andere sleutel" in capsys.readouterr().out


def test_a_rescue_tells_what_it_saved_and_from_when_the_rest_is(
    run: Run, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    destroy(folder)
    assert run("rescue", "--into", tmp_path / "gered") == cli.FINDING  # two cases are younger than the backup
    said = capsys.readouterr().out
    assert "is er niets verloren" not in said
    assert "Wat u het laatst schreef, kan ontbreken" in said
    assert "reservekopie van 25-11-2026 18:20: 1 opdrachtgever, 12 dossiers" in said
    assert str(tmp_path / "gered") in said
    with Vault.open(tmp_path / "gered", PASSPHRASE) as vault:
        assert len(vault.cases.aliases()) == 12


def test_what_is_lost_is_a_finding_and_is_told(
    run: Run, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(folder.with_name("kluis-backups"))
    with Vault.open(folder, PASSPHRASE) as vault:
        # of one page, which holds its rows
        sql = "SELECT rootpage FROM sqlite_master WHERE name = 'milestones'"
        (root,) = vault.connection.execute(sql).fetchone()
    data = bytearray((folder / "case.db").read_bytes())
    data[(root - 1) * 4096 + 300] ^= 1
    (folder / "case.db").write_bytes(data)
    assert run("rescue", "--into", tmp_path / "gered") == cli.FINDING
    said = capsys.readouterr().out
    assert "1 van de" in said
    assert "geen bruikbare reservekopie" in said
    assert "Verloren: " in said
    assert "mijlpa" in said


def test_a_backup_from_elsewhere_can_be_named(run: Run, folder: Path, tmp_path: Path) -> None:
    (backup,) = folder.with_name("kluis-backups").glob("*.vpbak")
    backup.replace(tmp_path / "stick.vpbak")
    destroy(folder)
    assert run("rescue", "--into", tmp_path / "gered") == cli.FINDING
    assert not (tmp_path / "gered").exists()
    run("rescue", "--into", tmp_path / "gered", "--backup", tmp_path / "stick.vpbak")
    assert (tmp_path / "gered" / "case.db").exists()


def test_nothing_is_said_on_the_way_of_an_error_but_one_line(
    run: Run, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(folder.with_name("kluis-backups"))
    destroy(folder)
    assert run("rescue", "--into", tmp_path / "gered") == cli.FINDING
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert not (tmp_path / "gered").exists()


def test_the_way_past_an_older_file_is_its_backup_and_never_said_to_lose_nothing(
    run: Run, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    older = (folder / "case.db").read_bytes()
    with Vault.open(folder, PASSPHRASE) as vault:
        Author(24).write(vault, vault.organisations.all()[0].id, length=10)
        with vault.backup_source() as source:
            made = datetime(2026, 11, 25, 20, 0)
            make_backup(source, vault.folder.backups, reason=BackupReason.LOCK, now=made)
    (folder / "case.db").write_bytes(older)
    assert run("check") == cli.FINDING
    assert "Zet een reservekopie terug, of red de kluis" in capsys.readouterr().err
    assert run("rescue", "--into", tmp_path / "gered") == cli.FINDING
    said = capsys.readouterr().out
    assert "ouder dan deze reservekopie" in said
    assert "is er niets verloren" not in said
    with Vault.open(tmp_path / "gered", PASSPHRASE) as vault:
        assert len(vault.cases.aliases()) == 15
