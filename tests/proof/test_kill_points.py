"""Killing: a process ends where it is told to, and what it had said is heard."""

import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.programs import need
from tests.proof.kill_points import Piece, kill_at_each_call
from tests.proof.killer import BrokeError, Child, Say
from vpdesk import durable

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked and watched")
OLD, NEW = b"old", b"new" * 1000


def piece(write: Callable[[Path], object]) -> Piece:
    """Work that puts a new content in a file, and says so."""

    def prepare(folder: Path) -> None:
        folder.mkdir(parents=True)
        (folder / "file").write_bytes(OLD)

    def work(folder: Path) -> Callable[[Say], None]:
        def put(say: Say) -> None:
            write(folder / "file")
            say("done")

        return put

    def judge(folder: Path, said: Sequence[str]) -> str:
        found = (folder / "file").read_bytes()
        if found == OLD:
            return "undone" if said else "ok"
        return "ok" if found == NEW else "half"

    return Piece(prepare=prepare, work=work, judge=judge)


def write_in_two(file: Path) -> None:
    """Write a file as nobody should: where it stands, in two steps."""
    descriptor = os.open(file, os.O_WRONLY)
    os.write(descriptor, NEW[:1000])
    os.write(descriptor, NEW[1000:])
    os.close(descriptor)


def test_a_file_that_is_written_where_it_stands_is_found_half(tmp_path: Path) -> None:
    need("strace")
    words = kill_at_each_call(piece(write_in_two), tmp_path, kills=3)
    assert words["kills"] == 3  # before each of its two writes, and before the word that it is done
    assert words["half"] == 1


def test_a_file_that_is_replaced_is_found_old_or_new(tmp_path: Path) -> None:
    need("strace")
    words = kill_at_each_call(piece(lambda file: durable.replace(file, NEW)), tmp_path, kills=10)
    assert words["kills"] >= 10
    assert words["ok"] == words["kills"]


def test_what_a_killed_process_said_is_heard() -> None:
    def work(say: Say) -> None:
        say("one")
        say("two")
        signal.pause()

    child = Child(work)
    while child.hear() != "two":
        pass
    child.kill()
    assert (child.said, child.status) == (["one", "two"], -signal.SIGKILL)


def test_an_error_that_a_process_did_not_expect_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(BrokeError, match="ZeroDivisionError"):
        Child(lambda _say: print(1 / 0)).wait()  # noqa: T201  never comes to it
    assert "Traceback" in capfd.readouterr().err
