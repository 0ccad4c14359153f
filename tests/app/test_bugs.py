import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.views.finding import child
from vpdesk.views.bug_notice import BugNotice, redacted

SECRET = "Melder vertelt dat"


def _fail(note: str) -> None:
    raise ValueError(note)


def test_a_report_names_type_and_places_and_no_value(qtbot: QtBot) -> None:
    with pytest.raises(ValueError, match=SECRET) as raised:
        _fail(SECRET)
    report = redacted(raised.type, raised.tb)
    assert "ValueError" in report
    assert "_fail" in report
    assert SECRET not in report
    notice = BugNotice(report)
    qtbot.addWidget(notice)
    assert child(notice, QPlainTextEdit).toPlainText() == report
    child(notice, QPushButton, "copy_report").click()
    assert QGuiApplication.clipboard().text() == report
