"""What Qt says by itself is in the language of the program."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from vpdesk.views.qt_words import speak


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    before = QLocale()
    yield qapp
    speak(qapp, "en")
    QLocale.setDefault(before)


def offered(line: QLineEdit) -> str:
    menu = line.createStandardContextMenu()
    found = "".join(action.text() for action in menu.actions())
    menu.deleteLater()
    return found.replace("&", "")


def test_the_menu_on_a_field_follows_the_language_there_and_back(app: QApplication, qtbot: QtBot) -> None:
    line = QLineEdit()
    qtbot.addWidget(line)
    for language, expected in (("nl", "Ongedaan maken"), ("en", "Undo"), ("nl", "Ongedaan maken")):
        speak(app, language)
        assert expected in offered(line)


def test_the_file_dialog_is_dutch_and_so_are_its_dates(app: QApplication) -> None:
    speak(app, "nl")
    assert QCoreApplication.translate("QFileDialog", "Look in:") == "Zoeken in:"
    assert QLocale().language() is QLocale.Language.Dutch
