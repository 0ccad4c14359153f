"""Row 14: the whole window opens no socket but to the display and the session bus, and misses no network."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence

from tests.canaries import invent
from tests.journeys.screen import Screen
from tests.proof.canaries_in_files import a_screen, tour
from tests.proof.rows import CannotRunHereError, Control, Finding, Run, at_least, none, proves


@proves(14)
def open_no_socket(run: Run) -> Iterator[Finding]:
    """Go through the whole window in a namespace with no network, and look at each socket."""
    rounds = run.of(small=1, full=3)
    screens = opened = 0
    elsewhere: list[str] = []
    for number in range(rounds):
        with a_screen(run.folder / f"round-{number}") as screen:
            trail = tour(screen, invent(12), within=no_network())
            screens += json.loads(trail.said)["screens"]
            opened += len(trail.sockets)
            elsewhere += trail.elsewhere(allowed(screen))
    yield at_least(rounds * 70, "screens seen in a namespace with no network", screens)
    yield at_least(rounds * 2, "sockets seen", opened)
    yield none("sockets that led elsewhere than to the display and the session bus", len(elsewhere))
    with a_screen(run.folder / "control") as screen:
        trail = tour(screen, invent(12), "calling", within=no_network())
        yield Control(
            without="silence", harm=len(trail.elsewhere(allowed(screen))), of=len(trail.sockets), share=0.08
        )


def allowed(screen: Screen) -> tuple[str, ...]:
    """Return patterns of the sockets that a window needs: display, session bus, and its accessibility bus."""
    bus = re.escape(screen.variables["DBUS_SESSION_BUS_ADDRESS"].partition("=")[2].partition(",")[0])
    return ("AF_UNIX", r"AF_UNIX /tmp/\.X11-unix/X\d+", f"AF_UNIX {bus}", r"AF_UNIX .*/at-spi/bus[^/]*")


def no_network() -> Sequence[str]:
    """Return the command that runs another in a namespace with no network."""
    unshare = shutil.which("unshare")
    for options in (("--net",), ("--map-root-user", "--net")) if unshare else ():
        command = (unshare or "", *options)
        if subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0:
            return command
    message = "this machine lets nobody make a namespace with no network"
    raise CannotRunHereError(message)
