"""Working files of two processes in one folder: none clears away what the other is working with."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from vpdesk.vault import locks, scratch
from vpdesk.vault.scratch import working_file, working_folder

ROOT = Path(__file__).resolve().parents[2]
VAULT = "0123456789abcdef"
OTHER = """
import sys
from pathlib import Path
from vpdesk.vault.scratch import working_file, working_folder
folder, vault, kind = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
with (working_file if kind == "file" else working_folder)(folder, vault) as lent:
    file = lent if kind == "file" else lent.database
    file.write_bytes(b"half")
    print(file, flush=True)
    sys.stdin.readline()
    assert file.read_bytes() == b"half"
"""


@contextmanager
def another(folder: Path, kind: str) -> Iterator[tuple["subprocess.Popen[str]", Path]]:
    """A process that works in `folder` until it reads a line, and the file it works with."""
    process = subprocess.Popen(
        [sys.executable, "-c", OTHER, folder, VAULT, kind],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        yield process, Path(process.stdout.readline().rstrip("\n"))
    finally:
        process.kill()
        process.communicate()


def work(folder: Path) -> None:
    for lend in (working_file, working_folder):
        with lend(folder, VAULT):
            pass


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_what_another_process_works_with_stays_until_that_is_ready(tmp_path: Path, kind: str) -> None:
    with another(tmp_path, kind) as (process, file):
        work(tmp_path)
        assert file.read_bytes() == b"half"
        process.communicate("\n")
        assert process.returncode == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_what_a_killed_process_left_goes(tmp_path: Path, kind: str) -> None:
    """The control: the same files, and nobody alive who works with them."""
    with another(tmp_path, kind) as (process, file):
        process.kill()
        process.wait()
        assert file.exists()
        work(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_without_a_lock_the_other_would_lose_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: it is the lock that keeps it."""
    monkeypatch.setattr(scratch, "_is_free", lambda _descriptor: True)
    with another(tmp_path, "file") as (_process, file):
        work(tmp_path)
        assert not file.exists()


def test_where_there_are_no_locks_work_goes_on_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(_descriptor: int) -> None:
        raise OSError(38, "no locks known")

    monkeypatch.setattr(scratch, "lock", unknown)
    (tmp_path / f".vpdesk-{VAULT[:8]}-left.part").write_bytes(b"half")
    (tmp_path / f".vpdesk-{VAULT[:8]}-left.owner").write_bytes(b"")
    work(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("taken", [True, False])
def test_a_name_that_another_took_for_left_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, taken: bool
) -> None:
    """Between making the file and locking it, another process may look at it, or clear it away."""
    real: Callable[[int], None] = locks.lock
    seen: list[Path] = []

    def late(descriptor: int) -> None:
        owners = list(tmp_path.glob("*.owner"))
        if not seen:
            seen.extend(owners)
            if taken:
                raise BlockingIOError
            owners[0].unlink()
        real(descriptor)

    monkeypatch.setattr(scratch, "lock", late)
    with working_file(tmp_path, VAULT) as part:
        assert part.with_suffix(".owner").exists()
        assert part.with_suffix(".owner") != seen[0]
