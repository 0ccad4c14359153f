"""The page that splits a case: what can go is told in full, however large the text and small the window."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.factories import make_contact
from tests.views.audit import findings
from tests.views.cases.conftest import Practice, Window
from tests.views.fitting import cut_off
from vpdesk import i18n
from vpdesk.models.desk import Desk
from vpdesk.services.casework import save_contact
from vpdesk.views import look
from vpdesk.views.pictures import settle

NOTES = "Volgens de melder " + " ".join(f"gebeurde & zei het {number} keer" for number in range(9))


@pytest.fixture(params=i18n.LANGUAGES)
def large(qapp: QApplication, dutch: str, request: pytest.FixtureRequest) -> Iterator[str]:
    assert dutch in i18n.LANGUAGES
    look.use(qapp, "light", 200)
    i18n.use(request.param)
    yield request.param
    look.use(qapp, "light", 100)


@pytest.mark.usefixtures("large")
def test_at_200_per_cent_a_moment_takes_as_many_lines_as_it_needs(
    desk: Desk, practice: Practice, qtbot: QtBot
) -> None:
    desk.ask(lambda vault: save_contact(vault, make_contact(practice.eik.id, notes=NOTES)))
    window = Window(desk, qtbot)
    window.place.resize(900, 700)  # what 1280 pixels leave beside the names of the places
    window.place.open_case(practice.eik.id)
    window.place.detail.split_case()
    settle()
    (box,) = (each for each in window.page.findChildren(QPushButton) if "moves_" in each.objectName())
    assert cut_off(window.page) == []
    assert findings(window.page) == []
    assert box.text().replace("&&", "&").replace("\n", " ") == box.accessibleName()
    lines = box.text().count("\n")
    assert lines > 1
    window.place.resize(640, 700)
    settle()
    assert cut_off(window.page) == []
    assert box.text().count("\n") > lines
    box.setText(box.text().replace("\n", " "))
    assert cut_off(window.page) != [], "the control: on one line it is cut off"


def test_what_was_written_is_told_by_whole_words(window: Window, practice: Practice) -> None:
    window.change(lambda vault: save_contact(vault, make_contact(practice.eik.id, notes=NOTES)))
    window.change(lambda vault: save_contact(vault, make_contact(practice.eik.id, notes="x" * 500)))
    window.place.open_case(practice.eik.id)
    window.place.detail.split_case()
    boxes = [each for each in window.page.findChildren(QPushButton) if "moves_" in each.objectName()]
    told = [each.accessibleName() for each in boxes]
    # its first 120 letters end within a word
    assert [each for each in told if each.endswith("gebeurde & zei het 3\N{NO-BREAK SPACE}…")] != []
    assert [each for each in told if each.endswith("x" * 120 + "\N{NO-BREAK SPACE}…")] != []
