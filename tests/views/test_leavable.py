"""Everything that lies over something else is left by Esc, and nothing was forgotten."""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from vpdesk import views
from vpdesk.views.access.recovery_entry import RecoveryEntry
from vpdesk.views.leavable import Leavable, outermost
from vpdesk.views.new_vault import NewVault
from vpdesk.views.restoring.choice import RestoreChoice

#: What says in a module that something in it can be left: names of signals and of buttons.
_SIGNALS = frozenset({"left", "put_away", "back_wanted", "back_pressed"})
_BUTTONS = ("leave_", "give_up_", "back_to_")
_WHOLE_NAMES = frozenset({"back", "later", "skip", "not_yet"})
#: Modules in which something bears such a name and nothing is left by Esc, each with its reason.
NOT_LEFT = {
    "vpdesk.views.held_page": "leads back with a passphrase only",
    "vpdesk.views.editors": "the cursor leaves a field",
    "vpdesk.views.practice_notice": "leads out of the practice vault",
    "vpdesk.views.cases.detail": "turns to the list where only one of the two fits",
}


def modules() -> Iterator[str]:
    for found in pkgutil.walk_packages(views.__path__, "vpdesk.views."):
        if not found.ispkg:
            yield found.name


def leads_away(name: str) -> bool:
    """Tell whether the source of a module has a signal or a button that leaves something."""
    source = Path(inspect.getfile(importlib.import_module(name))).read_text("utf-8")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign) and "Signal" in ast.unparse(node.value):
            if {ast.unparse(each) for each in node.targets} & _SIGNALS:
                return True
        elif isinstance(node, ast.keyword) and node.arg == "name":
            said = ast.unparse(node.value).removeprefix("f").strip("'\"")
            if said.startswith(_BUTTONS) or said in _WHOLE_NAMES:
                return True
    return False


def leavables(name: str) -> list[type[Leavable]]:
    found = [each for each in vars(importlib.import_module(name)).values() if isinstance(each, type)]
    own = [each for each in found if each.__module__ == name and each is not Leavable]
    return [each for each in own if issubclass(each, Leavable)]


@pytest.mark.parametrize("name", [name for name in modules() if leads_away(name)])
def test_where_something_leads_away_esc_does_so_too(name: str) -> None:
    assert bool(leavables(name)) is not (name in NOT_LEFT)


def test_what_is_excluded_is_there() -> None:
    assert set(NOT_LEFT) <= {name for name in modules() if leads_away(name)}


@pytest.mark.parametrize("kind", [kind for name in modules() for kind in leavables(name)])
def test_each_says_how_it_is_left_and_leaves_the_key_to_the_one_mechanism(kind: type[Leavable]) -> None:
    assert kind.__mro__.index(Leavable) < kind.__mro__.index(QWidget)
    assert kind.step_back is not Leavable.step_back
    assert "Key_Escape" not in inspect.getsource(kind)


def test_esc_is_heard_in_one_place() -> None:
    """The window hears it where the focus is beside; a menu of Qt's closes by itself."""
    hearing = {
        name
        for name in modules()
        if "Key_Escape" in Path(inspect.getfile(importlib.import_module(name))).read_text("utf-8")
    }
    assert hearing == {"vpdesk.views.leavable", "vpdesk.views.workplace"}


class Page(Leavable, QWidget):
    def __init__(self, left: list[str], name: str, *within: QWidget) -> None:
        super().__init__()
        self.setObjectName(name)
        self.left, self.open = left, True
        layout = QVBoxLayout(self)
        for each in within:
            layout.addWidget(each)

    @property
    def can_be_left(self) -> bool:
        return self.open

    def step_back(self) -> None:
        self.left.append(self.objectName())
        self.open = False


def test_the_innermost_is_left_first_and_from_beside_the_outermost(qtbot: QtBot) -> None:
    left: list[str] = []
    line = QLineEdit()
    inner = Page(left, "inner", line)
    outer = Page(left, "outer", inner)
    window = QWidget()
    beside = QLineEdit()
    layout = QVBoxLayout(window)
    layout.addWidget(beside)
    layout.addWidget(outer)
    qtbot.addWidget(window)
    window.show()
    assert outermost(window) is outer
    for _key in range(3):  # the third finds nothing that is open
        QTest.keyClick(line, Qt.Key.Key_Escape)
    assert left == ["inner", "outer"]
    assert outermost(window) is None


@pytest.mark.parametrize(
    "make",
    [
        lambda: NewVault(Path("ergens")),
        RecoveryEntry,
        lambda: RestoreChoice(lambda: date(2026, 11, 26), Path("ergens")),
    ],
)
def test_a_screen_before_the_window_is_left_where_it_has_a_way_back(
    qtbot: QtBot, make: Callable[[], NewVault | RecoveryEntry | RestoreChoice]
) -> None:
    page = make()
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitSignal(page.back_wanted):
        QTest.keyClick(page, Qt.Key.Key_Escape)
