"""The command line: another passphrase, a recovery sheet, and opening with the recovery key."""

import getpass
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.factories import CHEAP, PASSPHRASE
from tests.reports.reading import pages
from vpdesk import cli
from vpdesk.domain.errors import DiskFullError
from vpdesk.services import access, backups
from vpdesk.vault import rewrap
from vpdesk.vault.recovery import RecoveryKey
from vpdesk.vault.vault import Vault

NEW = "lade wolk ketel duin merel"
Run = Callable[..., int]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A closed vault, and a computer that measures no cost."""
    monkeypatch.setattr(rewrap, "calibrate", lambda **_told: CHEAP)
    Vault.create(tmp_path / "kluis", PASSPHRASE, cost=CHEAP).close()
    return tmp_path / "kluis"


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "wachtzin.txt"
    file.write_text(PASSPHRASE)
    return file


@pytest.fixture
def run(folder: Path, secret: Path) -> Run:
    """Run a command on the vault of this test, with its passphrase unless another secret is given."""

    def call(command: str, *arguments: object) -> int:
        words = [command, str(folder), *map(str, arguments)]
        if not any("recovery-key" in word for word in words[1:]):
            words += ["--passphrase-file", str(secret)]
        return cli.main(words)

    return call


def new_passphrase(tmp_path: Path, text: str = NEW) -> Path:
    file = tmp_path / "nieuw.txt"
    file.write_text(text)
    return file


def read_key(said: str) -> RecoveryKey:
    return RecoveryKey.parse(" ".join(re.findall(r"^  \d  (\d{6})$", said, re.MULTILINE)))


def test_another_passphrase_opens_the_vault_and_its_backup(
    run: Run, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("passphrase", "--new-passphrase-file", new_passphrase(tmp_path)) == cli.DONE
    assert "reservekopie" in capsys.readouterr().out
    assert run("check") == cli.PASSPHRASE
    Vault.open(folder, NEW).close()


def test_backups_of_before_are_named(
    run: Run, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("backup") == cli.DONE
    (backup,) = folder.with_name("kluis-backups").iterdir()
    capsys.readouterr()
    assert run("passphrase", "--new-passphrase-file", new_passphrase(tmp_path)) == cli.DONE
    said = capsys.readouterr().out
    assert "1 eerdere reservekopie gaat open met de wachtzin van toen:" in said
    assert f"  {backup}\n" in said


def test_a_backup_that_cannot_be_read_is_named_and_not_ordered_away(
    run: Run, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("backup") == cli.DONE
    (backup,) = folder.with_name("kluis-backups").iterdir()
    backup.write_bytes(backup.read_bytes()[:-100])
    capsys.readouterr()
    assert run("passphrase", "--new-passphrase-file", new_passphrase(tmp_path)) == cli.DONE
    said = capsys.readouterr().out
    assert f"bij welke kluis {backup} hoort" in said
    assert "Verwijder het alleen als" in said


def test_an_empty_passphrase_is_refused_and_a_weak_one_is_said_to_be_weak(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("passphrase", "--new-passphrase-file", new_passphrase(tmp_path, " \n")) == cli.USAGE
    assert run("check") == cli.DONE
    capsys.readouterr()
    assert run("passphrase", "--new-passphrase-file", new_passphrase(tmp_path, "welkom01")) == cli.DONE
    assert "raden" in capsys.readouterr().err


def test_it_is_typed_twice(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter([NEW, "iets anders", NEW, NEW])
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: next(typed))
    assert run("passphrase") == cli.USAGE
    assert run("passphrase") == cli.DONE
    Vault.open(folder, NEW).close()


def test_the_recovery_key_that_is_shown_opens_the_vault(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("recovery-key") == cli.DONE
    said = capsys.readouterr().out
    assert "eerder herstelblad" in said
    sheet = tmp_path / "blad.txt"
    sheet.write_text("\n".join(read_key(said).groups))
    assert run("check", "--recovery-key-file", sheet) == cli.DONE
    arguments = ("--recovery-key-file", sheet, "--new-passphrase-file", new_passphrase(tmp_path))
    assert run("passphrase", *arguments) == cli.DONE
    assert run("check", "--recovery-key-file", sheet) == cli.DONE
    assert run("check") == cli.PASSPHRASE


def test_the_sheet_is_written_as_a_pdf_and_the_key_is_not_shown(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("recovery-key", "--out", tmp_path / "blad.pdf") == cli.DONE
    assert not re.search(r"\d{6}", capsys.readouterr().out.replace(str(tmp_path), ""))
    (page,) = pages((tmp_path / "blad.pdf").read_bytes())
    typed = " ".join(re.findall(r"\b\d{6}\b", page))
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: typed)
    assert run("check", "--recovery-key") == cli.DONE


def test_the_sheet_of_before_opens_the_vault_until_the_new_one_is_proven(
    run: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("recovery-key") == cli.DONE
    first = read_key(capsys.readouterr().out)
    assert run("recovery-key") == cli.DONE
    second = read_key(capsys.readouterr().out)
    for key in (first, second):
        Vault.open(folder, key).close()


def test_a_sheet_that_the_vault_does_not_take_leaves_no_file(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (folder / "header.1").read_bytes()

    def full(_vault: Vault, _key: RecoveryKey) -> None:
        assert (tmp_path / "blad.pdf").exists(), "it is on the disk before it opens anything"
        raise DiskFullError

    monkeypatch.setattr(access, "put_recovery_key", full)
    assert run("recovery-key", "--out", tmp_path / "blad.pdf") == cli.ENVIRONMENT
    assert not (tmp_path / "blad.pdf").exists()
    assert (folder / "header.1").read_bytes() == before


@pytest.mark.parametrize("stop", [DiskFullError, KeyboardInterrupt])
def test_what_fails_after_the_change_says_that_the_passphrase_is_another(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: type[BaseException]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise stop

    told: list[str] = []
    monkeypatch.setattr(backups, "before", fail)
    monkeypatch.setattr(sys.stderr, "write", told.append)
    assert run("passphrase", "--new-passphrase-file", new_passphrase(tmp_path)) != cli.DONE
    assert "gaat voortaan open met de nieuwe" in "".join(told)
    Vault.open(folder, NEW).close()


def test_no_sheet_is_made_when_it_cannot_be_written(run: Run, folder: Path, tmp_path: Path) -> None:
    before = (folder / "header.1").read_bytes()
    assert run("recovery-key", "--out", tmp_path / "nergens" / "blad.pdf") == cli.USAGE
    assert (folder / "header.1").read_bytes() == before


def test_two_groups_are_asked_back_where_somebody_can_answer(
    run: Run, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[str] = []

    def answer(prompt: str) -> str:
        groups = read_key(capsys_all()).groups
        number = int(re.findall(r"\d", prompt)[0])
        answers.append(prompt)
        return "000000" if len(answers) == 1 else groups[number - 1]

    heard: list[str] = []

    def capsys_all() -> str:
        heard.append(capsys.readouterr().out)
        return "".join(heard)

    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", answer)
    assert run("recovery-key") == cli.DONE
    assert len(answers) == 4
    with Vault.open(folder, PASSPHRASE) as vault:
        assert access.recovery_proven_on(vault) is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("123456 " * 8, (cli.USAGE, "groep 1")),
        ("12345 " * 8, (cli.USAGE, "Groep 1")),
        ("regen fluit kast", (cli.USAGE, "cijfers")),
        ("000000 " * 8, (cli.PASSPHRASE, "herstelblad")),
    ],
)
def test_what_is_no_recovery_key_of_this_vault_is_said_in_one_line(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, expected: tuple[int, str]
) -> None:
    status, words = expected
    sheet = tmp_path / "blad.txt"
    sheet.write_text(text)
    assert run("check", "--recovery-key-file", sheet) == status
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1


def test_one_secret_at_a_time(folder: Path, secret: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["check", str(folder), "--passphrase-file", str(secret), "--recovery-key"])
    assert "kan niet samen met --passphrase-file" in capsys.readouterr().err
