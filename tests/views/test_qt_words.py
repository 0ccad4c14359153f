"""What Qt says by itself is in the language of the program."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QFileInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QFileIconProvider,
    QLabel,
    QLineEdit,
    QTreeView,
)
from pytestqt.qtbot import QtBot

from tests.views.finding import child
from vpdesk.views.qt_catalogue import packed
from vpdesk.views.qt_words import speak

pytestmark = pytest.mark.usefixtures("dutch")


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


def words_of(dialog: QFileDialog) -> set[str]:
    """Every word of a file dialog: on labels and buttons, above the columns, and of what a folder is."""
    said = {each.text() for each in dialog.findChildren(QLabel)}
    for button in dialog.findChildren(QAbstractButton):
        said |= {button.text(), button.toolTip()}
    model = child(dialog, QTreeView).model()
    columns = range(model.columnCount())
    said |= {str(model.headerData(column, Qt.Orientation.Horizontal)) for column in columns}
    return {each.replace("&", "") for each in said if each.strip()}


@pytest.mark.parametrize("mode", list(QFileDialog.AcceptMode))
def test_no_word_of_the_file_dialog_is_left_in_english(
    app: QApplication, qtbot: QtBot, dutch: str, mode: QFileDialog.AcceptMode
) -> None:
    said = {}
    for language in ("en", dutch):
        speak(app, language)
        dialog = QFileDialog()
        qtbot.addWidget(dialog)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setAcceptMode(mode)
        said[language] = words_of(dialog)
    assert {"Zoeken in:", "Bestandstype:"} <= said[dutch]
    assert {"Look in:", "Files of type:"} <= said["en"]  # the control
    assert said["en"] & said[dutch] <= {"Type"}


def test_what_a_folder_is_called_in_the_list_is_dutch(app: QApplication, dutch: str) -> None:
    speak(app, dutch)
    place = QFileInfo(str(Path(__file__).parent))
    assert QFileIconProvider().type(place) == "Map"


def test_a_word_that_nobody_packed_stays_as_it_is() -> None:
    """The control: what is found is found by its context and its remark too."""
    translator = QTranslator()
    catalogue = packed({("Here", "Folder", "remark"): "Map"})
    assert translator.load(catalogue)
    assert translator.translate("Here", "Folder", "remark") == "Map"
    assert not translator.translate("There", "Folder", "remark")
    assert not translator.translate("Here", "Folder", "other")
    assert not translator.translate("Here", "File", "remark")
