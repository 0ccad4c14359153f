"""Who reads what a command says may go away: it then ends quietly, with the status that shells know."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.factories import CHEAP, PASSPHRASE
from vpdesk import bugs, cli
from vpdesk.cli.reader import while_read
from vpdesk.vault.vault import Vault

ROOT = Path(__file__).parents[1]
POSIX = pytest.mark.skipif(os.name != "posix", reason="a closed pipe is told otherwise there")


@pytest.fixture
def places(tmp_path: Path) -> dict[str, Path]:
    Vault.create(tmp_path / "kluis", PASSPHRASE, cost=CHEAP).close()
    (tmp_path / "wachtzin.txt").write_text(PASSPHRASE + "\n")
    return {"vault": tmp_path / "kluis", "secret": tmp_path / "wachtzin.txt", "home": tmp_path}


@pytest.fixture
def deaf() -> Iterator[int]:
    """Yield a pipe that nobody reads any more."""
    reading, writing = os.pipe()
    os.close(reading)
    yield writing
    os.close(writing)


def run(words: list[str], places: dict[str, Path], out: int, err: int) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "vpdesk", *(word.format(**places) for word in words)],
        env={"PYTHONPATH": str(ROOT / "src"), "HOME": str(places["home"])},
        stdout=out,
        stderr=err,
        check=False,
    )


OPENED = ["{vault}", "--passphrase-file", "{secret}"]


@POSIX
@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["--help"], 0),
        (["audit", *OPENED], 0),
        (["check", *OPENED], 0),
        (["backup", *OPENED], 0),
    ],
)
def test_a_command_whose_reader_went_away_ends_quietly(
    places: dict[str, Path], deaf: int, words: list[str], status: int
) -> None:
    gone = run(words, places, deaf, subprocess.PIPE)
    assert (gone.returncode, gone.stderr) == (cli.READER_GONE, b"")
    read = run(words, places, subprocess.PIPE, subprocess.PIPE)
    assert (read.returncode, read.stderr) == (status, b"")  # the control: to a reader it says something
    assert read.stdout


@POSIX
def test_an_error_that_nobody_reads_ends_quietly_too(places: dict[str, Path], deaf: int) -> None:
    gone = run(["check", "{home}/nergens", "--passphrase-file", "{secret}"], places, subprocess.DEVNULL, deaf)
    assert gone.returncode == cli.READER_GONE


@POSIX
def test_the_vault_is_closed_when_the_reader_goes(places: dict[str, Path], deaf: int) -> None:
    run(["audit", *OPENED], places, deaf, subprocess.PIPE)
    with Vault.open(places["vault"], PASSPHRASE) as vault:
        assert vault.check() == ()


def test_a_mistake_of_ours_is_still_told(capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> int:
        raise PermissionError

    with pytest.raises(PermissionError):
        while_read(fail)
    assert while_read(lambda: bugs.MISTAKE) == bugs.MISTAKE
    assert capsys.readouterr().err == ""
