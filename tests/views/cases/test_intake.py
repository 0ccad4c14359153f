"""Intake: what is asked follows from what was chosen, and all of it is stored as one."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.factories import make_case
from tests.views.audit import findings
from tests.views.cases.conftest import Practice, Window
from tests.views.fitting import cut_off
from vpdesk.domain.agreement import Unit
from vpdesk.domain.case import Case
from vpdesk.domain.identity import new_id
from vpdesk.domain.matter_detail import MatterDetail, Wrongdoing
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.overview import CaseFilter
from vpdesk.domain.referral import Helper
from vpdesk.domain.values import Entry, Mandate, MandateSource, Matter, Switch
from vpdesk.services.casework import read_case, save_case
from vpdesk.services.intake import Intake, store_intake
from vpdesk.vault.vault import Vault
from vpdesk.views.pictures import settle
from vpdesk.views.reading_order import next_stop


@pytest.fixture
def window(window: Window, practice: Practice) -> Window:
    window.place.new_case()
    window.fill(organisation_id=practice.de_vliet.id, alias="Olm-1")
    return window


def stored(window: Window) -> Case:
    rows = window.desk.ask(lambda vault: vault.cases.rows(CaseFilter()))
    case_id = next(row.id for row in rows if row.alias == "Olm-1")
    return window.desk.ask(lambda vault: vault.cases.get(case_id))


def record_units(vault: Vault, organisation: Organisation, unit: Unit) -> None:
    with vault.transaction():
        vault.organisations.save(replace(organisation, unit_recording=Switch.ON))
        vault.units.save(unit)


# -- what is asked


def test_details_are_asked_beside_a_matter_that_has_them(window: Window) -> None:
    form = window.form_page.form
    window.fill(matters=["bullying"])
    assert not form.is_asked("matter_details")
    window.fill(matters=["bullying", "discrimination"])
    window.fill(matter_details=["age"])
    window.finish()
    assert stored(window).matter_details == (MatterDetail.AGE,)


def test_what_was_told_of_a_matter_goes_with_it(window: Window) -> None:
    window.fill(matters=["discrimination", "fraud"])
    window.fill(matter_details=["age"], wrongdoing="suspected")
    window.fill(matters=["bullying"])
    window.finish()
    case = stored(window)
    assert (case.matter_details, case.wrongdoing) == ((), Wrongdoing.NOT_SUSPECTED)


def test_a_wrong_by_law_is_asked_only_beside_integrity(window: Window) -> None:
    form = window.form_page.form
    window.fill(matters=["bullying"])
    assert not form.is_asked("wrongdoing")
    window.fill(matters=["fraud"])
    window.fill(wrongdoing="suspected")
    window.finish()
    assert stored(window).wrongdoing is Wrongdoing.SUSPECTED


def test_the_mandate_can_be_chosen_otherwise(window: Window) -> None:
    window.fill(matters=["labour_dispute"])
    window.press("choose_mandate")
    window.fill(mandate="conduct")
    assert not window.form_page.form.is_asked("helper")
    window.finish()
    case = stored(window)
    assert (case.mandate, case.mandate_source) == (Mandate.CONDUCT, MandateSource.CHOSEN)


def test_an_outside_matter_is_recorded_with_where_the_reporter_was_referred_to(window: Window) -> None:
    window.fill(matters=["bullying"])
    assert not window.form_page.form.is_asked("helper")
    window.fill(matters=["labour_dispute"], opened_on="yesterday")
    window.fill(helper="lawyer")
    window.finish()
    case = stored(window)
    assert case.mandate is Mandate.OUTSIDE
    referral = window.file(case).referrals[0]
    assert (referral.helper, referral.referred_on) == (Helper.LAWYER, date(2026, 11, 20))
    assert "Lawyer" in window.says()


def test_nobody_has_to_be_referred_on(window: Window) -> None:
    window.fill(matters=["workload"])
    window.finish()
    assert window.file(stored(window)).referrals == []


def test_a_site_is_asked_only_where_the_organisation_records_them(window: Window, practice: Practice) -> None:
    unit = Unit(organisation_id=practice.oost.id, name="Zuid")
    window.escape()
    window.change(partial(record_units, organisation=practice.oost, unit=unit))
    window.place.new_case()
    window.press("unfold")
    assert not window.form_page.form.is_asked("unit_id")
    window.fill(organisation_id=practice.oost.id)
    window.fill(unit_id=unit.id, matters=["bullying"], alias="Olm-1")
    window.finish()
    assert stored(window).unit_id == unit.id


def test_a_site_that_was_chosen_comes_back_with_the_draft(window: Window, practice: Practice) -> None:
    unit = Unit(organisation_id=practice.de_vliet.id, name="Zuid")
    window.escape()
    window.change(partial(record_units, organisation=practice.de_vliet, unit=unit))
    window.place.new_case()
    window.press("unfold")
    window.fill(unit_id=unit.id)
    window.escape()
    window.place.new_case()
    assert window.form_page.form.raw()["unit_id"] == unit.id
    assert window.form_page.form.is_asked("unit_id")


# -- stored as one


def test_the_referral_of_an_intake_is_one_however_often_the_page_saves_itself(
    window: Window, practice: Practice
) -> None:
    case = make_case(practice.oost.id, matters=(Matter.WORKLOAD,))
    intake = Intake(case=case, referral_id=new_id(), helper=Helper.COACH)
    for helper in (Helper.COACH, Helper.LAWYER):
        window.desk.ask(partial(store_intake, intake=replace(intake, helper=helper)))
    referrals = window.desk.ask(lambda vault: read_case(vault, case.id)).referrals
    assert [referral.helper for referral in referrals] == [Helper.LAWYER]
    for change in (
        replace(intake, helper=None),
        replace(intake, case=replace(case, matters=(Matter.STALKING,))),
    ):
        window.desk.ask(lambda vault: store_intake(vault, intake))
        window.desk.ask(partial(store_intake, intake=change))
        assert window.desk.ask(lambda vault: read_case(vault, case.id)).referrals == []


# -- the page of one subject


def test_the_matters_of_a_case_are_changed_on_a_page_of_their_own(window: Window, practice: Practice) -> None:
    window.escape()
    known = replace(
        practice.eik,
        matters=(Matter.DISCRIMINATION, Matter.FRAUD),
        matter_details=(MatterDetail.AGE,),
        wrongdoing=Wrongdoing.SUSPECTED,
    )
    window.change(lambda vault: save_case(vault, known))
    window.place.open_case(practice.eik.id)
    window.press(f"section_change_matters_{practice.eik.id}")
    raw = window.form_page.form.raw()
    assert set(raw) == {"matters", "matter_details", "wrongdoing", "mandate"}
    assert (raw["matter_details"], raw["wrongdoing"]) == (["age"], "suspected")
    window.fill(matters=["bullying"])
    window.escape()  # it saves itself
    case = window.file(practice.eik).case
    assert (case.matters, case.matter_details) == ((Matter.BULLYING,), ())
    assert case.wrongdoing is Wrongdoing.NOT_SUSPECTED


@pytest.mark.parametrize("part", ["matters", "people", "entry", "parts"])
def test_every_subject_has_a_page_that_leads_back(window: Window, practice: Practice, part: str) -> None:
    window.escape()
    window.place.open_case(practice.eik.id)
    window.press(f"section_change_{part}_{practice.eik.id}")
    assert findings(window.page) == []
    window.escape()
    assert window.place.detail.isVisible()


# -- by keyboard alone


def press(key: Qt.Key, times: int = 1) -> int:
    """Press a key where the focus is; return how often."""
    for _turn in range(times):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)
        settle()
    return times


def type_in(text: str) -> int:
    for letter in text:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, letter)
    return len(text)


def test_a_report_is_taken_in_by_keyboard_within_forty_keys(window: Window) -> None:
    """From an empty page: client, day, entry, alias as proposed, two matters; some ten seconds of typing."""
    window.escape()
    window.place.new_case()
    window.press("begin_again")  # the draft of the fixture
    page = window.form_page
    page.begin_typing()
    settle()
    keys = type_in("w")  # the client that begins so
    keys += tab_to(window, "opened_on")
    QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    keys += type_in("gisteren") + 1
    keys += tab_to(window, "entry")
    keys += type_in("e")
    keys += tab_to(window, "matters")
    keys += type_in("i") + press(Qt.Key.Key_Space)
    page.form.editor("matters")._since.invalidate()  # type: ignore[attr-defined]  # a moment's rest
    keys += type_in("f") + press(Qt.Key.Key_Space)
    keys += tab_to(window, "alias", back=True)
    with window.qtbot.waitSignal(page.stored):
        keys += press(Qt.Key.Key_Return)
    settle()
    rows = window.desk.ask(lambda vault: vault.cases.rows(CaseFilter()))
    case = window.desk.ask(lambda vault: vault.cases.get(rows[0].id))
    assert (case.matters, case.entry) == ((Matter.INTIMIDATION, Matter.FRAUD), Entry.EMAIL)
    assert case.opened_on == date(2026, 11, 20)
    assert keys <= 40


def tab_to(window: Window, name: str, *, back: bool = False) -> int:
    """Press Tab until the cursor is in a field; return how often."""
    editor = window.form_page.form.editor(name)
    for keys in range(1, 20):
        there = next_stop(window.form_page, QApplication.focusWidget(), forward=not back)
        assert there is not None
        there.setFocus()
        if editor.isAncestorOf(there):
            return keys
    raise AssertionError(name)


def test_the_whole_page_fits_and_is_named(window: Window) -> None:
    window.fill(matters=["discrimination", "fraud", "labour_dispute"])
    window.press("unfold")
    window.press("choose_mandate")
    window.fill(mandate="outside")
    settle()
    assert findings(window.page) == []
    assert cut_off(window.page) == []
