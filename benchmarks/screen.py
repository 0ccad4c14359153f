"""A screen of our own (Xvfb) where another program's window can be watched from outside."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

#: Seconds after which a window is given up.
_PATIENCE: Final = 600
_LOOK_EVERY: Final = 0.005


def can_watch() -> bool:
    """Tell whether this computer has what `screen` and `wait_for` need."""
    return shutil.which("Xvfb") is not None and shutil.which("xdotool") is not None


@contextmanager
def screen() -> Iterator[Mapping[str, str]]:
    """Give the environment variables with which Qt shows its windows there; in memory when there is none."""
    if not can_watch():
        yield {"QT_QPA_PLATFORM": "offscreen"}
        return
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as answer:
            number = answer.readline().strip()
        yield {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{number}"}
    finally:
        server.terminate()
        server.wait()


def wait_for(
    variables: Mapping[str, str], process: subprocess.Popen[bytes], name: str, accept: Callable[[str], bool]
) -> None:
    """Wait until `process` shows a window with `name` in its title that is accepted; raises RuntimeError."""
    until = time.monotonic() + _PATIENCE
    while not any(accept(title) for title in _titles(variables, name)):
        if process.poll() is not None or time.monotonic() > until:
            message = f"no window of {name}; exit status {process.returncode}"
            raise RuntimeError(message)
        time.sleep(_LOOK_EVERY)


def wait_until_gone(variables: Mapping[str, str], name: str) -> None:
    """Wait until the screen shows no window with `name` in its title."""
    while _titles(variables, name):
        time.sleep(_LOOK_EVERY)


def _titles(variables: Mapping[str, str], name: str) -> list[str]:
    done = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", name, "getwindowname", "%@"],
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.splitlines()
