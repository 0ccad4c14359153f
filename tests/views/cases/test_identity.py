"""How to reach the reporter: optional, out of sight until asked for, erasable while the case stays."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea

from tests.factories import make_contact, make_identity
from tests.views.audit import findings
from tests.views.cases.conftest import Practice, Window
from tests.views.finding import child
from vpdesk.domain.case import Case
from vpdesk.services.casework import save_contact
from vpdesk.services.reaching import read_identity, save_identity
from vpdesk.views.cases.sections.identity import Identity
from vpdesk.views.pictures import settle
from vpdesk.views.veil import SHOWN_FOR


@pytest.fixture
def eik(practice: Practice) -> Case:
    return practice.eik


@pytest.fixture
def window(window: Window, eik: Case) -> Window:
    window.place.open_case(eik.id)
    return window


@pytest.fixture
def known(window: Window, eik: Case) -> Window:
    window.change(lambda vault: save_identity(vault, make_identity(eik.id)))
    return window


def everything(window: Window) -> str:
    """Every word in the window, shown or not, as a screen reader could come by it."""
    settle()
    labels = window.place.findChildren(QLabel)
    return " ".join(f"{each.text()} {each.accessibleName()} {each.toolTip()}" for each in labels)


def test_nothing_needs_to_be_written_down(window: Window) -> None:
    assert "you need no name" in window.says()


def test_it_is_written_down_and_saves_itself(window: Window, eik: Case) -> None:
    window.press(f"section_change_identity_{eik.id}")
    window.fill(reach="06 12", safe_time="after six")
    window.place.flush()
    window.escape()
    found = window.desk.ask(lambda vault: read_identity(vault, eik.id))
    assert found is not None
    assert (found.name, found.reach, found.safe_time) == ("", "06 12", "after six")
    assert "06 12" not in everything(window)
    assert "Written down, out of sight" in window.says()
    window.press(f"section_change_identity_{eik.id}")
    window.fill(name="M. Proefman")
    window.finish()
    later = window.desk.ask(lambda vault: read_identity(vault, eik.id))
    assert later is not None
    assert (later.id, later.name, later.reach) == (found.id, "M. Proefman", "06 12")


def test_an_empty_page_leaves_nothing(window: Window, eik: Case) -> None:
    window.press(f"section_change_identity_{eik.id}")
    assert "Fill in at least one" in window.refuse()
    window.escape()
    assert window.desk.ask(lambda vault: read_identity(vault, eik.id)) is None


def test_it_is_read_only_when_somebody_asks_to_see_it(known: Window) -> None:
    assert "Proefman" not in everything(known)
    known.press("show_identity")
    assert "Name: M. Proefman" in known.says()
    assert "Safe: after six" in known.says()
    known.press("hide_identity")
    assert "Proefman" not in everything(known)


def test_all_of_it_is_in_sight_when_it_is_shown(known: Window) -> None:
    """What to mind stands last: below the window it would not be read before the call."""
    known.place.resize(1064, 420)
    known.press("show_identity")
    settle()
    part = child(known.place.detail, Identity)
    (around,) = (each for each in known.place.findChildren(QScrollArea) if each.isAncestorOf(part))
    top = part.mapTo(around.viewport(), QPoint(0, 0)).y()
    assert around.verticalScrollBar().value() > 0
    assert top + part.height() <= around.viewport().height()


def test_it_goes_out_of_sight_after_a_while(known: Window) -> None:
    assert SHOWN_FOR == 120_000
    part = child(known.place.detail, Identity)
    known.press("show_identity")
    assert part.veil._timer.remainingTime() > 100_000
    part.veil._timer.start(0)
    known.qtbot.waitUntil(lambda: not part.veil.is_lifted)
    assert "Proefman" not in everything(known)


@pytest.mark.parametrize("leaving", ["another case", "a page over it", "another place"])
def test_it_goes_out_of_sight_when_the_case_is_left(known: Window, practice: Practice, leaving: str) -> None:
    known.press("show_identity")
    assert child(known.place.detail, Identity).veil.is_lifted
    if leaving == "another case":
        known.place.open_case(practice.linde.id)
    elif leaving == "a page over it":
        known.press("record_contact")
    else:
        known.place.hide()
    assert not child(known.place.detail, Identity).veil.is_lifted
    assert "Proefman" not in everything(known)


def test_it_goes_out_of_sight_when_another_window_comes_in_front(known: Window) -> None:
    part = child(known.place.detail, Identity)
    known.press("show_identity")
    QApplication.sendEvent(part, QEvent(QEvent.Type.WindowDeactivate))
    assert not part.veil.is_lifted


def test_it_goes_out_of_sight_when_the_case_changes(known: Window, eik: Case) -> None:
    known.press("show_identity")
    known.change(lambda vault: save_contact(vault, make_contact(eik.id, held_on=date(2026, 9, 9))))
    assert "Proefman" not in everything(known)


def test_its_page_does_not_come_back_by_itself(known: Window, eik: Case) -> None:
    known.press(f"section_change_identity_{eik.id}")
    assert known.place.shown_item() == eik.id


def test_erasing_asks_first_and_says_what_it_does_not_reach(known: Window, eik: Case) -> None:
    known.press(f"section_erase_identity_{eik.id}")
    said = " ".join(each.text() for each in known.page.findChildren(QLabel) if each.isVisible())
    assert "Backups that were made before still hold it" in said
    assert "cannot be undone" in said
    assert child(known.page, QPushButton, "back").hasFocus()
    assert findings(known.page) == []
    known.escape()
    assert known.desk.ask(lambda vault: read_identity(vault, eik.id)) is not None
    known.press(f"section_erase_identity_{eik.id}")
    with known.qtbot.waitSignal(known.desk.changed):
        known.press("finish", known.page)
    known.qtbot.waitUntil(lambda: "is erased" in known.says())
    assert known.desk.ask(lambda vault: read_identity(vault, eik.id)) is None
    assert known.file(eik).case == eik
    assert "you need no name" in known.says()
    assert known.place.undoing.deeds == 0  # nothing is kept that could bring it back


def test_every_control_has_a_name(known: Window, eik: Case) -> None:
    known.press("show_identity")
    assert findings(known.place) == []
    known.press(f"section_change_identity_{eik.id}")
    assert findings(known.page) == []
