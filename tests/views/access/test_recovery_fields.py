"""Typing a recovery key from paper: each group is checked where it stands."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.views.audit import findings
from tests.views.conftest import Show
from tests.views.finding import child
from vpdesk.vault.recovery import RecoveryKey
from vpdesk.views.access.recovery_entry import RecoveryEntry
from vpdesk.views.access.recovery_fields import RecoveryFields
from vpdesk.views.reading_order import stops


@pytest.fixture
def entry(show: Show, qtbot: QtBot) -> RecoveryEntry:
    made = RecoveryEntry()
    show(made)
    with qtbot.waitActive(made):
        made.activateWindow()
    made.setFocus()
    return made


@pytest.fixture
def key() -> RecoveryKey:
    return RecoveryKey.generate()


def line(entry: RecoveryEntry, number: int) -> QLineEdit:
    return child(entry, QLineEdit, f"group_{number}")


def wrongs(entry: RecoveryEntry) -> list[str]:
    labels = entry.findChildren(QLabel)
    return [label.text() for label in labels if label.property("kind") == "error" and label.isVisible()]


def focused(entry: RecoveryEntry) -> str:
    return entry.focusWidget().objectName()


def test_the_groups_are_typed_one_after_the_other_without_another_key(
    entry: RecoveryEntry, key: RecoveryKey, qtbot: QtBot
) -> None:
    for group in key.groups:
        QTest.keyClicks(entry.focusWidget(), group)
    assert [line(entry, number).text() for number in range(1, 9)] == list(key.groups)
    with qtbot.waitSignal(entry.wanted) as wanted:
        QTest.keyClick(entry.focusWidget(), Qt.Key.Key_Return)
    assert wanted.args is not None
    assert wanted.args[0].same_as(key)


def test_enter_after_a_correction_in_the_middle_opens(
    entry: RecoveryEntry, key: RecoveryKey, qtbot: QtBot
) -> None:
    for number, group in enumerate(key.groups, 1):
        line(entry, number).setText("111112" if number == 5 else group)
    QTest.keyClick(line(entry, 8), Qt.Key.Key_Return)
    assert focused(entry) == "group_5"
    QTest.keyClicks(entry.focusWidget(), key.groups[4])  # which moves on to the sixth
    with qtbot.waitSignal(entry.wanted):
        QTest.keyClick(entry.focusWidget(), Qt.Key.Key_Return)


def test_backspace_in_an_empty_group_goes_back_to_the_one_before(
    entry: RecoveryEntry, key: RecoveryKey
) -> None:
    QTest.keyClicks(entry.focusWidget(), key.groups[0])
    assert focused(entry) == "group_2"
    QTest.keyClick(entry.focusWidget(), Qt.Key.Key_Backspace)
    assert focused(entry) == "group_1"


@pytest.mark.parametrize("between", ["", " ", "-", "\n", "\N{NARROW NO-BREAK SPACE}"])
def test_a_whole_key_may_be_pasted_into_the_first_group(
    entry: RecoveryEntry, key: RecoveryKey, between: str
) -> None:
    QGuiApplication.clipboard().setText(between.join(key.groups))
    line(entry, 1).paste()
    assert [line(entry, number).text() for number in range(1, 9)] == list(key.groups)
    assert wrongs(entry) == []
    QGuiApplication.clipboard().clear()


def test_a_typing_error_is_said_at_its_group_and_the_hand_stays_there(
    entry: RecoveryEntry, key: RecoveryKey
) -> None:
    right = key.groups[0]
    wrong = right[:5] + str((int(right[5]) + 1) % 10)
    QTest.keyClicks(entry.focusWidget(), wrong)
    assert wrongs(entry) == ["There is a typing error in group 1."]
    assert focused(entry) == "group_1"
    line(entry, 1).clear()
    QTest.keyClicks(line(entry, 1), right)
    assert wrongs(entry) == []
    assert focused(entry) == "group_2"


def test_an_incomplete_key_leads_to_its_first_gap(entry: RecoveryEntry, key: RecoveryKey) -> None:
    for number, group in enumerate(key.groups, start=1):
        if number != 5:
            line(entry, number).setText(group)
    entry._want()
    assert focused(entry) == "group_5"
    assert wrongs(entry) == ["Group 5 must have six digits; here it has 0."]


def test_letters_leave_no_trace(entry: RecoveryEntry) -> None:
    QTest.keyClicks(entry.focusWidget(), "12a3b")
    assert line(entry, 1).text() == "123"


def test_it_can_be_heard_and_reached(entry: RecoveryEntry) -> None:
    assert findings(entry) == []
    names = [each.objectName() for each in stops(entry)]
    assert names == [*(f"group_{number}" for number in range(1, 9)), "back", "open"]
    assert line(entry, 3).accessibleName() == "Group 3"


def test_what_was_typed_can_be_taken_off_the_screen(show: Show, key: RecoveryKey) -> None:
    fields = RecoveryFields()
    show(fields)
    for number, group in enumerate(key.groups, start=1):
        child(fields, QLineEdit, f"group_{number}").setText(group)
    fields.forget()
    assert {each.text() for each in fields.findChildren(QLineEdit)} == {""}
