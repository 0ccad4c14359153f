from dataclasses import fields

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from tests.factories import TODAY, make_case
from tests.views.audit import findings
from tests.views.conftest import NOW, Show
from tests.views.finding import child
from vpdesk.disclosure.lists import MOST_CATEGORIES
from vpdesk.domain.contact_person import ContactPerson
from vpdesk.domain.errors import RuleError
from vpdesk.domain.organisation import Organisation, ReportList
from vpdesk.domain.values import Mandate
from vpdesk.models.desk import Desk
from vpdesk.models.windowed import TEXT
from vpdesk.services.organisations import save_organisation
from vpdesk.services.report_lists import declare_list, declared_lists
from vpdesk.vault.vault import Vault
from vpdesk.views.autosave import Autosave
from vpdesk.views.organisations import list_editor
from vpdesk.views.organisations.declared import (
    DATES_FIELDS,
    NOT_IN_FORM,
    ORGANISATION_FIELDS,
    PERSON_FIELDS,
    PERSON_NOT_IN_FORM,
    PROCEDURE_FIELDS,
    RETENTION_FIELDS,
)
from vpdesk.views.organisations.list_editor import ListEditor
from vpdesk.views.organisations.place import OrganisationsPlace
from vpdesk.views.pictures import settle


def store(desk: Desk, name: str) -> Organisation:
    organisation = Organisation(name=name)
    desk.ask(lambda vault: save_organisation(vault, organisation))
    return organisation


def shown(show: Show, desk: Desk) -> OrganisationsPlace:
    place = OrganisationsPlace(desk, lambda: NOW)
    place.resize(1000, 900)
    show(place)
    return place


def name_field(place: OrganisationsPlace) -> QLineEdit:
    return child(place.page, QLineEdit)


def autosave(place: OrganisationsPlace) -> Autosave:
    found = place.findChild(Autosave)
    assert found is not None
    return found


def editor(place: OrganisationsPlace) -> ListEditor:
    return next(one for one in place.findChildren(ListEditor) if one.isVisible())


def change(place: OrganisationsPlace, dimension: str) -> ListEditor:
    buttons = place.findChildren(QPushButton, f"change_{dimension}")
    next(one for one in buttons if one.isVisible()).click()
    return editor(place)


def press(within: ListEditor, name: str, line: str = "") -> None:
    found = [one for one in within.findChildren(QPushButton, name) if one.isVisible()]
    next(one for one in found if line in one.accessibleName()).click()


def test_every_field_is_in_the_form_or_left_out_by_name() -> None:
    forms = (*ORGANISATION_FIELDS, *PROCEDURE_FIELDS, *DATES_FIELDS, *RETENTION_FIELDS)
    assert sorted(f.name for f in forms) == sorted({f.name for f in fields(Organisation)} - NOT_IN_FORM)
    assert {f.name for f in PERSON_FIELDS} | PERSON_NOT_IN_FORM == {f.name for f in fields(ContactPerson)}


def test_the_list_says_how_many_cases_run_and_are_closed(desk: Desk, show: Show) -> None:
    organisation = store(desk, "De Vliet")

    def work(vault: Vault) -> None:
        with vault.transaction():
            vault.cases.save(make_case(organisation.id))

    desk.ask(work)
    place = shown(show, desk)
    assert place.shown_item() == organisation.id
    assert "1 running · 0 closed" in str(place.list.model().index(0, 0).data(TEXT))


def test_what_is_typed_saves_itself_and_the_list_follows(qtbot: QtBot, desk: Desk, show: Show) -> None:
    organisation = store(desk, "De Vliet")
    place = shown(show, desk)
    name_field(place).setText("Waterschap De Vliet")
    with qtbot.waitSignal(desk.changed):
        autosave(place).flush()
    assert desk.ask(lambda vault: vault.organisations.get(organisation.id)).name == "Waterschap De Vliet"
    assert place.list.model().index(0, 0).data() == "Waterschap De Vliet"


def test_what_was_typed_for_one_is_saved_before_another_is_shown(
    qtbot: QtBot, desk: Desk, show: Show
) -> None:
    first, second = store(desk, "De Vliet"), store(desk, "Molendrecht")
    place = shown(show, desk)
    name_field(place).setText("Waterschap De Vliet")
    with qtbot.waitSignal(desk.changed):
        place.show_item(second.id)
    assert name_field(place).text() == "Molendrecht"
    assert desk.ask(lambda vault: vault.organisations.get(first.id)).name == "Waterschap De Vliet"


def test_a_name_that_is_taken_is_refused_at_its_field_and_kept_as_a_draft(desk: Desk, show: Show) -> None:
    first = store(desk, "De Vliet")
    store(desk, "Molendrecht")
    place = shown(show, desk)
    name_field(place).setText("Molendrecht")
    autosave(place).commit()
    said = [label.text() for label in place.findChildren(QLabel) if label.isVisible()]
    assert "There is an organisation of this name already." in said
    assert desk.ask(lambda vault: vault.organisations.get(first.id)).name == "De Vliet"
    again = shown(show, desk)
    assert name_field(again).text() == "Molendrecht"


def test_a_new_organisation_is_added_and_shown(qtbot: QtBot, desk: Desk, show: Show) -> None:
    store(desk, "Molendrecht")
    place = shown(show, desk)
    child(place, QPushButton, "begin_organisation").click()
    assert place._new is not None
    child(place._new, QLineEdit).setText("De Vliet")
    with qtbot.waitSignal(place._new.added):
        child(place, QPushButton, "add_organisation").click()
    assert name_field(place).text() == "De Vliet"
    stored = desk.ask(lambda vault: vault.organisations.by_name("De Vliet"))
    assert stored is not None
    assert stored.mandates == (Mandate.CONDUCT,)
    assert place.shown_item() == stored.id


def test_without_organisations_it_says_what_will_come_and_has_the_button(desk: Desk, show: Show) -> None:
    place = shown(show, desk)
    assert not place.list.isVisible()
    child(place, QPushButton, "first_organisation").click()
    assert place._new is not None
    assert place._new.isVisible()


def test_lines_are_chosen_and_put_in_order(qtbot: QtBot, desk: Desk, show: Show) -> None:
    organisation = store(desk, "De Vliet")
    editing = change(shown(show, desk), "entry")
    press(editing, "remove", "Telephone or message")
    press(editing, "up", "Office hour")
    assert editing.entries()[:2] == ("office_hour", "email")
    editing._choice.setCurrentIndex(editing._choice.findData("phone"))
    press(editing, "add_line")
    assert editing.entries()[-2:] == ("phone", "other")
    with qtbot.waitSignal(desk.changed):
        press(editing, "keep_list")
    stored = desk.ask(lambda vault: declared_lists(vault, organisation.id))
    assert stored["entry"].split(",")[0] == "office_hour"
    assert stored["entry"].endswith("phone,other")


def test_a_line_that_moves_keeps_the_focus_so_that_it_can_move_on(
    desk: Desk, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    aloud: list[str] = []
    monkeypatch.setattr(list_editor, "announce", lambda _widget, text: aloud.append(text))
    store(desk, "De Vliet")
    place = shown(show, desk)
    editing = change(place, "entry")
    press(editing, "up", "Office hour")
    focused = place.focusWidget()
    assert (focused.objectName(), focused.accessibleName()) == ("up", "Move up: Office hour")
    press(editing, "up", "Office hour")
    assert place.focusWidget().accessibleName() == "Remove: Office hour"  # at the top there is no up
    assert [said.partition(" of ")[0] for said in aloud] == ["Office hour: line 2", "Office hour: line 1"]


def test_the_line_that_takes_all_the_rest_stays_last(desk: Desk, show: Show) -> None:
    store(desk, "De Vliet")
    editing = change(shown(show, desk), "entry")
    last = [b for b in editing.findChildren(QPushButton) if "all that is not listed" in b.accessibleName()]
    assert last
    assert not [b.objectName() for b in last if b.isVisible()]
    assert "Move down: Through somebody in or around the organisation" not in [
        b.accessibleName() for b in editing.findChildren(QPushButton, "down") if b.isVisible()
    ]


def test_that_line_comes_by_itself_as_long_as_something_has_none(desk: Desk, show: Show) -> None:
    store(desk, "De Vliet")
    editing = change(shown(show, desk), "route")
    assert editing.entries()[-1] == "police_report+court"  # here nothing is left out
    assert not editing._rest.isVisible()
    press(editing, "remove", "Police report or court")
    assert editing.entries()[-1] == "other"
    assert editing._rest.isVisible()
    editing._choice.setCurrentIndex(editing._choice.findData("police_report+court"))
    press(editing, "add_line")
    assert editing.entries()[-1] == "police_report+court"


def test_a_list_that_was_stored_without_that_line_is_shown_with_it(desk: Desk, show: Show) -> None:
    organisation = store(desk, "De Vliet")
    stored = ReportList(
        organisation_id=organisation.id, dimension="matter", entries="fraud,bullying", declared_on=TODAY
    )

    def keep(vault: Vault) -> None:
        with vault.transaction():
            vault.report_lists.save(stored)

    desk.ask(keep)
    place = shown(show, desk)
    assert any("all that is not listed" in one.text() for one in place.findChildren(QLabel))
    assert change(place, "matter").entries() == ("fraud", "bullying", "other")


def test_a_list_without_lines_is_no_list_and_is_not_kept(desk: Desk, show: Show) -> None:
    organisation = store(desk, "De Vliet")
    desk.ask(lambda vault: declare_list(vault, organisation.id, "entry", "phone,other", on=TODAY))
    editing = change(shown(show, desk), "entry")
    press(editing, "remove")
    assert editing.entries() == ("other",)
    assert editing.window().focusWidget() is editing._choice
    press(editing, "keep_list")
    assert child(editing, QLabel, "too_short").isVisible()
    assert desk.ask(lambda vault: declared_lists(vault, organisation.id)) == {"entry": "phone,other"}
    press(editing, "add_line")
    assert not child(editing, QLabel, "too_short").isVisible()


def test_one_list_is_changed_at_a_time_so_that_none_is_lost(desk: Desk, show: Show) -> None:
    store(desk, "De Vliet")
    place = shown(show, desk)
    editing = change(place, "entry")
    others = [one for one in place.findChildren(QPushButton, "change_route") if one.isVisible()]
    assert [one.isEnabled() for one in others] == [False]
    press(editing, "leave_list")
    others = [one for one in place.findChildren(QPushButton, "change_route") if one.isVisible()]
    assert [one.isEnabled() for one in others] == [True]


def test_a_new_organisation_without_a_name_is_asked_for_it(desk: Desk, show: Show) -> None:
    store(desk, "Molendrecht")
    place = shown(show, desk)
    child(place, QPushButton, "begin_organisation").click()
    assert place._new is not None
    child(place, QPushButton, "add_organisation").setFocus()
    child(place, QPushButton, "add_organisation").click()
    assert place.focusWidget() is child(place._new, QLineEdit)
    assert len(desk.ask(lambda vault: vault.organisations.all())) == 1


def test_the_usual_list_comes_back(qtbot: QtBot, desk: Desk, show: Show) -> None:
    organisation = store(desk, "De Vliet")
    desk.ask(lambda vault: declare_list(vault, organisation.id, "entry", "phone,other", on=TODAY))
    editing = change(shown(show, desk), "entry")
    with qtbot.waitSignal(desk.changed):
        press(editing, "usual_list")
    assert desk.ask(lambda vault: declared_lists(vault, organisation.id)) == {}


def test_leaving_the_list_changes_nothing(desk: Desk, show: Show) -> None:
    organisation = store(desk, "De Vliet")
    place = shown(show, desk)
    editing = change(place, "entry")
    press(editing, "remove", "Office hour")
    press(editing, "leave_list")
    assert desk.ask(lambda vault: declared_lists(vault, organisation.id)) == {}
    assert place.focusWidget().objectName() == "change_entry"


def test_a_list_that_cannot_be_used_is_refused_in_words(qtbot: QtBot, desk: Desk, show: Show) -> None:
    organisation = store(desk, "De Vliet")
    place = shown(show, desk)
    editing = change(place, "matter")
    while len(set(editing.entries()) - {"other"}) <= MOST_CATEGORIES:
        press(editing, "add_line")
    with qtbot.waitSignal(place._detail.failed) as failed:
        press(editing, "keep_list")
    assert failed.args is not None
    assert isinstance(failed.args[0], RuleError)
    assert place.page.banner.isVisible()
    assert "kind of matter" in place.page.banner.text()
    assert desk.ask(lambda vault: declared_lists(vault, organisation.id)) == {}


def test_everything_has_a_name_and_every_action_a_place(desk: Desk, show: Show) -> None:
    store(desk, "De Vliet")
    place = shown(show, desk)
    change(place, "matter")
    assert findings(place) == []


@pytest.mark.parametrize("height", [500, 760])
def test_what_is_added_far_down_the_page_is_asked_in_sight(desk: Desk, show: Show, height: int) -> None:
    store(desk, "De Vliet")
    place = shown(show, desk)
    place.resize(1064, height)

    def press(name: str) -> None:
        pressed = child(place, QPushButton, name)
        pressed.setFocus()
        child(place.page, QScrollArea).ensureWidgetVisible(pressed)
        settle()
        pressed.click()
        desk.ask(lambda _vault: None)
        settle()

    for name in ("open_unit", "units_on", "leave_unit", "add_unit"):
        press(name)
        if name in {"units_on", "add_unit"}:
            typing = place.focusWidget()
            assert isinstance(typing, QLineEdit)
            assert not typing.visibleRegion().isEmpty()
