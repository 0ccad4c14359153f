"""What a screen reader hears of one process, asked over the accessibility bus.

This runs under the system's Python, which carries `gi`. Each line on standard input is a request in JSON and
each line on standard output its answer:

    {"ask": "tree", "pid": 1234}                  every widget on the screen, outermost first
    {"ask": "tree", "pid": 1234, "hidden": true}  the hidden ones as well
    {"ask": "text", "node": [bus, path]}          what stands in a text field
    {"ask": "focus"}                              what had the focus last, and how often the focus moved
    {"ask": "said"}                               what was announced since it was asked before, in order
    {"ask": "rest"}                               answered when the focus moves, and soon in any case
"""

import json
import sys
from contextlib import suppress
from typing import Any

import gi  # type: ignore[import-not-found]  # it belongs to the system's Python

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # type: ignore[import-not-found]  # noqa: E402  the line above comes first

ROOT = "/org/a11y/atspi/accessible/root"
NULL = "/org/a11y/atspi/null"
ACCESSIBLE = "org.a11y.atspi.Accessible"
#: The bits of a state that we tell (AT-SPI's own numbers).
STATES = {"checked": 4, "focused": 12, "selected": 23, "showing": 25}
#: The number of the relation "labelled by"; a combo box is called what it shows, and its label says the rest.
LABELLED_BY = 2
#: Milliseconds that the window may take over one answer.
PATIENCE = 20_000
#: Milliseconds between two looks at a window that has nothing to tell.
BREATH = 20
#: A table of ten thousand rows is not read out whole.
CHILDREN = 400


class Bus:
    """The accessibility bus of this session."""

    def __init__(self) -> None:
        session = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        address = session.call_sync(
            "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, 0, PATIENCE, None
        ).unpack()[0]
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self._bus = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)
        self._moves = 0
        self._focused: tuple[str, str] | None = None
        self._said: list[str] = []
        self._bus.signal_subscribe(
            None, "org.a11y.atspi.Event.Object", "StateChanged", None, None, 0, self._note_focus
        )
        self._bus.signal_subscribe(
            None, "org.a11y.atspi.Event.Object", "Announcement", None, None, 0, self._note_said
        )
        registry = ("org.a11y.atspi.Registry", "/org/a11y/atspi/registry", "org.a11y.atspi.Registry")
        for event in ("object:state-changed:focused", "object:announcement"):
            asked = GLib.Variant("(sas)", (event, []))
            self.call([(*registry, "RegisterEvent", asked)])  # otherwise nobody tells

    def _note_focus(self, *told: Any) -> None:
        _bus, sender, path, _interface, _signal, said, *_more = told  # as GLib tells it
        kind, gained, *_rest = said.unpack()
        if kind == "focused" and gained:
            self._focused = (sender, path)
            self._moves += 1

    def _note_said(self, *told: Any) -> None:
        _kind, _politeness, _zero, text, *_rest = told[5].unpack()
        self._said.append(text)

    def said(self) -> list[str]:
        """Return what was announced since this was asked before, in order."""
        while GLib.MainContext.default().iteration(False):
            pass
        said, self._said = self._said, []
        return said

    def rest(self) -> str:
        """Wait until something is told, for `BREATH` at most."""
        timer = GLib.timeout_source_new(BREATH)
        timer.set_callback(lambda *_data: GLib.SOURCE_REMOVE)
        timer.attach(None)
        GLib.MainContext.default().iteration(True)
        timer.destroy()
        return ""

    def focus(self) -> dict[str, Any]:
        """Return what had the focus last (nothing when it is gone), and how often the focus moved."""
        while GLib.MainContext.default().iteration(False):
            pass
        found: dict[str, Any] = {"moves": self._moves, "node": self._focused, "role": "", "name": ""}
        if self._focused is not None:
            role, name = self.call([
                (*self._focused, ACCESSIBLE, "GetRoleName", None), self._property(*self._focused, "Name"),
            ])  # fmt: skip
            found |= {"role": role[0] if role else "", "name": name[0] if name else ""}
            self._add_labels([found])
        return found

    def _add_labels(self, heard: list[dict[str, Any]]) -> None:
        """Put the label of every combo box before what it shows."""
        boxes = [each for each in heard if each["role"] == "combo box"]
        related = self.call([(*box["node"], ACCESSIBLE, "GetRelationSet", None) for box in boxes])
        labelled = [
            (box, tuple(label))
            for box, answer in zip(boxes, related, strict=True)
            for kind, labels in (answer or [[]])[0]
            for label in labels
            if kind == LABELLED_BY
        ]
        names = self.call([self._property(label[0], label[1], "Name") for _box, label in labelled])
        for (box, _label), name in zip(labelled, names, strict=True):
            box["name"] = f"{name[0] if name else ''}: {box['name']}"

    def call(self, calls: list[tuple[str, str, str, str, Any]]) -> list[Any]:
        """Make all `calls` at once; the answer to one that failed is None (its widget may be gone)."""
        answers: list[Any] = [None] * len(calls)
        left = len(calls)

        def take(connection: Any, result: Any, index: int) -> None:
            nonlocal left
            left -= 1
            with suppress(GLib.Error):
                answers[index] = connection.call_finish(result).unpack()

        for index, (name, path, interface, method, parameters) in enumerate(calls):
            self._bus.call(
                name, path, interface, method, parameters, None, 0, PATIENCE, None, take, index
            )  # fmt: skip
        while left:
            GLib.MainContext.default().iteration(True)
        return answers

    def _application(self, pid: int) -> "tuple[str, str] | None":
        """Return where the process `pid` speaks, or None while it does not."""
        (found,) = self.call([("org.a11y.atspi.Registry", ROOT, ACCESSIBLE, "GetChildren", None)])
        named = [tuple(each) for each in (found or [[]])[0]]
        asked = "GetConnectionUnixProcessID"
        daemon = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", asked)
        pids = self.call([(*daemon, GLib.Variant("(s)", (name,))) for name, _path in named])
        told = zip(named, pids, strict=True)
        return next((each for each, answer in told if answer and answer[0] == pid), None)

    def tree(self, pid: int, hidden: bool = False) -> list[dict[str, Any]]:
        """Return the widgets of a process, each before those within it."""
        start = self._application(pid)
        if start is None:
            return []
        found: list[dict[str, Any]] = []
        level: list[tuple[tuple[str, str], list[int]]] = [(start, [])]
        while level:
            asked = []
            for (name, path), _place in level:
                asked += [
                    (name, path, ACCESSIBLE, "GetRoleName", None),
                    (name, path, ACCESSIBLE, "GetState", None),
                    self._property(name, path, "Name"),
                    self._property(name, path, "Description"),
                    (name, path, ACCESSIBLE, "GetChildren", None),
                ]
            answers = self.call(asked)
            below = []
            for index, (node, place) in enumerate(level):
                role, state, title, description, children = answers[5 * index : 5 * index + 5]
                if role is None or state is None:
                    continue
                states = self._states(state[0])
                if not hidden and place and "showing" not in states:
                    continue
                found.append({
                    "node": node, "place": place, "role": role[0], "states": states,
                    "name": title[0] if title else "", "description": description[0] if description else "",
                })  # fmt: skip
                within = [tuple(each) for each in (children[0] if children else [])][:CHILDREN]
                below += [(each, [*place, n]) for n, each in enumerate(within) if each[1] != NULL]
            level = below
        self._add_labels(found)
        return sorted(found, key=lambda each: each["place"])

    @staticmethod
    def _property(name: str, path: str, asked: str) -> tuple[str, str, str, str, Any]:
        parameters = GLib.Variant("(ss)", (ACCESSIBLE, asked))
        return (name, path, "org.freedesktop.DBus.Properties", "Get", parameters)

    @staticmethod
    def _states(words: list[int]) -> list[str]:
        bits = words[0] | words[1] << 32
        return [name for name, bit in STATES.items() if bits >> bit & 1]

    def text(self, name: str, path: str) -> str:
        """Return what stands in a text field."""
        parameters = GLib.Variant("(ii)", (0, -1))
        (answer,) = self.call([(name, path, "org.a11y.atspi.Text", "GetText", parameters)])
        return answer[0] if answer else ""


def main() -> None:
    bus = Bus()
    for line in sys.stdin:
        asked = json.loads(line)
        if asked["ask"] == "tree":
            answer: Any = bus.tree(asked["pid"], asked.get("hidden", False))
        elif asked["ask"] == "focus":
            answer = bus.focus()
        elif asked["ask"] == "said":
            answer = bus.said()
        elif asked["ask"] == "rest":
            answer = bus.rest()
        else:
            answer = bus.text(*asked["node"])
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
