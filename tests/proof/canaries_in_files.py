"""Row 8: rare words, typed on every screen of the real window, come into no file that it touches."""

import json
import os
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import Final

from tests.canaries import invent, traces
from tests.journeys.person import environment
from tests.journeys.screen import Screen, open_screen
from tests.proof.rows import CannotRunHereError, Control, Finding, Run, at_least, none, proves
from tests.proof.trail import Trail, follow
from tests.proof.whole_case import write_given

_ROOT: Final = Path(__file__).resolve().parents[2]
_WORDS: Final = 12
_PASSPHRASE: Final = 5
#: What every program of the system may touch.
_SYSTEM: Final = (r"/dev/(null|tty|pts/.*)", r"/proc/.*")


@proves(8)
def type_everywhere(run: Run) -> Iterator[Finding]:
    """Go through the whole window, in as many rounds with other words each time."""
    rounds = run.of(small=1, full=5)
    screens = fields = tables = size = found = unexpected = left = 0
    for number in range(rounds):
        words = invent(_WORDS)
        with a_screen(run.folder / f"round-{number}") as screen:
            trail = tour(screen, words)
            told = json.loads(trail.said)
            screens += told["screens"]
            fields += told["fields"]
            tables += told["tables"]
            size += trail.size
            found += len(trail.words())
            unexpected += len(trail.outside(expected(screen.home)))
            left += len(traces(words, [screen.home]))
    yield at_least(rounds * 70, "screens on which was typed", screens)
    yield at_least(rounds * 90, "fields typed into", fields)
    yield at_least(rounds * 22, "tables of the vault in which a word stood", tables)
    yield at_least(rounds, "MiB written, all of it searched", size // 2**20)
    yield none("files with a word, those that are gone too", found)
    yield none("files where none was expected", unexpected)
    yield none("files with a word that are left", left)
    words = invent(_WORDS)
    with a_screen(run.folder / "control") as screen:
        trail = tour(screen, words, "spilling")
        yield Control(
            without="temp_store=MEMORY", harm=len(trail.words()), of=len(trail.written), share=0.015
        )


@contextmanager
def a_screen(home: Path) -> Iterator[Screen]:
    """Open a screen; raises CannotRunHereError where there can be none."""
    for program in ("Xvfb", "openbox", "dbus-daemon", "xdotool"):
        if shutil.which(program) is None:
            message = f"{program} is not installed"
            raise CannotRunHereError(message)
    home.mkdir()
    with open_screen(home) as screen:
        yield screen


def tour(screen: Screen, words: Sequence[str], *manner: str, within: Sequence[str] = ()) -> Trail:
    """Send a person through the whole window and return what its process touched."""
    typed = words[_PASSPHRASE:]
    given = write_given(screen.home.with_name(f"{screen.home.name}-given"), cycle(typed))
    told = {"passphrase": " ".join(words[:_PASSPHRASE]), "words": typed, "given": [*map(str, given)]}
    variables = {
        **environment(screen),
        "PYTHONPATH": os.pathsep.join((str(_ROOT / "src"), str(_ROOT))),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    vault = screen.home / "data" / "vpdesk" / "vault"
    return follow(
        [sys.executable, "-m", "tests.proof.whole_window", str(vault), *manner],
        variables=variables,
        folder=screen.home,
        told=json.dumps(told),
        words=words,
        within=within,
    )


def expected(home: Path) -> tuple[str, ...]:
    """Return patterns of the files that the program may touch: vault, backups, preferences, and no other.

    A backup that is put back for practice lies in a folder of its own among the backups, until it is proven.
    """
    data, config = re.escape(f"{home}/data/vpdesk"), re.escape(f"{home}/config/vpdesk")
    return (
        *_SYSTEM,
        rf"{data}(/vault(-backups)?(/[^/]+)?)?",
        rf"{data}/vault-backups/\.vpdesk-[0-9a-f]{{8}}-[0-9a-f]+/[^/]+",
        rf"{config}(/settings\.ini(\.part)?)?",
    )
