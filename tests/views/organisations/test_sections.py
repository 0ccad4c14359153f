"""The sections of an organisation, as a person opens them and fills them in."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.factories import make_case, make_contact
from tests.views.audit import findings
from tests.views.conftest import NOW, Show
from tests.views.finding import child
from vpdesk.domain.contact_person import ContactPerson, ContactRole, ReportReceipt
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.term import Term, TermKind
from vpdesk.domain.values import Route, Switch
from vpdesk.i18n import label
from vpdesk.models.desk import Desk
from vpdesk.services.agreements import agreed_terms, own_words, save_terms
from vpdesk.services.organisations import save_organisation
from vpdesk.vault.vault import Vault
from vpdesk.views.autosave import Autosave, commit_all
from vpdesk.views.form import Form
from vpdesk.views.organisations.detail import OrganisationDetail
from vpdesk.views.organisations.section import Section
from vpdesk.views.organisations.terms_part import TermEditor, length_words
from vpdesk.views.undoing import Undoing


@pytest.fixture
def vliet(desk: Desk) -> Organisation:
    organisation = Organisation(name="De Vliet")
    desk.ask(lambda vault: save_organisation(vault, organisation))
    return organisation


class Page:
    """The page of one organisation: what is pressed, filled in and read on it."""

    def __init__(self, desk: Desk, show: Show, organisation: Organisation, qtbot: QtBot) -> None:
        self.desk = desk
        self.qtbot = qtbot
        self.undoing = Undoing(desk)
        self.detail = OrganisationDetail(desk, lambda: NOW, self.undoing)
        self.detail.resize(720, 1600)
        self.detail.show_organisation(organisation.id)
        show(self.detail)

    def section(self, name: str) -> Section:
        return next(section for section in self.detail.sections if section.name == name)

    def open(self, name: str) -> Section:
        section = self.section(name)
        if not section.is_open:
            self.press(f"open_{name}")
        return section

    def press(self, name: str, within: QWidget | None = None) -> None:
        found = [b for b in (within or self.detail).findChildren(QPushButton, name) if b.isVisible()]
        assert found, f"no button {name!r} in sight"
        found[0].click()

    def press_and_wait(self, name: str) -> None:
        self.press(name)
        self.desk.ask(lambda _vault: None)  # it was done before this
        QApplication.processEvents()

    def form(self, name: str) -> Form:
        return next(form for form in self.section(name).findChildren(Form) if form.isVisible())

    def fill(self, section: str, /, **values: object) -> None:
        for field, value in values.items():
            self.form(section).editor(field).set_raw(value)

    def said(self, name: str) -> str:
        self.desk.ask(lambda _vault: None)  # what was saved in the background is there
        QApplication.processEvents()
        return self.section(name)._head.accessibleDescription()

    def words(self) -> str:
        labels = self.detail.findChildren(QLabel)
        return "\n".join(each.text() for each in labels if each.isVisible())


@pytest.fixture
def page(desk: Desk, show: Show, vliet: Organisation, qtbot: QtBot) -> Page:
    return Page(desk, show, vliet, qtbot)


def test_a_section_opens_and_closes_by_keyboard_and_says_in_one_line_what_is_in_it(page: Page) -> None:
    section = page.section("terms")
    assert section.findChildren(Form) == []  # nobody asked for it yet
    assert "As is usual" in page.words()
    section._head.setFocus()
    QTest.keyClick(section._head, Qt.Key.Key_Return)
    assert child(section, Form).isVisible()
    QTest.keyClick(section._head, Qt.Key.Key_Space)
    assert not child(section, Form).isVisible()


def test_every_section_is_empty_and_asks_nothing_at_first(page: Page) -> None:
    assert {section.name: page.said(section.name) for section in page.detail.sections} == {
        "person": "Nobody yet",
        "procedure": "All routes are open",
        "terms": "As is usual",
        "dates": "Not filled in yet",
        "retention": "As is usual: two years",
        "hours": "This year: 0 conversations",
        "word": "The words of the core list",
        "unit": "Off",
    }


def test_a_section_that_opens_says_what_stands_above_its_first_field(page: Page, aloud: list[str]) -> None:
    child(page.section("person"), QPushButton, "open_person").click()
    QApplication.processEvents()
    (said,) = aloud
    assert said.endswith("Never a reporter.")
    child(page.section("person"), QPushButton, "open_person").click()
    QApplication.processEvents()
    assert len(aloud) == 1


def test_the_fields_of_two_sections_do_not_undo_each_other(page: Page, vliet: Organisation) -> None:
    page.open("procedure")
    page.open("dates")
    page.fill("procedure", open_routes=[Route.SELF.value], committee="Regional committee")
    page.fill("dates", appointment_ends_on="20-2-2027")
    commit_all(page.detail)
    stored = page.desk.ask(lambda vault: vault.organisations.get(vliet.id))
    assert (stored.open_routes, stored.committee) == ((Route.SELF,), "Regional committee")
    assert stored.appointment_ends_on == date(2027, 2, 20)
    assert page.said("procedure") == "1 route · complaints committee recorded"
    assert page.said("dates") == "appointed until 20 February 2027"


def test_a_client_agrees_for_how_long_its_cases_are_kept(page: Page, vliet: Organisation) -> None:
    page.open("retention")
    page.fill("retention", retention_years=5)
    commit_all(page.detail)
    assert page.desk.ask(lambda vault: vault.organisations.get(vliet.id)).retention_years == 5
    assert page.said("retention") == "5 years"
    page.fill("retention", retention_years=None)
    commit_all(page.detail)
    assert page.desk.ask(lambda vault: vault.organisations.get(vliet.id)).retention_years is None
    assert page.said("retention") == "As is usual: two years"


def test_an_appointment_that_ends_before_it_begins_is_said_at_its_field_and_kept(
    page: Page, vliet: Organisation, desk: Desk, show: Show, qtbot: QtBot
) -> None:
    page.open("dates")
    page.fill("dates", appointed_on="1-3-2026", appointment_ends_on="1-3-2025")
    commit_all(page.detail)
    assert "The appointment ends before it begins." in page.words()
    again = Page(desk, show, vliet, qtbot)
    assert again.section("dates").is_open  # what is half done opens by itself
    assert again.form("dates").raw()["appointment_ends_on"] == "1-3-2025"


def test_a_date_that_was_half_typed_takes_back_none_that_was_agreed_meanwhile(
    desk: Desk, show: Show, page: Page, vliet: Organisation, qtbot: QtBot
) -> None:
    page.open("dates")
    page.fill("dates", appointed_on="31 feb")
    page.form("dates").edited.emit()
    commit_all(page.detail)
    due = date(2027, 3, 1)
    desk.ask(lambda vault: save_organisation(vault, replace(vliet, report_due_on=due)))
    again = Page(desk, show, vliet, qtbot)
    again.open("dates")
    assert again.form("dates").editor("appointed_on").raw() == "31 feb"
    again.fill("dates", appointed_on="1-1-2026")
    again.form("dates").edited.emit()
    commit_all(again.detail)
    stored = desk.ask(lambda vault: vault.organisations.get(vliet.id))
    assert (stored.appointed_on, stored.report_due_on) == (date(2026, 1, 1), due)


def test_a_term_that_is_changed_can_go_back_to_what_is_usual(page: Page, vliet: Organisation) -> None:
    page.open("terms")
    editor = page.form("terms").editor("advice")
    assert isinstance(editor, TermEditor)
    assert "As is usual" in [each.text() for each in editor.findChildren(QLabel) if each.isVisible()]
    editor.set_raw(["10", "week"])
    commit_all(page.detail)
    assert page.desk.ask(lambda vault: agreed_terms(vault, vliet.id))[TermKind.ADVICE].amount == 10
    assert page.said("terms") == "1 term agreed otherwise"
    page.press("usual_term", editor)
    commit_all(page.detail)
    assert page.desk.ask(lambda vault: vault.terms.of_organisation(vliet.id)) == []
    assert page.said("terms") == "As is usual"


@pytest.mark.parametrize("typed", ["", "0", "-1", "ten", "9999", "٣"])
def test_what_is_no_term_is_refused_at_its_field(page: Page, vliet: Organisation, typed: str) -> None:
    page.open("terms")
    page.fill("terms", advice=[typed, "week"])
    commit_all(page.detail)
    errors = [each for each in page.form("terms").findChildren(QLabel) if each.property("kind") == "error"]
    assert [each.text() for each in errors if each.text()]
    assert page.desk.ask(lambda vault: vault.terms.of_organisation(vliet.id)) == []


def wrongs(form: Form) -> dict[str, str]:
    """What is said to be wrong in a form, by the field that it stands at."""
    return {name: each.text() for name, each in form._errors.items() if each.isVisible()}


def test_all_wrong_terms_are_told_at_once_each_at_its_field(page: Page, vliet: Organisation) -> None:
    page.open("terms")
    page.fill("terms", advice=["", "week"], complaint=["0", "year"], feedback=["4", "month"])
    commit_all(page.detail)
    assert wrongs(page.form("terms")) == {
        "complaint": "A term lasts between 1 and 366.",
        "advice": "Fill in a whole number.",
    }
    assert page.desk.ask(lambda vault: vault.terms.of_organisation(vliet.id)) == []
    page.fill("terms", complaint=["2", "year"], advice=["", "week"])
    commit_all(page.detail)
    assert list(wrongs(page.form("terms"))) == ["advice"], "what was mended is called wrong no more"
    page.fill("terms", advice=["8", "week"])
    commit_all(page.detail)
    assert wrongs(page.form("terms")) == {}
    kept = page.desk.ask(lambda vault: vault.terms.of_organisation(vliet.id))
    assert {term.kind for term in kept} == {TermKind.COMPLAINT, TermKind.FEEDBACK}


def test_all_wrong_dates_are_told_at_once_each_at_its_field(page: Page) -> None:
    page.open("dates")
    page.fill("dates", appointed_on="31-2-2026", appointment_ends_on="soon", report_due_on="1-3-2027")
    commit_all(page.detail)
    assert list(wrongs(page.form("dates"))) == ["appointed_on", "appointment_ends_on"]
    assert findings(page.detail) == []


def test_the_length_of_a_term_reads_as_it_is_said() -> None:
    assert [length_words(term.amount, term.unit) for term in map(usual, TermKind)] == [
        "2 working days",
        "1 year",
        "2 weeks",
        "2 weeks",
        "8 weeks",
        "4 weeks",
        "7 days",
        "3 months",
    ]


def usual(kind: TermKind) -> Term:
    return Term.usual(1, kind)


def test_a_contact_person_is_added_changed_and_removed(page: Page) -> None:
    page.open("person")
    page.press("add_person")
    page.fill("person", role="hr", name="A. Bakker", receives_report="all")
    page.press_and_wait("keep_person")
    assert page.said("person") == "1 contact person · reports go to A. Bakker"
    page.press("change_person")
    page.fill("person", reach="010-1234567")
    page.press_and_wait("keep_person")
    assert "HR · 010-1234567 · gets the reports" in page.words()
    page.press_and_wait("remove_person")
    assert page.said("person") == "Nobody yet"
    assert page.detail.focusWidget().objectName() == "add_person"
    assert page.undoing.deeds == 3


def test_who_was_half_typed_is_there_again(
    page: Page, vliet: Organisation, desk: Desk, show: Show, qtbot: QtBot
) -> None:
    page.open("person")
    page.press("add_person")
    page.fill("person", reach="half a num")
    commit_all(page.detail)
    again = Page(desk, show, vliet, qtbot)
    assert again.section("person").is_open
    assert again.form("person").raw()["reach"] == "half a num"
    again.press("leave_person")
    assert desk.ask(lambda vault: vault.drafts.get(f"organisation/{vliet.id}/person")) is None


def test_a_contact_person_without_a_name_is_asked_for_it(page: Page) -> None:
    page.open("person")
    page.press("add_person")
    page.fill("person", role="hr")
    page.press("keep_person")
    assert "A contact person needs a name." in page.words()
    assert page.detail.focusWidget() is page.form("person").editor("name").box


def test_an_own_word_is_chosen_by_list_and_code(page: Page, vliet: Organisation) -> None:
    page.open("word")
    page.press("add_word")
    page.fill("word", dimension="outcome")
    page.fill("word", code="resolved", label="Afgehandeld")
    page.press_and_wait("keep_word")
    assert page.desk.ask(lambda vault: own_words(vault, vliet.id)) == {("outcome", "resolved"): "Afgehandeld"}
    assert "How it ended · Resolved" in page.words()
    page.press("add_word")
    page.fill("word", dimension="route")
    box = page.form("word").editor("code").box
    assert isinstance(box, QComboBox)
    offered = {box.itemText(number) for number in range(box.count())}
    assert offered == {label(route) for route in Route}  # and not what is there for counting only


def test_sites_are_off_until_they_are_wanted_and_switching_off_keeps_them(
    page: Page, vliet: Organisation
) -> None:
    page.open("unit")
    assert "In a small department a reporter is soon recognised" in page.words()
    assert not page.section("unit").findChildren(QPushButton, "add_unit")[0].isVisible()
    page.press_and_wait("units_on")
    assert page.detail.focusWidget() is page.form("unit").editor("name").box, "the first one is named next"
    QTest.keyClick(page.detail.focusWidget(), Qt.Key.Key_Return)
    assert page.said("unit") == "On", "one Enter more does not switch them off"
    page.fill("unit", name="Noord")
    page.press_and_wait("keep_unit")
    assert page.said("unit") == "1 site or department"
    page.press_and_wait("units_off")
    assert page.said("unit") == "Off"
    assert "Noord" not in page.words()
    assert "recorded in 0 cases: all of it is kept" in page.words()
    stored = page.desk.ask(lambda vault: vault.organisations.get(vliet.id))
    assert stored.unit_recording is Switch.OFF
    assert [unit.name for unit in page.desk.ask(lambda vault: vault.units.of_organisation(vliet.id))] == [
        "Noord"
    ]
    page.press_and_wait("units_on")
    assert page.detail.focusWidget().objectName() == "add_unit", "there is one already"


def test_sites_come_into_reports_only_when_that_is_chosen(page: Page, vliet: Organisation) -> None:
    def reported() -> Switch:
        return page.desk.ask(lambda vault: vault.organisations.get(vliet.id)).unit_reporting

    page.open("unit")
    assert not page.section("unit").findChildren(QPushButton, "units_report")[0].isVisible()
    page.press_and_wait("units_on")
    page.press_and_wait("units_report")
    assert reported() is Switch.ON
    assert page.detail.focusWidget().objectName() == "units_no_report"
    page.press_and_wait("units_no_report")
    assert reported() is Switch.OFF


def test_hours_are_those_of_the_chosen_period(page: Page, vliet: Organisation, qtbot: QtBot) -> None:
    case = make_case(vliet.id)

    def store(vault: Vault) -> None:
        with vault.transaction():
            vault.cases.save(case)
            vault.contacts.save(make_contact(case.id, minutes=95, travel_minutes=30))
            vault.contacts.save(make_contact(case.id, held_on=date(2025, 5, 1)))

    with qtbot.waitSignal(page.desk.changed):
        page.desk.ask(store)
    page.open("hours")
    assert page.said("hours") == "This year: 1 conversation, 1 h 35 min and 30 min of travelling"
    period = child(page.detail, QWidget, "hours_period")
    period._which.setCurrentIndex(period._which.findText("2025"))  # type: ignore[attr-defined]
    period._which.activated.emit(0)  # type: ignore[attr-defined]
    assert child(page.detail, QLabel, "hours").text() == "1 conversation, 30 min"


def test_turning_to_another_organisation_keeps_what_was_typed_and_shows_its_own(
    page: Page, vliet: Organisation
) -> None:
    oost = Organisation(name="Oost")

    def store(vault: Vault) -> None:
        save_organisation(vault, oost)
        usual_advice = Term.usual(oost.id, TermKind.ADVICE)
        save_terms(vault, oost.id, {TermKind.ADVICE: usual_advice})

    page.desk.ask(store)
    page.open("terms")
    page.open("person")
    page.press("add_person")
    page.fill("person", name="Canary of De Vliet")
    page.fill("terms", advice=["11", "week"])
    page.detail.show_organisation(oost.id)
    assert "Canary of De Vliet" not in page.words()
    assert page.form("terms").raw()["advice"] == ["8", "week"]
    assert page.desk.ask(lambda vault: agreed_terms(vault, vliet.id))[TermKind.ADVICE].amount == 11
    page.detail.show_organisation(vliet.id)
    assert page.form("person").raw()["name"] == "Canary of De Vliet"


def test_nothing_on_the_open_page_is_without_a_name(page: Page) -> None:
    for section in page.detail.sections:
        page.open(section.name)
    page.press("add_person")
    page.press("add_word")
    page.press_and_wait("units_on")
    assert findings(page.detail) == []
    assert len(page.detail.findChildren(Autosave)) >= len(page.detail.sections)


def test_reports_go_to_whom_it_says(desk: Desk, show: Show, vliet: Organisation, qtbot: QtBot) -> None:
    def store(vault: Vault) -> None:
        with vault.transaction():
            for name, receipt in (("Eva", ReportReceipt.ALL), ("Tom", ReportReceipt.NONE)):
                person = ContactPerson(
                    organisation_id=vliet.id, role=ContactRole.BOARD, name=name, receives_report=receipt
                )
                vault.contact_persons.save(person)

    desk.ask(store)
    assert Page(desk, show, vliet, qtbot).said("person") == "2 contact persons · reports go to Eva"
