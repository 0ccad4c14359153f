"""A process that held a vault ends soon, though work beside its window would go on for long."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
#: Work beside the window that never ends by itself, then the end of a lock, but for the fresh process.
PROGRAM = """
import os, sys
from pathlib import Path
from threading import Event
from PySide6.QtCore import QCoreApplication, QProcess, QTimer, QObject
from vpdesk.app import ending
from vpdesk.models import tasks
app = QCoreApplication([])
started = []
QProcess.startDetached = lambda *command: started.append(command)
owner = QObject()
tasks.run(Event().wait, owner=owner, failed=lambda error: None)
def end():
    print("ending", flush=True)
    {end}
QTimer.singleShot(0, end)
app.exec()
"""


def run(end: str, patience: float) -> float:
    """Return after how many seconds the process has ended by itself."""
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM.format(end=end)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "ending\n"
        start = time.perf_counter()
        process.wait(timeout=patience)
        return time.perf_counter() - start
    finally:
        process.kill()
        process.communicate()


def test_it_is_gone_within_two_seconds_whatever_still_runs() -> None:
    assert run("ending.start_locked(Path('vault'))", 30) < 2


def test_a_window_that_is_waited_for_ends_it_as_soon_as_it_stands(tmp_path: Path) -> None:
    vault = f"Path({str(tmp_path)!r})"
    stands = f"QTimer.singleShot(400, lambda: ending.tell_standing({vault}))"
    assert 0.3 < run(f"ending.start_restoring({vault}); {stands}", 30) < 4
    assert list(tmp_path.iterdir()) == []


def test_a_window_that_does_not_come_is_not_waited_for_long(tmp_path: Path) -> None:
    """The control."""
    assert 4.5 < run(f"ending.start_restoring(Path({str(tmp_path)!r}))", 30) < 8
    assert list(tmp_path.iterdir()) == []


def test_quitting_alone_waits_for_what_still_runs() -> None:
    """The control."""
    with pytest.raises(subprocess.TimeoutExpired):
        run("app.quit()", 3)


def test_after_damage_the_fresh_process_is_told_so_and_nothing_else() -> None:
    program = PROGRAM.format(end="ending.start_after_damage(Path('kluis'))").replace(
        "app.exec()", "app.exec()\nprint(started, flush=True)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program.replace("tasks.run(Event().wait", "0 and tasks.run(Event().wait")],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.endswith("['-m', 'vpdesk', '--vault', 'kluis', '--damaged'])]\n")
