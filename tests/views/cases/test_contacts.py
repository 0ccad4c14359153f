"""A contact moment: when exactly, how long, with whom, and what was announced; a missed one is one too."""

from datetime import date, datetime, time, timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton

from tests.factories import make_consent, make_contact
from tests.views.audit import findings
from tests.views.cases.conftest import TODAY, Practice, Window
from tests.views.conftest import NOW
from tests.views.finding import child
from vpdesk.domain.case import Case
from vpdesk.domain.contact import THIRD_PARTIES, Attendance, Participant, TimeSpent
from vpdesk.domain.values import Channel, Recipient
from vpdesk.services.casework import save_contact, tell_reservation
from vpdesk.services.consents import record_consent
from vpdesk.services.drafts import load_draft
from vpdesk.views.cases.clock import FORGOTTEN, Clock
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.pictures import settle


@pytest.fixture
def eik(practice: Practice) -> Case:
    return practice.eik


@pytest.fixture
def window(window: Window, eik: Case) -> Window:
    window.place.open_case(eik.id)
    window.press("record_contact")
    return window


def says(window: Window) -> str:
    return " ".join(each.text() for each in window.page.findChildren(QLabel) if each.isVisible())


def test_day_and_time_stand_in_one_field(window: Window, eik: Case) -> None:
    window.fill(held_on="yesterday 14:00", channel="phone", minutes="1:10")
    assert "Friday 20 November 2026, 14:00" in says(window)
    window.finish()
    contact = window.file(eik).contacts[0]
    assert (contact.held_on, contact.held_at, contact.minutes) == (date(2026, 11, 20), time(14, 0), 70)
    window.escape()
    assert "14:00 · telephone · 1 h 10 min" in window.says()


def test_picking_another_day_keeps_the_time_that_was_typed(window: Window) -> None:
    editor = window.form_page.form.editor("held_on")
    editor.set_raw("yesterday 9:15")
    editor.set_value(editor._on(date(2026, 11, 17)))  # type: ignore[attr-defined]  # what the calendar does
    assert editor.raw() == "17-11-2026 09:15"


def test_a_missed_appointment_asks_less_and_is_a_contact(window: Window, eik: Case) -> None:
    window.fill(channel="in_person", minutes="50")
    window.fill(attendance="missed", travel_minutes="40")
    form = window.form_page.form
    assert not form.is_asked("minutes")
    assert not form.is_asked("participants")
    assert not form.is_asked("announced")
    window.finish()
    contact = window.file(eik).contacts[0]
    assert contact.attendance is Attendance.MISSED
    assert (contact.minutes, contact.travel_minutes, contact.participants) == (0, 40, ())
    window.escape()
    assert "The reporter did not come" in window.says()


def test_of_a_missed_appointment_is_asked_how_they_were_going_to_speak(window: Window) -> None:
    channel = window.form_page.form.editor("channel")
    assert "How did you speak?" in says(window)
    assert channel.box.accessibleName() == "How did you speak?"
    window.fill(attendance="missed")
    assert "How did you speak?" not in says(window)
    assert "How were you going to speak?" in says(window)
    assert channel.box.accessibleName() == "How were you going to speak?"
    window.fill(attendance="held")
    assert channel.box.accessibleName() == "How did you speak?"


def test_travel_is_asked_only_where_one_travels(window: Window) -> None:
    form = window.form_page.form
    window.fill(channel="phone")
    assert not form.is_asked("travel_minutes")
    window.fill(channel="in_person")
    window.fill(travel_minutes="45")
    window.fill(channel="phone")
    assert form.is_asked("travel_minutes")  # what was typed does not go out of sight


def test_who_else_was_there_is_unfolded(window: Window, eik: Case) -> None:
    assert not window.form_page.form.is_asked("participants")
    window.press("others")
    window.fill(participants=["reporter", "manager"])
    window.finish()
    assert window.file(eik).contacts[0].participants == (Participant.REPORTER, Participant.MANAGER)
    window.escape()
    assert "with: manager" in window.says()


def test_who_takes_part_without_consent_is_said_and_not_refused(window: Window, eik: Case) -> None:
    """What happened is recorded; that nothing goes to a third party without consent is said beside it."""
    consent = make_consent(eik.id, given_on=date(2026, 11, 20), recipient=Recipient.MANAGER)
    window.press("others")
    window.fill(participants=["reporter", "supporter"])
    assert "No consent to share" not in says(window)
    window.fill(participants=["reporter", "manager", "hr"])
    assert "No consent to share is recorded for: manager, HR." in says(window)
    window.escape()
    window.change(lambda vault: record_consent(vault, consent))
    window.press("record_contact")
    assert "No consent to share is recorded for: HR." in says(window)
    window.fill(held_on="19-11-2026")  # the consent is of a day later
    assert "No consent to share is recorded for: manager, HR." in says(window)
    window.fill(attendance="missed")
    assert "No consent to share" not in says(window)
    window.fill(attendance="held")
    window.finish()
    (contact,) = window.file(eik).contacts
    assert contact.participants == (Participant.REPORTER, Participant.MANAGER, Participant.HR)


def test_every_third_party_is_somebody_that_a_consent_can_name() -> None:
    own = {Participant.REPORTER, Participant.SUPPORTER}
    assert set(THIRD_PARTIES) == set(Participant) - own


def test_the_notes_begin_as_the_account_of_the_reporter(window: Window) -> None:
    notes = child(window.form_page.form.editor("notes"), QPlainTextEdit)
    assert notes.placeholderText() == "According to the reporter …"
    assert "factual, and no more than is needed" in says(window)
    window.fill(attendance="missed")  # who did not come told nothing
    assert "no more than is needed" not in says(window)
    assert notes.placeholderText() == ""
    window.fill(attendance="held")
    assert notes.placeholderText() == "According to the reporter …"


@pytest.mark.parametrize(
    ("attendance", "title"),
    [("held", "The conversation is recorded"), ("missed", "The missed appointment is recorded")],
)
def test_what_is_said_to_be_recorded_is_what_it_was(window: Window, attendance: str, title: str) -> None:
    window.fill(attendance=attendance)
    window.finish()
    assert title in says(window)


def test_what_was_agreed_before_is_said_where_it_is_agreed_anew(window: Window, eik: Case) -> None:
    """Who goes back keeps it, late as it may be: she must see what that is."""
    window.finish()
    assert "Agreed before" not in says(window)
    window.fill(next_contact_on="27-11-2026")
    window.finish()
    window.press("record_contact")
    window.finish()
    assert "Agreed before: Friday 27 November. If you go back, that stands." in says(window)
    window.escape()
    assert window.file(eik).case.next_contact_on == date(2026, 11, 27)


# -- the limit of confidentiality


def test_the_announcement_is_asked_and_explained_until_it_was_made(window: Window, eik: Case) -> None:
    assert "moral distress" in says(window)
    assert window.file(eik).case.told_of_reservation_on is None
    window.fill(held_on="yesterday")
    assert child(window.page, QPushButton, "announced_yes").text() == "Yes, on 20 November"
    window.press("announced_yes")
    window.finish()
    assert window.file(eik).case.told_of_reservation_on == date(2026, 11, 20)
    window.escape()
    window.press("record_contact")
    assert "moral distress" not in says(window)


def test_nothing_is_announced_without_saying_so(window: Window, eik: Case) -> None:
    window.finish()
    assert window.file(eik).case.told_of_reservation_on is None


def test_a_contact_does_not_take_back_an_announcement(window: Window, eik: Case) -> None:
    window.fill(notes="Half")
    window.change(lambda vault: tell_reservation(vault, eik.id, date(2026, 9, 4)))
    window.finish()
    assert window.file(eik).case.told_of_reservation_on == date(2026, 9, 4)


# -- the clock


class Watch:
    """What time it is to a clock under test."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def watch(window: Window) -> Watch:
    made = Watch()
    clock = child(window.page, Clock)
    around = window.place._around
    clock._around = PageContext(desk=around.desk, today=around.today, now=made, keeping=around.keeping)
    return made


def test_the_clock_fills_in_the_minutes_and_when_it_began(window: Window, watch: Watch, eik: Case) -> None:
    window.press("start_clock")
    assert child(window.page, QLabel, "clock_says").text() == "Since 14:09: 0 min"
    watch.at += timedelta(minutes=34, seconds=40)
    window.press("stop_clock")
    assert window.form_page.form.raw()["minutes"] == "35"
    window.press("start_clock")
    watch.at += timedelta(minutes=5)
    window.finish()  # a clock that runs stops with it
    contact = window.file(eik).contacts[0]
    assert (contact.held_at, contact.minutes) == (time(14, 9), 40)
    assert window.desk.ask(lambda vault: load_draft(vault, f"case/{eik.id}/clock")) is None


def test_a_clock_that_was_forgotten_counts_no_hours(window: Window, watch: Watch, eik: Case) -> None:
    """Stopped the next morning, it would have made sixteen hours of one conversation."""
    window.press("start_clock")
    watch.at += timedelta(hours=16)
    child(window.page, Clock)._show()
    assert "Since 21 November, 14:09: 16 h" in says(window)
    window.press("finish")
    settle()
    assert "The clock ran for 16 h: it was forgotten. Fill in how long you spoke." in says(window)
    assert window.file(eik).contacts == []
    assert window.form_page.form.editor("minutes").raw() == ""
    window.fill(minutes="50")
    window.finish()
    assert window.file(eik).contacts[0].minutes == 50


def test_a_long_conversation_is_believed(window: Window, watch: Watch, eik: Case) -> None:
    window.press("start_clock")
    watch.at += timedelta(minutes=FORGOTTEN)
    window.finish()
    assert window.file(eik).contacts[0].minutes == FORGOTTEN


def test_minutes_that_were_typed_go_before_a_clock_that_was_forgotten(
    window: Window, watch: Watch, eik: Case
) -> None:
    window.press("start_clock")
    watch.at += timedelta(days=90)
    window.fill(minutes="40")
    window.finish()
    assert window.file(eik).contacts[0].minutes == 40


def test_the_clock_never_writes_over_what_was_typed(window: Window, watch: Watch, eik: Case) -> None:
    window.fill(held_on="yesterday", minutes="50")
    window.press("start_clock")
    watch.at += timedelta(minutes=12)
    window.finish()
    contact = window.file(eik).contacts[0]
    assert (contact.held_on, contact.minutes) == (date(2026, 11, 20), 50)


def test_the_clock_runs_on_while_the_page_is_left_or_the_window_locked(window: Window, watch: Watch) -> None:
    window.press("start_clock")
    watch.at += timedelta(minutes=3)
    window.escape()
    assert "The clock of a conversation runs since 14:09." in window.says()
    window.press("to_clock")
    assert child(window.page, Clock).runs
    assert child(window.page, QLabel, "clock_says").text().startswith("Since 14:09")
    window.press("stop_clock")
    assert window.form_page.form.raw()["minutes"] == "1"  # by the clock of the window, which stands still
    window.escape()
    assert "The clock of a conversation" not in window.says()


def test_a_contact_that_is_changed_has_no_clock(window: Window, eik: Case) -> None:
    contact = make_contact(eik.id, held_at=time(10, 0), participants=(Participant.HR,), travel_minutes=20)
    window.escape()
    window.change(lambda vault: save_contact(vault, contact))
    window.press(f"change_{contact.id}")
    assert window.page.findChildren(Clock) == []
    window.fill(notes="Later.")
    window.escape()
    changed = window.file(eik).contacts[0]
    assert changed.notes == "Later."
    assert (changed.held_at, changed.participants, changed.travel_minutes) == (
        time(10, 0),
        (Participant.HR,),
        20,
    )


# -- what it adds up to


def test_contacts_add_up_with_missed_ones_apart(window: Window, eik: Case) -> None:
    window.escape()

    for minutes, travel, attendance in ((50, 30, Attendance.HELD), (25, 0, Attendance.HELD),
                                        (0, 40, Attendance.MISSED)):  # fmt: skip
        contact = make_contact(eik.id, minutes=minutes, travel_minutes=travel, attendance=attendance)
        window.change(partial(save_contact, contact=contact))
    assert window.file(eik).spent == TimeSpent(held=2, missed=1, minutes=75, travel_minutes=70)
    said = window.says()
    assert "2 contacts · 1 h 15 min" in said
    assert "1 h 10 min of travel" in said
    assert "1 time the reporter did not come" in said


def test_every_control_of_the_page_has_a_name(window: Window) -> None:
    window.press("others")
    window.fill(channel=Channel.IN_PERSON.value)
    assert findings(window.page) == []


def test_a_conversation_is_recorded_by_keyboard_alone(window: Window, eik: Case) -> None:
    """As after a call: the day and time, the channel by its first letter, minutes, a note, Enter twice."""
    form = window.form_page.form

    def type_in(text: str) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, text)

    settle()
    box = QApplication.focusWidget()
    assert box is form.editor("held_on").box
    QTest.keyClick(box, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_in("fri 14:00")
    form.editor("channel").box.setFocus()
    type_in("t")
    form.editor("minutes").box.setFocus()
    type_in("35")
    form.editor("notes").box.setFocus()
    type_in("Rustig gesprek.")
    with window.qtbot.waitSignal(window.form_page.stored):
        QTest.keyClick(form.editor("minutes").box, Qt.Key.Key_Return)
    contact = window.file(eik).contacts[0]
    assert (contact.held_on, contact.held_at) == (date(2026, 11, 20), time(14, 0))
    assert (contact.channel, contact.minutes, contact.notes) == (Channel.PHONE, 35, "Rustig gesprek.")
    assert contact.held_on < TODAY
