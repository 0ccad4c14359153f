"""Half-typed words in every form of the window, a lock, and the same words at the same place after it."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QPushButton, QScrollArea, QWidget

from tests.app.conftest import Stage
from tests.app.test_program import page, press, type_in, unlocked
from tests.factories import (
    CHEAP,
    PASSPHRASE,
    make_aftercare,
    make_case,
    make_consent,
    make_contact,
    make_document,
    make_exception,
    make_milestone,
    make_referral,
    make_step,
    make_track,
)
from tests.typed import fields, forms, type_everywhere
from tests.views.finding import child
from vpdesk.app import gallery
from vpdesk.app.program import Program
from vpdesk.domain.case import Case
from vpdesk.domain.day_and_time import DayAndTime
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.values import AftercareOutcome, Mandate, Outcome, Route
from vpdesk.services.casework import agree_contact
from vpdesk.vault.vault import Vault
from vpdesk.views.access.first_sheet import FirstSheet
from vpdesk.views.autosave import Autosave
from vpdesk.views.cases.form_page import FormPage
from vpdesk.views.cases.new_case import NewCasePage
from vpdesk.views.cases.options_page import OptionsPage
from vpdesk.views.cases.place import CasesPlace
from vpdesk.views.cases.verbs import VEILED, Verb
from vpdesk.views.first_organisation import FirstOrganisation
from vpdesk.views.form import Form
from vpdesk.views.organisations.list_editor import ListEditor
from vpdesk.views.pictures import settle
from vpdesk.views.vault.first_backup import FirstBackup
from vpdesk.views.workplace import Workplace

HALF = "half een zin, en 31 "


@dataclass(kw_only=True)
class Desk:
    """A program on a vault in which everything can be changed."""

    stage: Stage
    program: Program
    workplace: Workplace
    case: Case
    organisation: Organisation
    ids: dict[Verb, int]

    def lock_and_come_back(self) -> Workplace:
        """Lock as when nobody is there, and unlock the process that starts."""
        self.program.lock()
        assert self.stage.relaunched
        self.program = self.stage.start()
        self.workplace = unlocked(self.stage, self.program)
        settle()
        return self.workplace


@pytest.fixture
def desk(stage: Stage) -> Desk:
    return set_up(stage)


def set_up(stage: Stage) -> Desk:
    """A program on a vault with a case in which there is one of everything."""
    organisation = Organisation(
        name="Waterschap De Vliet", mandates=(Mandate.CONDUCT, Mandate.INTEGRITY), remarks=""
    )
    case = make_case(organisation.id, alias="Eik-14", opened_on=date(2026, 9, 3))
    closed = make_case(
        organisation.id,
        alias="Es-05",
        opened_on=date(2026, 7, 1),
        closed_on=date(2026, 10, 1),
        outcome=Outcome.IMPROVED,
    )
    consent = make_consent(case.id, given_on=date(2026, 9, 10))
    step = make_step(case.id, consent.id, planned_on=date(2026, 9, 20))
    contact = make_contact(case.id, held_on=date(2026, 9, 9), notes="")
    track = make_track(case.id)
    milestone = make_milestone(case.id, track.id)
    referral = make_referral(case.id)
    exception = make_exception(case.id)
    document = make_document(case.id)
    aftercare = make_aftercare(case.id, agreed_on=date(2026, 10, 1), due_on=date(2026, 11, 1))
    with Vault.create(stage.folder, PASSPHRASE, cost=CHEAP) as vault, vault.transaction():
        vault.organisations.save(organisation)
        for each in (case, closed):
            vault.cases.save(each)
        vault.consents.save(consent)
        vault.steps.save(step)
        vault.contacts.save(contact)
        vault.aftercares.save(aftercare)
        vault.formal_tracks.save(track)
        vault.milestones.save(milestone)
        vault.referrals.save(referral)
        vault.confidentiality_exceptions.save(exception)
        vault.documents.save(document)
    stage.around = replace(stage.around, places=())
    program = stage.start()
    workplace = unlocked(stage, program)
    ids = {
        Verb.CHANGE: contact.id,
        Verb.CHANGE_CONSENT: consent.id,
        Verb.WITHDRAW: consent.id,
        Verb.CARRY_OUT: step.id,
        Verb.STOP: step.id,
        Verb.SETTLE: aftercare.id,
        Verb.CHANGE_STEP: step.id,
        Verb.CHANGE_TRACK: track.id,
        Verb.END_TRACK: track.id,
        Verb.MILESTONE: track.id,
        Verb.CHANGE_MILESTONE: milestone.id,
        Verb.CHANGE_REFERRAL: referral.id,
        Verb.UPTAKE: referral.id,
        Verb.CHANGE_EXCEPTION: exception.id,
        Verb.RENAME: document.id,
    }
    return Desk(
        stage=stage,
        program=program,
        workplace=workplace,
        case=case,
        organisation=organisation,
        ids={verb: ids.get(verb, case.id) for verb in Verb},
    )


def half_type(within: QWidget) -> None:
    for form in forms(within):
        type_everywhere(form, lambda number: f"{HALF}{number}")


def typed(within: QWidget) -> list[Any]:
    return [form.raw() for form in forms(within)]


def shown_page(workplace: Workplace) -> FormPage:
    pages = [page for page in workplace.findChildren(FormPage) if page.isVisible()]
    assert len(pages) == 1
    return pages[0]


#: The deeds that open no form: they are done at once, or ask, or show something.
NO_FORM = (
    *(Verb.REOPEN, Verb.TELL, Verb.ERASE, Verb.OPTIONS, Verb.ERASE_IDENTITY),
    *(Verb.ADD_DOCUMENTS, Verb.VIEW, Verb.TAKE_OUT, Verb.DELETE, Verb.DELETE_CASE, Verb.BIN),
    *(Verb.JOIN, Verb.SPLIT, Verb.UNTAG, Verb.OPEN),
)
#: The deeds that open a form which comes back by itself.
FORMS = [verb for verb in Verb if verb not in (*NO_FORM, *VEILED)]


@pytest.mark.parametrize("verb", FORMS)
def test_every_page_of_a_case_comes_back_with_its_half_typed_words(desk: Desk, verb: Verb) -> None:
    desk.workplace.go("cases", f"{desk.case.id}/{verb.value}/{desk.ids[verb]}")
    page = shown_page(desk.workplace)
    name = page.objectName()
    half_type(page)
    before = typed(page)
    assert HALF in str(before) or not list(fields(page))
    back = shown_page(desk.lock_and_come_back())
    assert back.objectName() == name
    assert typed(back) == before


def test_what_was_begun_to_change_takes_nothing_back_that_was_agreed_meanwhile(desk: Desk) -> None:
    """The draft of the details kept each field of them, and the next key saved them all."""
    where = f"{desk.case.id}/change_case/{desk.case.id}"
    desk.workplace.go("cases", where)
    form = shown_page(desk.workplace).form
    form.editor("opened_on").set_raw("31 feb")
    form.edited.emit()
    workplace = desk.lock_and_come_back()
    shown_page(workplace).leave()
    assert desk.program.indoors is not None
    agreed = DayAndTime(day=date(2026, 12, 1))
    desk.program.indoors.desk.ask(lambda vault: agree_contact(vault, desk.case.id, agreed))
    workplace.go("cases", where)
    form = shown_page(workplace).form
    assert form.editor("opened_on").raw() == "31 feb"
    form.editor("opened_on").set_raw("1-9-2026")
    form.edited.emit()
    shown_page(workplace).leave()
    stored = desk.program.indoors.desk.ask(lambda vault: vault.cases.get(desk.case.id))
    assert (stored.opened_on, stored.next_contact) == (date(2026, 9, 1), agreed)


def test_what_was_out_of_sight_comes_back_only_when_it_is_asked_for(desk: Desk) -> None:
    item = f"{desk.case.id}/{Verb.CHANGE_IDENTITY.value}/{desk.case.id}"
    desk.workplace.go("cases", item)
    half_type(shown_page(desk.workplace))
    before = typed(shown_page(desk.workplace))
    workplace = desk.lock_and_come_back()
    assert [page for page in workplace.findChildren(FormPage) if page.isVisible()] == []
    assert child(workplace, CasesPlace).shown_item() == desk.case.id
    workplace.go("cases", item)
    assert typed(shown_page(workplace)) == before


def test_the_conversation_about_options_comes_back_at_the_same_route(desk: Desk) -> None:
    desk.workplace.go("cases", f"{desk.case.id}/options/{desk.case.id}")
    page = child(desk.workplace, OptionsPage)
    press(page, Route.POLICE_REPORT.value)
    settle()  # the route that stood there before has gone
    press(page, "decide")
    half_type(page)
    before = typed(page)
    assert len(before) == 3
    assert HALF in str(before[0])
    back = child(desk.lock_and_come_back(), OptionsPage)
    assert typed(back) == before
    assert back.findChild(QWidget, f"option_{Route.POLICE_REPORT.value}") is not None
    press(back, "finish")
    settle()
    desk.workplace.go("cases", f"{desk.case.id}/options/{desk.case.id}")
    assert typed(child(desk.workplace, OptionsPage)) == before


def test_a_new_case_comes_back_with_a_client_that_was_being_added(desk: Desk) -> None:
    desk.workplace.go("cases", "new")
    page = shown_page(desk.workplace)
    press(page, "another_organisation")
    press(page, "unfold")
    half_type(page)
    before = typed(page)
    assert len(before) == 2
    back = shown_page(desk.lock_and_come_back())
    assert isinstance(back, NewCasePage)
    assert typed(back) == before


def test_the_question_after_a_conversation_comes_back(desk: Desk) -> None:
    desk.workplace.go("cases", f"{desk.case.id}/record/{desk.case.id}")
    page = shown_page(desk.workplace)
    with desk.stage.qtbot.waitSignal(page.stored):
        press(page, "finish")
    desk.stage.wait(lambda: shown_page(desk.workplace).objectName() == "next_contact_page")
    half_type(shown_page(desk.workplace))
    before = typed(desk.workplace)
    back = shown_page(desk.lock_and_come_back())
    assert back.objectName() == "next_contact_page"
    assert typed(back) == before


def test_a_consent_asked_for_on_the_way_to_a_step_comes_back(desk: Desk) -> None:
    desk.workplace.go("cases", f"{desk.case.id}/plan/{desk.case.id}")
    press(shown_page(desk.workplace), "other_consent")
    desk.stage.wait(lambda: shown_page(desk.workplace).objectName() == "consent_page")
    half_type(shown_page(desk.workplace))
    before = typed(desk.workplace)
    assert typed(desk.lock_and_come_back()) == before


def test_why_somebody_stopped_trying_stays_in_sight(desk: Desk) -> None:
    desk.workplace.go("cases", f"{desk.case.id}/settle/{desk.ids[Verb.SETTLE]}")
    page = shown_page(desk.workplace)
    page.form.editor("outcome").set_value(AftercareOutcome.NOT_REACHED)
    page.form.edited.emit()
    press(page, "stop_trying")
    half_type(page)
    back = shown_page(desk.lock_and_come_back())
    assert HALF in back.form.editor("remarks").raw()
    assert back.form.editor("remarks").isVisible()


def test_what_was_begun_again_can_still_be_put_back(desk: Desk) -> None:
    where = f"{desk.case.id}/record/{desk.case.id}"
    desk.workplace.go("cases", where)
    half_type(shown_page(desk.workplace))
    before = typed(desk.workplace)
    press(shown_page(desk.lock_and_come_back()), "begin_again")
    assert HALF not in str(typed(desk.workplace))
    press(shown_page(desk.lock_and_come_back()), "begin_again")
    assert typed(desk.workplace) == before
    assert HALF in str(typed(desk.lock_and_come_back()))


def test_an_organisation_comes_back_half_changed(desk: Desk) -> None:
    desk.workplace.go("organisations", desk.organisation.id)
    half_type(desk.workplace)
    child(forms(desk.workplace)[0].editor("name"), QLineEdit).setText("  ")  # breaks a rule
    before = typed(desk.workplace)
    assert typed(desk.lock_and_come_back()) == before


def test_a_new_organisation_comes_back(desk: Desk) -> None:
    desk.workplace.go("organisations")
    press(desk.workplace, "begin_organisation")
    settle()
    half_type(desk.workplace)
    before = typed(desk.workplace)
    assert typed(desk.lock_and_come_back()) == before


def test_a_new_organisation_is_kept_when_another_is_chosen(desk: Desk) -> None:
    desk.workplace.go("organisations")
    press(desk.workplace, "begin_organisation")
    settle()
    half_type(desk.workplace)
    before = typed(desk.workplace)
    desk.workplace.go("organisations", desk.organisation.id)
    press(desk.workplace, "begin_organisation")
    settle()
    assert typed(desk.workplace) == before


def test_a_list_of_a_report_comes_back_half_changed(desk: Desk) -> None:
    desk.workplace.go("organisations", desk.organisation.id)
    press(desk.workplace, "change_matter")
    editor = child(desk.workplace, ListEditor)
    editor.remove(editor.entries()[0])
    editor.shift(editor.entries()[0], 1)
    before = editor.entries()
    back = child(desk.lock_and_come_back(), ListEditor)
    assert back.isVisible()
    assert back.entries() == before
    press(back, "leave_list")
    again = desk.lock_and_come_back()
    assert not [each for each in again.findChildren(ListEditor) if each.isVisible()]


def test_texts_of_a_report_come_back(desk: Desk) -> None:
    desk.workplace.go("reports")
    press(desk.workplace, "add_texts")
    half_type(desk.workplace)
    before = typed(desk.workplace)
    assert HALF in str(before)
    assert typed(desk.lock_and_come_back()) == before


def test_the_first_organisation_of_all_is_gone_on_with_in_its_place(stage: Stage) -> None:
    stage.around = replace(stage.around, places=())
    program = stage.start()
    press(program.window, "new")
    for name in ("passphrase", "repeat"):
        type_in(program.window, name, PASSPHRASE)
    press(program.window, "make_vault")
    stage.wait(lambda: isinstance(program.window.centralWidget(), FirstSheet))
    press(page(program, FirstSheet), "later")
    stage.wait(lambda: isinstance(program.window.centralWidget(), FirstBackup))
    press(page(program, FirstBackup), "later")
    stage.wait(lambda: isinstance(program.window.centralWidget(), FirstOrganisation))
    half_type(program.window)
    program.lock()
    assert stage.relaunched == [stage.folder]
    workplace = unlocked(stage, stage.start())
    settle()
    assert workplace.here == "organisations"
    assert typed(workplace)[0]["name"] == f"{HALF}1"


# -- how it stood


def test_cursor_focus_and_scrolling_come_back(desk: Desk) -> None:
    desk.workplace.go("cases", f"{desk.case.id}/record/{desk.case.id}")
    page = shown_page(desk.workplace)
    desk.program.window.resize(900, 480)
    notes = child(page, QPlainTextEdit)
    notes.setPlainText("\n".join(f"regel {number}" for number in range(40)))
    notes.setFocus()
    cursor = notes.textCursor()
    cursor.setPosition(20)
    cursor.setPosition(31, QTextCursor.MoveMode.KeepAnchor)
    notes.setTextCursor(cursor)
    settle()
    area = child(page.page, QScrollArea)
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum() // 2)
    before = area.verticalScrollBar().value()
    assert before
    workplace = desk.lock_and_come_back()
    back = child(shown_page(workplace), QPlainTextEdit)
    assert back.window().focusWidget() is back
    assert (back.textCursor().anchor(), back.textCursor().position()) == (20, 31)
    assert child(shown_page(workplace).page, QScrollArea).verticalScrollBar().value() == before


def test_the_choice_of_cases_comes_back(desk: Desk) -> None:
    desk.workplace.go("cases")
    press(desk.workplace, "show_closed")
    place = child(desk.lock_and_come_back(), CasesPlace)
    assert child(place, QPushButton, "show_closed").isChecked()


def test_the_choice_of_cases_comes_back_also_when_she_was_elsewhere(desk: Desk) -> None:
    desk.workplace.go("cases")
    press(desk.workplace, "show_closed")
    desk.workplace.go("agenda")
    workplace = desk.lock_and_come_back()
    assert workplace.here == "agenda"
    assert workplace.findChild(CasesPlace) is None, "it is built when it is asked for, and not before"
    desk.lock_and_come_back().go("cases", desk.case.id)
    place = child(desk.workplace, CasesPlace)
    assert child(place, QPushButton, "show_all").isChecked(), "what was closed only would hide what she asked"
    press(desk.workplace, "show_closed")
    desk.workplace.go("agenda")
    assert desk.program.indoors is not None
    desk.program.indoors.commit()
    desk.program.indoors.rebuild()
    built = child(desk.program.window, Workplace)
    built.go("cases")
    assert child(built, QPushButton, "show_closed").isChecked()


def test_the_order_of_cases_comes_back_when_she_was_elsewhere(desk: Desk) -> None:
    desk.workplace.go("cases")
    kept = {**child(desk.workplace, CasesPlace).stance(), "order": "alias", "matter": "bullying"}
    child(desk.workplace, CasesPlace).take_stance(kept)
    desk.workplace.go("today")
    workplace = desk.lock_and_come_back()
    workplace.go("cases")
    assert child(workplace, CasesPlace).stance() == kept


def test_whoever_comes_back_after_a_lock_that_could_not_save_types_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.workplace.go("cases", f"{desk.case.id}/record/{desk.case.id}")
    notes = child(shown_page(desk.workplace), QPlainTextEdit)
    notes.setFocus()
    QTest.keyClicks(notes, "Half")
    monkeypatch.setattr("vpdesk.vault.vault.ROOM", 1 << 62)
    desk.program.lock()
    type_in(desk.program.window, "held_passphrase", PASSPHRASE)
    press(desk.program.window, "held_back")
    desk.stage.wait(lambda: not desk.program.window.is_covered)
    QTest.keyClick(desk.program.window.focusWidget(), Qt.Key.Key_X)
    assert notes.toPlainText() == "Halfx"


# -- completeness

#: Fields that no lock keeps, each with the reason.
KEPT_NOWHERE = {
    "passphrase": "a secret is typed anew",
    "repeat": "a secret is typed anew",
    "held_passphrase": "a secret is typed anew",
    "present_passphrase": "a secret is typed anew",
    **{f"group_{number}": "a secret is typed anew" for number in range(1, 9)},
    "organisation_filter": "kept as the stance of its place",
    "list_order": "kept as the stance of its place",
    "find_words": "a question, asked anew: what was looked for is not to be read after a lock",
    "retention_years": "a choice of what is looked at, which begins at what is usual",
    "line_to_add": "nothing is typed in it: a choice that is added by a button",
}

#: Screens whose answers are given anew, each with the reason.
ANSWERED_ANEW = {
    "settings": "preferences are no text of a case",
    "case-erasing": "whether something is destroyed is not answered by half",
}


def unkept(window: QWidget) -> set[str]:
    """Return the fields of a screen that belong to no form that keeps drafts."""
    found = set()
    for kind in (QLineEdit, QPlainTextEdit, QComboBox):
        for field in window.findChildren(kind):
            if field.isVisible() and not kept(field):
                found.add(field.objectName() or type(field).__name__)
    return found


def kept(field: QWidget) -> bool:
    parent = field.parentWidget()
    while parent is not None:
        if isinstance(parent, Form):
            return parent.findChild(Autosave, options=Qt.FindChildOption.FindDirectChildrenOnly) is not None
        parent = parent.parentWidget()
    return False


def test_every_field_of_every_screen_is_kept_or_left_out_by_name(desk: Desk) -> None:
    found: dict[str, set[str]] = {}
    desk.program.window.close()
    program = Program(desk.stage.app, desk.stage.around)
    desk.stage.programs.append(program)
    program.window.show()
    for name, window in gallery.screens(program, desk.stage.folder, PASSPHRASE):
        settle()
        if name not in ANSWERED_ANEW:
            found[name] = unkept(window) - KEPT_NOWHERE.keys()
    assert {name: fields for name, fields in found.items() if fields} == {}


def test_a_field_outside_every_form_is_noticed(desk: Desk) -> None:
    """The control of the test above."""
    line = QLineEdit(desk.workplace)
    line.setObjectName("loose")
    line.show()
    assert "loose" in unkept(desk.workplace)


def test_a_form_without_drafts_loses_what_was_typed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: without what the forms do at a lock, the words are gone."""
    monkeypatch.setattr("vpdesk.app.indoors.commit_all", lambda _page: 0)
    monkeypatch.setattr(Autosave, "flush", lambda _self: None)
    desk.workplace.go("cases", f"{desk.case.id}/record/{desk.case.id}")
    half_type(shown_page(desk.workplace))
    assert HALF not in str(typed(desk.lock_and_come_back()))
