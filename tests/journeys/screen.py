"""A screen of its own for one test: X server, window manager, session bus and accessibility bus."""

import os
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.programs import need

#: The size of a small laptop.
SIZE: Final = "1366x768"
#: The variable by which processes of one journey know each other, a relaunched one too.
MARK: Final = "VPDESK_JOURNEY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """`variables` let a process live on this screen, in `home` and nowhere else."""

    variables: Mapping[str, str]
    home: Path

    def processes(self) -> list[int]:
        """Return the vpdesk processes of this journey."""
        mark = f"{MARK}={self.variables[MARK]}".encode()
        return [int(place.name) for place in Path("/proc").glob("[0-9]*") if _is_ours(place, mark)]


def _is_ours(place: Path, mark: bytes) -> bool:
    try:
        words = (place / "cmdline").read_bytes().split(b"\0")
        # strace bears our words as well; a process that has ended has none left
        python = b"python" in Path(os.fsdecode(words[0])).name.encode()
        return python and b"vpdesk" in words and mark in (place / "environ").read_bytes().split(b"\0")
    except OSError:
        return False


def _folders(home: Path) -> dict[str, str]:
    variables = {
        "HOME": home, "XDG_DATA_HOME": home / "data", "XDG_CONFIG_HOME": home / "config",
        "XDG_CACHE_HOME": home / "cache", "XDG_STATE_HOME": home / "state", "XDG_RUNTIME_DIR": home / "run",
        "TMPDIR": home / "tmp",
    }  # fmt: skip
    for folder in variables.values():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return {name: str(folder) for name, folder in variables.items()}


@contextmanager
def open_screen(home: Path) -> Iterator[Screen]:
    """Open a screen whose programs live in `home`; everything that was started on it ends with it."""
    programs = {name: need(name) for name in ("Xvfb", "openbox", "dbus-daemon", "xdotool")}
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    variables = {**kept, **_folders(home), "LANG": "C.UTF-8", MARK: str(home)}
    with ExitStack() as ends:

        def start(*command: str) -> int:
            """Start a program that writes its address into a pipe; return the end that reads it."""
            reading, writing = os.pipe()
            words = [word.format(pipe=writing) for word in command]
            log = ends.enter_context((home / "screen.log").open("ab"))
            process = subprocess.Popen(
                words, env=variables, pass_fds=[writing], stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )
            os.close(writing)
            ends.callback(process.wait)
            ends.callback(process.terminate)
            return reading

        def address(*command: str) -> str:
            with os.fdopen(start(*command)) as told:
                return told.readline().strip()

        number = address(
            programs["Xvfb"], "-displayfd", "{pipe}", "-screen", "0", f"{SIZE}x24", "-nolisten", "tcp"
        )
        variables |= {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        bus = address(programs["dbus-daemon"], "--session", "--nofork", "--print-address={pipe}")
        variables |= {"DBUS_SESSION_BUS_ADDRESS": bus, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
        os.close(start(programs["openbox"]))
        screen = Screen(variables=variables, home=home)
        ends.callback(_end, screen)
        yield screen


def _end(screen: Screen) -> None:
    for pid in screen.processes():
        os.kill(pid, signal.SIGTERM)
