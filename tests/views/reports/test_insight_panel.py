"""What she knows stands beside what the reader will know, and nowhere else."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.factories import make_case
from tests.views.audit import findings
from tests.views.conftest import NOW, Show
from tests.views.finding import child
from tests.views.fitting import cut_off
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.values import Matter, Relation
from vpdesk.i18n import Words
from vpdesk.models.desk import Desk
from vpdesk.reports.period import Period
from vpdesk.services.known_figures import Why
from vpdesk.services.organisations import save_organisation
from vpdesk.services.reporting import ReportRequest, release_report
from vpdesk.vault.vault import Vault
from vpdesk.views.page_pictures import PageWidget
from vpdesk.views.pictures import settle
from vpdesk.views.reports.files import file_name
from vpdesk.views.reports.insight_words import why_hidden
from vpdesk.views.reports.known_rows import KnownRow
from vpdesk.views.reports.place import ReportsPlace

WAIT = 30_000
#: How many cases of fraud there are: in no other figure of this report.
SECRET = 3


@pytest.fixture
def organisation(desk: Desk) -> Organisation:
    """An organisation with 26 cases in 2025, three of them about fraud."""
    stored = Organisation(name="Waterschap De Vliet")
    matters = [Matter.BULLYING] * 15 + [Matter.AGGRESSION] * 8 + [Matter.FRAUD] * SECRET

    def work(vault: Vault) -> None:
        save_organisation(vault, stored)
        with vault.transaction():
            for number, matter in enumerate(matters):
                vault.cases.save(
                    make_case(
                        stored.id,
                        opened_on=date(2025, 1 + number % 12, 5),
                        matters=(matter,),
                        respondent_relations=(Relation.MANAGER,) if matter is Matter.FRAUD else (),
                    )
                )

    desk.ask(work)
    return stored


def shown(qtbot: QtBot, desk: Desk, show: Show) -> ReportsPlace:
    """The place with the true numbers in sight, where there are any."""
    place = veiled(qtbot, desk, show)
    for button in place.insight.findChildren(QPushButton, "show_known"):
        button.click()
    return place


def veiled(qtbot: QtBot, desk: Desk, show: Show) -> ReportsPlace:
    """The place as it comes."""
    place = ReportsPlace(desk, lambda: NOW)
    place.resize(1064, 736)
    with qtbot.waitSignals([place.shown, place.insight.shown], timeout=WAIT):
        show(place)
    return place


def row(place: QWidget, name: str) -> KnownRow:
    return next(one for one in place.findChildren(KnownRow) if one.accessibleName().startswith(name))


def said(place: QWidget) -> list[str]:
    return [label.text() for label in place.findChildren(QLabel) if label.isVisible()]


@pytest.mark.usefixtures("organisation")
def test_true_and_printed_numbers_stand_beside_each_other(qtbot: QtBot, desk: Desk, show: Show) -> None:
    place = shown(qtbot, desk, show)
    assert row(place, "Bullying").accessibleName() == "Bullying. You know: 15. The reader reads: 15."
    hidden = row(place, "Business integrity").accessibleName()
    assert hidden == f"Business integrity. You know: {SECRET}. Hidden because there are fewer than five."
    assert "for you alone" in said(place)
    assert any("in no document and no file" in line for line in said(place))


def everything(place: QWidget) -> str:
    """All that is seen or heard of what is in sight."""
    widgets = [each for each in place.findChildren(QWidget) if each.isVisible()]
    told = [f"{each.accessibleName()} {each.accessibleDescription()} {each.toolTip()}" for each in widgets]
    return " ".join([*said(place), *told])


@pytest.mark.usefixtures("organisation")
def test_the_true_numbers_are_out_of_sight_until_they_are_asked_for(
    qtbot: QtBot, desk: Desk, show: Show
) -> None:
    place = veiled(qtbot, desk, show)
    assert not place.insight.findChildren(KnownRow)
    assert not place.insight.findChildren(QPushButton, "what_if_zeros_respondent_relation")
    before = everything(place.insight)
    assert "You know" not in before
    assert "did not occur" not in before  # why a number is hidden tells how small it is
    assert "Kind of matter:" in before
    press = child(place.insight, QPushButton, "show_known")
    press.setFocus()
    QTest.keyClick(press, Qt.Key.Key_Space)
    assert f"You know: {SECRET}." in everything(place.insight)
    assert child(place.insight, QPushButton, "hide_known").hasFocus()
    QTest.keyClick(child(place.insight, QPushButton, "hide_known"), Qt.Key.Key_Space)
    assert everything(place.insight) == before
    focused = place.window().focusWidget()
    assert focused is not None
    assert focused.objectName() == "show_known"


@pytest.mark.usefixtures("organisation")
@pytest.mark.parametrize("leaving", ["time", "place", "window", "client"])
def test_they_go_out_of_sight_again(qtbot: QtBot, desk: Desk, show: Show, leaving: str) -> None:
    other = Organisation(name="Zwembad Oost")
    desk.ask(lambda vault: save_organisation(vault, other))
    place = shown(qtbot, desk, show)
    assert row(place, "Business integrity").isVisible()
    match leaving:
        case "time":
            place.insight.veil._timer.start(0)
            qtbot.waitUntil(lambda: not place.insight.veil.is_lifted)
        case "place":
            place.hide()
        case "window":
            QApplication.sendEvent(place.insight, QEvent(QEvent.Type.WindowDeactivate))
        case "client":
            with qtbot.waitSignal(place.insight.shown, timeout=WAIT):
                place.choices.form.editor("organisation_id").set_value(other.id)
    assert not place.insight.veil.is_lifted
    assert not [one for one in place.insight.findChildren(KnownRow) if one.isVisibleTo(place.insight)]


@pytest.mark.usefixtures("organisation")
def test_they_stay_in_sight_while_the_report_of_the_client_changes(
    qtbot: QtBot, desk: Desk, show: Show
) -> None:
    place = shown(qtbot, desk, show)
    with qtbot.waitSignal(place.insight.shown, timeout=WAIT):
        place.choices.form.editor("language").set_value("nl")
    assert any(one.isVisible() for one in place.insight.findChildren(KnownRow))


def test_out_of_sight_two_reports_that_print_the_same_say_the_same(
    qtbot: QtBot, desk: Desk, show: Show
) -> None:
    """That there is no case at all is said where she asks for it: the page does not tell it either."""
    empty, one = Organisation(name="Zwembad Oost"), Organisation(name="Zwembad West")

    def work(vault: Vault) -> None:
        with vault.transaction():
            for each in (empty, one):
                vault.organisations.save(each)
            vault.cases.save(make_case(one.id, opened_on=date(2025, 1, 5), matters=(Matter.FRAUD,)))

    desk.ask(work)
    place = veiled(qtbot, desk, show)
    told = []
    for each in (empty, one):
        with qtbot.waitSignal(place.insight.shown, timeout=WAIT):
            place.choices.turn_to(each.id, Period(start=date(2025, 1, 1), end=date(2025, 12, 31)))
        told.append(everything(place.insight))
    assert told[0] == told[1]
    assert "fewer than five cases" in told[0]


@pytest.mark.usefixtures("organisation")
def test_the_true_numbers_are_nowhere_but_there(qtbot: QtBot, desk: Desk, show: Show) -> None:
    place = shown(qtbot, desk, show)
    QGuiApplication.clipboard().setText("before")
    row(place, "Business integrity").setFocus()
    QTest.keyClick(row(place, "Business integrity"), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    QTest.mouseDClick(row(place, "Business integrity"), Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert QGuiApplication.clipboard().text() == "before"
    assert place._report is not None
    told = [file_name(place._report), place._panes.room.accessibleDescription()]
    told += [page.accessibleDescription() for page in place.findChildren(PageWidget)]
    printed = str(place._report.release.to_json())
    for words in (*told, printed):
        assert "integrity: 3" not in words.replace("'", "")
        assert f" {SECRET} " not in words


@pytest.mark.usefixtures("organisation")
def test_rows_are_one_stop_and_arrows_go_through_them(qtbot: QtBot, desk: Desk, show: Show) -> None:
    place = shown(qtbot, desk, show)
    card = child(place, QWidget, "known_matter")
    rows = card.findChildren(KnownRow)
    assert [one.focusPolicy() & Qt.FocusPolicy.TabFocus != Qt.FocusPolicy.NoFocus for one in rows].count(
        True
    ) == 1
    rows[0].setFocus()
    QTest.keyClick(rows[0], Qt.Key.Key_Down)
    assert rows[1].hasFocus()
    QTest.keyClick(rows[1], Qt.Key.Key_End)
    assert rows[-1].hasFocus()
    QTest.keyClick(rows[-1], Qt.Key.Key_Down)
    assert rows[-1].hasFocus()
    assert [bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus) for one in rows].count(True) == 1


@pytest.mark.usefixtures("organisation")
def test_a_table_that_the_document_does_not_hold_is_folded_and_says_why(
    qtbot: QtBot, desk: Desk, show: Show
) -> None:
    place = shown(qtbot, desk, show)
    card = child(place, QWidget, "absent_withheld")
    head = child(card, QPushButton, "open_known_reporter_position")
    assert "Hidden because every way to print it" in head.accessibleDescription()
    rows = card.findChildren(KnownRow)
    assert not any(one.isVisible() for one in rows)
    head.click()
    opened = [one.accessibleName() for one in rows if one.isVisible()]
    assert len(opened) == 4
    assert all("Hidden because" in name for name in opened)


@pytest.mark.usefixtures("organisation")
def test_what_would_come_out_is_said_below_its_question(
    qtbot: QtBot, desk: Desk, show: Show, aloud: list[str]
) -> None:
    place = shown(qtbot, desk, show)
    place.activateWindow()
    head = child(place.insight, QPushButton, "what_if_crossed_respondent_relation")
    expected = ["Then it simply says:", "\N{BULLET} 3 cases of business integrity, about: manager"]
    qtbot.waitUntil(place.isActiveWindow)
    head.setFocus()
    settle()
    aloud.clear()
    for times in (1, 2):  # opened anew, the answer of before is not said as well
        head.click()
        qtbot.waitUntil(lambda: set(expected) <= set(said(place.insight)), timeout=WAIT)
        settle()
        assert len(aloud) == times
        assert all(each in aloud[-1] for each in expected)
        head.click()


def test_of_a_released_report_only_what_was_printed_is_told(
    qtbot: QtBot, desk: Desk, organisation: Organisation, show: Show
) -> None:
    asked = ReportRequest(
        organisation_id=organisation.id, start=date(2025, 1, 1), end=date(2025, 12, 31), language="nl"
    )
    desk.ask(lambda vault: release_report(vault, asked, now=NOW))
    place = shown(qtbot, desk, show)
    assert "What the client does not see" in said(place)
    assert not place.insight.findChildren(KnownRow)


@pytest.mark.usefixtures("organisation")
@pytest.mark.parametrize("width", [1064, 700])
def test_nothing_is_cut_off_and_everything_has_a_name(
    qtbot: QtBot, desk: Desk, show: Show, width: int
) -> None:
    place = shown(qtbot, desk, show)
    place.resize(width, 736)
    for head in place.insight.findChildren(QPushButton):
        if head.isCheckable() and not head.isChecked():
            head.click()
    qtbot.waitUntil(lambda: cut_off(place.insight) == [], timeout=WAIT)
    assert findings(place) == []


def test_every_reason_has_its_sentence_in_both_languages(dutch: str) -> None:
    for why in set(Why) - {Why.PRINTED}:
        english, translated = (why_hidden(why, 5, Words(language)) for language in ("en", dutch))
        assert english
        assert translated != english
    with pytest.raises(KeyError):
        why_hidden(Why.PRINTED, 5, Words("en"))
