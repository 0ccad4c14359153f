"""A person at the window: hears it as a screen reader does, and works it by the keyboard alone."""

import json
import os
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, TypeVar

from tests.journeys.screen import Screen
from tests.programs import SYSTEM_PYTHON

T = TypeVar("T")

#: Seconds after which something will not happen any more.
_LIMIT: Final = 30.0
#: A screen with more stops than this has lost the person.
_STOPS: Final = 120
#: What a hidden passphrase shows for each letter.
_HIDDEN: Final = "\N{BLACK CIRCLE}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One widget as it is announced; `place` is its way down from the window."""

    node: tuple[str, str]
    place: tuple[int, ...]
    role: str
    name: str
    description: str
    states: frozenset[str]

    def is_called(self, *names: str, role: str = "") -> bool:
        """Tell whether it bears one of `names`, alone or before what it is about ("Change: first talk")."""
        said = (self.name == name or self.name.startswith(f"{name}: ") for name in names)
        return role in self.role and any(said)

    def __str__(self) -> str:
        words = [f"{'  ' * len(self.place)}[{self.role}] {self.name!r}"]
        return " ".join([*words, *sorted(self.states & {"focused", "checked", "selected"})])


def _heard(told: dict[str, Any]) -> Heard:
    return Heard(
        node=tuple(told["node"] or ("", "")), place=tuple(told.get("place", ())), role=told["role"],
        name=told["name"], description=told.get("description", ""),
        states=frozenset(told.get("states", ())),
    )  # fmt: skip


class Ears:
    """The accessibility bus of `screen`, asked through the system's Python."""

    def __init__(self, screen: Screen) -> None:
        self._process = subprocess.Popen(
            [SYSTEM_PYTHON, str(Path(__file__).with_name("bus.py"))],
            env=dict(screen.variables), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()

    def listen(self) -> None:
        """Begin to follow the focus: a window tells of it only when somebody listens from the start."""
        self.ask(ask="focus")

    def ask(self, **question: Any) -> Any:
        """Return the answer to one question (bus.py says which there are)."""
        asked, told = self._process.stdin, self._process.stdout
        assert asked is not None
        assert told is not None
        asked.write(json.dumps(question) + "\n")
        asked.flush()
        answer = told.readline()
        assert answer, "the accessibility bus cannot be asked: python3-gi and at-spi2-core must be installed"
        return json.loads(answer)

    def until(self, condition: Callable[[], T | None], what: Callable[[], str] | str) -> T:
        """Look again until `condition` gives something, and return that; fail with `what` after a while."""
        end = time.monotonic() + _LIMIT
        while not (found := condition()):
            if time.monotonic() > end:
                raise AssertionError(what if isinstance(what, str) else what())
            self.ask(ask="rest")
        return found


class Person:
    """Works one process. Every deed waits until the window shows it, and fails with what was heard."""

    def __init__(self, screen: Screen, ears: Ears, pid: int) -> None:
        self.screen = screen
        self._ears = ears
        self.until = ears.until
        self.pid = pid

    # -- listening

    def hears(self, *, hidden: bool = False) -> list[Heard]:
        """Return every widget that shows, in reading order; with `hidden` also those that do not."""
        return [_heard(each) for each in self._ears.ask(ask="tree", pid=self.pid, hidden=hidden)]

    def all_words(self) -> str:
        """Return every word that a screen reader could reach, in hidden widgets too."""
        heard = self.hears(hidden=True)
        fields = [each for each in heard if each.role in ("text", "password text", "combo box")]
        return "\n".join(
            [f"{each.name} {each.description}" for each in heard] + [self.reads(field) for field in fields]
        )

    def waits_for(self, *names: str, role: str = "") -> Heard:
        """Wait until something shows that is called one of `names`, and return it."""

        def found() -> Heard | None:
            return next((each for each in self.hears() if each.is_called(*names, role=role)), None)

        return self.until(found, lambda: f"never heard {role} {names}; heard:\n{self._told()}")

    def waits_for_words(self, words: str) -> None:
        """Wait until `words` stand somewhere in sight."""
        self.until(
            lambda: any(words in each.name for each in self.hears()),
            lambda: f"never heard {words!r}; heard:\n{self._told()}",
        )

    def reads(self, heard: Heard) -> str:
        """Return what stands in a field."""
        return str(self._ears.ask(ask="text", node=heard.node))

    def is_told(self) -> list[str]:
        """Return what was announced since this was asked before, in order."""
        return list(self._ears.ask(ask="said"))

    def _told(self) -> str:
        return "\n".join(str(each) for each in self.hears() if each.name)

    # -- the keyboard

    def strikes(self, *keys: str) -> None:
        """Press keys (X names: Return, ctrl+n)."""
        self._xdotool("key", "--delay", "2", *keys)

    def _xdotool(self, *words: str) -> str:
        return self._on_screen("xdotool", *words)

    def _on_screen(self, *command: str) -> str:
        done = subprocess.run(
            command, env=dict(self.screen.variables), capture_output=True, text=True, errors="replace",
            check=False,
        )  # fmt: skip
        return done.stdout

    def focus(self) -> tuple[Heard, int]:
        """Return what has the focus, and how often the focus has moved."""
        told = self._ears.ask(ask="focus")
        return _heard(told), told["moves"]

    def waits_for_focus(self, role: str, name: str = "") -> Heard:
        """Wait until the window itself puts the focus on a `role` (that is called `name`)."""

        def found() -> Heard | None:
            at, _moves = self.focus()
            return at if role in at.role and name in at.name else None

        return self.until(found, lambda: f"no focus on a {role} {name}; heard:\n{self._told()}")

    def goes_to(self, *names: str, role: str = "", key: str = "Tab") -> Heard:
        """Press Tab (or `key`) until the focus is on what is called one of `names`, and return that."""
        passed = []
        for _stop in range(_STOPS):
            at, moves = self.focus()
            if at.is_called(*names, role=role):
                return at
            passed.append(f"[{at.role}] {at.name!r}")
            self.strikes(key)
            self.until(
                lambda before=moves: self.focus()[1] > before,  # type: ignore[misc]  # bound now
                lambda: f"{key} led nowhere from {passed[-1]}; heard:\n{self._told()}",
            )
        passed = list(dict.fromkeys(passed))
        raise AssertionError(f"{key} never reached {role} {names}, only:\n" + "\n".join(passed))

    def presses(self, name: str, role: str = "") -> None:
        """Go to a button, by Tab, and press it."""
        self.waits_for(name, role=role)
        self.goes_to(name, role=role)
        self.strikes("space")

    def fills(self, name: str, text: str) -> None:
        """Go to a field, by Tab, and type `text` into it."""
        self.waits_for(name, role="text")
        self.goes_to(name, role="text")
        self.types(text)

    def types(self, text: str) -> None:
        """Type into what has the focus, instead of what stands there, and wait until it stands there."""
        at, _moves = self.focus()
        self.strikes("ctrl+a")
        self._xdotool("type", "--delay", "4", text)
        self.until(
            lambda: self.reads(at) in (text, _HIDDEN * len(text)),
            lambda: f"typed {text!r}, but {at.name!r} holds {self.reads(at)!r}",
        )

    def chooses(self, name: str, word: str) -> None:
        """Go to a combo box, by Tab, and type the `word` that it is to show."""
        self.waits_for(name, role="combo box")
        at = self.goes_to(name, role="combo box")
        self._xdotool("type", "--delay", "4", word)
        self.until(
            lambda: any(each.node == at.node and each.name.endswith(f": {word}") for each in self.hears()),
            lambda: f"{name!r} does not show {word!r}; heard:\n{self._told()}",
        )

    def turns_to(self, place: str) -> None:
        """Go to a place of the window by the column at the left: Tab into it, then the arrows."""
        column = self.waits_for(place, role="check box").place[:-1]
        beside = (each for each in self.hears() if each.place[:-1] == column)
        entries = [each.name for each in beside if each.role == "check box"]
        at = self.goes_to(*entries, role="check box")
        further = entries.index(place) > entries.index(at.name)
        self.goes_to(place, role="check box", key="Down" if further else "Up")
        self.strikes("space")

    # -- what others see

    def titles(self) -> str:
        """Return all that the windows on the screen carry for others: titles, classes, icon names."""
        told = self._xdotool("search", "--name", "").split()
        return "\n".join(self._on_screen("xprop", "-id", window) for window in told)


def alive(pid: int) -> bool:
    """Tell whether a process runs (one that ended and was not fetched yet does not)."""
    try:
        return "Z" not in (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


def environment(screen: Screen) -> dict[str, str]:
    """Return the variables of a vpdesk process on `screen`, run from the source."""
    source = Path(__file__).resolve().parents[2] / "src"
    return {**screen.variables, "PYTHONPATH": os.fspath(source), "PYTHONFAULTHANDLER": "1"}
