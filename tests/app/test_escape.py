"""Esc goes back, wherever the focus is."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from tests.app.conftest import Stage
from tests.app.keys import at_case
from tests.factories import make_case
from tests.views.finding import child
from vpdesk.domain.organisation import Organisation
from vpdesk.services.drafts import load_draft
from vpdesk.views.pictures import settle


def test_esc_beside_a_page_goes_back_from_it_and_keeps_what_was_typed(stage: Stage) -> None:
    organisation = Organisation(name="Waterschap De Vliet")
    case = make_case(organisation.id)
    keys = at_case(stage, organisation, case)
    keys.press("record_contact")
    keys.write("notes", "half")
    assert keys.page == "contact_page"
    entry = child(keys.workplace, QPushButton, "place_cases")
    entry.setFocus()  # as after a look at another place
    QTest.keyClick(entry, Qt.Key.Key_Escape)
    settle()
    assert keys.page == ""
    assert keys.desk.ask(lambda vault: load_draft(vault, f"case/{case.id}/contact")) is not None
    entry.setFocus()
    QTest.keyClick(entry, Qt.Key.Key_Escape)  # with nothing over the place it means nothing
    settle()
    assert keys.page == ""
    assert keys.workplace.here == "cases"
