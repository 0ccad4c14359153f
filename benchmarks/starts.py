"""G1 and G2: from the start of a process to its first window, and to the unlocked list."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from benchmarks import caseload, keepassxc
from benchmarks.measure import Timed, compare
from benchmarks.rows import Row, measures
from benchmarks.screen import can_watch, screen, wait_for, wait_until_gone
from vpdesk.services.drafts import save_draft
from vpdesk.vault.vault import Vault

_ROOT: Final = Path(__file__).resolve().parents[1]
_G1: Final = {"1k": 0.65, "10k": 0.22, "100k": 0.04}
_LOCKED: Final = "[Locked]"


@measures("G1")
def unlocked_list(size: str, cases: int) -> Iterator[Row]:
    """The list of cases on the screen, the passphrase given at once, at what a new vault costs at least."""
    with screen() as variables:
        ours = _ours(variables, "list", _vault_with_list(size), caseload.PASSPHRASE)
        what = "start to unlocked list"
        ratio = compare(ours, _ours(variables, "bare"), first=6, most=12)
        yield Row(name="G1", size=size, what=what, peer="bare QMainWindow", ratio=ratio)
        if why_not := _why_no_peer():
            yield Row(name="G1", size=size, what=what, peer=keepassxc.NAME, ratio=None, remark=why_not)
            return
        file = keepassxc.file_of(size)
        theirs = _theirs(
            variables, file, lambda title: file.name in title and _LOCKED not in title, unlock=True
        )
        pairs = 6 if cases <= 10_000 else 2
        ratio = compare(ours, theirs, first=pairs, most=2 * pairs if cases <= 10_000 else pairs)
        yield Row(name="G1", size=size, what=what, peer=keepassxc.NAME, ratio=ratio, goal=_G1.get(size))


@measures("G2")
def first_window(size: str, _cases: int) -> Iterator[Row]:
    """The lock page on the screen."""
    with screen() as variables:
        ours = _ours(variables, "locked", caseload.vault_of(size))
        what = "first window visible"
        ratio = compare(ours, _ours(variables, "bare"), first=8, most=24)
        yield Row(name="G2", size=size, what=what, peer="bare QMainWindow", ratio=ratio, goal=1.1)
        if why_not := _why_no_peer():
            yield Row(name="G2", size=size, what=what, peer=keepassxc.NAME, ratio=None, remark=why_not)
            return
        theirs = _theirs(variables, keepassxc.file_of(size), lambda _title: True, unlock=False)
        ratio = compare(ours, theirs, first=8, most=24)
        yield Row(name="G2", size=size, what=what, peer=keepassxc.NAME, ratio=ratio, goal=1.0)


def _why_no_peer() -> str:
    return keepassxc.why_not() or ("" if can_watch() else "needs Xvfb and xdotool")


def _vault_with_list(size: str) -> Path:
    """Return a copy of the vault that asks the same of a guess as KeePassXC's file, and opens at the list."""
    folder = caseload.copy_of(size, f"start-{size}")
    caseload.use_cost(folder, keepassxc.COST)
    with Vault.open(folder, caseload.PASSPHRASE) as vault:
        save_draft(vault, "window", '{"place": "cases"}', datetime(2026, 11, 20, 9))  # noqa: DTZ001  her clock
    return folder


def _ours(variables: Mapping[str, str], mode: str, *arguments: object) -> Timed:
    """Return a timed start of a process that says itself when it has painted."""
    command = [sys.executable, "-m", "benchmarks.first_paint", mode, *map(str, arguments)]
    environment = {**_own_home(), **variables}

    def timed() -> float:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, env=environment, cwd=_ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert process.stdout is not None  # noqa: S101  tells the type checker
        line = process.stdout.readline()
        spent = time.perf_counter() - start
        process.kill()
        _out, errors = process.communicate()
        if line != "painted\n":
            raise RuntimeError(errors)
        return spent

    return timed


def _theirs(
    variables: Mapping[str, str], file: Path, accept: Callable[[str], bool], *, unlock: bool
) -> Timed:
    """Return a timed start of KeePassXC until a window with an accepted title is visible."""
    environment = {**_own_home(), **variables}
    settings = Path(environment["HOME"]) / "keepassxc.ini"
    settings.write_text(_SETTINGS)
    places = ["--config", str(settings), "--localconfig", str(settings)]
    command = [keepassxc.PROGRAM, *places, *(["--pw-stdin"] if unlock else []), str(file)]

    def timed() -> float:
        start = time.perf_counter()
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
            spent = time.perf_counter() - start
        finally:
            process.kill()
            process.communicate()
        wait_until_gone(variables, keepassxc.NAME)
        return spent

    return timed


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
