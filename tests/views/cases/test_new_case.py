"""Nieuwe melding: four things, stored while typing, never lost and never asked about."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.views.cases.conftest import Practice, Window
from tests.views.finding import child
from vpdesk import i18n
from vpdesk.domain.case import Case
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.overview import CaseFilter
from vpdesk.domain.values import Entry, Mandate, Matter, Position
from vpdesk.models.desk import Desk
from vpdesk.services.binning import read_bin
from vpdesk.services.drafts import NEW_CASE, load_draft
from vpdesk.services.organisations import save_organisation
from vpdesk.vault.vault import Vault
from vpdesk.views.cases.new_case import NewCasePage


@pytest.fixture
def window(window: Window) -> Window:
    window.place.new_case()
    return window


def stored(window: Window, alias: str) -> Case:
    rows = window.desk.ask(lambda vault: vault.cases.rows(CaseFilter()))
    case_id = next(row.id for row in rows if row.alias == alias)
    return window.desk.ask(lambda vault: vault.cases.get(case_id))


def count(window: Window) -> int:
    return window.desk.ask(lambda vault: vault.cases.count(CaseFilter()))


def test_four_things_make_a_case_and_lead_to_it(window: Window, practice: Practice) -> None:
    window.fill(organisation_id=practice.de_vliet.id, opened_on="yesterday", matters=["fraud"], alias="Olm-1")
    window.finish()
    case = stored(window, "Olm-1")
    assert (case.organisation_id, case.opened_on, case.matters) == (
        practice.de_vliet.id,
        date(2026, 11, 20),
        (Matter.FRAUD,),
    )
    assert case.mandate is Mandate.INTEGRITY
    assert window.place.detail.title.text() == "Olm-1"
    assert window.place.list.list.currentIndex().data() == "Olm-1"


def test_beginning_a_case_is_undone_by_the_bin_and_nothing_that_was_done_before(
    window: Window, practice: Practice
) -> None:
    window.escape()
    window.place.open_case(practice.eik.id)
    window.place.detail.delete_case()
    window.qtbot.waitUntil(lambda: window.place.undoing.deeds == 1)
    window.place.new_case()
    window.fill(organisation_id=practice.de_vliet.id, matters=["fraud"], alias="Olm-1")
    window.finish()
    case = stored(window, "Olm-1")
    assert child(window.place, QLabel, "done").text() == "Olm-1 is added"
    QTest.keyClick(window.place, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert child(window.place, QLabel, "done").text() == "Undone: Olm-1 is added"
    assert [each.id for each in window.desk.ask(read_bin).cases] == [case.id, practice.eik.id]
    QTest.keyClick(window.place, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [each.id for each in window.desk.ask(read_bin).cases] == [case.id]


def test_a_client_that_is_not_there_any_more_is_said_at_its_field(
    window: Window, practice: Practice
) -> None:
    molen = Organisation(name="Molendrecht")
    window.escape()
    window.change(lambda vault: save_organisation(vault, molen))
    window.place.new_case()
    window.fill(organisation_id=molen.id, matters=["fraud"], alias="Olm-1")

    def delete(vault: Vault) -> None:
        with vault.transaction():
            vault.organisations.delete(molen.id)

    window.change(delete)
    assert "This client organisation is not there any more." in window.refuse()
    window.fill(organisation_id=practice.oost.id)
    window.finish()
    assert stored(window, "Olm-1").organisation_id == practice.oost.id


def test_today_and_an_alias_that_no_case_bears_are_proposed(window: Window) -> None:
    raw = window.form_page.form.raw()
    assert raw["opened_on"] == "21-11-2026"
    assert raw["alias"]
    window.press("another_alias")
    assert window.form_page.form.raw()["alias"] not in ("", raw["alias"])


def test_a_whole_page_is_stored_while_typing_once_and_as_one_case(window: Window, practice: Practice) -> None:
    before = count(window)
    window.fill(organisation_id=practice.de_vliet.id, matters=["bullying"], alias="Olm-1")
    window.place.flush()
    assert count(window) == before + 1
    window.fill(alias="Olm-2")
    window.place.flush()
    assert count(window) == before + 1
    assert stored(window, "Olm-2").matters == (Matter.BULLYING,)
    assert child(window.page, QLabel, "saved_at").text() == "Saved 14:09"
    assert window.desk.ask(lambda vault: load_draft(vault, NEW_CASE)) is None


def test_a_page_that_is_not_whole_is_kept_as_a_draft_and_comes_back(window: Window) -> None:
    before = count(window)
    window.fill(alias="Olm-9", matters=["stalking"])
    window.escape()
    assert count(window) == before
    window.place.new_case()
    assert window.form_page.form.raw()["alias"] == "Olm-9"
    assert window.form_page.form.raw()["matters"] == ["stalking"]


def test_what_was_written_earlier_can_be_set_aside_and_put_back(window: Window) -> None:
    window.fill(matters=["stalking"])
    window.escape()
    window.place.new_case()
    window.press("begin_again")
    assert window.form_page.form.raw()["matters"] == []
    window.press("begin_again")
    assert window.form_page.form.raw()["matters"] == ["stalking"]


def test_leaving_a_page_that_was_stored_leads_to_its_case(window: Window, practice: Practice) -> None:
    window.fill(organisation_id=practice.de_vliet.id, matters=["bullying"], alias="Olm-1")
    window.escape()
    assert window.place.detail.title.text() == "Olm-1"
    assert window.place.detail.isVisible()


def test_after_it_was_stored_a_mistake_is_a_draft_of_that_case(window: Window, practice: Practice) -> None:
    before = count(window)
    window.fill(organisation_id=practice.de_vliet.id, matters=["bullying"], alias="Olm-1")
    window.place.flush()
    window.fill(matters=[])
    window.escape()
    assert count(window) == before + 1
    assert stored(window, "Olm-1").matters == (Matter.BULLYING,)
    assert window.desk.ask(lambda vault: load_draft(vault, NEW_CASE)) is None
    window.press("change_case")
    assert window.form_page.form.raw()["matters"] == []


def test_empty_fields_are_named_only_when_the_button_was_pressed(window: Window) -> None:
    window.fill(alias="Olm-1")
    window.place.flush()  # as it does by itself two seconds after typing
    errors = [e for e in window.page.findChildren(QLabel) if e.property("kind") == "error" and e.text()]
    assert errors == []
    assert window.refuse() == "Choose one from the list."
    assert window.form_page.form.editor("organisation_id").box.hasFocus()


def test_a_day_that_cannot_be_read_is_said_at_its_field(window: Window, practice: Practice) -> None:
    window.fill(organisation_id=practice.de_vliet.id, matters=["bullying"], opened_on="31-2")
    assert window.refuse() == "This day does not exist."


def test_an_alias_that_another_case_bears_is_refused_in_words(window: Window, practice: Practice) -> None:
    window.fill(organisation_id=practice.de_vliet.id, matters=["bullying"], alias=practice.linde.alias)
    assert window.refuse().startswith("Another case has this alias already.")
    assert window.page.isVisible()


def test_the_page_says_which_mandate_follows(window: Window, practice: Practice) -> None:
    sentence = child(window.page, QLabel, "mandate_sentence")
    assert not sentence.isVisible()
    window.fill(organisation_id=practice.de_vliet.id, matters=["fraud"])
    assert sentence.text() == "Within the mandate: business integrity."
    reason = child(window.page, QLabel, "mandate_reason")
    assert reason.text() == "“fraud” belongs to what was agreed with Waterschap De Vliet."
    window.fill(organisation_id=practice.oost.id)
    assert sentence.text() == "Outside the mandate: recorded and counted just the same."
    assert reason.text() == "With Stichting Zorgpunt Oost only this was agreed: undesirable conduct."
    assert sentence.isVisible()


def test_the_mandate_in_dutch(desk: Desk, practice: Practice, qtbot: QtBot) -> None:
    i18n.use("nl")
    window = Window(desk, qtbot)
    window.place.new_case()
    window.fill(organisation_id=practice.de_vliet.id, matters=["bullying"])
    sentence = child(window.page, QLabel, "mandate_sentence")
    assert sentence.text() == "Valt binnen het mandaat: ongewenste omgangsvormen."


def test_more_can_be_unfolded_and_is_stored(window: Window, practice: Practice) -> None:
    assert not window.form_page.form.is_asked("reporter_position")
    window.press("unfold")
    window.fill(
        organisation_id=practice.de_vliet.id,
        matters=["bullying"],
        alias="Olm-1",
        entry="phone",
        reporter_position="intern",
        told_of_reservation_on="today",
    )
    window.finish()
    case = stored(window, "Olm-1")
    assert (case.entry, case.reporter_position) == (Entry.PHONE, Position.INTERN)
    assert case.told_of_reservation_on == date(2026, 11, 21)


def test_without_an_organisation_the_page_offers_to_add_one_first(desk: Desk, qtbot: QtBot) -> None:
    window = Window(desk, qtbot)
    window.place.new_case()
    page = window.page
    assert isinstance(page, NewCasePage)
    added = page.findChild(QWidget, "new_organisation")
    assert added is not None and added.isVisible()  # noqa: PT018  one thing
    page._new._form.editor("name").set_raw("Gemeente Molendrecht")
    with qtbot.waitSignal(page._new.added):
        window.press("add_organisation")
    assert not added.isVisible()
    window.fill(matters=["bullying"], alias="Olm-1")
    window.finish()
    assert window.place.detail.title.text() == "Olm-1"


def test_a_client_that_was_typed_is_added_when_the_case_is_asked_for(desk: Desk, qtbot: QtBot) -> None:
    """Who is in a hurry presses the large button: there is no list yet that she could choose from."""
    window = Window(desk, qtbot)
    window.place.new_case()
    page = window.page
    assert isinstance(page, NewCasePage)
    window.fill(matters=["bullying"], alias="Olm-1")
    window.press("finish")
    qtbot.waitUntil(lambda: "An organisation needs a name." in said(page))
    assert "Choose one from the list." not in said(page)
    page._new._form.editor("name").set_raw("Gemeente Molendrecht")
    window.press("finish")
    qtbot.waitUntil(window.place.detail.isVisible)
    assert window.place.detail.title.text() == "Olm-1"
    (found,) = desk.ask(lambda vault: vault.organisations.all())
    assert (found.name, stored(window, "Olm-1").organisation_id) == ("Gemeente Molendrecht", found.id)


def said(page: QWidget) -> str:
    return " ".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


def test_another_organisation_can_be_added_in_passing(window: Window, practice: Practice) -> None:
    page = window.page
    assert isinstance(page, NewCasePage)
    window.press("another_organisation")
    page._new._form.editor("name").set_raw(practice.oost.name)
    window.press("add_organisation")
    window.qtbot.waitUntil(
        lambda: "this name already" in " ".join(e.text() for e in page.findChildren(QLabel))
    )
    page._new._form.editor("name").set_raw("Gemeente Molendrecht")
    with window.qtbot.waitSignal(page._new.added):
        window.press("add_organisation")
    chosen = page.form.raw()["organisation_id"]
    found = window.desk.ask(lambda vault: vault.organisations.get(chosen))
    assert found.name == "Gemeente Molendrecht"


def test_enter_finishes_the_page_but_a_focused_button_is_pressed_itself(
    window: Window, practice: Practice
) -> None:
    window.fill(organisation_id=practice.de_vliet.id, alias="Olm-1")
    page = window.form_page
    toggle = child(page, QWidget, "fraud")
    toggle.setFocus()
    QTest.keyClick(toggle, Qt.Key.Key_Return)
    assert page.form.raw()["matters"] == ["fraud"]
    assert page.isVisible()
    box = page.form.editor("alias").box
    box.setFocus()
    with window.qtbot.waitSignal(page.stored):
        QTest.keyClick(box, Qt.Key.Key_Return)


def test_asking_for_a_new_case_twice_goes_on_with_the_same_page(window: Window) -> None:
    page = window.page
    window.fill(alias="Olm-1")
    window.place.new_case()
    assert window.page is page
    assert window.form_page.form.raw()["alias"] == "Olm-1"


# -- a client organisation that was added in passing can be taken back


def names(window: Window) -> set[str]:
    return {one.name for one in window.desk.ask(lambda vault: vault.organisations.all())}


def add_in_passing(window: Window, name: str) -> None:
    window.press("another_organisation")
    child(child(window.page, QWidget, "new_organisation"), QLineEdit).setText(name)
    window.press("add_organisation")
    window.qtbot.waitUntil(lambda: name in names(window))
    window.qtbot.waitUntil(lambda: window.form_page.form.editor("organisation_id").raw() is not None)


def undo(window: Window) -> str:
    before = window.place.undoing.deeds
    QTest.keyClick(window.place, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    window.qtbot.waitUntil(lambda: window.place.undoing.deeds == before - 1)
    return child(window.place.undoing, QLabel, "done").text()


def test_adding_it_is_a_deed_of_its_own(window: Window) -> None:
    before = names(window)
    add_in_passing(window, "Gemeente Uitdam")
    window.escape()
    assert child(window.place.undoing, QLabel, "done").text() == "Gemeente Uitdam is added"
    assert undo(window) == "Undone: Gemeente Uitdam is added"
    assert names(window) == before
    window.place.new_case()  # what was begun there goes on, and asks for a client again
    assert window.form_page.form.editor("organisation_id").raw() is None
    assert "Choose one from the list." in window.refuse()


def test_the_case_that_came_with_it_is_undone_first(window: Window) -> None:
    add_in_passing(window, "Gemeente Uitdam")
    window.fill(matters=["fraud"], alias="Olm-1")
    window.finish()
    window.qtbot.waitUntil(lambda: window.place.undoing.deeds == 2)
    assert undo(window) == "Undone: Olm-1 is added"
    said = undo(window)
    assert "This cannot be undone any more" in said, "the case that is in the bin is of that client"
    assert "Gemeente Uitdam" in names(window)
