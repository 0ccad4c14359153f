"""Tab goes through a screen as the eye does."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.factories import make_aftercare, make_consent, make_contact
from tests.views.cases.conftest import Practice, Window
from vpdesk.services.aftercare import agree_aftercare
from vpdesk.services.casework import save_contact
from vpdesk.services.consents import record_consent
from vpdesk.views.cases.reading_order import put_in_reading_order
from vpdesk.views.pictures import settle

#: Pixels within which two controls stand on one line.
LINE = 30


def tabbed(screen: QWidget) -> list[tuple[int, int, str]]:
    """Return where the controls of a screen stand, in the order of Tab."""
    found = []
    widget = screen.nextInFocusChain()
    while widget is not None and widget is not screen:
        focusable = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        if focusable and widget.isVisible() and screen.isAncestorOf(widget):
            place = widget.mapTo(screen, QPoint(0, 0))
            found.append((place.y(), place.x(), f"{type(widget).__name__} {widget.objectName()}"))
        widget = widget.nextInFocusChain()
    return found


def jumps_back(screen: QWidget) -> list[tuple[str, str]]:
    """Return the neighbours in the order of Tab of which the second is above, and not beside, the first."""
    order = tabbed(screen)
    assert len(order) > 1
    return [(a[2], b[2]) for a, b in pairwise(order) if b[0] < a[0] - LINE and b[1] <= a[1]]


def following(first: QPushButton) -> list[QWidget]:
    """Return the buttons that Tab leads to from `first`, once around."""
    found: list[QWidget] = []
    widget = first.nextInFocusChain()
    while widget is not first and widget is not None:
        if isinstance(widget, QPushButton):
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def test_what_was_put_together_upside_down_is_read_from_the_top(qtbot: QtBot) -> None:
    screen = QWidget()
    qtbot.addWidget(screen)
    last, second, first = (QPushButton(word, screen) for word in ("last", "second", "first"))
    layout = QVBoxLayout(screen)
    line = QHBoxLayout()
    line.addWidget(first)
    line.addWidget(second)
    layout.addLayout(line)
    layout.addWidget(last)
    assert following(first) == [last, second]  # as it was put together
    put_in_reading_order(screen)
    assert following(first) == [second, last]
    assert screen.children()[-3:] == [first, second, last]


@pytest.fixture
def window(window: Window) -> Window:
    window.place.resize(1060, 2400)  # all of a page in sight: where a control stands is where it is read
    return window


@pytest.mark.parametrize(
    "verb", ["record_contact", "record_consent", "plan_step", "close_case", "change_case", "settle"]
)
def test_every_page_is_tabbed_through_from_the_top(window: Window, practice: Practice, verb: str) -> None:
    window.change(lambda vault: record_consent(vault, make_consent(practice.eik.id)))
    window.change(lambda vault: agree_aftercare(vault, make_aftercare(practice.eik.id)))
    window.place.open_case(practice.eik.id)
    window.press(verb)
    if verb == "close_case":
        window.fill(wish="wanted")
    settle()
    assert jumps_back(window.page) == []


def test_a_new_case_is_tabbed_through_from_the_top(window: Window) -> None:
    window.place.new_case()
    window.press("another_organisation")
    window.press("unfold")
    settle()
    assert jumps_back(window.page) == []


def test_a_case_is_tabbed_through_from_the_top(window: Window, practice: Practice) -> None:
    window.change(lambda vault: save_contact(vault, make_contact(practice.eik.id)))
    window.change(lambda vault: agree_aftercare(vault, make_aftercare(practice.eik.id)))
    window.place.open_case(practice.eik.id)
    settle()
    assert jumps_back(window.place.detail) == []
