"""Undoing in the place of the organisations, as a person meets it: the line, the key, the page after it."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.factories import make_case
from tests.services.test_binning import rows
from tests.views.audit import findings
from tests.views.conftest import NOW
from tests.views.finding import child
from vpdesk import i18n
from vpdesk.domain.agreement import Unit
from vpdesk.domain.contact_person import ContactPerson, ContactRole
from vpdesk.domain.erasure import ErasureRule
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.term import TermKind
from vpdesk.domain.values import Mandate, Matter, Switch
from vpdesk.models.desk import Desk
from vpdesk.services.agreements import (
    agreed_terms,
    record_units,
    save_contact_person,
    save_unit,
)
from vpdesk.services.casework import save_case
from vpdesk.services.organisations import save_organisation
from vpdesk.services.report_lists import declared_lists
from vpdesk.vault.erasure import erase_case
from vpdesk.vault.vault import Vault
from vpdesk.views.autosave import Autosave
from vpdesk.views.editors import Editor
from vpdesk.views.form import Form
from vpdesk.views.organisations.list_editor import ListEditor
from vpdesk.views.organisations.place import OrganisationsPlace

T = TypeVar("T")


class Window:
    """The place in a window of 1060 pixels, with one organisation to begin with."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk = desk
        self.qtbot = qtbot
        self.vliet = Organisation(name="De Vliet")
        desk.ask(lambda vault: save_organisation(vault, self.vliet))
        self.place = OrganisationsPlace(desk, lambda: NOW)
        qtbot.addWidget(self.place)
        self.place.resize(1060, 900)
        with qtbot.waitActive(self.place):
            self.place.show()
            self.place.activateWindow()

    def ask(self, query: Callable[[Vault], T]) -> T:
        """Return what the vault says, once everything before it was done and heard of."""
        answer = self.desk.ask(query)
        QApplication.processEvents()
        return answer

    def press(self, name: str) -> None:
        found = [each for each in self.place.findChildren(QPushButton, name) if each.isVisible()]
        assert found, f"no button {name!r} in sight"
        found[0].click()
        self.ask(lambda _vault: None)

    def editor(self, field: str) -> Editor:
        """Return the first editor of a field that can be seen."""
        return self._editors(field)[0]

    def fill(self, **values: object) -> None:
        """Fill in the fields of a form that was opened, which stand below others of their name."""
        for field, raw in values.items():
            self._editors(field)[-1].set_raw(raw)

    def _editors(self, field: str) -> list[Editor]:
        return [each for each in self.place.findChildren(Editor, field) if each.isVisible()]

    def save(self) -> None:
        """Have the forms save themselves, as they do after two seconds."""
        for each in self.place.findChildren(Autosave):
            each.flush()
        self.ask(lambda _vault: None)

    def undo(self) -> None:
        """Press Ctrl+Z where no text is typed."""
        self.place.list.setFocus()
        self.undo_here()

    def undo_here(self) -> None:
        QTest.keyClick(self.place.window().focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        self.ask(lambda _vault: None)

    @property
    def said(self) -> str:
        return child(self.place, QLabel, "done").text()

    def stored(self) -> Organisation:
        return self.ask(lambda vault: vault.organisations.get(self.vliet.id))


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Window:
    return Window(desk, qtbot)


def test_there_is_no_line_before_anything_was_done(window: Window) -> None:
    assert not window.place.undoing.isVisible()
    window.undo()
    assert window.said == ""


def test_what_saved_itself_is_undone_and_the_form_shows_it(window: Window) -> None:
    window.editor("name").set_raw("Waterschap De Vliet")
    window.save()
    assert window.said == "Saved at Waterschap De Vliet"
    window.undo()
    assert window.stored() == window.vliet
    assert window.editor("name").raw() == "De Vliet"
    assert window.place.list.model().index(0, 0).data() == "De Vliet"
    assert window.said == "Undone: Saved at Waterschap De Vliet"
    window.save()
    assert window.stored() == window.vliet  # what was undone is not saved again by the form


def test_the_button_does_it_too_and_dutch_has_its_words(window: Window, dutch: str) -> None:
    i18n.use(dutch)
    window.press("open_procedure")
    window.editor("committee").set_raw("In de regio")
    window.save()
    assert window.said.startswith("Bewaard bij De Vliet, onder ")
    window.press("undo_last")
    assert window.said.startswith("Ongedaan gemaakt: Bewaard bij De Vliet, onder ")
    assert window.stored().committee == ""


def test_what_was_just_changed_is_undone_before_it_saved_itself(window: Window) -> None:
    """Two seconds is long for who pressed the wrong box."""
    box = window.editor("mandates")
    box.setFocus()
    box.set_raw([Mandate.CONDUCT.value, Mandate.INTEGRITY.value])
    assert window.stored().mandates == (Mandate.CONDUCT,)
    window.undo_here()
    assert window.stored().mandates == (Mandate.CONDUCT,)
    assert box.raw() == [Mandate.CONDUCT.value]
    assert window.said == "Undone: Saved at De Vliet"


def test_a_field_that_is_typed_in_keeps_the_key_for_itself(window: Window) -> None:
    window.press("open_procedure")
    window.editor("committee").set_raw("In de regio")
    window.save()
    remarks = window.editor("remarks")
    remarks.setFocus()
    QTest.keyClicks(remarks.box, "Belt")
    window.undo_here()
    assert remarks.raw() == ""
    assert window.stored().committee == "In de regio"


def test_what_is_typed_on_in_one_visit_is_one_deed(window: Window) -> None:
    remarks = window.editor("remarks")
    remarks.setFocus()
    for words in ("Belt", "Belt liever", "Belt liever na vijven"):
        remarks.set_raw(words)
        remarks.changed.emit()
        window.save()
    assert window.place.undoing.deeds == 1
    window.undo()
    assert window.stored().remarks == ""


def test_another_field_and_another_visit_are_deeds_of_their_own(window: Window) -> None:
    remarks = window.editor("remarks")
    remarks.setFocus()
    remarks.set_raw("Belt")
    window.save()
    window.editor("name").set_raw("Waterschap De Vliet")
    window.save()
    assert window.place.undoing.deeds == 2
    window.place.list.setFocus()
    remarks.setFocus()
    remarks.set_raw("Belt liever")
    window.save()
    assert window.place.undoing.deeds == 3
    window.undo()
    assert window.stored().remarks == "Belt"


def test_what_was_typed_and_taken_back_is_nothing_to_undo(window: Window) -> None:
    remarks = window.editor("remarks")
    remarks.setFocus()
    for words in ("Belt", ""):
        remarks.set_raw(words)
        remarks.changed.emit()
        window.save()
    assert window.place.undoing.deeds == 0
    assert not window.place.undoing.isVisible()


def test_every_section_can_be_undone_one_deed_after_the_other(window: Window) -> None:
    before = window.ask(rows)
    window.editor("mandates").set_raw([Mandate.INTEGRITY.value])
    window.save()
    window.press("open_person")
    window.press("add_person")
    window.fill(role="hr", name="A. Bakker", receives_report="all")
    window.press("keep_person")
    assert window.said == "Saved at De Vliet, under People"
    window.press("remove_person")
    assert window.said == "A. Bakker removed at De Vliet"
    assert window.place.window().focusWidget().objectName() == "add_person"
    window.press("open_terms")
    window.editor("advice").set_raw(["10", "week"])
    window.save()
    window.press("open_dates")
    window.editor("appointment_ends_on").set_raw("20-2-2027")
    window.save()
    window.press("open_word")
    window.press("add_word")
    window.fill(dimension="outcome")
    window.fill(code="resolved", label="Afgehandeld")
    window.press("keep_word")
    window.press("open_unit")
    window.press("units_on")
    window.fill(name="Noord")
    window.press("keep_unit")
    window.press("units_report")
    window.press("change_outcome")
    editor = child(window.place, ListEditor)
    editor.remove(editor.entries()[0])
    window.press("keep_list")
    assert "outcome" in window.ask(lambda vault: declared_lists(vault, window.vliet.id))
    count = window.place.undoing.deeds
    assert count == 10
    for left in reversed(range(count)):
        window.undo()
        assert window.said.startswith("Undone: ")
        assert window.place.undoing.deeds == left
    assert window.ask(rows) == before
    assert window.place.undoing.isVisible()  # it says what was undone last
    assert not child(window.place, QPushButton, "undo_last").isVisible()


def test_each_part_shows_what_came_back(window: Window) -> None:
    window.ask(lambda vault: record_units(vault, window.vliet.id, Switch.ON))
    noord = Unit(organisation_id=window.vliet.id, name="Noord")
    window.ask(lambda vault: save_unit(vault, noord))
    case = window.ask(lambda vault: save_case(vault, make_case(window.vliet.id, unit_id=noord.id)))
    window.press("open_unit")
    window.press("remove_unit")
    assert window.ask(lambda vault: vault.cases.get(case.id)).unit_id is None
    window.undo()
    assert window.ask(lambda vault: vault.cases.get(case.id)).unit_id == noord.id
    words = [each.text() for each in window.place.findChildren(QLabel) if each.isVisible()]
    assert "Noord" in words
    assert "recorded in 1 case" in words
    window.press("open_terms")
    window.editor("advice").set_raw(["10", "week"])
    window.save()
    window.undo()
    assert window.editor("advice").raw() == ["8", "week"]
    assert window.ask(lambda vault: agreed_terms(vault, window.vliet.id))[TermKind.ADVICE].is_usual


def test_the_mandates_of_cases_come_back_with_the_agreement(window: Window) -> None:
    case = window.ask(
        lambda vault: save_case(vault, make_case(window.vliet.id, matters=(Matter.FRAUD,)))
    )
    window.editor("mandates").set_raw([Mandate.INTEGRITY.value])
    window.save()
    assert window.ask(lambda vault: vault.cases.get(case.id)).mandate is Mandate.INTEGRITY
    window.undo()
    assert window.ask(lambda vault: vault.cases.get(case.id)) == case


def test_what_was_changed_since_says_why_it_stays(window: Window) -> None:
    window.editor("remarks").set_raw("Belt")
    window.save()
    other = replace(window.stored(), remarks="Mailt")
    window.ask(lambda vault: save_organisation(vault, other))
    window.undo()
    assert "changed in it since" in window.said
    assert window.stored().remarks == "Mailt"
    assert window.place.undoing.deeds == 0


def test_the_line_says_where_it_was_when_another_organisation_is_shown(window: Window) -> None:
    oost = Organisation(name="Oost")
    window.ask(lambda vault: save_organisation(vault, oost))
    window.editor("remarks").set_raw("Belt")
    window.save()
    window.place.show_item(oost.id)
    window.undo()
    assert window.said == "Undone: Saved at De Vliet"
    assert window.place.shown_item() == oost.id
    assert window.stored().remarks == ""
    window.place.show_item(window.vliet.id)
    assert window.editor("remarks").raw() == ""


def test_nothing_is_undone_behind_a_form_for_a_new_organisation(window: Window) -> None:
    window.editor("remarks").set_raw("Belt")
    window.save()
    window.press("begin_organisation")
    assert not window.place.undoing.isVisible()
    window.editor("mandates").setFocus()
    window.undo_here()
    assert window.stored().remarks == "Belt"
    window.press("leave_new_organisation")
    assert window.place.list.hasFocus()  # and not lost with the form
    window.undo()
    assert window.stored().remarks == ""


def add(window: Window, name: str) -> Organisation:
    window.press("begin_organisation")
    window.editor("name").set_raw(name)
    window.press("add_organisation")
    found = window.ask(lambda vault: vault.organisations.by_name(name))
    assert found is not None
    return found


def test_an_organisation_that_was_added_goes_again_and_nothing_that_was_done_before(window: Window) -> None:
    window.editor("remarks").set_raw("Belt")
    window.save()
    before = window.ask(rows)
    oost = add(window, "Oost")
    assert window.place.shown_item() == oost.id
    assert window.said == "Oost is added"
    window.undo()
    assert window.said == "Undone: Oost is added"
    assert window.ask(rows) == before
    assert window.place.shown_item() == window.vliet.id
    assert window.editor("remarks").raw() == "Belt"
    window.undo()
    assert window.stored().remarks == ""


def test_what_was_done_to_it_since_is_undone_first(window: Window) -> None:
    before = window.ask(rows)
    add(window, "Oost")
    window.press("open_procedure")
    window.editor("committee").set_raw("In de regio")
    window.save()
    window.undo()
    assert window.editor("committee").raw() == ""
    window.undo()
    assert window.ask(rows) == before


def test_an_organisation_with_a_case_stays(window: Window) -> None:
    oost = add(window, "Oost")
    window.ask(lambda vault: save_case(vault, make_case(oost.id)))
    window.undo()
    assert "changed in it since" in window.said
    assert window.place.shown_item() == oost.id


def test_the_first_of_all_goes_and_leaves_an_empty_place(desk: Desk, qtbot: QtBot) -> None:
    window = Window(desk, qtbot)
    window.ask(lambda vault: delete_organisation(vault, window.vliet))
    add(window, "Oost")
    window.place.list.setFocus()
    window.undo_here()
    assert window.ask(lambda vault: vault.organisations.all()) == []
    assert child(window.place, QPushButton, "first_organisation").isVisible()
    add(window, "Oost")
    assert window.editor("name").raw() == "Oost"


def delete_organisation(vault: Vault, organisation: Organisation) -> None:
    with vault.transaction():
        vault.organisations.delete(organisation.id)


def test_what_is_half_typed_elsewhere_on_the_page_is_still_there(window: Window) -> None:
    person = ContactPerson(organisation_id=window.vliet.id, role=ContactRole.HR, name="A. Bakker")
    window.ask(lambda vault: save_contact_person(vault, person))
    window.editor("remarks").set_raw("Belt")
    window.save()
    window.press("open_person")
    window.press("change_person")
    window.fill(reach="half a num")
    window.press("undo_last")
    assert window.stored().remarks == ""
    assert window.editor("reach").raw() == "half a num"


def test_what_was_begun_in_something_that_would_go_keeps_it(window: Window) -> None:
    window.press("open_person")
    window.press("add_person")
    window.fill(role="hr", name="A. Bakker", receives_report="none")
    window.press("keep_person")
    window.press("change_person")
    window.fill(reach="half a num")
    window.press("undo_last")
    assert "changed in it since" in window.said
    assert window.editor("reach").raw() == "half a num"


def test_of_an_erased_case_not_even_its_number_is_kept(window: Window) -> None:
    noord = Unit(organisation_id=window.vliet.id, name="Noord")
    window.ask(lambda vault: record_units(vault, window.vliet.id, Switch.ON))
    window.ask(lambda vault: save_unit(vault, noord))
    case = window.ask(lambda vault: save_case(vault, make_case(window.vliet.id, unit_id=noord.id)))
    window.editor("remarks").set_raw("Belt")
    window.save()
    window.press("open_unit")
    window.press("remove_unit")
    assert window.place.undoing.deeds == 2
    on = NOW.date()
    window.ask(lambda vault: erase_case(vault, case.id, rule=ErasureRule.MISTAKE, on=on))
    window.qtbot.waitUntil(lambda: window.place.undoing.deeds == 1)
    assert window.said == "Saved at De Vliet"


def test_the_page_is_without_a_fault_for_who_hears_it(window: Window) -> None:
    window.editor("remarks").set_raw("Belt")
    window.save()
    assert findings(window.place) == []


def test_the_keyboard_stays_where_it_was(window: Window) -> None:
    window.press("open_person")
    window.editor("remarks").set_raw("Belt")
    window.save()
    add = child(window.place, QWidget, "add_person")
    add.setFocus()
    window.undo_here()
    assert window.place.window().focusWidget().objectName() == "add_person"
    assert child(window.place, Form).raw()["remarks"] == ""
