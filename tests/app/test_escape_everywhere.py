"""Esc leaves every page and every editor of the window, and what was typed there comes back with it."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from tests.app.conftest import Stage
from tests.app.test_nothing_is_lost import FORMS, NO_FORM, Desk, half_type, set_up, shown_page, typed
from tests.app.test_program import press
from tests.views.finding import child
from vpdesk.views.cases.verbs import VEILED, Verb
from vpdesk.views.leavable import Leavable, outermost
from vpdesk.views.organisations.list_editor import ListEditor
from vpdesk.views.organisations.place import OrganisationsPlace
from vpdesk.views.pictures import settle
from vpdesk.views.vault.place import VaultPlace
from vpdesk.views.verb_page import VerbPage
from vpdesk.views.workplace import Workplace

#: Deeds that open a page without a form.
PAGES = (Verb.OPTIONS, Verb.ERASE, Verb.VIEW, Verb.TAKE_OUT, Verb.BIN)
#: Deeds that open no page at all: each is done at once.
AT_ONCE = (
    *(Verb.REOPEN, Verb.TELL, Verb.ADD_DOCUMENTS, Verb.DELETE, Verb.DELETE_CASE, Verb.UNTAG, Verb.OPEN),
    Verb.ERASE_IDENTITY,  # of a case in which nobody is known
)


@pytest.fixture
def desk(stage: Stage) -> Desk:
    return set_up(stage)


def open_within(workplace: Workplace) -> list[Leavable]:
    """Return what is open in the place that is shown, the outermost first."""
    found = workplace.findChildren(QWidget)
    return [each for each in found if isinstance(each, Leavable) and each.isVisible() and each.can_be_left]


def escape(workplace: Workplace) -> None:
    """Press Esc where the focus is, within what is open."""
    focused = workplace.window().focusWidget()
    innermost = open_within(workplace)[-1]
    assert focused is not None
    assert innermost.isAncestorOf(focused), f"the focus is at {focused.objectName()!r}"
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    settle()


def escape_beside(workplace: Workplace) -> None:
    """Press Esc where the focus is at the name of the place."""
    entry = child(workplace, QPushButton, f"place_{workplace.here}")
    entry.setFocus()
    QTest.keyClick(entry, Qt.Key.Key_Escape)
    settle()


WAYS = [escape, escape_beside]


def test_every_deed_is_looked_at_here() -> None:
    assert {*FORMS, *VEILED, *PAGES, *AT_ONCE, Verb.JOIN, Verb.SPLIT} == set(Verb)
    assert set(NO_FORM) <= {*PAGES, *AT_ONCE, Verb.JOIN, Verb.SPLIT}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("verb", [*FORMS, *sorted(VEILED), Verb.JOIN, Verb.SPLIT])
def test_every_form_of_a_case_is_left_with_its_draft_kept(
    desk: Desk, verb: Verb, way: Callable[[Workplace], None]
) -> None:
    where = f"{desk.case.id}/{verb.value}/{desk.ids[verb]}"
    desk.workplace.go("cases", where)
    half_type(shown_page(desk.workplace))
    before = typed(shown_page(desk.workplace))
    way(desk.workplace)
    assert open_within(desk.workplace) == []
    desk.workplace.go("cases", where)
    assert typed(shown_page(desk.workplace)) == before


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("verb", PAGES)
def test_every_other_page_of_a_case_is_left(desk: Desk, verb: Verb, way: Callable[[Workplace], None]) -> None:
    of_document = verb in (Verb.VIEW, Verb.TAKE_OUT)
    value_id = desk.ids[Verb.RENAME] if of_document else desk.case.id
    desk.workplace.go("cases", f"{desk.case.id}/{verb.value}/{value_id}")
    assert len(desk.workplace.findChildren(VerbPage)) == 1
    way(desk.workplace)
    assert open_within(desk.workplace) == []


def opens(button: str) -> Callable[[Workplace], None]:
    """Return what opens something in the place of the clients by a button."""

    def open_it(workplace: Workplace) -> None:
        place = child(workplace, OrganisationsPlace)
        section = button.removeprefix("add_")
        if (head := place.findChild(QPushButton, f"open_{section}")) is not None and not head.isChecked():
            head.click()
            settle()
        if section == "unit":
            press(place, "units_on")
            settle()
        else:
            press(place, button)
        settle()

    return open_it


EDITORS = {
    "new client": opens("begin_organisation"),
    "contact person": opens("add_person"),
    "own word": opens("add_word"),
    "site": opens("add_unit"),
    "list": opens("change_matter"),
}


def state(workplace: Workplace) -> Any:
    """Return all that stands in the editors of the place of the clients."""
    place = child(workplace, OrganisationsPlace)
    lists = [each.entries() for each in place.findChildren(ListEditor) if each.isVisible()]
    return typed(place), lists


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", EDITORS)
def test_every_editor_of_the_clients_is_left_and_comes_back_as_it_was(
    desk: Desk, name: str, way: Callable[[Workplace], None]
) -> None:
    desk.workplace.go("organisations", desk.organisation.id)
    EDITORS[name](desk.workplace)
    desk.stage.wait(lambda: len(open_within(desk.workplace)) == 1)
    for editor in desk.workplace.findChildren(ListEditor):
        editor.remove(editor.entries()[0])
    half_type(desk.workplace)
    before = state(desk.workplace)
    way(desk.workplace)
    assert open_within(desk.workplace) == []
    assert state(desk.workplace) != before
    again = "add_unit" if name == "site" else ""
    if again:
        press(desk.workplace, again)
        settle()
    else:
        EDITORS[name](desk.workplace)
    assert state(desk.workplace) == before


def test_two_lists_that_were_put_away_both_come_back(desk: Desk) -> None:
    desk.workplace.go("organisations", desk.organisation.id)
    kept = {}
    for name in ("change_matter", "change_route"):
        press(desk.workplace, name)
        settle()
        editor = next(each for each in desk.workplace.findChildren(ListEditor) if each.isVisible())
        editor.remove(editor.entries()[0])
        kept[name] = editor.entries()
        escape(desk.workplace)
    for name, entries in kept.items():
        press(desk.workplace, name)
        settle()
        editor = next(each for each in desk.workplace.findChildren(ListEditor) if each.isVisible())
        assert editor.entries() == entries
        press(desk.workplace, "leave_list")
        settle()
    press(desk.workplace, "change_matter")
    settle()
    editor = next(each for each in desk.workplace.findChildren(ListEditor) if each.isVisible())
    assert editor.entries() != kept["change_matter"], "Cancel lets go of what was half done"


def test_a_client_added_in_passing_is_left_first_and_then_the_page(desk: Desk) -> None:
    desk.workplace.go("cases", "new")
    page = shown_page(desk.workplace)
    press(page, "another_organisation")
    half_type(page)
    before = typed(page)
    escape(desk.workplace)
    assert shown_page(desk.workplace) is page
    assert not child(page, QWidget, "new_organisation").isVisible()
    assert desk.workplace.window().focusWidget().objectName() == "another_organisation"
    press(page, "another_organisation")
    assert typed(page) == before
    escape(desk.workplace)
    escape(desk.workplace)
    assert open_within(desk.workplace) == []


def test_a_client_that_was_put_away_is_not_added_with_the_case(desk: Desk) -> None:
    desk.workplace.go("cases", "new")
    page = shown_page(desk.workplace)
    press(page, "another_organisation")
    half_type(child(page, QWidget, "new_organisation"))
    escape(desk.workplace)
    press(page, "finish")
    settle()
    assert len(desk.workplace.findChildren(VerbPage)) == 1, "no client was chosen"
    names = page.around.desk.ask(lambda vault: [each.name for each in vault.organisations.all()])
    assert names == [desk.organisation.name]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "ask", ["change_passphrase", "renew_key", "make_sheet", "bring_in_cases", "ask_tags", "kept_long"]
)
def test_every_page_of_the_vault_is_left(desk: Desk, ask: str, way: Callable[[Workplace], None]) -> None:
    desk.workplace.go("vault")
    place = child(desk.workplace, VaultPlace)
    (place.kept_long.begin if ask == "kept_long" else getattr(place, ask))()
    settle()
    assert len(place.findChildren(VerbPage)) == 1
    way(desk.workplace)
    assert open_within(desk.workplace) == []


def test_without_the_mechanism_nothing_is_left(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control."""
    monkeypatch.delattr(Leavable, "keyPressEvent")
    monkeypatch.setattr("vpdesk.views.workplace.outermost", lambda _within: None)
    desk.workplace.go("organisations", desk.organisation.id)
    for name in ("new client", "list"):
        EDITORS[name](desk.workplace)
        opened = open_within(desk.workplace)
        assert opened
        escape(desk.workplace)
        escape_beside(desk.workplace)
        assert open_within(desk.workplace) == opened
        opened[0].step_back()
        settle()
    assert outermost(desk.workplace) is None
