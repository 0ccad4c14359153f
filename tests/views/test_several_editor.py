"""Several codes: a field that is crossed in few keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.views.conftest import Show
from vpdesk.domain.values import Matter, Relation
from vpdesk.views.reading_order import stops
from vpdesk.views.several_editor import SeveralEditor


@pytest.fixture
def editor(show: Show, qtbot: QtBot) -> SeveralEditor:
    made = SeveralEditor(list(Matter), group=lambda matter: matter.mandate)
    made.resize(700, 300)
    with qtbot.waitActive(made):
        show(made)
        made.activateWindow()
    made.setFocus()
    return made


def focused() -> str:
    found = QApplication.focusWidget()
    assert isinstance(found, QPushButton)
    return found.objectName()


def press(*keys: Qt.Key) -> None:
    for key in keys:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)


def test_to_tab_each_group_is_one_stop(editor: SeveralEditor) -> None:
    assert [each.objectName() for each in stops(editor)] == ["bullying", "fraud", "labour_dispute"]
    press(Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert [each.objectName() for each in stops(editor)] == [
        "sexual_harassment",
        "fraud",
        "labour_dispute",
    ]


def test_the_arrows_go_on_and_the_space_bar_chooses(editor: SeveralEditor) -> None:
    press(Qt.Key.Key_Right, Qt.Key.Key_Space)
    assert editor.value() == (Matter.INTIMIDATION,)
    press(Qt.Key.Key_Left, Qt.Key.Key_Return)
    assert editor.value() == (Matter.INTIMIDATION, Matter.BULLYING)
    press(Qt.Key.Key_Left)
    assert focused() == "bullying"
    press(Qt.Key.Key_End)
    assert focused() == "other_conduct"
    press(Qt.Key.Key_Right)
    assert focused() == "fraud"
    press(Qt.Key.Key_Home)
    assert focused() == "fraud"


@pytest.mark.usefixtures("editor")
def test_up_and_down_go_to_the_line_above_and_below() -> None:
    press(Qt.Key.Key_Up)
    assert focused() == "bullying"
    seen = [focused()]
    for _turn in range(30):
        press(Qt.Key.Key_Down)
        seen.append(focused())
    assert Matter.of(seen[-1]).mandate is Matter.OTHER_OUTSIDE.mandate
    press(Qt.Key.Key_Up)
    assert focused() == seen[seen.index(seen[-1]) - 1]


def test_letters_go_to_the_next_word_that_begins_with_them(editor: SeveralEditor) -> None:
    press(Qt.Key.Key_S)
    assert focused() == "sexual_harassment"
    press(Qt.Key.Key_T)
    assert focused() == "stalking"
    editor._since.invalidate()  # as after a rest
    press(Qt.Key.Key_F, Qt.Key.Key_Space)
    assert editor.value() == (Matter.FRAUD,)
    editor._since.invalidate()
    press(Qt.Key.Key_Q)
    assert focused() == "fraud"  # no word begins so


def test_what_is_not_offered_any_more_is_not_chosen_any_more(show: Show) -> None:
    editor = SeveralEditor(list(Relation))
    show(editor)
    editor.set_value((Relation.MANAGER, Relation.STUDENT))
    editor.offer_only([Relation.STUDENT, Relation.COLLEAGUE])
    assert editor.value() == (Relation.STUDENT,)
    assert len(stops(editor)) == 1
