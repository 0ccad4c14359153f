"""G1, G2 and G8: from the start of a process to its first window and its unlocked list, and what that holds.

Resident memory is what the process has in memory once it has come to rest, libraries that others use too
included; `/proc` tells it.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from benchmarks import caseload, keepassxc
from benchmarks.measure import Timed, compare
from benchmarks.rows import Row, measures
from benchmarks.screen import can_watch, screen, wait_for, wait_until_gone
from vpdesk.services.drafts import save_draft
from vpdesk.vault.vault import Vault

_ROOT: Final = Path(__file__).resolve().parents[1]
_G1: Final = {"1k": 0.65, "10k": 0.22, "100k": 0.04}
_G8: Final = {"1k": 0.7, "10k": 0.35, "100k": 0.06}
_LOCKED: Final = "[Locked]"
#: A process rests when its memory stayed within so many bytes for so many looks, a quarter of a second apart.
_STILL: Final = 1_000_000
_LOOKS: Final = 8
_LOOK_EVERY: Final = 0.25

#: Starts a process and waits until it shows what is waited for; ends it at the end of the `with`.
Started = Callable[[], AbstractContextManager[subprocess.Popen[Any]]]


@measures("G1")
def unlocked_list(size: str, cases: int) -> Iterator[Row]:
    """The list of cases on the screen, the passphrase given at once, at what a new vault costs at least."""
    with screen() as variables:
        ours = _seconds(_ours(variables, "list", _vault_with_list(size), caseload.PASSPHRASE))
        what = "start to unlocked list"
        ratio = compare(ours, _seconds(_ours(variables, "bare")), first=6, most=12)
        yield Row(name="G1", size=size, what=what, peer="bare QMainWindow", ratio=ratio)
        if why_not := _why_no_peer():
            yield Row(name="G1", size=size, what=what, peer=keepassxc.NAME, ratio=None, remark=why_not)
            return
        theirs = _seconds(_theirs_unlocked(variables, size))
        pairs = 6 if cases <= 10_000 else 2
        ratio = compare(ours, theirs, first=pairs, most=2 * pairs if cases <= 10_000 else pairs)
        yield Row(name="G1", size=size, what=what, peer=keepassxc.NAME, ratio=ratio, goal=_G1.get(size))


@measures("G2")
def first_window(size: str, _cases: int) -> Iterator[Row]:
    """The lock page on the screen."""
    with screen() as variables:
        ours = _seconds(_ours(variables, "locked", caseload.vault_of(size)))
        what = "first window visible"
        ratio = compare(ours, _seconds(_ours(variables, "bare")), first=8, most=24)
        yield Row(name="G2", size=size, what=what, peer="bare QMainWindow", ratio=ratio, goal=1.1)
        if why_not := _why_no_peer():
            yield Row(name="G2", size=size, what=what, peer=keepassxc.NAME, ratio=None, remark=why_not)
            return
        file = keepassxc.file_of(size)
        theirs = _seconds(partial(_theirs, variables, file, lambda _title: True, unlock=False))
        ratio = compare(ours, theirs, first=8, most=24)
        yield Row(name="G2", size=size, what=what, peer=keepassxc.NAME, ratio=ratio, goal=1.0)


@measures("G8")
def memory(size: str, _cases: int) -> Iterator[Row]:
    """What is in memory with the list of cases on the screen, at rest."""
    what = "resident memory, unlocked"
    if not Path("/proc/self/status").exists():
        yield Row(name="G8", size=size, what=what, peer=keepassxc.NAME, ratio=None, remark="needs /proc")
        return
    with screen() as variables:
        ours = _resident(_ours(variables, "list", _vault_with_list(size), caseload.PASSPHRASE))
        ratio = compare(ours, _resident(_ours(variables, "bare")), first=2, most=4)
        yield Row(name="G8", size=size, what=what, peer="bare QMainWindow", ratio=ratio, unit="bytes")
        if why_not := _why_no_peer():
            yield Row(name="G8", size=size, what=what, peer=keepassxc.NAME, ratio=None, remark=why_not)
            return
        ratio = compare(ours, _resident(_theirs_unlocked(variables, size)), first=2, most=4)
        yield Row(name="G8", size=size, what=what, peer=keepassxc.NAME, ratio=ratio, goal=_G8.get(size),
                  unit="bytes")  # fmt: skip


def _why_no_peer() -> str:
    return keepassxc.why_not() or ("" if can_watch() else "needs Xvfb and xdotool")


def _vault_with_list(size: str) -> Path:
    """Return a copy of the vault that asks the same of a guess as KeePassXC's file, and opens at the list."""
    folder = caseload.copy_of(size, f"start-{size}")
    caseload.use_cost(folder, keepassxc.COST)
    with Vault.open(folder, caseload.PASSPHRASE) as vault:
        save_draft(vault, "window", '{"place": "cases"}', datetime(2026, 11, 20, 9))  # noqa: DTZ001  her clock
    return folder


# ----- what is measured of a process that was started


def _seconds(started: Started) -> Timed:
    """Return a call that says how long a start takes."""

    def timed() -> float:
        start = time.perf_counter()
        with started():
            return time.perf_counter() - start

    return timed


def _resident(started: Started) -> Timed:
    """Return a call that says how many bytes a process has in memory when it has come to rest."""

    def weighed() -> float:
        with started() as process:
            looks: list[int] = []
            while len(looks) < _LOOKS or max(looks[-_LOOKS:]) - min(looks[-_LOOKS:]) > _STILL:
                time.sleep(_LOOK_EVERY)
                looks.append(_bytes_of(process.pid))
            return looks[-1]

    return weighed


def _bytes_of(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    message = f"process {pid} has ended"
    raise RuntimeError(message)


# ----- starting one


def _ours(variables: Mapping[str, str], mode: str, *arguments: object) -> Started:
    """Return the start of a process that says itself when it has painted."""
    command = [sys.executable, "-m", "benchmarks.first_paint", mode, *map(str, arguments)]
    environment = {**_own_home(), **variables}

    @contextmanager
    def started() -> Iterator[subprocess.Popen[str]]:
        process = subprocess.Popen(
            command, env=environment, cwd=_ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert process.stdout is not None  # noqa: S101  tells the type checker
        assert process.stderr is not None  # noqa: S101
        try:
            if process.stdout.readline() != "painted\n":
                process.kill()
                raise RuntimeError(process.stderr.read())
            yield process
        finally:
            process.kill()
            process.communicate()

    return started


def _theirs_unlocked(variables: Mapping[str, str], size: str) -> Started:
    """Return the start of KeePassXC until the window with its entries is visible."""
    file = keepassxc.file_of(size)
    return partial(
        _theirs, variables, file, lambda title: file.name in title and _LOCKED not in title, unlock=True
    )


@contextmanager
def _theirs(
    variables: Mapping[str, str], file: Path, accept: Callable[[str], bool], *, unlock: bool
) -> Iterator[subprocess.Popen[bytes]]:
    """Start KeePassXC and wait until a window with an accepted title is visible."""
    environment = {**_own_home(), **variables}
    settings = Path(environment["HOME"]) / "keepassxc.ini"
    settings.write_text(_SETTINGS)
    places = ["--config", str(settings), "--localconfig", str(settings)]
    command = [keepassxc.PROGRAM, *places, *(["--pw-stdin"] if unlock else []), str(file)]
    process = subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdin is not None  # noqa: S101  tells the type checker
    process.stdin.write(caseload.PASSPHRASE.encode() + b"\n")
    process.stdin.flush()
    try:
        wait_for(variables, process, keepassxc.NAME, accept)
        yield process
    finally:
        process.kill()
        process.communicate()
    wait_until_gone(variables, keepassxc.NAME)


def _own_home() -> dict[str, str]:
    """Return the environment with a home of its own: nobody's preferences are read or written."""
    home = caseload.FOLDER / "home"
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    return {**kept, "HOME": str(home), "XDG_RUNTIME_DIR": str(home)}


#: No window about updates, no other instance, no memory of earlier files.
_SETTINGS: Final = """
[General]
SingleInstance=false
UpdateCheckMessageShown=true
RememberLastDatabases=false
OpenPreviousDatabasesOnStartup=false
[GUI]
CheckForUpdates=false
"""
