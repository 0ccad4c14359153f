"""Keys from the window system and a screen saver on the session bus end the process that knows the case."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.factories import CHEAP, PASSPHRASE, make_case
from tests.journeys.person import alive, environment
from tests.journeys.screen import Screen, open_screen
from tests.programs import need
from vpdesk.domain.organisation import Organisation
from vpdesk.services.drafts import load_draft
from vpdesk.vault.vault import Vault

ROOT = Path(__file__).resolve().parents[2]


class Desk:
    """A process that has a draft on its screen, and perhaps a dialog over it."""

    def __init__(self, screen: Screen, manner: str) -> None:
        self.screen = screen
        self.folder = screen.home / "vault"
        organisation = Organisation(name="Waterschap De Vliet")
        self.case = make_case(organisation.id)
        with Vault.create(self.folder, PASSPHRASE, cost=CHEAP) as vault, vault.transaction():
            vault.organisations.save(organisation)
            vault.cases.save(self.case)
        self.variables = environment(screen)
        self.variables["PYTHONPATH"] += f"{os.pathsep}{ROOT}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.proof.locked_process", str(self.folder), str(self.case.id), manner],
            env=self.variables, cwd=screen.home, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{PASSPHRASE}\nkwoltibraze\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == "typed\n"

    def run(self, *command: str) -> None:
        subprocess.run(command, env=self.variables, check=True, capture_output=True)

    def is_gone(self) -> bool:
        self.process.wait(timeout=20)
        return not alive(self.process.pid)

    def draft(self) -> str:
        with Vault.open(self.folder, PASSPHRASE) as vault:
            found = load_draft(vault, f"case/{self.case.id}/contact")
        assert found is not None
        return found.body


Open = Callable[[str], Desk]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Open]:
    """Opens a desk in a manner (`locked_process`) on a screen of its own."""
    for program in ("Xvfb", "openbox", "dbus-daemon", "dbus-send", "xdotool"):
        need(program)
    opened: list[Desk] = []
    with open_screen(tmp_path) as screen:

        def start(manner: str) -> Desk:
            opened.append(Desk(screen, manner))
            return opened[0]

        yield start
        for each in opened:
            each.process.kill()
            each.process.wait()
        for pid in screen.processes():
            os.kill(pid, signal.SIGTERM)  # what the lock has started
        for each in opened:
            each.process.communicate()


@pytest.mark.parametrize("manner", ["plainly", "choosing", "asking", "menu"])
def test_the_panic_key_ends_the_process_whatever_is_open(desk: Open, manner: str) -> None:
    at = desk(manner)
    at.run("xdotool", "key", "ctrl+shift+l")
    assert at.is_gone()
    assert "kwoltibraze 299" in at.draft()


def test_a_screen_saver_on_the_session_bus_ends_the_process(desk: Open) -> None:
    at = desk("plainly")
    at.run(
        "dbus-send", "--session", "--type=signal", "/org/freedesktop/ScreenSaver",
        "org.freedesktop.ScreenSaver.ActiveChanged", "boolean:true",
    )  # fmt: skip
    assert at.is_gone()
    assert "kwoltibraze 299" in at.draft()


def test_what_was_copied_leaves_the_real_clipboard_at_a_lock(desk: Open) -> None:
    at = desk("copying")
    at.run("xdotool", "key", "ctrl+shift+l")
    assert at.process.stdout is not None
    assert at.process.stdout.readline() == "clipboard 'kwoltibraze' with hint, then ''\n"
    assert at.is_gone()
