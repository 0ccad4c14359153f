"""Tab and screen readers follow the eye, whatever order the code made the widgets in."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from vpdesk.views.in_sight import bring_into_sight, turn_page
from vpdesk.views.main_window import MainWindow
from vpdesk.views.page import Page
from vpdesk.views.parts import column
from vpdesk.views.passphrase_field import PassphraseField
from vpdesk.views.pictures import settle
from vpdesk.views.reading_order import next_stop, stops, tell_in_order

Build = Callable[[], tuple[QWidget, list[QWidget]]]


def buttons(number: int) -> list[QWidget]:
    return [QPushButton(str(place)) for place in range(number)]


def below_each_other() -> tuple[QWidget, list[QWidget]]:
    last, first = QPushButton("last"), QPushButton("first")
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.addWidget(last)
    layout.insertWidget(0, first)
    return page, [first, last]


def in_lines_within_lines() -> tuple[QWidget, list[QWidget]]:
    page = QWidget()
    found = buttons(4)
    outer = QVBoxLayout(page)
    outer.addWidget(found[3])
    line = QHBoxLayout()
    for each in found[:3]:
        line.addWidget(each)
    outer.insertLayout(0, line)
    return page, found


def in_a_grid() -> tuple[QWidget, list[QWidget]]:
    page = QWidget()
    found = buttons(4)
    grid = QGridLayout(page)
    for place in (3, 1, 2, 0):
        grid.addWidget(found[place], place // 2, place % 2)
    return page, found


def in_scrolling_panes() -> tuple[QWidget, list[QWidget]]:
    page = QWidget()
    splitter = QSplitter()
    found = buttons(2)
    for each in reversed(found):
        area = QScrollArea()
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(each)
        splitter.insertWidget(0, area)
    QVBoxLayout(page).addWidget(splitter)
    return page, found


@pytest.mark.parametrize(
    "build",
    [below_each_other, in_lines_within_lines, in_a_grid, in_scrolling_panes],
    ids=lambda f: f.__name__,
)
def test_tab_goes_through_a_screen_as_the_eye_does_and_round_again(
    build: Build, qapp: QApplication, qtbot: QtBot
) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    page, expected = build()
    window.show_page(page)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    expected[0].setFocus()
    for now, then in pairwise([*expected, expected[0]]):
        assert qapp.focusWidget() is now
        QTest.keyClick(now, Qt.Key.Key_Tab)
        assert qapp.focusWidget() is then
    QTest.keyClick(expected[0], Qt.Key.Key_Backtab)
    assert qapp.focusWidget() is expected[-1]


def test_what_is_hidden_or_disabled_or_on_another_page_is_no_stop(qtbot: QtBot) -> None:
    page, stack = QWidget(), QStackedWidget()
    shown, hidden, disabled, elsewhere = buttons(4)
    for each in (shown, elsewhere):
        stack.addWidget(each)
    layout = QVBoxLayout(page)
    for each in (disabled, hidden, stack):
        layout.addWidget(each)
    qtbot.addWidget(page)
    page.show()
    disabled.setEnabled(False)
    hidden.hide()
    assert stops(page) == [shown]


def test_where_the_focus_is_lost_tab_begins_at_the_first_stop(qtbot: QtBot) -> None:
    page, expected = below_each_other()
    qtbot.addWidget(page)
    page.show()
    assert next_stop(page, None, forward=True) is expected[0]
    assert next_stop(page, None, forward=False) is expected[-1]
    assert next_stop(QWidget(), None, forward=True) is None


def test_from_a_title_tab_goes_to_what_stands_beside_it(qtbot: QtBot) -> None:
    """A title gets the focus where no button may be pressed by a key that was meant for the page before."""
    window = MainWindow()
    qtbot.addWidget(window)
    column, first, last = QPushButton("in the column"), QPushButton("first"), QPushButton("last")
    page = Page("Title")
    page.add(first, last)
    whole = QWidget()
    line = QHBoxLayout(whole)
    line.addWidget(column)
    line.addWidget(page)
    window.setCentralWidget(whole)
    window.show()
    assert next_stop(window, page.title, forward=True) is first
    assert next_stop(window, page.title, forward=False) is column
    assert next_stop(window, last, forward=True) is column
    assert next_stop(window, column, forward=False) is last
    assert next_stop(window, None, forward=True) is column  # the control: lost, it begins anew


def test_tab_brings_what_it_reaches_into_sight(qtbot: QtBot) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    page = Page("Title")
    top, bottom = QLineEdit(), QLineEdit()
    far = QWidget()
    far.setMinimumHeight(3000)
    page.add(top, far, bottom)
    window.show_page(page)
    window.resize(600, 400)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    top.setFocus()
    assert bottom.visibleRegion().isEmpty()
    QTest.keyClick(top, Qt.Key.Key_Tab)
    assert not bottom.visibleRegion().isEmpty()


@pytest.mark.parametrize("lost", [QWidget.hide, lambda each: each.setEnabled(False), QWidget.deleteLater])
def test_what_had_the_focus_goes_and_nothing_is_said_until_it_is_known_where_the_focus_belongs(
    qtbot: QtBot, qapp: QApplication, lost: Callable[[QWidget], object]
) -> None:
    """Qt would go on to what comes next, of which a screen reader tells, and only then to the right one."""
    window, told = MainWindow(), list[QWidget | None]()
    qtbot.addWidget(window)
    page = QWidget()
    layout = QVBoxLayout(page)
    before, pressed, beside, wanted = buttons(4)
    for each in (before, pressed, beside, wanted):
        layout.addWidget(each)
    window.setCentralWidget(page)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    pressed.setFocus()
    qapp.focusChanged.connect(lambda _old, new: told.append(new))
    lost(pressed)
    wanted.setFocus()
    settle()
    assert [each for each in told if each is not None] == [wanted]


def test_where_nobody_says_where_the_focus_belongs_it_goes_on_near_by(qtbot: QtBot) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    page = QWidget()
    layout = QVBoxLayout(page)
    before, pressed, beside = buttons(3)
    for each in (before, pressed, beside):
        layout.addWidget(each)
    window.setCentralWidget(page)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    pressed.setFocus()
    pressed.setEnabled(False)
    settle()
    assert window.focusWidget() in {before, beside}


def test_what_is_made_anew_gets_the_focus_that_the_former_had(qtbot: QtBot) -> None:
    """Not the first thing in the window: from there it would be a long way back."""
    window, page = MainWindow(), QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(page)
    first, *former = buttons(3)
    shown = column(*former)
    for each in (first, shown):
        layout.addWidget(each)
    window.setCentralWidget(page)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    former[1].setFocus()
    fresh = buttons(2)
    layout.removeWidget(shown)
    shown.hide()
    shown.deleteLater()
    anew = column(*fresh)
    layout.addWidget(anew)
    anew.show()
    settle()
    assert window.focusWidget() is fresh[1]


def test_what_only_tells_is_turned_by_the_keys_for_that(qtbot: QtBot) -> None:
    """A long page without a field, with its buttons below what scrolls."""
    page = Page("Title")
    far = QWidget()
    far.setMinimumHeight(3000)
    page.add(far)
    place = QWidget()
    QVBoxLayout(place).addWidget(page)
    qtbot.addWidget(place)
    place.resize(600, 400)
    place.show()
    before = far.visibleRegion()
    assert turn_page(place, Qt.Key.Key_PageDown)
    assert far.visibleRegion() != before
    assert turn_page(place, Qt.Key.Key_PageUp)
    assert far.visibleRegion() == before
    assert not turn_page(place, Qt.Key.Key_Down)
    assert not turn_page(QWidget(), Qt.Key.Key_PageDown)


def test_a_foot_that_comes_leaves_what_has_the_focus_in_sight(qtbot: QtBot) -> None:
    window, page, foot = MainWindow(), Page("Title"), QLabel("\n" * 6)
    qtbot.addWidget(window)
    far, bottom = QWidget(), QPushButton("bottom")
    far.setMinimumHeight(3000)
    page.add(far, bottom)
    foot.hide()
    page.add_foot(foot)
    window.show_page(page)
    window.resize(600, 400)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    bottom.setFocus()
    bring_into_sight(bottom)
    foot.show()
    page.settle_foot()
    settle()
    assert not bottom.visibleRegion().isEmpty()


def test_a_screen_reader_meets_the_parts_as_the_eye_does(qtbot: QtBot) -> None:
    page, expected = below_each_other()
    qtbot.addWidget(page)

    def told() -> list[object]:
        spoken = QAccessible.queryAccessibleInterface(page)
        return [spoken.child(place).object() for place in range(spoken.childCount())]

    assert told() != expected
    tell_in_order(page)
    assert told() == expected


def test_the_eye_of_a_passphrase_comes_right_after_its_line(qtbot: QtBot) -> None:
    field = PassphraseField("Passphrase", "passphrase")
    qtbot.addWidget(field)
    field.show()
    assert [each.objectName() for each in stops(field)] == ["passphrase", "passphrase_eye"]


def test_the_window_leaves_room_for_its_frame_on_a_small_screen(qtbot: QtBot) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    assert window.height() < window.screen().availableSize().height()
    assert window.width() < window.screen().availableSize().width()
