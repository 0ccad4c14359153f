from datetime import timedelta

from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.views.agenda.due import TODAY, agree, day
from tests.views.audit import findings
from tests.views.conftest import Show
from tests.views.finding import child
from vpdesk.domain.values import AftercareOutcome
from vpdesk.models.desk import Desk
from vpdesk.services.aftercare import settle_aftercare
from vpdesk.views.agenda.due_row import SHOWN, DueRow
from vpdesk.views.agenda.midnight import Midnight
from vpdesk.views.agenda.place import AgendaPlace


def shown(show: Show, desk: Desk) -> AgendaPlace:
    place = AgendaPlace(desk, lambda: TODAY)
    place.resize(900, 500)
    show(place)
    return place


def said(place: QWidget) -> str:
    return "\n".join(label.text() for label in place.findChildren(QLabel) if label.isVisible())


def test_late_things_come_first_and_every_agreement_stands_on_its_day(desk: Desk, show: Show) -> None:
    agree(desk, "Linde-03", 1)
    agree(desk, "Eik-14", -5)
    agree(desk, "Iep-08", 200)
    words = said(shown(show, desk))
    assert words.index("Late") < words.index("Eik-14") < words.index("This week") < words.index("Linde-03")
    assert words.index("Thu 19 Nov") < words.index("June 2027") < words.index("Iep-08")


def test_answering_a_row_tells_which_thing_it_is(qtbot: QtBot, desk: Desk, show: Show) -> None:
    aftercare = agree(desk, "Eik-14", 3)
    place = shown(show, desk)
    with qtbot.waitSignal(place.due_chosen) as told:
        child(place, QPushButton, "answer").click()
    assert told.args is not None
    assert told.args[0].value_id == aftercare.id


def test_a_month_is_reached_by_one_button_with_the_focus_on_what_is_first_in_it(
    desk: Desk, show: Show
) -> None:
    for number in range(12):
        agree(desk, f"Eik-{number}", 1 + number * 7)
    place = shown(show, desk)
    area = child(place, QScrollArea)
    assert area.verticalScrollBar().value() == 0
    tabs = place.findChildren(QPushButton, "month")
    assert [tab.text() for tab in tabs] == ["November", "December", "January 2027", "February 2027"]
    tabs[2].click()
    assert area.verticalScrollBar().value() > 0
    focused = place.focusWidget()
    assert focused is not None
    assert "Eik-6" in focused.accessibleName()


def test_what_was_settled_leaves_the_agenda(qtbot: QtBot, desk: Desk, show: Show) -> None:
    aftercare = agree(desk, "Eik-14", -5)
    place = shown(show, desk)
    assert "Eik-14" in said(place)
    with qtbot.waitSignal(desk.changed):
        desk.ask(lambda vault: settle_aftercare(vault, aftercare.id, AftercareOutcome.WELL, TODAY))
    assert "Eik-14" not in said(place)


def test_a_long_part_waits_behind_a_button(desk: Desk, show: Show) -> None:
    for number in range(SHOWN + 3):
        agree(desk, f"Eik-{number}", -5)
    place = shown(show, desk)
    assert len(place.findChildren(DueRow)) == SHOWN
    more = child(place, QPushButton, "more")
    assert "3" in more.text()
    more.click()
    assert len(place.findChildren(DueRow)) == SHOWN + 3


def test_an_empty_agenda_says_what_will_come_and_has_the_button(qtbot: QtBot, desk: Desk, show: Show) -> None:
    place = shown(show, desk)
    with qtbot.waitSignal(place.new_case_asked):
        child(place, QPushButton, "new_case").click()


def test_midnight_is_noticed_once(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    now = [TODAY]
    midnight = Midnight(lambda: now[0], owner)
    with qtbot.assertNotEmitted(midnight.passed):
        midnight.look()
    now[0] = TODAY + timedelta(days=1)
    with qtbot.waitSignal(midnight.passed) as passed:
        midnight.look()
    assert passed.args == [day(1)]
    with qtbot.assertNotEmitted(midnight.passed):
        midnight.look()


def test_everything_has_a_name(desk: Desk, show: Show) -> None:
    agree(desk, "Eik-14", -5)
    assert findings(shown(show, desk)) == []
