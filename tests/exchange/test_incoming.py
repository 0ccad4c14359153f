"""Files that are to come into a case: read whole, or refused in words."""

import os
import stat
from pathlib import Path
from typing import Any

import pytest

from vpdesk.domain.document import DOCUMENT_NAME_LENGTH
from vpdesk.exchange import incoming
from vpdesk.exchange.incoming import MOST, IncomingFile, Refusal, RefusedFile, read_file, tidy_name
from vpdesk.i18n import label


def refused(path: Path) -> Refusal:
    found = read_file(path)
    assert isinstance(found, RefusedFile)
    return found.why


def test_a_file_comes_in_whole_and_stays_where_it_was(tmp_path: Path) -> None:
    content = os.urandom(3_000_000)
    (tmp_path / "brief.bin").write_bytes(content)
    found = read_file(tmp_path / "brief.bin")
    assert isinstance(found, IncomingFile)
    assert (found.name, found.content) == ("brief.bin", content)
    assert (tmp_path / "brief.bin").read_bytes() == content
    assert "content" not in repr(found)


def test_what_is_no_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "leeg.txt").touch()
    assert refused(tmp_path / "leeg.txt") is Refusal.EMPTY
    assert refused(tmp_path) is Refusal.FOLDER
    assert refused(tmp_path / "weg.txt") is Refusal.GONE
    assert refused(Path("a\0b")) is Refusal.GONE


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="links and pipes as Unix has them")
def test_a_link_a_pipe_and_a_device_are_not_followed_or_waited_for(tmp_path: Path) -> None:
    (tmp_path / "echt.txt").write_text("x")
    (tmp_path / "link.txt").symlink_to(tmp_path / "echt.txt")
    os.mkfifo(tmp_path / "pipe")
    assert refused(tmp_path / "link.txt") is Refusal.LINK
    assert refused(tmp_path / "pipe") is Refusal.NO_FILE
    assert refused(Path("/dev/zero")) is Refusal.NO_FILE


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_says_so(tmp_path: Path) -> None:
    (tmp_path / "dicht.txt").write_text("x")
    (tmp_path / "dicht.txt").chmod(0)
    assert refused(tmp_path / "dicht.txt") is Refusal.GONE


def test_the_limit_is_the_one_that_is_said(tmp_path: Path) -> None:
    assert f"{MOST // 1024 // 1024} MB" in label(Refusal.TOO_LARGE)
    assert f"{incoming.MOST_IN_CASE // 1024 // 1024} MB" in label(Refusal.CASE_FULL)
    for size, fits in ((MOST, True), (MOST + 1, False)):
        with (tmp_path / "groot").open("wb") as file:
            file.truncate(size)
        found = read_file(tmp_path / "groot")
        assert isinstance(found, IncomingFile) is fits
        if isinstance(found, RefusedFile):
            assert found.why is Refusal.TOO_LARGE


def test_a_file_that_grows_while_it_is_read_does_not_come_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "groeit.txt"
    path.write_text("begin")
    real = os.read

    def read(number: int, size: int) -> bytes:
        piece = real(number, size)
        if path.stat().st_size == len("begin"):
            with path.open("a") as file:
                file.write("meer")
        return piece

    monkeypatch.setattr("vpdesk.exchange.incoming.os.read", read)
    assert refused(path) is Refusal.CHANGING


def test_what_became_another_kind_of_file_meanwhile_does_not_come_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x").write_text("x")
    real = os.fstat

    def fstat(number: int) -> Any:
        found = list(real(number))
        found[0] = stat.S_IFIFO
        return os.stat_result(found)

    monkeypatch.setattr("vpdesk.exchange.incoming.os.fstat", fstat)
    assert refused(tmp_path / "x") is Refusal.NO_FILE


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("brief.pdf", "brief.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\map\\brief.pdf", "brief.pdf"),
        ("brief\u202efdp.exe", "brieffdp.exe"),
        ("br\u200bi\u0000ef\n.txt", "brief.txt"),
        ("  ", "document"),
        ("..", "document"),
        ("\u202e", "document"),
        ("\udcff.txt", "\N{REPLACEMENT CHARACTER}.txt"),
        ("naïef & 'zo' <b>😀.txt", "naïef & 'zo' <b>😀.txt"),
        ("שלום.pdf", "שלום.pdf"),
    ],
)
def test_a_name_keeps_what_can_be_seen(given: str, kept: str) -> None:
    assert tidy_name(given) == kept
    assert tidy_name(given).encode()


@pytest.mark.parametrize(
    "name", ["a" * 300, "a" * 300 + ".pdf", "." * 300, "x." + "y" * 300, "😀" * 300 + ".txt"]
)
def test_a_long_name_is_made_to_fit_and_keeps_its_ending(name: str) -> None:
    tidy = tidy_name(name)
    assert 0 < len(tidy) <= DOCUMENT_NAME_LENGTH
    if name.endswith((".pdf", ".txt")):
        assert tidy.endswith(name[-4:])
