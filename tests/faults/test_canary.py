"""Rare words through every command of the command line: none of them is left where it can be read."""

import os
import subprocess
import sys
import time
import zlib
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir

import pypdfium2
import pytest

from tests.canaries import hits, invent, traces, unpacked
from vpdesk import cli

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One command that ran: what it was, how it ended and what it said."""

    command: str
    status: int
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """All commands on one vault, and where they could have left something."""

    home: Path
    report: Path
    typed: dict[str, str]
    runs: list[Run]
    began: float

    @property
    def secret(self) -> list[str]:
        """The words that nobody but the counsellor may ever see."""
        return [word for place, word in self.typed.items() if place != "organisation"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Round:
    """Every command once, each in a process of its own that lives in a home of its own."""
    home = tmp_path_factory.mktemp("canary")
    report = tmp_path_factory.mktemp("documents") / "verslag.pdf"
    typed = dict(zip(("organisation", "alias", "passphrase", "unknown code"), invent(4), strict=True))
    organisation = f"Stichting {typed['organisation']}"
    head = "organisation,opened,matters,alias\n"
    faulty = f"{head}{organisation},2026-01-05,{typed['unknown code']},{typed['alias']}\n"
    whole = f"{head}{organisation},2026-01-05,bullying,{typed['alias']}\n"
    period = ("--from", "2026-01-01", "--to", "2026-12-31", "--out", str(report))
    began = time.time()
    passphrase = " ".join([typed["passphrase"]] * 3)
    vault = str(home / "vault")
    commands: list[tuple[tuple[str, ...], str]] = [
        (("new", vault), ""),
        (("organisation", vault, organisation), ""),
        (("import", vault, "{file}"), faulty),
        (("import", vault, "{file}"), whole),
        (("report", vault, "--organisation", organisation, *period), ""),
        (("check", vault), ""),
    ]
    runs = [run(home, command, passphrase, content) for command, content in commands]
    runs.append(run(home, ("check", vault), f"{passphrase} wrong", ""))
    return Round(home=home, report=report, typed=typed, runs=runs, began=began)


def run(home: Path, command: tuple[str, ...], passphrase: str, content: str) -> Run:
    """Run one command. Passphrase and import file come through pipes: they leave no file of the test's."""
    pipes = [pipe(passphrase), pipe(content)]
    words = [word.format(file=f"/dev/fd/{pipes[1]}") for word in command]
    done = subprocess.run(
        [sys.executable, "-m", "vpdesk", *words, "--passphrase-file", f"/dev/fd/{pipes[0]}"],
        env={
            "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src"), "HOME": str(home),
            "XDG_DATA_HOME": str(home / "data"), "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_CACHE_HOME": str(home / "cache"), "TMPDIR": str(home),
        },
        cwd=home, pass_fds=pipes, capture_output=True, text=True, check=False,
    )  # fmt: skip
    for reading in pipes:
        os.close(reading)
    return Run(command=command[0], status=done.returncode, said=done.stdout + done.stderr)


def pipe(content: str) -> int:
    """Return the end from which `content` is read."""
    reading, writing = os.pipe()
    os.write(writing, content.encode())
    os.close(writing)
    return reading


needs_pipes = pytest.mark.skipif(not Path("/dev/fd").exists(), reason="pipes have names on Unix only")


@needs_pipes
def test_each_command_ended_as_it_should(made: Round) -> None:
    ended = [(each.command, each.status) for each in made.runs]
    assert ended == [
        ("new", cli.DONE), ("organisation", cli.DONE), ("import", cli.FINDING), ("import", cli.DONE),
        ("report", cli.DONE), ("check", cli.DONE), ("check", cli.PASSPHRASE),
    ]  # fmt: skip


@needs_pipes
def test_no_file_holds_a_word_that_was_given_to_a_command(made: Round) -> None:
    assert traces(made.typed.values(), [made.home]) == {}
    assert (made.home / "vault" / "case.db").exists()


@needs_pipes
def test_no_temporary_file_holds_a_word_that_was_given_to_a_command(made: Round) -> None:
    places = {gettempdir(), "/tmp", "/var/tmp", "/dev/shm"}  # noqa: S108  looked at, not written to
    found = traces(made.typed.values(), map(Path, places), since=made.began)
    found.pop(made.report, None)  # may name the organisation
    assert found == {}


@needs_pipes
def test_the_report_names_the_organisation_and_no_alias(made: Round) -> None:
    content = made.report.read_bytes()
    document = pypdfium2.PdfDocument(content)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert made.typed["organisation"] in text
    assert hits(unpacked(content) + text.encode(), made.secret) == set()


@needs_pipes
def test_no_command_says_a_passphrase_or_an_alias(made: Round) -> None:
    """Only a faulty code is said again: the person must find it in her file."""
    private = [made.typed["alias"], made.typed["passphrase"]]
    assert [each.command for each in made.runs if hits(each.said.encode(), private)] == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "latin-1"])
@pytest.mark.parametrize("word", ["kwoltibraze", "zwíndelöf"])
def test_the_search_finds_a_planted_word(tmp_path: Path, encoding: str, word: str) -> None:
    (tmp_path / "below").mkdir()
    planted = tmp_path / "below" / "log"
    planted.write_bytes(b"\0" * 1001 + f"before {word.capitalize()} after".encode(encoding))
    (tmp_path / "other").write_bytes(os.urandom(1000))
    assert traces([word, "absent"], [tmp_path]) == {planted: {word}}


def test_the_search_finds_a_word_across_its_own_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.canaries._PIECE", 16)
    (tmp_path / "log").write_bytes(b"x" * 12 + b"kwoltibraze" + b"x" * 40)
    assert list(traces(["kwoltibraze"], [tmp_path])) == [tmp_path / "log"]


def test_the_search_finds_a_word_in_a_name_and_in_a_packed_part_of_a_document(tmp_path: Path) -> None:
    (tmp_path / "verslag kwoltibraze.pdf").write_bytes(b"")
    assert list(traces(["kwoltibraze"], [tmp_path])) == [tmp_path / "verslag kwoltibraze.pdf"]
    document = b"%PDF-1.7 1 0 obj stream\r\n" + zlib.compress(b"(kwoltibraze) Tj") + b"\nendstream"
    assert hits(document, ["kwoltibraze"]) == set()
    assert hits(unpacked(document), ["kwoltibraze"]) == {"kwoltibraze"}


def test_the_search_passes_over_what_was_there_before(tmp_path: Path) -> None:
    (tmp_path / "old").write_text("kwoltibraze")
    changed = (tmp_path / "old").stat().st_ctime
    assert traces(["kwoltibraze"], [tmp_path], since=changed)
    assert not traces(["kwoltibraze"], [tmp_path], since=changed + 1)
