"""PySide6 6.12.0 on Python 3.11 loses a reference to None with every call that returns nothing."""

import sys

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot


def test_calls_that_return_nothing_lose_no_reference_to_none(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(200):
        label.setText(str(number))
    # a lost reference each would lower it by 200; what the interpreter does meanwhile is a handful
    assert sys.getrefcount(None) > before - 50
