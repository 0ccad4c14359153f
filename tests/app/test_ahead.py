"""What is loaded before it is asked for, and that the window never stands still for it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from operator import length_hint

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from vpdesk.app.turns import load_in_turns

#: Loads what is loaded ahead, then each further turn; prints how many modules each loads, then what the
#: places and their pages still lack.
COUNT = """
import json, sys
from importlib import import_module
from vpdesk.app.ahead import FIRST

turns = []
def load(names):
    for name in names:
        before = len(sys.modules)
        import_module(name)
        turns.append(len(sys.modules) - before)

load(FIRST)
from vpdesk.views.places import PLACES, rest
load({names})
loaded = set(sys.modules)
for place in PLACES:
    import_module(f"vpdesk.views.{{place.key}}.place")
import_module("vpdesk.views.cases.answers")
import_module("vpdesk.views.find.panel")
print(json.dumps([turns, sorted(set(sys.modules) - loaded)]))
"""
#: What is loaded when the list stands, as `vpdesk.app.ahead` does it.
FIRST_LOOK = """
import json, sys
from importlib import import_module
from vpdesk.app.ahead import FIRST

for name in FIRST:
    import_module(name)
print(json.dumps(sorted(sys.modules)))
"""
#: Loads all that the places need, and then what writes a report; prints what was loaded after each.
ALL = """
import json, sys
from importlib import import_module
from vpdesk.views.places import rest

for name in rest():
    import_module(name)
before = list(sys.modules)
import vpdesk.reports.full
print(json.dumps([before, list(sys.modules)]))
"""
#: A module takes about a millisecond.
MOST = 45


def counted(names: str) -> tuple[list[int], list[str]]:
    done = subprocess.run(
        [sys.executable, "-c", COUNT.format(names=names)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    turns, lacking = json.loads(done.stdout)
    return turns, lacking


def test_all_that_is_needed_later_is_loaded_a_little_at_a_time() -> None:
    turns, lacking = counted("rest()")
    assert max(turns) <= MOST
    assert lacking == []


def test_what_typesets_is_loaded_where_it_typesets() -> None:
    """It takes a tenth of the program's memory, and runs beside the window."""
    loads = subprocess.run(
        [sys.executable, "-c", ALL], capture_output=True, text=True, check=True, timeout=60
    )
    after_all, after_a_report = json.loads(loads.stdout)
    assert "vpdesk.views.reports.place" in after_all
    assert "reportlab" not in after_all
    assert "reportlab" in after_a_report


def test_a_place_at_a_time_is_not_a_little() -> None:
    """The control: what was loaded at once before."""
    turns, _lacking = counted("[f'vpdesk.views.{place.key}.place' for place in PLACES]")
    assert max(turns) > MOST


#: What the list of cases does not need: what typesets, a case and its pages, the other places.
LATER = (
    *("reportlab", "pypdfium2", "zxcvbn", "vpdesk.pdf", "vpdesk.disclosure.release"),
    *("vpdesk.views.cases.detail", "vpdesk.views.cases.new_case"),
    *("vpdesk.views.cases.answers", "vpdesk.views.cases.contact_pages", "vpdesk.views.find.panel"),
    *(f"vpdesk.views.{name}.place" for name in ("agenda", "reports", "organisations", "vault")),
)


def test_the_list_waits_for_nothing_that_it_does_not_show() -> None:
    done = subprocess.run(
        [sys.executable, "-c", FIRST_LOOK], capture_output=True, text=True, check=True, timeout=60
    )
    loaded = set(json.loads(done.stdout))
    assert "vpdesk.views.cases.place" in loaded
    assert loaded & set(LATER) == set()


def test_what_is_asked_comes_between_two_turns(qtbot: QtBot) -> None:
    heard: list[str] = []

    def names() -> Iterator[str]:
        for name in ("json", "this_is_asked", "json"):
            if name == "this_is_asked":
                heard.append("second turn")
            else:
                yield name

    owner = QObject()
    load_in_turns(names(), owner)
    heard.append("asked")
    qtbot.waitUntil(lambda: "second turn" in heard)
    assert heard == ["asked", "second turn"]


def test_a_window_that_goes_loads_nothing_more(qtbot: QtBot) -> None:
    left, others = iter(("json", "json")), iter(("json",) * 4)
    owner, other = QObject(), QObject()
    load_in_turns(left, owner)
    load_in_turns(others, other)
    owner.deleteLater()
    qtbot.waitUntil(lambda: length_hint(others) == 0)
    assert next(left, None) == "json"
