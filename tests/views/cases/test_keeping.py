"""Undoing, the bin, joining and splitting, as a person meets them in the window."""

from dataclasses import replace
from datetime import date, datetime
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from tests.factories import make_aftercare, make_case, make_consent, make_contact, make_step
from tests.views.audit import findings
from tests.views.cases.conftest import TODAY, Practice, Window
from tests.views.conftest import NOW
from tests.views.finding import child
from vpdesk.domain.binned import BinKind
from vpdesk.domain.case_event import CaseEventKind
from vpdesk.domain.contact import Contact
from vpdesk.domain.step import Actor
from vpdesk.domain.values import Matter, Outcome
from vpdesk.services.binning import bin_case, bin_part, count_bin, read_bin
from vpdesk.services.casework import save_case, save_contact
from vpdesk.services.consents import carry_out_step, record_consent
from vpdesk.vault.vault import Vault
from vpdesk.views.cases.begun import UNNAMED
from vpdesk.views.cases.bin_page import BinPage
from vpdesk.views.cases.done_words import saved_words
from vpdesk.views.cases.erase_page import ErasePage
from vpdesk.views.cases.timeline import Timeline
from vpdesk.views.cases.verbs import Verb
from vpdesk.views.pictures import settle
from vpdesk.views.states import Notice


@pytest.fixture
def window(window: Window, practice: Practice) -> Window:
    window.place.open_case(practice.eik.id)
    return window


def done(window: Window) -> str:
    """Return what the line below list and case says."""
    found = window.place.findChild(QLabel, "done")
    assert found is not None
    return found.text()


def wait_for(window: Window, words: str) -> None:
    window.qtbot.waitUntil(lambda: done(window) == words)


def timeline(window: Window) -> Timeline:
    """Return the timeline that is shown."""
    (found,) = [each for each in window.place.findChildren(Timeline) if each.isVisible()]
    return found


def undo(window: Window) -> None:
    before = window.place.undoing.deeds
    QTest.keyClick(window.place, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    window.qtbot.waitUntil(lambda: window.place.undoing.deeds == before - 1)
    window.qtbot.waitUntil(lambda: done(window).startswith("Undone"))


def test_every_saved_edit_can_be_undone_and_says_so(window: Window, practice: Practice) -> None:
    contact = make_contact(practice.eik.id, notes="eerst")
    window.change(lambda vault: save_contact(vault, contact))
    window.press(f"change_{contact.id}")
    window.fill(notes="daarna")
    window.finish()
    wait_for(window, "Saved in Eik-14: change a conversation")
    assert window.file(practice.eik).contacts[0].notes == "daarna"
    undo(window)
    assert window.file(practice.eik).contacts[0].notes == "eerst"
    assert done(window) == "Undone: Saved in Eik-14: change a conversation"


def test_what_saved_itself_while_typing_is_one_deed(window: Window, practice: Practice) -> None:
    window.place._answer(Verb.CHANGE_MATTERS, practice.eik.id)
    form = window.form_page.form
    form.editor("matters").set_raw(["stalking"])
    window.form_page.autosave.commit()
    form.editor("matters").set_raw(["stalking", "fraud"])
    window.form_page.leave()
    wait_for(window, "Saved in Eik-14: what it is about")
    assert window.place.undoing.deeds == 1
    assert "Fraud" in window.says()
    undo(window)
    assert window.file(practice.eik).case.matters == (Matter.BULLYING,)
    window.qtbot.waitUntil(lambda: "Fraud" not in window.says())


@pytest.mark.parametrize("verb", sorted(UNNAMED))
def test_what_only_the_case_itself_names_is_not_named_beside_others(
    window: Window, practice: Practice, verb: Verb
) -> None:
    """The line stands there whatever case is shown: it says in which case, and of some deeds no more."""
    file = window.file(practice.eik)
    assert saved_words(file, (verb, practice.eik.id)) == "Saved in Eik-14"
    assert saved_words(file, (Verb.CHANGE, practice.eik.id)) != "Saved in Eik-14"


def test_looking_at_a_form_is_no_deed(window: Window, practice: Practice) -> None:
    window.place._answer(Verb.CHANGE_CASE, practice.eik.id)
    window.form_page.leave()
    window.desk.ask(lambda _vault: None)
    assert window.place.undoing.deeds == 0
    assert done(window) == ""


def test_a_field_that_is_typed_in_keeps_the_key_for_itself(window: Window, practice: Practice) -> None:
    contact = make_contact(practice.eik.id, notes="eerst")
    window.change(lambda vault: save_contact(vault, contact))
    window.press(f"change_{contact.id}")
    window.fill(notes="daarna")
    window.finish()
    wait_for(window, "Saved in Eik-14: change a conversation")
    window.press(f"change_{contact.id}")
    notes = window.form_page.form.editor("notes")
    notes.setFocus()
    QTest.keyClicks(notes.box, " en meer")
    QTest.keyClick(notes.box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert notes.raw() == "daarna"
    assert window.place.undoing.deeds == 1


def test_a_deed_that_was_changed_since_says_that_it_stays(window: Window, practice: Practice) -> None:
    contact = make_contact(practice.eik.id, notes="eerst")
    window.change(lambda vault: save_contact(vault, contact))
    window.press(f"change_{contact.id}")
    window.fill(notes="daarna")
    window.finish()
    wait_for(window, "Saved in Eik-14: change a conversation")
    window.change(lambda vault: save_contact(vault, replace(contact, notes="elders")))
    window.press("undo_last")
    window.qtbot.waitUntil(lambda: "changed in it since" in done(window))
    assert window.file(practice.eik).contacts[0].notes == "elders"


def test_a_conversation_is_deleted_at_once_and_brought_back_by_one_key(
    window: Window, practice: Practice
) -> None:
    contact = make_contact(practice.eik.id, notes="eerst")
    window.change(lambda vault: save_contact(vault, contact))
    window.press(f"delete_{contact.id}")
    wait_for(window, "Deleted from Eik-14")
    assert window.file(practice.eik).contacts == []
    undo(window)
    assert window.file(practice.eik).contacts == [contact]
    assert window.desk.ask(read_bin).parts == []


def test_a_button_that_is_pressed_twice_deletes_once(window: Window, practice: Practice) -> None:
    contact = make_contact(practice.eik.id, notes="eerst")
    window.change(lambda vault: save_contact(vault, contact))
    window.place.detail.answered.emit(Verb.DELETE, contact.id)
    window.place.detail.answered.emit(Verb.DELETE, contact.id)  # before the screen hears of the first
    wait_for(window, "Deleted from Eik-14")
    assert window.place.undoing.deeds == 1
    assert len(window.desk.ask(read_bin).parts) == 1


def test_the_delete_key_deletes_the_moment_where_the_focus_is(window: Window, practice: Practice) -> None:
    contact = make_contact(practice.eik.id, held_on=TODAY)
    window.change(lambda vault: save_contact(vault, contact))
    first = timeline(window).rows[0]
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Delete)
    wait_for(window, "Deleted from Eik-14")
    assert window.file(practice.eik).contacts == []
    opened = timeline(window).rows[0]
    opened.setFocus()
    QTest.keyClick(opened, Qt.Key.Key_Delete)  # that the case was opened cannot be deleted
    assert window.place.undoing.deeds == 1


def test_a_consent_with_a_step_that_was_taken_says_why_it_stays(window: Window, practice: Practice) -> None:
    consent = make_consent(practice.eik.id)
    step = make_step(practice.eik.id, consent.id)

    def fill(vault: Vault) -> None:
        record_consent(vault, consent)
        with vault.transaction():
            vault.steps.save(step)
        carry_out_step(vault, step.id, date(2026, 4, 12))

    window.change(fill)
    window.press(f"delete_{consent.id}")
    window.qtbot.waitUntil(lambda: "rests on this consent" in done(window))
    assert window.file(practice.eik).consents == [consent]


def test_a_case_goes_to_the_bin_and_is_put_back_from_there(window: Window, practice: Practice) -> None:
    window.place.detail.delete_case()
    wait_for(window, "Eik-14 is in the bin")
    window.qtbot.waitUntil(lambda: window.place.shown_item() is None)
    window.press("open_bin")
    page = window.page
    assert isinstance(page, BinPage)
    assert findings(page) == []
    words = " ".join(each.text() for each in page.findChildren(QLabel))
    assert "stays until" not in words, "only a part goes by itself"
    assert "Deleted 21 November. It never goes by itself: after 21 December vpdesk asks" in words
    window.press(f"back_{practice.eik.id}", page)
    window.qtbot.waitUntil(
        lambda: any(
            "The bin is empty" in each.text() for each in page.findChildren(QLabel) if each.isVisible()
        )
    )
    window.press("done", page)
    window.place.open_case(practice.eik.id)
    assert window.place.shown_item() == practice.eik.id


def test_whoever_puts_one_back_is_led_to_what_puts_the_next_one_back(
    window: Window, practice: Practice
) -> None:
    """Enter pressed once more would else be on the way to letting go of one for good."""
    contacts = [make_contact(practice.eik.id, notes=str(number)) for number in range(3)]

    def fill(vault: Vault) -> None:
        for contact in contacts:
            save_contact(vault, contact)
            bin_part(vault, BinKind.CONTACT, contact.id, label=contact.notes, now=NOW)

    window.change(fill)
    window.place.detail.open_bin()
    page = window.page
    parts = [each.part.id for each in window.desk.ask(read_bin).parts]
    focused = child(page, QPushButton, f"back_{parts[1]}")
    focused.setFocus()
    for _press in range(3):
        with window.qtbot.waitSignal(window.desk.changed):
            QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)
        settle()
    assert page.focusWidget().objectName() == "done"
    assert len(window.file(practice.eik).contacts) == 3


def test_a_case_in_the_bin_does_not_open(window: Window, practice: Practice) -> None:
    window.place._show_list()
    window.change(lambda vault: bin_case(vault, practice.eik.id, TODAY))
    window.place.open_case(practice.eik.id)
    assert window.place.shown_item() is None


def test_what_was_deleted_is_found_in_the_bin_of_its_case(window: Window, practice: Practice) -> None:
    contact = make_contact(practice.eik.id, held_on=date(2026, 11, 3), minutes=45)
    window.change(lambda vault: save_contact(vault, contact))
    window.press(f"delete_{contact.id}")
    wait_for(window, "Deleted from Eik-14")
    window.place.detail.open_bin()
    words = " ".join(each.text() for each in window.page.findChildren(QLabel)).replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert "First conversation" in words or "Conversation" in words
    assert "3 November" in words
    (part,) = window.desk.ask(read_bin).parts
    window.press(f"back_{part.part.id}", window.page)
    window.qtbot.waitUntil(lambda: window.file(practice.eik).contacts == [contact])


def test_only_after_thirty_days_the_bin_asks_to_erase_a_case(window: Window, practice: Practice) -> None:
    window.change(lambda vault: bin_case(vault, practice.eik.id, date(2026, 10, 1)))
    window.qtbot.waitUntil(lambda: window.place.shown_item() is None)
    asks = child(window.place, QPushButton, "open_bin")
    assert asks.text() == "Bin (1): 1 case to decide on"
    window.press("open_bin")
    words = " ".join(each.text() for each in window.page.findChildren(QLabel))
    assert "more than thirty days" in words
    window.press(f"erase_{practice.eik.id}", window.page)
    assert isinstance(window.page, ErasePage)


def test_one_part_goes_before_its_time_after_a_question_and_undoing_brings_nothing_back(
    window: Window, practice: Practice
) -> None:
    contacts = [make_contact(practice.eik.id, notes=f"gesprek {number}") for number in range(2)]
    for contact in contacts:
        window.change(partial(save_contact, contact=contact))
        window.press(f"delete_{contact.id}")
        wait_for(window, "Deleted from Eik-14")
    window.qtbot.waitUntil(lambda: window.desk.ask(count_bin) == 2)
    window.press("open_bin", window.place.undoing)
    parts = window.desk.ask(read_bin).parts
    window.press(f"let_go_{parts[0].part.id}")
    words = " ".join(each.text() for each in window.page.findChildren(QLabel))
    assert "This goes now, and nobody can bring it back." in words
    assert "whole case" not in words, "there is none"
    assert "Eik-14: First conversation" in words
    assert "Backups that were made before still hold it" in words
    assert window.page.focusWidget().objectName() == "back"
    assert findings(window.page) == []
    QTest.keyClick(window.page.focusWidget(), Qt.Key.Key_Return)
    assert window.desk.ask(count_bin) == 2  # in passing nothing goes
    assert window.page.objectName() == "bin_page", "back where the question came from"
    window.press(f"let_go_{parts[0].part.id}")
    window.escape()
    assert window.page.objectName() == "bin_page"
    window.press(f"let_go_{parts[0].part.id}")
    window.place.open_case(practice.linde.id)
    assert window.place.shown_item() == practice.linde.id, "who goes elsewhere is not held at the bin"
    window.place.open_case(practice.eik.id)

    window.press("open_bin")
    window.press(f"let_go_{parts[0].part.id}")
    window.press("finish", window.page)
    window.qtbot.waitUntil(lambda: window.page.objectName() == "bin_page")
    assert [each.part.id for each in window.desk.ask(read_bin).parts] == [parts[1].part.id]
    assert window.place.undoing.deeds == 0
    window.press("done")
    window.place.undoing.undo_last()
    assert window.desk.ask(count_bin) == 1


def test_all_of_the_bin_goes_but_for_whole_cases(
    window: Window, practice: Practice, aloud: list[str]
) -> None:
    contacts = [make_contact(practice.eik.id, notes=f"gesprek {number}") for number in range(15)]

    def throw_away(vault: Vault) -> None:
        for contact in contacts:
            save_contact(vault, contact)
            bin_part(vault, BinKind.CONTACT, contact.id, label="Conversation", now=NOW)
        bin_case(vault, practice.linde.id, TODAY)

    window.desk.ask(throw_away)
    window.qtbot.waitUntil(lambda: child(window.place, QPushButton, "open_bin").isVisible())
    window.press("open_bin", window.place.undoing)
    window.press("empty_bin")
    settle()
    assert "These 15 things go now" in aloud[-1]  # who does not see it hears what goes, and what does not
    assert "and 3 more\nThe whole case Linde-03 stays in the bin." in aloud[-1]
    words = " ".join(each.text() for each in window.page.findChildren(QLabel))
    assert "These 15 things go now" in words
    assert "and 3 more" in words
    assert "The whole case Linde-03 stays in the bin. Erasing a case is asked apart" in words
    window.press("finish", window.page)
    window.qtbot.waitUntil(lambda: window.page.objectName() == "bin_page")
    left = window.desk.ask(read_bin)
    assert (left.parts, [case.alias for case in left.cases]) == ([], ["Linde-03"])
    assert child(window.page, QPushButton, "empty_bin").isHidden()
    window.press("done", window.page)
    assert window.place.focusWidget().objectName() == "open_bin"  # one is back where one came from


def test_erasing_leaves_nothing_to_undo(window: Window, practice: Practice) -> None:
    contact = make_contact(practice.eik.id, notes="eerst")
    window.change(lambda vault: save_contact(vault, contact))
    window.press(f"delete_{contact.id}")
    wait_for(window, "Deleted from Eik-14")
    window.place.undoing.forget(practice.linde.id)
    assert window.place.undoing.deeds == 1
    window.place.undoing.forget(practice.eik.id)
    assert window.place.undoing.deeds == 0


def test_two_cases_are_joined_and_apart_again(window: Window, practice: Practice) -> None:
    other = make_case(practice.de_vliet.id, alias="Wilg-09", matters=(Matter.FRAUD,))
    contact = make_contact(other.id)

    def fill(vault: Vault) -> None:
        save_case(vault, other)
        save_contact(vault, contact)

    window.change(fill)
    window.place.detail.join_case()
    assert findings(window.page) == []
    buttons = window.page.findChildren(QPushButton)
    offered = [each.text() for each in buttons if each.property("kind") == "toggle"]
    assert offered == ["Wilg-09"], "not itself, and nothing of another client"
    window.press("other_0")
    assert window.form_page.form.raw()["alias"] == "Wilg-09"
    window.fill(alias="linde-03")  # of another client
    assert "Waterschap De Vliet has no other case of this name." in window.refuse()
    window.fill(alias="wilg-09")
    words = " ".join(each.text() for each in window.page.findChildren(QLabel))
    assert "Everything in it comes to Eik-14" in words
    window.finish()
    wait_for(window, "Wilg-09 is joined with Eik-14")
    file = window.file(practice.eik)
    assert set(file.case.matters) == {Matter.BULLYING, Matter.FRAUD}
    assert [each.id for each in file.contacts] == [contact.id]
    assert [event.kind for event in file.events] == [CaseEventKind.JOINED]
    undo(window)
    assert window.file(practice.eik).contacts == []
    assert [each.id for each in window.file(other).contacts] == [contact.id]


def test_a_closed_case_that_is_to_be_joined_is_called_closed(window: Window, practice: Practice) -> None:
    window.place.open_case(practice.linde.id)
    window.place.detail.join_case()
    window.fill(alias="es-05")
    said = " ".join(each.text() for each in window.page.findChildren(QLabel))
    assert "Es-05: closed 1 October, bullying" in said
    assert "running since" not in said


def test_one_case_is_split_in_two_and_one_again(window: Window, practice: Practice) -> None:
    stays, goes = (make_contact(practice.eik.id, notes=notes) for notes in ("blijft", "gaat"))
    window.change(lambda vault: _save_both(vault, stays, goes))
    window.place.detail.split_case()
    assert findings(window.page) == []
    offered = child(window.page, QPushButton, f"moves_{goes.id}").accessibleName()
    assert offered.endswith("gaat"), "by its day alone nobody knows which of the talks it is"
    assert "Choose what goes to the new case." in window.refuse()
    window.fill(moved=[goes.id], moved_matters=["stalking"], alias="Wilg-09")
    window.finish()
    wait_for(window, "Wilg-09 is split off")
    assert [each.id for each in window.file(practice.eik).contacts] == [stays.id]
    fresh = window.desk.ask(lambda vault: vault.cases.by_alias("Wilg-09"))
    assert fresh is not None
    assert [each.id for each in window.file(fresh).contacts] == [goes.id]
    undo(window)
    assert {each.id for each in window.file(practice.eik).contacts} == {stays.id, goes.id}
    assert window.desk.ask(lambda vault: vault.cases.find(fresh.id)) is None


def _save_both(vault: Vault, *contacts: Contact) -> None:
    for contact in contacts:
        save_contact(vault, contact)


def test_half_a_split_is_kept_when_the_page_is_left(window: Window, practice: Practice) -> None:
    contact = make_contact(practice.eik.id)
    window.change(lambda vault: save_contact(vault, contact))
    for begin, values in (
        (window.place.detail.split_case, {"moved": [contact.id], "alias": "Wilg-09"}),
        (window.place.detail.join_case, {"alias": "Wilg"}),
    ):
        begin()
        window.fill(**values)
        window.escape()
        begin()
        raw = window.form_page.form.raw()
        assert {name: raw[name] for name in values} == values
        window.escape()


def test_closing_asks_for_ones_part_and_keeps_looking_back_to_oneself(
    window: Window, practice: Practice
) -> None:
    window.press("close_case")
    window.fill(
        outcome="listened_only", counsellor_parts=["listening"], reflection="rustig", wish="not_wanted"
    )
    window.finish()
    case = window.file(practice.eik).case
    assert [part.value for part in case.counsellor_parts] == ["listening"]
    assert case.reflection == "rustig"
    assert "rustig" not in window.says()
    wait_for(window, "Saved in Eik-14: close the case")
    undo(window)
    assert window.file(practice.eik).case.closed_on is None
    assert window.file(practice.eik).events == []


def test_what_was_written_looking_back_is_read_again_changed_and_taken_away(
    window: Window, practice: Practice
) -> None:
    ask = f"section_change_reflection_{practice.eik.id}"
    shown = [each.objectName() for each in window.place.detail.findChildren(QPushButton) if each.isVisible()]
    assert ask not in shown, "a running case does not ask for it"
    closed = replace(practice.eik, closed_on=TODAY, outcome=Outcome.IMPROVED, reflection="ik ging te snel")
    window.change(lambda vault: save_case(vault, closed))
    assert "out of sight" in window.says()
    assert "ik ging te snel" not in window.says()
    window.press(ask)
    assert window.form_page.form.raw()["reflection"] == "ik ging te snel"
    assert window.place.shown_item() == practice.eik.id, "after a lock it is out of sight again"
    window.fill(reflection="")
    window.finish()
    assert window.file(practice.eik).case.reflection == ""
    assert window.file(practice.eik).case.closed_on == TODAY
    window.press(ask)
    window.fill(reflection="rustiger")
    window.finish()
    assert window.file(practice.eik).case.reflection == "rustiger"


def test_closing_says_what_goes_on_waiting(window: Window, practice: Practice) -> None:
    window.press("close_case")
    assert window.page.findChildren(Notice) == [], "nothing waits here"
    window.escape()

    def wait(vault: Vault) -> None:
        save_case(vault, replace(practice.eik, next_contact_on=date(2026, 11, 30)))
        with vault.transaction():
            for n in (1, 2):
                vault.steps.save(make_step(practice.eik.id, None, actor=Actor.REPORTER, description=f"{n}"))
            vault.aftercares.save(make_aftercare(practice.eik.id))

    window.change(wait)
    window.press("close_case")
    (notice,) = window.page.findChildren(Notice)
    said = " ".join(each.text() for each in notice.findChildren(QLabel))
    assert "the contact of 30 November, 2 planned steps, aftercare that was agreed before" in said


def test_the_moment_of_deleting_counts_from_now(window: Window, practice: Practice) -> None:
    contact = make_contact(practice.eik.id)
    window.change(lambda vault: save_contact(vault, contact))
    window.press(f"delete_{contact.id}")
    wait_for(window, "Deleted from Eik-14")
    (found,) = window.desk.ask(read_bin).parts
    assert found.part.binned_at == datetime(2026, 11, 21, 14, 9)


def test_whoever_undoes_at_once_undoes_what_was_done_last_also_while_it_is_under_way(
    window: Window, practice: Practice
) -> None:
    first, second = (make_contact(practice.eik.id, notes=notes) for notes in ("eerst", "daarna"))
    window.change(lambda vault: _save_both(vault, first, second))
    window.press(f"delete_{first.id}")
    window.qtbot.waitUntil(lambda: window.place.undoing.deeds == 1)
    window.press(f"delete_{second.id}")
    QTest.keyClick(window.place, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    window.desk.ask(lambda _vault: None)
    settle()
    assert [each.id for each in window.file(practice.eik).contacts] == [second.id]
    assert window.place.undoing.deeds == 1
