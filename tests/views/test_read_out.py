"""What a page says when it opens, and what is said of what changes: once, and nothing that cannot be seen."""

import pytest
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.views.conftest import Show
from vpdesk.domain.errors import DiskFullError
from vpdesk.i18n import explain
from vpdesk.views.fact_line import FactLine
from vpdesk.views.gate import Gate
from vpdesk.views.held_page import HeldPage
from vpdesk.views.parts import body, button, column, heading
from vpdesk.views.pictures import settle
from vpdesk.views.read_out import said_above
from vpdesk.views.states import Banner, Notice, announce
from vpdesk.views.verb_page import VerbPage
from vpdesk.views.waiting import Waiting


def nothing() -> None:
    """Stand for a deed that does not matter here."""


def labelled(words: str) -> QWidget:
    line = QLineEdit()
    label = body(words)
    label.setBuddy(line)
    return column(label, line)


def verb_page(*parts: QWidget) -> VerbPage:
    page = VerbPage("any_page", "Empty the bin", "This goes now.", button("Delete", nothing))
    page.page.add(*parts)
    return page


def test_a_question_says_all_that_stands_above_its_buttons(show: Show, aloud: list[str]) -> None:
    page = verb_page(body("A letter, 3 September"), Notice("Backups still hold it."))
    show(page)
    settle()
    assert aloud == ["Empty the bin\nThis goes now.\nA letter, 3 September\nBackups still hold it."]


def test_a_form_says_what_stands_above_its_first_field_and_not_what_the_field_is_called(
    show: Show, aloud: list[str]
) -> None:
    page = verb_page(body("Write down facts."), labelled("When?"), body("Below the field"))
    page.page.say_whose("Eik-14")
    show(page)
    settle()
    assert aloud == ["Eik-14\nEmpty the bin\nThis goes now.\nWrite down facts."]


def test_words_that_the_first_button_is_called_by_are_not_said_twice(show: Show) -> None:
    page = verb_page(FactLine("folder", "The whole case", "Deleted today", button("Put back", nothing)))
    show(page)
    assert said_above(page) == ["Empty the bin", "This goes now."]


def test_a_number_of_a_table_is_said_with_its_row_and_column(show: Show) -> None:
    number = body("12")
    number.setAccessibleName("In the backup, Cases: 12")
    page = verb_page(column(body("In the backup"), body("Cases"), number))
    show(page)
    assert said_above(page)[2:] == ["In the backup, Cases: 12"]


def test_a_recovery_key_is_not_said_aloud_unasked(show: Show) -> None:
    digits, word = body("123 456"), body("bicycle")
    digits.setProperty("kind", "digits")
    page = verb_page(digits, word)
    show(page)
    assert said_above(page)[2:] == ["bicycle"]  # another text in its place would be said


def test_a_gate_says_what_it_is_once_it_stands(show: Show, aloud: list[str], qtbot: QtBot) -> None:
    page = Gate(width=400)
    page.add(heading("Locked"), Notice("The backup was put back."), labelled("Passphrase"))
    show(page)
    qtbot.waitUntil(lambda: bool(aloud))
    assert aloud == ["Locked\nThe backup was put back."]


def test_an_error_is_said_once_whether_its_page_was_in_sight_or_came_after_it(
    show: Show, aloud: list[str], qtbot: QtBot
) -> None:
    wrong = explain(DiskFullError())
    page = HeldPage()
    page.say(DiskFullError())  # before it is shown
    show(page)
    qtbot.waitUntil(lambda: any("Locked" in said for said in aloud))
    settle()
    assert "\n".join(aloud).count(wrong) == 1
    assert "keeps trying" in "\n".join(aloud)  # the button that closes the message is not where one begins
    page.banner.show_error(DiskFullError())
    settle()
    assert "\n".join(aloud).count(wrong) == 2  # said again, because it went wrong again


def test_nothing_is_said_of_what_cannot_be_seen(show: Show, aloud: list[str]) -> None:
    page = column(body("Eik-14"))
    show(page)
    announce(page, "Recorded")
    page.hide()  # the cover comes over it before it is said
    settle()
    assert aloud == []
    announce(page, "Recorded")
    page.show()  # and a line that comes into sight with the deed says it
    settle()
    assert aloud == ["Recorded"]


def test_a_message_without_words_is_no_message(show: Show, aloud: list[str]) -> None:
    page = body("")
    show(page)
    announce(page, "")
    settle()
    assert aloud == []


@pytest.mark.parametrize("shown_first", [True, False])
def test_what_takes_long_is_said_once(show: Show, aloud: list[str], shown_first: bool) -> None:
    waiting = Waiting()
    page = column(waiting)
    if shown_first:
        show(page)
    waiting.begin("The vault is searched")
    if not shown_first:
        show(page)
    settle()
    assert aloud == ["The vault is searched"]
    waiting.begin("The backups are replaced")
    settle()
    assert aloud[1:] == ["The backups are replaced"]


def test_what_runs_in_a_place_that_is_not_shown_says_nothing(show: Show, aloud: list[str]) -> None:
    places, waiting = QStackedWidget(), Waiting()
    places.addWidget(body("Today"))
    places.addWidget(column(waiting))
    show(places)
    waiting.begin("A backup is made")
    settle()
    assert aloud == []
    places.setCurrentIndex(1)
    settle()
    assert aloud == ["A backup is made"]


def test_a_message_in_a_page_that_says_itself_is_left_to_it(show: Show) -> None:
    """The control of the two above: without what each has said, the page would say it once more."""
    page = QWidget()
    layout = QVBoxLayout(page)
    banner, waiting = Banner(), Waiting()
    layout.addWidget(banner)
    layout.addWidget(waiting)
    show(page)
    banner.show_error(DiskFullError())
    waiting.begin("A backup is made")
    assert said_above(page) == [explain(DiskFullError())]  # not said by itself yet, so the page takes it
    assert said_above(page) == []
