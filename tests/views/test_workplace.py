"""The open window by keyboard: where the focus is, and where Tab comes in."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from vpdesk.models.desk import Desk
from vpdesk.views.main_window import MainWindow
from vpdesk.views.place import Guide, Place
from vpdesk.views.reading_order import stops
from vpdesk.views.workplace import Workplace


class Taking(QWidget):
    """A place that takes the focus when it is asked for something."""

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        QVBoxLayout(self).addWidget(self.line)

    def show_item(self, _item: object) -> None:
        self.line.setFocus()


def opened(desk: Desk, qtbot: QtBot) -> tuple[MainWindow, Workplace]:
    def build(_desk: Desk, _guide: Guide, make: Callable[[], QWidget]) -> QWidget:
        return make()

    places = [
        Place(key=key, title=key, icon="sun", build=partial(build, make=make))
        for key, make in (("first", QWidget), ("second", Taking), ("third", QWidget))
    ]
    window = MainWindow()
    qtbot.addWidget(window)
    guide = Guide()
    page = Workplace(desk, guide, places, new_case=("second", "new"))
    guide.setParent(page)
    window.show_page(page)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window, page


def focused(window: MainWindow) -> str:
    return window.focusWidget().objectName()


def test_somebody_who_listens_is_told_where_she_is(desk: Desk, qtbot: QtBot) -> None:
    window, page = opened(desk, qtbot)
    page.go("first")
    assert focused(window) == "place_first"


def test_a_place_that_takes_the_focus_keeps_it(desk: Desk, qtbot: QtBot) -> None:
    window, page = opened(desk, qtbot)
    page.go("second", "new")
    assert isinstance(window.focusWidget(), QLineEdit)


def test_tab_comes_to_the_place_where_one_is_and_the_arrows_lead_on(desk: Desk, qtbot: QtBot) -> None:
    window, page = opened(desk, qtbot)
    page.go("first")
    page.go("second", "new")  # by a key, not by the column
    entries = [each.objectName() for each in stops(page) if each.objectName().startswith("place_")]
    assert entries == ["place_second"]
    page.go("first")
    page.setFocus()
    page.go("first")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Down)
    assert focused(window) == "place_second"
    assert page.here == "second"
