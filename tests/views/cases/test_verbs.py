"""The counsellor's verbs through the window: contact, consent, step, closing, aftercare."""

from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from tests.factories import agree_aftercare, make_aftercare, make_consent, make_contact, make_step
from tests.views.audit import findings
from tests.views.cases.conftest import TODAY, Practice, Window
from vpdesk.domain.case import Case
from vpdesk.domain.consent import Consent
from vpdesk.domain.day_and_time import DayAndTime
from vpdesk.domain.overview import DueItem, DueKind
from vpdesk.domain.step import Step, StepStatus
from vpdesk.domain.values import (
    AftercareOutcome,
    AftercareWish,
    Channel,
    ConsentManner,
    ConsentPurpose,
    Initiative,
    Mandate,
    MandateSource,
    Matter,
    Outcome,
    Recipient,
)
from vpdesk.services.agenda import read_agenda
from vpdesk.services.casework import agree_contact, save_contact
from vpdesk.services.consents import plan_step, record_consent, withdraw_consent
from vpdesk.vault import vault as vault_module
from vpdesk.views.cases.verbs import Deed, Verb, kept_as, read_kept
from vpdesk.views.pictures import settle


@pytest.fixture
def window(window: Window, practice: Practice) -> Window:
    window.place.open_case(practice.eik.id)
    return window


@pytest.fixture
def eik(practice: Practice) -> Case:
    return practice.eik


def words(widget: QWidget) -> str:
    return " ".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


# -- contact


def test_a_conversation_is_recorded_and_one_question_follows(window: Window, eik: Case) -> None:
    window.press("record_contact")
    assert "factual, and no more than is needed" in words(window.page)
    window.fill(held_on="yesterday", channel="phone", minutes="35", notes="Volgens melder is het rustig.")
    window.finish()
    contact = window.file(eik).contacts[0]
    assert (contact.held_on, contact.channel, contact.minutes) == (date(2026, 11, 20), Channel.PHONE, 35)
    assert contact.notes == "Volgens melder is het rustig."
    assert window.page.objectName() == "next_contact_page"
    window.fill(next_contact_on="+2w")
    window.finish()
    assert window.file(eik).case.next_contact_on == date(2026, 12, 5)
    assert window.place.detail.isVisible()


def test_the_question_may_be_answered_with_nothing(window: Window, eik: Case) -> None:
    window.change(lambda vault: agree_contact(vault, eik.id, DayAndTime(day=TODAY)))
    window.press("record_contact")
    window.finish()
    with window.qtbot.waitSignal(window.form_page.stored):
        window.press("nothing_agreed")
    assert window.file(eik).case.next_contact_on is None
    assert window.place.detail.isVisible()


@pytest.mark.parametrize("attendance", ["held", "missed"])
@pytest.mark.parametrize("agreed", [TODAY, TODAY - timedelta(days=3)])
def test_what_was_agreed_is_met_however_the_question_after_it_is_left(
    window: Window, eik: Case, agreed: date, attendance: str
) -> None:
    window.change(lambda vault: agree_contact(vault, eik.id, DayAndTime(day=agreed)))
    window.press("record_agreed")
    window.fill(attendance=attendance)
    window.finish()
    assert "Agreed before" not in words(window.page)
    window.escape()
    assert window.file(eik).case.next_contact is None
    agenda = window.place._desk.ask(lambda vault: read_agenda(vault, TODAY))
    assert eik.id not in [item.case_id for item in (*agenda.late, *agenda.today)]


def test_a_contact_of_an_earlier_day_ends_no_later_appointment(window: Window, eik: Case) -> None:
    window.change(lambda vault: agree_contact(vault, eik.id, DayAndTime(day=TODAY)))
    window.press("record_contact")
    window.fill(held_on="yesterday")
    window.finish()
    assert "Agreed before: Saturday 21 November. If you go back, that stands." in words(window.page)
    window.escape()
    assert window.file(eik).case.next_contact_on == TODAY


def test_the_next_contact_has_its_time_where_one_was_agreed(window: Window, eik: Case) -> None:
    window.press("record_contact")
    window.finish()
    window.fill(next_contact_on="tomorrow half past nine")
    window.finish()
    agreed = DayAndTime(day=TODAY + timedelta(days=1), at=time(9, 30))
    assert window.file(eik).case.next_contact == agreed
    assert "Contact is agreed for Sunday 22 November at 09:30" in window.says()
    window.press("change_case")
    window.fill(next_contact_on="24-11-2026")
    window.escape()
    assert window.file(eik).case.next_contact == DayAndTime(day=date(2026, 11, 24))


def test_what_was_typed_survives_leaving_and_comes_back_for_that_case_only(
    window: Window, eik: Case, practice: Practice
) -> None:
    window.press("record_contact")
    window.fill(notes="Half a sentence")
    window.escape()
    assert window.file(eik).contacts == []
    window.place.open_case(practice.linde.id)
    window.press("record_contact")
    assert window.form_page.form.raw()["notes"] == ""
    window.place.open_case(eik.id)
    window.press("record_contact")
    assert window.form_page.form.raw()["notes"] == "Half a sentence"
    window.finish()
    assert window.file(eik).contacts[0].notes == "Half a sentence"
    window.escape()
    window.press("record_contact")
    assert window.form_page.form.raw()["notes"] == ""


def test_minutes_that_are_no_number_are_said_at_their_field(window: Window) -> None:
    window.press("record_contact")
    window.fill(minutes="half an hour")
    assert window.refuse() == "Fill in a number of minutes, for example 50 or 1:30."
    window.fill(minutes="5000")
    assert "between 0 and 1440" in window.refuse()


def test_a_recorded_conversation_can_be_changed_and_saves_itself(window: Window, eik: Case) -> None:
    contact = make_contact(eik.id, notes="Eerst.")
    window.change(lambda vault: save_contact(vault, contact))
    window.press(f"change_{contact.id}")
    window.fill(notes="Later.")
    window.escape()
    assert [each.notes for each in window.file(eik).contacts] == ["Later."]


# -- consent


def test_the_first_purpose_that_was_not_asked_is_proposed(window: Window, eik: Case) -> None:
    window.press("record_consent")
    assert window.form_page.form.raw()["purpose"] == ConsentPurpose.RECORDING
    assert not window.form_page.form.is_asked("recipient")
    window.fill(manner="email")
    window.finish()
    consent = window.file(eik).consents[0]
    assert (consent.purpose, consent.manner) == (ConsentPurpose.RECORDING, ConsentManner.EMAIL)
    window.press("record_consent")
    assert window.form_page.form.raw()["purpose"] == ConsentPurpose.CONTACT


def test_sharing_asks_to_whom_and_what_and_says_what_is_missing(window: Window, eik: Case) -> None:
    window.press("record_consent")
    window.fill(purpose="sharing")
    assert "one recipient" in window.refuse()
    window.fill(recipient="hr", step="one letter")
    assert "what may be said" in window.refuse()
    window.fill(
        may_be_said="that a report was made",
        withheld="the name",
        withheld_because="she asked so",
        valid_until="+1m",
    )
    window.finish()
    consent = window.file(eik).consents[0]
    assert consent.recipient is Recipient.HR
    assert (consent.step, consent.may_be_said) == ("one letter", "that a report was made")
    assert (consent.withheld, consent.withheld_because) == ("the name", "she asked so")
    assert consent.valid_until == date(2026, 12, 21)


def test_what_was_typed_for_another_purpose_is_not_stored_with_this_one(window: Window, eik: Case) -> None:
    window.press("record_consent")
    window.fill(purpose="sharing")
    window.fill(recipient="hr", may_be_said="something", valid_until="not a day")
    window.fill(purpose="counting", decision="refused")
    window.finish()
    consent = window.file(eik).consents[0]
    assert (consent.recipient, consent.may_be_said, consent.valid_until) == (None, "", None)


def shared(window: Window, eik: Case) -> Consent:
    consent = make_consent(eik.id, given_on=date(2026, 10, 1), step="one talk")
    window.change(lambda vault: record_consent(vault, consent))
    return consent


def planned(window: Window, eik: Case, consent: Consent) -> Step:
    step = make_step(eik.id, consent.id, planned_on=date(2026, 11, 20))
    window.change(lambda vault: plan_step(vault, step))
    return step


def test_withdrawing_says_before_and_after_which_steps_stop(window: Window, eik: Case) -> None:
    consent = shared(window, eik)
    planned(window, eik, consent)
    window.press(f"withdraw_{consent.id}")
    assert "This planned step stops: talk with the manager." in words(window.page)
    window.finish()
    file = window.file(eik)
    assert file.consents[0].withdrawn_on == TODAY
    assert file.steps[0].status is StepStatus.STOPPED
    assert "The consent is withdrawn. This planned step stops: talk with the manager." in window.says()
    window.press("close_notice")
    settle()
    assert "The consent is withdrawn." not in window.says()


# -- steps


def test_a_step_without_consent_is_refused_in_words_and_offers_to_record_it(
    window: Window, eik: Case
) -> None:
    window.press("plan_step")
    assert "In this case no consent to share anything was recorded." in words(window.page)
    window.fill(description="call the manager", planned_on="+3d")
    assert "This step has no consent yet. Nothing was done. Ask the reporter first" in window.refuse()
    assert window.file(eik).steps == []
    window.fill(description="")
    window.press("record_consent_first")
    window.fill(recipient="manager", may_be_said="that a talk is wanted", step="one talk")
    window.finish()
    assert window.page.objectName() == "step_page"
    assert window.form_page.form.raw()["description"] == "one talk"
    window.fill(planned_on="+3d")
    window.finish()
    step = window.file(eik).steps[0]
    assert (step.recipient, step.planned_on) == (Recipient.MANAGER, date(2026, 11, 24))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"withdrawn_on": date(2026, 11, 1)}, "was withdrawn on 1 November"),
        ({"valid_until": date(2026, 11, 2)}, "ended on 2 November"),
        ({"given_on": date(2026, 12, 1)}, "begins on 1 December"),
    ],
)
def test_the_refusal_says_what_is_wrong_with_the_consents_there_are(
    window: Window, eik: Case, changes: dict[str, date], said: str
) -> None:
    consent = make_consent(eik.id, **changes)
    window.change(lambda vault: record_consent(vault, consent))
    window.press("plan_step")
    assert f"The consent to share (manager) {said}." in words(window.page)


def test_a_step_beyond_its_consent_is_refused_at_the_consent(window: Window, eik: Case) -> None:
    consent = make_consent(eik.id, valid_until=date(2026, 11, 30))
    window.change(lambda vault: record_consent(vault, consent))
    window.press("plan_step")
    window.fill(description="talk", planned_on="3-12-2026")
    assert "This consent ends before that day." in window.refuse()
    assert window.file(eik).steps == []
    window.press("other_consent")
    assert window.page.objectName() == "consent_page"


def test_a_step_is_carried_out_with_what_came_of_it(window: Window, eik: Case) -> None:
    step = planned(window, eik, shared(window, eik))
    window.press(f"carry_out_{step.id}")
    window.fill(carried_out_on="yesterday", result="Melder voerde zelf het woord.")
    window.finish()
    done = window.file(eik).steps[0]
    assert (done.carried_out_on, done.result) == (date(2026, 11, 20), "Melder voerde zelf het woord.")


def test_a_step_is_not_carried_out_when_its_consent_was_withdrawn_meanwhile(
    window: Window, eik: Case
) -> None:
    consent = shared(window, eik)
    step = planned(window, eik, consent)
    window.press(f"carry_out_{step.id}")
    window.change(lambda vault: withdraw_consent(vault, consent.id, date(2026, 11, 1)))
    assert "carried out or stopped already" in window.refuse()
    assert window.file(eik).steps[0].carried_out_on is None


def test_a_planned_step_can_be_called_off(window: Window, eik: Case) -> None:
    step = planned(window, eik, shared(window, eik))
    window.press(f"stop_{step.id}")
    window.fill(result="Melder wil het anders.")
    window.finish()
    stopped = window.file(eik).steps[0]
    assert (stopped.stopped_on, stopped.result) == (TODAY, "Melder wil het anders.")


# -- closing and aftercare


def test_closing_asks_for_aftercare_and_proposes_no_day(window: Window, eik: Case) -> None:
    window.press("close_case")
    assert window.refuse().count("Choose one from the list.") == 2, "how it ended and the wish, at once"
    assert window.form_page.form.isAncestorOf(window.place.focusWidget())
    assert window.form_page.form.editor("outcome").box.hasFocus(), "the first of them"
    window.fill(outcome="improved")
    assert window.refuse() == "Choose one from the list."  # the wish
    window.fill(wish="wanted")
    assert window.form_page.form.raw()["due_on"] == ""
    assert "Agree on a day for aftercare" in window.refuse()
    notice = window.page.findChild(QWidget, "lock_screen_notice")
    assert notice is not None
    assert words(notice).strip() == "vpdesk Something is waiting in your agenda."
    window.fill(initiative="reporter", due_on="+1m", channel="phone", safe_time="after 17:00")
    window.finish()
    file = window.file(eik)
    assert (file.case.closed_on, file.case.outcome) == (TODAY, Outcome.IMPROVED)
    agreed = file.aftercares[0]
    assert (agreed.initiative, agreed.due_on) == (Initiative.REPORTER, date(2026, 12, 21))
    assert (agreed.channel, agreed.safe_time) == (Channel.PHONE, "after 17:00")
    assert window.place.detail.title.text() == eik.alias


def test_no_aftercare_is_a_record_too_and_needs_no_terms(window: Window, eik: Case) -> None:
    window.press("close_case")
    window.fill(outcome="resolved", wish="wanted")
    window.fill(safe_time="never mind")
    window.fill(wish="not_wanted")
    assert not window.form_page.form.is_asked("due_on")
    assert window.page.findChild(QWidget, "lock_screen_notice").isVisible() is False  # type: ignore[union-attr]
    window.finish()
    agreed = window.file(eik).aftercares[0]
    assert (agreed.wish, agreed.due_on, agreed.safe_time) == (AftercareWish.NOT_WANTED, None, "")


def test_a_case_does_not_close_before_it_was_opened(window: Window) -> None:
    window.press("close_case")
    window.fill(closed_on="1-1-2026", outcome="resolved", wish="not_wanted")
    assert window.refuse() == "The closing date is before the opening date."


def overdue(window: Window, case: Case) -> int:
    aftercare = make_aftercare(case.id, due_on=date(2026, 11, 16))
    window.change(lambda vault: agree_aftercare(vault, aftercare))
    window.place.open_case(case.id)
    window.press("settle")
    return aftercare.id


def test_how_it_goes_is_an_outcome_and_ends_the_reminder(window: Window, eik: Case) -> None:
    overdue(window, eik)
    window.fill(outcome="well", remarks="Rust in het team.")
    window.finish()
    settled = window.file(eik).aftercares[0]
    assert (settled.outcome, settled.settled_on) == (AftercareOutcome.WELL, TODAY)
    assert settled.remarks == "Rust in het team."
    assert window.place.detail.findChild(QWidget, "due") is None or "Aftercare was" not in window.says()


def test_not_reached_counts_the_attempt_and_asks_for_a_new_day(window: Window, eik: Case) -> None:
    overdue(window, eik)
    window.fill(outcome="not_reached")
    assert "attempt 1" in words(window.page)
    assert "Choose the day" in window.refuse()
    window.fill(due_on="+1w")
    window.finish()
    again = window.file(eik).aftercares[0]
    assert (again.attempts, again.due_on, again.outcome) == (1, date(2026, 11, 28), None)
    assert "Tried 1 time in vain" in window.says()


def test_trying_can_be_given_up_in_so_many_words(window: Window, eik: Case) -> None:
    overdue(window, eik)
    window.fill(outcome="not_reached")
    window.press("stop_trying")
    window.finish()
    assert window.file(eik).aftercares[0].outcome is AftercareOutcome.NOT_REACHED


def test_conduct_that_goes_on_offers_to_reopen(window: Window, practice: Practice) -> None:
    overdue(window, practice.es)
    window.fill(outcome="continues")
    window.finish()
    assert window.file(practice.es).case.closed_on is not None  # nothing happens by itself
    with window.qtbot.waitSignal(window.desk.changed):
        window.press("reopen_offered")
    assert window.file(practice.es).case.closed_on is None


def test_disadvantage_offers_to_reopen_and_add_a_matter(window: Window, practice: Practice) -> None:
    overdue(window, practice.es)
    window.fill(outcome="disadvantage")
    window.finish()
    window.press("matter_offered")
    window.qtbot.waitUntil(lambda: bool(window.place.findChildren(QWidget, "case_page")))
    assert window.file(practice.es).case.closed_on is None
    window.fill(matters=["bullying", "abuse_of_power"])
    window.finish()
    assert window.file(practice.es).case.matters == (Matter.BULLYING, Matter.ABUSE_OF_POWER)


# -- the details of the case


def test_the_form_of_the_case_saves_itself(window: Window, eik: Case) -> None:
    window.press("change_case")
    window.fill(entry="portal")
    window.place.flush()
    assert window.file(eik).case.entry.value == "portal"
    window.fill(alias="")
    window.place.flush()
    assert window.file(eik).case.alias == eik.alias
    assert "Give the reporter an alias" in words(window.page)
    window.escape()
    window.press("change_case")
    assert window.form_page.form.raw()["alias"] == ""


def test_the_mandate_follows_the_agreement_until_the_counsellor_chooses_it(
    window: Window, eik: Case
) -> None:
    window.press("change_case")
    assert "“bullying” belongs to what was agreed with Waterschap De Vliet." in words(window.page)
    window.press("choose_mandate")
    window.fill(mandate="integrity")
    assert "by the agreement it would be: undesirable conduct" in words(window.page)
    window.finish()
    case = window.file(eik).case
    assert (case.mandate, case.mandate_source) == (Mandate.INTEGRITY, MandateSource.CHOSEN)
    window.press("change_case")
    window.press("follow_agreement")
    window.finish()
    case = window.file(eik).case
    assert (case.mandate, case.mandate_source) == (Mandate.CONDUCT, MandateSource.DERIVED)


# -- finding the way


def test_something_due_elsewhere_opens_the_page_that_answers_it(window: Window, practice: Practice) -> None:
    aftercare = make_aftercare(practice.es.id)
    window.change(lambda vault: agree_aftercare(vault, aftercare))
    due = DueItem(
        kind=DueKind.AFTERCARE,
        due_on=date(2026, 6, 1),
        case_id=practice.es.id,
        value_id=aftercare.id,
        alias="Es-05",
        organisation="",
    )
    window.place.show_item(due)
    assert window.page.objectName() == "aftercare_page"
    assert "Es-05" in words(window.page)


def test_one_comes_back_where_one_was_with_the_draft(window: Window, eik: Case) -> None:
    window.press("record_contact")
    window.fill(notes="Half a sentence")
    window.place.flush()
    item = window.place.shown_item()
    later = Window(window.desk, window.qtbot)
    later.place.show_item(item)
    assert later.page.objectName() == "contact_page"
    assert later.form_page.form.raw()["notes"] == "Half a sentence"
    later.escape()
    assert later.place.shown_item() == eik.id
    assert later.place.detail.title.text() == eik.alias
    later.place.show_item(f"{eik.id}/withdraw/12")  # a consent that is not there any more
    assert later.place.detail.isVisible()


def test_opening_another_case_keeps_what_was_typed_and_asks_nothing(
    window: Window, practice: Practice
) -> None:
    window.press("close_case")
    window.fill(outcome="resolved")
    window.place.open_case(practice.linde.id)
    assert window.place.detail.title.text() == "Linde-03"
    window.place.open_case(practice.eik.id)
    window.press("close_case")
    assert window.form_page.form.raw()["outcome"] == "resolved"


PAGES = (
    "record_contact",
    "record_consent",
    "plan_step",
    "weigh_confidentiality",
    "close_case",
    "change_case",
)


@pytest.mark.parametrize("verb", PAGES)
def test_every_page_has_names_for_its_controls_and_esc_leads_back(
    window: Window, eik: Case, verb: str
) -> None:
    shared(window, eik)
    window.press(verb)
    assert findings(window.page) == []
    QTest.keyClick(window.page.focusWidget(), Qt.Key.Key_Escape)
    assert window.place.detail.isVisible()


class Openings(QObject):
    """Hears of every window that opens."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.opened.append(type(watched).__name__)
        return False


def test_no_part_of_a_page_flashes_up_as_a_window_of_its_own(
    window: Window, eik: Case, qapp: QApplication
) -> None:
    shared(window, eik)
    openings = Openings()
    qapp.installEventFilter(openings)
    try:
        for verb in PAGES:
            window.press(verb)
            window.escape()
        window.place.new_case()
        window.place.open_case(eik.id)
    finally:
        qapp.removeEventFilter(openings)
    assert openings.opened == []


def test_a_page_says_what_the_vault_could_not_keep_and_stays(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.press("record_contact")
    window.fill(notes="Must not be lost")
    monkeypatch.setattr(vault_module, "ROOM", 1 << 62)
    window.escape()
    assert window.page.objectName() == "contact_page"
    assert window.page.page.banner.isVisible()
    monkeypatch.setattr(vault_module, "ROOM", 0)
    window.escape()
    window.press("record_contact")
    assert window.form_page.form.raw()["notes"] == "Must not be lost"


@pytest.mark.parametrize("deed", [(Verb.RECORD, 0), (Verb.CHANGE_STEP, 7)])
def test_a_page_that_the_window_kept_is_come_back_to(deed: Deed) -> None:
    kept = kept_as(12, deed)
    assert isinstance(kept, str)
    assert read_kept(kept) == (12, deed)


@pytest.mark.parametrize("deed", [None, (Verb.CHANGE_IDENTITY, 3)])
def test_without_a_page_or_behind_a_veil_the_case_is_kept_alone(deed: Deed | None) -> None:
    assert kept_as(12, deed) == 12


def test_a_deed_of_another_version_leads_to_its_case(window: Window, eik: Case) -> None:
    assert read_kept(f"{eik.id}/unheard_of/7") == (eik.id, None)
    window.place.show_item(f"{eik.id}/unheard_of/7")
    assert window.place.shown_item() == eik.id
