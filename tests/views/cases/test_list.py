"""The list at the left, and the case that is turned to."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.factories import make_case, make_consent, make_step
from tests.views.audit import findings
from tests.views.cases.conftest import TODAY, Practice, Window
from tests.views.conftest import NOW
from tests.views.finding import child
from vpdesk.domain.formal import FormalTrack, Milestone, MilestoneKind
from vpdesk.domain.identity import new_id
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.overview import CaseRow
from vpdesk.domain.values import Outcome, Route
from vpdesk.models.desk import Desk
from vpdesk.models.windowed import TEXT
from vpdesk.services.casework import save_case
from vpdesk.services.organisations import save_organisation
from vpdesk.services.undoing import Deed, deed_since, undo
from vpdesk.services.undoing import look as look_before
from vpdesk.vault.rows import Rows
from vpdesk.vault.vault import Vault
from vpdesk.views import look
from vpdesk.views.cases import CasesPlace
from vpdesk.views.pictures import settle
from vpdesk.views.reading_order import stops


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


def test_the_list_does_not_stay_at_a_client_that_is_gone(window: Window) -> None:
    """Adding it was undone: the choice says All again, and so does the list."""
    client = Organisation(name="Nieuw")
    added: list[Deed] = []

    def add(vault: Vault) -> None:
        before = look_before(vault, [client.id])
        save_organisation(vault, client)
        deed = deed_since(vault, before)
        assert deed is not None
        added.append(deed)

    window.change(add)
    choose(window, "organisation_filter", client.id)
    assert aliases(window) == []
    window.change(lambda vault: undo(vault, added[0]))
    assert aliases(window) == ["Eik-14", "Linde-03"]
    choice = window.place.list.findChild(QComboBox, "organisation_filter")
    assert isinstance(choice, QComboBox)
    assert choice.currentData() is None


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
    assert place._splitter.sizes()[0] == 349
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


def test_the_arrows_move_the_border_between_list_and_case(window: Window, practice: Practice) -> None:
    place = window.place
    place.open_case(practice.eik.id)
    settle()
    border = place._splitter.handle(1)
    met = stops(place)
    first = child(place, QPushButton, "record_contact")
    assert met.index(place.list.list) < met.index(border) < met.index(first)
    border.setFocus()
    before = place._splitter.sizes()[0]
    for _press in range(3):
        QTest.keyClick(border, Qt.Key.Key_Right)
    assert place._splitter.sizes()[0] == before + 72
    QTest.keyClick(border, Qt.Key.Key_Left)
    assert place._splitter.sizes()[0] == before + 48
    middle = border.rect().center()
    assert border.grab().toImage().pixelColor(middle).name() == look.current().tokens.brand.lower()
    border.clearFocus()
    assert border.grab().toImage().pixelColor(middle).name() != look.current().tokens.brand.lower()
    place.resize(560, 720)
    settle()
    assert border not in stops(place)  # there is one pane only


def test_panes_are_read_from_left_to_right(window: Window) -> None:
    panes = [
        child
        for child in window.place._splitter.children()
        if child in (window.place.list, window.place._right)
    ]
    assert panes == [window.place.list, window.place._right]


# -- filters, order, views


def choose(window: Window, name: str, value: object) -> None:
    """Choose as a person does, in the box that bears this object name."""
    box = window.place.list.findChild(QComboBox, name)
    assert isinstance(box, QComboBox)
    assert box.findData(value) >= 0, f"{value!r} is not offered"
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


@pytest.mark.parametrize(
    ("name", "value", "left"),
    [
        ("matter_filter", "stalking", ["Linde-03"]),
        ("matter_filter", "fraud", []),
        ("opened_filter", "this_year", ["Eik-14", "Linde-03", "Es-05"]),
        ("opened_filter", "last_year", []),
        ("opened_filter", "closed_this_year", ["Es-05"]),
        ("opened_filter", "closed_last_year", []),
        ("due_filter", "ever", []),
    ],
)
def test_a_filter_lets_through_what_it_says(
    window: Window, practice: Practice, name: str, value: str, left: list[str]
) -> None:
    window.talk_with(practice.eik, practice.linde)
    window.press("show_all")
    window.press("more_filters")
    choose(window, name, value)
    assert aliases(window) == left
    assert child(window.place.list, QPushButton, "more_filters").text() == "Filters (1)"


def test_how_many_a_filter_leaves_is_heard_by_whoever_chose_it(
    window: Window, practice: Practice, aloud: list[str]
) -> None:
    window.place.open_case(practice.eik.id)
    settle()
    aloud.clear()
    window.place.detail.setFocus()
    choose(window, "matter_filter", "fraud")
    settle()
    assert aloud == []  # not chosen in the list: a view of before that came back
    child(window.place.list, QComboBox, "matter_filter").setFocus()
    window.press("more_filters")
    child(window.place.list, QComboBox, "matter_filter").setFocus()
    choose(window, "matter_filter", "stalking")
    settle()
    assert aloud == ["1 case"]


def test_a_case_that_is_opened_from_elsewhere_says_which_it_is(
    window: Window, practice: Practice, aloud: list[str]
) -> None:
    """The focus goes to what is done in it: the same words in every case."""
    window.place.open_case(practice.linde.id)
    settle()
    (said,) = aloud
    assert said.startswith("Linde-03\nStichting Zorgpunt Oost")
    aloud.clear()
    window.place.list.list.setFocus()
    QTest.keyClick(window.place.list.list, Qt.Key.Key_Down)
    settle()
    assert aloud == []  # in the list the row itself is heard


def test_what_is_due_by_a_day_is_let_through(window: Window, practice: Practice) -> None:
    window.talk_with(practice.eik, practice.linde)
    window.change(
        lambda vault: save_case(vault, replace(practice.linde, next_contact_on=TODAY + timedelta(days=5)))
    )
    choose(window, "due_filter", "week")
    assert aliases(window) == ["Linde-03"]
    choose(window, "due_filter", "late")
    assert aliases(window) == []


def test_a_planned_step_is_due_until_it_is_taken(window: Window, practice: Practice) -> None:
    window.talk_with(practice.eik, practice.linde)
    consent = make_consent(practice.linde.id)
    step = make_step(practice.linde.id, consent.id, planned_on=TODAY - timedelta(days=1), carried_out_on=None)
    window.change(lambda vault: save_all(vault, vault.consents, consent))
    window.change(lambda vault: save_all(vault, vault.steps, step))
    choose(window, "due_filter", "late")
    assert aliases(window) == ["Linde-03"]
    window.change(lambda vault: save_all(vault, vault.steps, replace(step, carried_out_on=TODAY)))
    assert aliases(window) == []


def test_a_term_that_runs_is_due_and_one_that_was_met_is_not(window: Window, practice: Practice) -> None:
    window.talk_with(practice.eik, practice.linde)
    track = FormalTrack(
        case_id=practice.es.id, route=Route.REPORTING_POINT, begun_on=TODAY - timedelta(days=30)
    )
    received = Milestone(
        case_id=practice.es.id, formal_track_id=track.id, kind=MilestoneKind.RECEIVED,
        reached_on=TODAY - timedelta(days=30),
    )  # fmt: skip
    window.press("show_all")
    window.change(lambda vault: save_all(vault, vault.formal_tracks, track))
    window.change(lambda vault: save_all(vault, vault.milestones, received))
    choose(window, "due_filter", "late")
    assert aliases(window) == ["Es-05"]
    feedback = replace(received, id=new_id(), kind=MilestoneKind.FEEDBACK, reached_on=TODAY)
    window.change(lambda vault: save_all(vault, vault.milestones, feedback))
    assert aliases(window) == []


def test_who_waits_for_a_first_reply_is_due(window: Window, practice: Practice) -> None:
    choose(window, "due_filter", "late")
    assert aliases(window) == ["Eik-14", "Linde-03"]
    window.talk_with(practice.eik)
    assert aliases(window) == ["Linde-03"]


def test_a_span_of_time_is_reckoned_anew_when_the_day_turns(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.press("show_all")
    choose(window, "opened_filter", "this_year")
    assert aliases(window) == ["Eik-14", "Linde-03", "Es-05"]
    monkeypatch.setattr(window.place.list, "_today", lambda: date(TODAY.year + 1, 1, 1))
    window.place.list.refresh()  # as it is at midnight
    assert aliases(window) == []


def save_all(vault: Vault, repository: Rows[Any], value: object) -> None:
    """Store a value of any kind."""
    with vault.transaction():
        repository.save(value)


def test_where_nothing_is_left_one_press_shows_everything(window: Window) -> None:
    choose(window, "matter_filter", "fraud")
    window.press("show_every_case")
    assert aliases(window) == ["Eik-14", "Linde-03", "Es-05"]


@pytest.mark.parametrize(
    ("column", "usual"),
    [
        ("opened", ["Eik-14", "Linde-03", "Es-05"]),
        ("alias", ["Eik-14", "Es-05", "Linde-03"]),
        ("organisation", ["Linde-03", "Es-05", "Eik-14"]),
    ],
)
def test_the_list_is_sorted_by_a_column_and_turned_by_one_press(
    window: Window, column: str, usual: list[str]
) -> None:
    window.press("show_all")
    choose(window, "list_order", column)
    assert aliases(window) == usual
    window.press("turn_order")
    assert aliases(window)[0] == usual[-1 if column != "organisation" else 2]
    window.press("turn_order")
    assert aliases(window) == usual


def test_a_case_opened_from_elsewhere_is_found_in_any_order(window: Window, practice: Practice) -> None:
    choose(window, "list_order", "alias")
    choose(window, "matter_filter", "stalking")
    window.place.open_case(practice.es.id)
    assert aliases(window) == ["Eik-14", "Es-05", "Linde-03"]
    value = window.place.list.list.value()
    assert isinstance(value, CaseRow)
    assert value.alias == "Es-05"


def test_what_is_chosen_comes_back_after_a_lock(window: Window, practice: Practice) -> None:
    window.press("show_all")
    choose(window, "organisation_filter", practice.oost.id)
    choose(window, "due_filter", "ever")
    choose(window, "list_order", "alias")
    window.press("turn_order")
    kept = json.loads(json.dumps(window.place.stance()))
    window.place.list.choices.let_all_through()
    window.place.take_stance(kept)
    assert window.place.stance() == kept


def test_a_stance_from_an_earlier_version_is_taken(window: Window, practice: Practice) -> None:
    window.place.take_stance({"tab": 2, "organisation": practice.oost.id, "due": "someday", "order": 7})
    assert aliases(window) == ["Linde-03", "Es-05"]


def keep_view(window: Window, name: str) -> None:
    views = window.place.list.views
    views.fill()
    asking = [each for each in views.menu.actions() if each.text().startswith("Keep")]
    asking[0].trigger()
    line = views.findChild(QLineEdit, "view_name")
    assert isinstance(line, QLineEdit)
    assert line.hasFocus()
    line.setText(name)
    QTest.keyClick(line, Qt.Key.Key_Return)


def names(window: Window) -> list[str]:
    window.place.list.views.fill()
    return [each.text() for each in window.place.list.views.menu.actions() if each.text()]


def test_a_view_is_kept_under_a_name_chosen_and_removed(
    window: Window, practice: Practice, qtbot: QtBot
) -> None:
    window.press("show_all")
    choose(window, "organisation_filter", practice.oost.id)
    choose(window, "list_order", "alias")
    keep_view(window, "  Bij   Oost ")
    qtbot.waitUntil(lambda: not window.place.list.views.isVisible())
    assert names(window) == ["Bij Oost", "Keep what is shown now…", "Remove a view"]
    window.press("show_open")
    choose(window, "organisation_filter", None)
    window.place.list.views.fill()
    window.place.list.views.menu.actions()[0].trigger()
    assert aliases(window) == ["Es-05", "Linde-03"]
    window.place.list.views.fill()
    dropping: Any = window.place.list.views.menu.actions()[-1].menu()
    with qtbot.waitSignal(window.desk.changed):
        dropping.actions()[0].trigger()
    assert names(window) == ["Keep what is shown now…"]


def test_a_view_of_the_same_name_is_replaced_only_by_the_button_that_says_so(
    window: Window, qtbot: QtBot
) -> None:
    views = window.place.list.views
    line, instead = child(views, QLineEdit, "view_name"), child(views, QPushButton, "replace_view")
    keep_view(window, "Mijn lijst")
    qtbot.waitUntil(lambda: not views.isVisible())
    window.press("show_all")
    keep_view(window, "mijn LIJST")
    qtbot.waitUntil(instead.isVisible)
    said = " ".join(each.text() for each in views.findChildren(QLabel) if each.isVisible())
    assert "There is a view of this name already. Give this one another name" in said
    assert line.selectedText() == "mijn LIJST", "another name is typed over it"
    assert findings(window.place) == []
    QTest.keyClick(line, Qt.Key.Key_Return)
    window.desk.ask(lambda _vault: None)
    settle()
    assert views.isVisible(), "one more Enter replaces nothing"
    assert names(window)[0] == "Mijn lijst"
    QTest.keyClicks(line, "Nog")
    assert not instead.isVisible()
    line.setText("mijn LIJST")
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(instead.isVisible)
    window.press("replace_view")
    qtbot.waitUntil(lambda: not views.isVisible())
    assert names(window)[:2] == ["mijn LIJST", "Keep what is shown now…"]
    window.press("show_open")
    views.menu.actions()[0].trigger()
    assert len(aliases(window)) == 3


def test_a_view_without_a_name_is_refused_in_words_and_esc_leaves(window: Window, qtbot: QtBot) -> None:
    keep_view(window, "   ")
    views = window.place.list.views
    said = [each for each in views.findChildren(QLabel) if each.property("kind") == "error"]
    qtbot.waitUntil(lambda: "A view needs a name." in said[0].text())
    QTest.keyClick(child(views, QLineEdit, "view_name"), Qt.Key.Key_Escape)
    assert not views.isVisible()
    assert names(window) == ["Keep what is shown now…"]


def test_the_audit_of_the_list_is_clean(window: Window) -> None:
    window.press("more_filters")
    window.place.list.views._ask_name()
    assert findings(window.place) == []


def test_a_case_far_down_the_list_is_brought_into_sight(desk: Desk, practice: Practice, qtbot: QtBot) -> None:
    closed: Any = {"closed_on": date(2020, 2, 1), "outcome": Outcome.RESOLVED}
    cases = [make_case(practice.oost.id, opened_on=date(2020, 1, 1), **closed) for _number in range(180)]

    def fill(vault: Vault) -> None:
        with vault.transaction():
            vault.cases.add_all(cases)

    desk.ask(fill)
    place = CasesPlace(desk, lambda: TODAY, lambda: NOW)
    qtbot.addWidget(place)
    place.resize(1060, 720)
    place.show()
    place.open_case(cases[150].id)  # from elsewhere, before the place was ever painted
    rows = place.list.list

    def is_seen() -> bool:
        return rows.viewport().rect().contains(rows.visualRect(rows.currentIndex()))

    qtbot.waitUntil(is_seen)
    value = rows.value()
    assert isinstance(value, CaseRow)
    assert value.id == cases[150].id


@pytest.fixture
def large(qapp: QApplication) -> Iterator[None]:
    look.use(qapp, "light", 200)
    yield
    look.use(qapp, "light", 100)


@pytest.mark.usefixtures("large", "practice")
def test_with_large_text_a_filter_leaves_the_list_in_sight(desk: Desk, qtbot: QtBot) -> None:
    window = Window(desk, qtbot)
    window.place.take_stance({"tab": 2, "matter": "stalking", "order": "opened", "direction": "descending"})
    assert aliases(window) == ["Linde-03"]
    assert window.place.list.list.isVisible()
    assert child(window.place, QPushButton, "more_filters").text() == "Filters (1)"
    window.press("more_filters")
    assert not window.place.list.list.isVisible(), "what unfolds takes its place, as long as it is asked"
    window.press("more_filters")
    assert window.place.list.list.isVisible()


# -- where the list stands alone


def test_where_the_list_stands_alone_the_arrows_go_through_it_and_enter_opens_a_case(
    window: Window, practice: Practice
) -> None:
    """A case takes its place: turned to by an arrow, each would hide the list of which it is one."""
    window.place.resize(500, 700)
    settle()
    list_ = window.place.list.list
    list_.setFocus()
    seen = []
    for _press in range(2):
        QTest.keyClick(list_, Qt.Key.Key_Down)
        settle()
        assert list_.hasFocus()
        assert window.place.shown_item() is None
        seen.append(list_.value().id)  # type: ignore[attr-defined]  # a CaseRow
    assert seen[-1] in {practice.eik.id, practice.linde.id}
    QTest.keyClick(list_, Qt.Key.Key_Return)
    settle()
    assert window.place.shown_item() == seen[-1]
    assert not list_.isVisible()
    assert window.place.focusWidget().objectName() == "record_contact", "and not on what undoes something"
    window.press("back_to_list")
    settle()
    assert list_.hasFocus()
    assert list_.value().id == seen[-1]  # type: ignore[attr-defined]
    window.place.resize(1060, 700)  # the control: beside a case the arrows turn to it
    settle()
    QTest.keyClick(list_, Qt.Key.Key_Up)
    settle()
    assert window.place.shown_item() is not None


def test_a_case_that_was_begun_where_the_list_stands_alone_has_the_focus(
    window: Window, practice: Practice
) -> None:
    window.place.resize(500, 700)
    settle()
    window.place.new_case()
    window.fill(organisation_id=practice.de_vliet.id, matters=["fraud"], alias="Olm-1")
    window.finish()
    settle()
    assert window.place.focusWidget().objectName() == "record_contact"
