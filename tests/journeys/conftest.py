"""The first-time journey, made once; what it left behind is what the tests of this folder look at."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.journeys.first_time import Journey, travel
from tests.journeys.screen import open_screen
from tests.programs import need, need_of_system
from vpdesk import i18n

_PROGRAMS = ("Xvfb", "openbox", "dbus-daemon", "xdotool", "xprop")
#: Starts the accessibility bus.
_LISTENER = "/usr/libexec/at-spi-bus-launcher"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def journey(tmp_path_factory: pytest.TempPathFactory) -> Journey:
    """Somebody starts vpdesk for the first time, in Dutch, and works by keyboard and ear alone."""
    for program in (*_PROGRAMS, _LISTENER):
        need(program)
    need_of_system("gi")
    subprocess.run([sys.executable, ROOT / "packaging" / "catalogue.py", "compile"], check=True)
    home = tmp_path_factory.mktemp("journey")
    documents = tmp_path_factory.mktemp("documents")
    began = time.time()
    before = i18n.language()
    i18n.use("nl")
    try:
        with open_screen(home) as screen:
            return travel(screen, documents, tracer=tracer(), began=began)
    finally:
        i18n.use(before)


def tracer() -> tuple[str, ...]:
    """Return the command that notes every socket a process opens; empty where tracing is not possible."""
    found = shutil.which("strace")
    if found is None:
        return ()
    command = (found, "-f", "-qq", "--seccomp-bpf", "-e", "trace=socket", "-e", "signal=none")
    tried = subprocess.run([*command, "-o", "/dev/null", "true"], capture_output=True, check=False)
    return command if tried.returncode == 0 else ()
