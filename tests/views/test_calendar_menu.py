"""The calendar beside a day, by keyboard and by ear."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from tests.views.conftest import Show
from tests.views.finding import child
from vpdesk.views import calendar_menu, day_editor
from vpdesk.views.calendar_menu import CalendarMenu
from vpdesk.views.day_editor import DayEditor
from vpdesk.views.day_words import Lean
from vpdesk.views.fields import Field, coming_day, day
from vpdesk.views.form import Form

TODAY = date(2026, 11, 21)


@pytest.fixture
def aloud(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader is told to say."""
    said: list[str] = []
    for module in (calendar_menu, day_editor):
        monkeypatch.setattr(module, "announce", lambda _widget, text: said.append(text))
    return said


@pytest.fixture
def editor(show: Show, qtbot: QtBot) -> DayEditor:
    made = DayEditor(Lean.BACK, required=True)
    made.today = lambda: TODAY
    show(made)
    made.set_value(date(2026, 11, 2))
    with qtbot.waitActive(made):
        made.activateWindow()
    calendar = child(made, QPushButton, "calendar")
    calendar.setFocus()
    QTest.keyClick(calendar, Qt.Key.Key_Return)
    return made


def days(qapp: QApplication) -> QTableView:
    menu = qapp.activePopupWidget()
    assert isinstance(menu, CalendarMenu)
    return child(menu, QTableView)


def test_each_day_is_said_in_full(aloud: list[str], editor: DayEditor, qapp: QApplication) -> None:
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_PageDown):
        QTest.keyClick(days(qapp), key)
    assert aloud == [
        "Monday 2 November 2026",
        "Sunday 1 November 2026",
        "Sunday 25 October 2026",
        "Wednesday 25 November 2026",
    ]
    QTest.keyClick(days(qapp), Qt.Key.Key_Return)
    assert editor.value() == date(2026, 11, 25)
    assert aloud[-1] == "Wednesday 25 November 2026"
    assert qapp.activePopupWidget() is None


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape])
def test_tab_and_escape_lead_back_to_the_day(editor: DayEditor, qapp: QApplication, key: Qt.Key) -> None:
    QTest.keyClick(days(qapp), key)
    assert qapp.activePopupWidget() is None
    assert editor.value() == date(2026, 11, 2)


def test_what_was_understood_is_said_as_it_is_written_out(aloud: list[str], show: Show, qtbot: QtBot) -> None:
    editor = DayEditor(Lean.BACK, required=True)
    editor.today = lambda: TODAY
    show(editor)
    with qtbot.waitActive(editor):
        editor.activateWindow()
    line = child(editor, QLineEdit)
    line.setFocus()
    QTest.keyClicks(line, "fri")
    child(editor, QPushButton, "calendar").setFocus()
    assert aloud == ["Friday 20 November 2026"]
    line.setFocus()
    child(editor, QPushButton, "calendar").setFocus()
    assert len(aloud) == 1  # it stands there as it was understood


def test_each_calendar_says_for_which_day_it_is(show: Show) -> None:
    form = Form((Field("given_on", "Given on", day), Field("valid_until", "Until", coming_day)))
    show(form)
    assert [each.accessibleName() for each in form.findChildren(QPushButton, "calendar")] == [
        "Choose from the calendar: Given on",
        "Choose from the calendar: Until",
    ]
