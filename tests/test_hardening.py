"""A process that holds a vault leaves no core file and lets nobody of the same user read its memory."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from vpdesk import bugs, cli
from vpdesk.cli import commands

ROOT = Path(__file__).resolve().parents[1]
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="asks the kernel of Linux")
#: Asks a process whether it may be dumped (PR_GET_DUMPABLE) and how large a core file may get.
ASK = "import ctypes; print(ctypes.CDLL(None).prctl(3), resource.getrlimit(resource.RLIMIT_CORE)[0])"
LIMIT = "import resource; resource.setrlimit(resource.RLIMIT_CORE, (4096, 4096))"


def ask(first: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", f"{LIMIT}\n{first}\n{ASK}"],
        env={"PYTHONPATH": str(ROOT / "src")}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.strip()


@LINUX
def test_a_process_of_ours_is_not_dumped() -> None:
    assert ask("from vpdesk.cli.hardening import harden; harden()") == "0 0"


@LINUX
def test_any_other_process_is() -> None:
    """The control."""
    assert ask("") == "1 4096"


@LINUX
def test_the_program_hardens_itself_before_it_does_anything(tmp_path: Path) -> None:
    """It waits for a passphrase that never comes; meanwhile the kernel is asked about it."""
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-m", "vpdesk", "check", str(tmp_path), "--passphrase-file", f"/dev/fd/{reading}"],
        env={"PYTHONPATH": str(ROOT / "src"), "HOME": str(tmp_path)}, pass_fds=[reading],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        # it opens the pipe when it is under way: until then this waits
        os.close(reading)
        limits = Path(f"/proc/{process.pid}/limits")
        while process.poll() is None and _core(limits) != "0":
            os.sched_yield()
        assert process.poll() is None
        assert _core(limits) == "0"
    finally:
        os.close(writing)
        process.send_signal(signal.SIGKILL)
        process.communicate()


def _core(limits: Path) -> str:
    line = next(each for each in limits.read_text().splitlines() if each.startswith("Max core file size"))
    return line.split()[4]


def test_a_command_that_fails_by_a_mistake_of_ours_says_no_value(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def fail(_chosen: object) -> int:
        raise KeyError("Melder vertelt dat")

    monkeypatch.setattr(commands, "import_cases", fail)
    assert cli.main(["import", str(tmp_path), "file.csv"]) == bugs.MISTAKE
    said = capsys.readouterr().err
    assert "KeyError" in said
    assert "Melder" not in said
