"""Tab goes through a screen as the eye does."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from tests.factories import agree_aftercare, make_aftercare, make_consent, make_contact
from tests.views.cases.conftest import Practice, Window
from vpdesk.services.casework import save_contact
from vpdesk.services.consents import record_consent
from vpdesk.views.pictures import settle
from vpdesk.views.reading_order import stops

#: Pixels within which two controls stand on one line.
LINE = 30


def tabbed(screen: QWidget) -> list[tuple[int, int, str]]:
    """Return where the controls of a screen stand, in the order of Tab."""
    found = []
    for widget in stops(screen):
        place = widget.mapTo(screen, QPoint(0, 0))
        found.append((place.y(), place.x(), f"{type(widget).__name__} {widget.objectName()}"))
    return found


def jumps_back(screen: QWidget) -> list[tuple[str, str]]:
    """Return the neighbours in the order of Tab of which the second is above, and not beside, the first."""
    order = tabbed(screen)
    assert len(order) > 1
    return [(a[2], b[2]) for a, b in pairwise(order) if b[0] < a[0] - LINE and b[1] <= a[1]]


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
