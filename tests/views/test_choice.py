"""Choosing from a list by typing: a number is that number, a word what begins so."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from vpdesk.i18n import ngettext
from vpdesk.settings import LOCK_MINUTES
from vpdesk.views.choice import Choice

MINUTES = [ngettext("{n} minute", "{n} minutes", n) for n in LOCK_MINUTES]


def typed(qtbot: QtBot, words: list[str], keys: str, *, begin: int = 4, opened: bool = False) -> str:
    box = Choice()
    qtbot.addWidget(box)
    box.addItems(words)
    box.setCurrentIndex(begin)
    box.show()
    if opened:
        box.showPopup()
    target = box.view() if opened else box
    QTest.keyClicks(target, keys)
    if opened:
        QTest.keyClick(target, Qt.Key.Key_Return)
    return box.currentText()


@pytest.mark.parametrize("opened", [False, True])
@pytest.mark.parametrize(
    ("keys", "chosen"), [("1", "1 minute"), ("2", "2 minutes"), ("12", "12 minutes"), ("10", "10 minutes")]
)
def test_a_number_chooses_that_number(qtbot: QtBot, keys: str, chosen: str, *, opened: bool) -> None:
    assert typed(qtbot, MINUTES, keys, opened=opened) == chosen


def test_a_number_that_is_not_there_chooses_what_begins_so(qtbot: QtBot) -> None:
    assert typed(qtbot, ["Phone", "40 plus", "E-mail"], "4", begin=0) == "40 plus"


def test_a_letter_chooses_what_begins_so(qtbot: QtBot) -> None:
    assert typed(qtbot, ["Phone", "E-mail", "Message"], "m", begin=0) == "Message"


def test_qt_alone_takes_the_first_that_begins_so(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control."""
    monkeypatch.delattr("vpdesk.views.choice._Options.keyboardSearch")
    assert typed(qtbot, MINUTES, "1") == "10 minutes"
