"""The audit itself is held to account: each thing it looks for is found where it is planted."""

from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.views.audit import findings
from vpdesk.domain.errors import RuleError
from vpdesk.views.actions import action, build_actions
from vpdesk.views.cases.words import breakable
from vpdesk.views.choice import Choice
from vpdesk.views.fields import Field, text
from vpdesk.views.form import Form
from vpdesk.views.parts import action_button, body, tip, titled


class Window(QWidget):
    """Two actions, one of them with a place."""

    def __init__(self) -> None:
        super().__init__()
        self.performed: list[str] = []
        self.acts = build_actions(self)
        self.line = QHBoxLayout(self)
        self.line.addWidget(action_button(self.acts["lock"]))

    @action("&Lock", shortcut="Ctrl+L", icon="lock")
    def lock(self) -> None:
        self.performed.append("lock")

    @action("&New", shortcut="Ctrl+L")
    def new(self) -> None:
        self.performed.append("new")


def test_what_is_missing_is_found(qtbot: QtBot) -> None:
    window = Window()
    qtbot.addWidget(window)
    window.line.addWidget(QLineEdit())
    assert findings(window) == ["no name: QLineEdit ''", "no place: Window.new", "2 times: Ctrl+L"]


def test_a_list_is_called_by_itself_and_not_by_what_it_shows(qtbot: QtBot) -> None:
    """On Linux alone Qt calls it by what it shows, and would hide that it has no name elsewhere."""
    window = QWidget()
    qtbot.addWidget(window)
    choice = Choice()
    choice.setParent(window)
    choice.addItem("All clients")
    assert findings(window) == ["no name: Choice ''"]
    choice.setAccessibleName("Client")
    assert findings(window) == ["no name: Choice ''"]  # on Linux
    tip(choice, "Client")
    assert findings(window) == []
    choice.setAccessibleName("")
    assert findings(window) == ["no name: Choice ''"]  # elsewhere
    title = QLabel("Client", window)
    title.setBuddy(choice)
    assert findings(window) == []


def test_two_buttons_without_words_are_told_apart(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    for button in (first := QPushButton(window), second := QPushButton(window)):
        button.setAccessibleName("Choose from the calendar")
    assert findings(window) == ["2 buttons of one name: Choose from the calendar"]
    first.setText("Calendar")
    assert findings(window) == []
    first.setText("")
    second.setAccessibleName("Choose from the calendar: Until")
    assert findings(window) == []


def test_a_button_is_called_by_its_words(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    button = QPushButton("Switch &off…", window)
    button.setAccessibleName("Switch on…: Same person")
    assert findings(window) == ["reads 'Switch off…' and is called 'Switch on…: Same person'"]
    button.setAccessibleName("Switch off…: Same person")
    assert findings(window) == []
    button.setText("klachtbrie…lagen.pdf")
    button.setAccessibleName("klachtbrief-met-bijlagen.pdf: 117 kB")
    assert findings(window) == []


def test_a_word_that_breaks_on_the_screen_is_read_out_whole(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    long = breakable("klachtbrief-definitief-ondertekend.pdf")
    for said in (QLabel(long, window), titled(long, "pdf"), body(long)):
        said.setParent(window)
    (plain,) = findings(window)
    assert plain == f"in pieces: {long}"
    window.findChildren(QLabel)[0].setText("brief.pdf")
    assert findings(window) == []
    window.findChildren(QLabel)[2].setText("brief.pdf")  # it is called by its new words again
    assert QAccessible.queryAccessibleInterface(said).text(QAccessible.Text.Name) == "brief.pdf"


def test_a_field_says_what_is_wrong_with_it(qtbot: QtBot) -> None:
    form = Form((Field("alias", "Alias", text, "A word to find the case by"),))
    qtbot.addWidget(form)
    form.show_error(RuleError("alias", "Give an alias."))
    line = form.editor("alias").box
    assert line.accessibleDescription() == "Give an alias. A word to find the case by"
    assert findings(form) == []
    line.setAccessibleDescription("A word to find the case by")
    assert findings(form) == ["does not say what is wrong: Alias"]


def test_a_key_is_shared_only_by_what_can_be_seen_at_once(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    here, there = QWidget(window), QWidget(window)
    for place in (here, there):
        undo = QAction("Undo", place)
        undo.setShortcut("Ctrl+Z")
        place.addAction(undo)
    assert findings(window) == ["2 times: Ctrl+Z"]
    there.hide()
    assert findings(window) == []


def test_what_is_there_is_no_finding(qtbot: QtBot) -> None:
    window = Window()
    qtbot.addWidget(window)
    window.line.addWidget(action_button(window.acts["new"]))
    window.acts["new"].setShortcut("Ctrl+N")
    assert findings(window) == []


def test_an_actions_button_performs_it_and_follows_it(qtbot: QtBot) -> None:
    window = Window()
    qtbot.addWidget(window)
    button = window.findChild(QPushButton, "lock")
    assert button is not None
    button.click()
    assert window.performed == ["lock"]
    assert "Ctrl+L" in button.toolTip()
    window.acts["lock"].setEnabled(False)
    assert not button.isEnabled()
