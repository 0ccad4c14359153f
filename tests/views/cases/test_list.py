"""The list at the left, and the case that is turned to."""

from dataclasses import replace
from datetime import date

from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from tests.factories import make_case
from tests.views.cases.conftest import Practice, Window
from vpdesk.domain.values import Outcome
from vpdesk.models.desk import Desk
from vpdesk.models.windowed import TEXT
from vpdesk.services.casework import save_case
from vpdesk.vault.vault import Vault
from vpdesk.views.pictures import settle


def aliases(window: Window) -> list[str]:
    model = window.place.list.model
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_the_list_shows_the_running_cases_newest_first(window: Window) -> None:
    assert aliases(window) == ["Eik-14", "Linde-03"]
    assert [window.place.list._tabs.button(n).text() for n in range(3)] == ["Running 2", "Closed 1", "All"]


def test_closed_cases_and_all_cases_are_one_press_away(window: Window) -> None:
    window.press("show_closed")
    assert aliases(window) == ["Es-05"]
    window.press("show_all")
    assert aliases(window) == ["Eik-14", "Linde-03", "Es-05"]


def test_the_list_of_one_organisation_holds_no_case_of_another(window: Window, practice: Practice) -> None:
    window.press("show_all")
    choice = window.place.list.findChild(QComboBox, "organisation_filter")
    assert isinstance(choice, QComboBox)
    choice.setCurrentIndex(choice.findData(practice.oost.id))
    choice.activated.emit(choice.currentIndex())
    assert aliases(window) == ["Linde-03", "Es-05"]
    assert window.place.list._tabs.button(0).text() == "Running 1"


def test_the_model_behaves_as_qt_asks_while_cases_come_and_go(window: Window, practice: Practice) -> None:
    QAbstractItemModelTester(window.place.list.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    window.change(lambda vault: save_case(vault, make_case(practice.oost.id, alias="Berk-01")))
    closed = replace(practice.linde, closed_on=date(2026, 11, 1), outcome=Outcome.RESOLVED)
    window.change(lambda vault: save_case(vault, closed))
    window.press("show_closed")
    assert sorted(aliases(window)) == ["Es-05", "Linde-03"]


def test_turning_to_a_row_shows_its_case(window: Window, practice: Practice) -> None:
    opened = QSignalSpy(window.place.case_opened)
    window.place.list.list.setCurrentIndex(window.place.list.model.index(1, 0))
    assert window.place.detail.title.text() == "Linde-03"
    assert opened.at(0) == [practice.linde.id]


def test_the_shown_case_stays_shown_and_chosen_when_others_come(window: Window, practice: Practice) -> None:
    window.place.open_case(practice.linde.id)
    new = make_case(practice.oost.id, alias="Berk-01", opened_on=date(2026, 11, 20))
    window.change(lambda vault: save_case(vault, new))
    assert window.place.list.list.currentIndex().data() == "Linde-03"
    assert window.place.detail.title.text() == "Linde-03"


def test_a_case_that_leaves_the_list_stays_at_the_right_and_no_other_takes_its_place(
    window: Window, practice: Practice
) -> None:
    window.place.open_case(practice.eik.id)
    closed = replace(practice.eik, closed_on=date(2026, 11, 1), outcome=Outcome.RESOLVED)
    window.change(lambda vault: save_case(vault, closed))
    assert aliases(window) == ["Linde-03"]
    assert window.place.detail.title.text() == "Eik-14"
    assert not window.place.list.list.currentIndex().isValid()


def test_a_case_that_the_choice_hides_is_shown_among_all(window: Window, practice: Practice) -> None:
    window.place.open_case(practice.es.id)
    assert aliases(window) == ["Eik-14", "Linde-03", "Es-05"]
    assert window.place.list.list.currentIndex().data() == "Es-05"
    assert window.place.detail.title.text() == "Es-05"


def test_a_case_far_down_a_long_list_is_found_without_loading_the_list(
    window: Window, practice: Practice
) -> None:
    def fill(vault: Vault) -> None:
        with vault.transaction():
            vault.cases.add_all(
                make_case(practice.oost.id, alias=f"Wilg-{n}", opened_on=date(2026, 10, 1))
                for n in range(900)
            )

    window.change(fill)
    window.place.open_case(practice.linde.id)  # older than all of them
    assert window.place.list.list.currentIndex().data() == "Linde-03"
    assert len(window.place.list.model._rows) <= 200
    assert window.place.list.model.index(450, 0).data(TEXT).title.startswith("Wilg-")


def test_an_empty_vault_says_what_comes_here_and_begins_it(desk: Desk, qtbot: QtBot) -> None:
    window = Window(desk, qtbot)
    window.press("first_case")
    assert window.page.objectName() == "new_case_page"


def test_a_choice_without_cases_says_so(window: Window, practice: Practice) -> None:
    window.change(lambda vault: save_case(vault, replace(practice.es, closed_on=None, outcome=None)))
    window.press("show_closed")
    assert window.place.list._none_here.isVisible()
    assert not window.place.list._none_yet.isVisible()


def test_where_only_one_fits_the_case_takes_the_place_of_the_list(window: Window, practice: Practice) -> None:
    window.place.resize(560, 720)
    assert window.place.list.isVisible()
    assert not window.place.detail.isVisible()
    window.place.open_case(practice.eik.id)
    settle()
    assert window.place.detail.width() > 500
    assert not window.place.list.isVisible()
    window.press("back_to_list")
    settle()
    assert window.place.list.width() > 500
    window.place.open_case(practice.eik.id)
    window.place.resize(1060, 720)
    settle()
    assert window.place.list.width() > 300
    assert window.place.detail.width() > 500


def test_the_border_between_list_and_case_stays_where_it_was_moved(
    window: Window, practice: Practice
) -> None:
    place = window.place
    place.open_case(practice.eik.id)
    assert place._splitter.sizes()[0] == 328
    place._splitter.moveSplitter(450, 1)
    moved = place._splitter.sizes()[0]
    place.resize(1400, 720)
    assert place._splitter.sizes()[0] == moved
    place.hide()
    place.show()
    assert place._splitter.sizes()[0] == moved
    place.resize(560, 720)
    place.resize(1060, 720)
    settle()
    assert place._splitter.sizes()[0] == moved


def test_panes_are_read_from_left_to_right(window: Window) -> None:
    panes = [
        child
        for child in window.place._splitter.children()
        if child in (window.place.list, window.place._right)
    ]
    assert panes == [window.place.list, window.place._right]
