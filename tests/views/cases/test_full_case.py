"""A case with everything in it fits on the screen of a small laptop, and at the largest text."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.views.audit import findings
from tests.views.cases.conftest import Practice, Window
from tests.views.cases.full_case import fill_case
from tests.views.finding import child
from tests.views.fitting import cut_off
from vpdesk import i18n
from vpdesk.models.desk import Desk
from vpdesk.views import look
from vpdesk.views.cases.halves import Halves
from vpdesk.views.pictures import settle

#: What the places at the left and the bar above leave of a window of 1280 by 800.
NORMAL = (1064, 728)
LARGE = (916, 700)


@pytest.fixture(params=["en", "nl"])
def spoken(request: pytest.FixtureRequest, dutch: str) -> str:
    assert dutch
    i18n.use(request.param)
    return str(request.param)


@pytest.fixture
def large(qapp: QApplication) -> Iterator[None]:
    look.use(qapp, "light", 200)
    yield
    look.use(qapp, "light", 100)


def opened(desk: Desk, practice: Practice, qtbot: QtBot, size: tuple[int, int]) -> Window:
    case = desk.ask(lambda vault: fill_case(vault, practice.de_vliet))
    window = Window(desk, qtbot)
    window.place.resize(*size)
    window.place.open_case(case.id)
    settle()
    return window


@pytest.mark.usefixtures("spoken")
def test_it_fits_on_1280_by_800_with_both_halves_beside_each_other(
    desk: Desk, practice: Practice, qtbot: QtBot
) -> None:
    window = opened(desk, practice, qtbot, NORMAL)
    detail = window.place.detail
    assert child(detail, Halves).beside
    assert detail._area.horizontalScrollBar().maximum() == 0
    assert cut_off(detail) == []


@pytest.mark.usefixtures("spoken", "large")
def test_at_200_per_cent_nothing_is_cut_off(desk: Desk, practice: Practice, qtbot: QtBot) -> None:
    window = opened(desk, practice, qtbot, LARGE)
    detail = window.place.detail
    assert not child(detail, Halves).beside
    assert detail._area.horizontalScrollBar().maximum() == 0
    assert cut_off(detail) == []
    window.press("to_known")
    settle()
    assert detail._area.verticalScrollBar().value() > 0
    assert detail.known.isAncestorOf(window.place.focusWidget())


@pytest.mark.usefixtures("spoken", "large")
@pytest.mark.parametrize("deed", ["plan_step", "weigh_confidentiality", "join_case", "erase_case"])
def test_at_200_per_cent_the_words_for_what_is_wrong_are_in_sight(
    desk: Desk, practice: Practice, qtbot: QtBot, deed: str
) -> None:
    window = opened(desk, practice, qtbot, LARGE)
    getattr(window.place.detail, deed)()
    settle()
    window.page.primary.click()

    def whole() -> list[bool]:
        said = [each for each in window.page.findChildren(QLabel) if each.property("kind") == "error"]
        shown = [each for each in said if each.isVisible()]
        return [each.visibleRegion().boundingRect().height() >= each.height() for each in shown]

    qtbot.waitUntil(lambda: any(whole()))


def test_what_is_cut_off_is_found(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    said = QLabel("Volgens melder is er in het teamoverleg opnieuw iets voorgevallen", holder)
    holder.resize(100, 40)
    holder.show()
    said.resize(80, 20)
    assert len(cut_off(holder)) == 1
    said.setWordWrap(True)
    assert len(cut_off(holder)) == 1
    said.resize(80, 400)
    assert cut_off(holder) == []


def test_every_control_of_a_full_case_has_a_name(desk: Desk, practice: Practice, qtbot: QtBot) -> None:
    window = opened(desk, practice, qtbot, NORMAL)
    assert findings(window.place) == []
