"""One case at the right: what it says, what it waits for, everything that happened."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from tests.factories import agree_aftercare, make_aftercare, make_consent, make_contact, make_step
from tests.views.audit import findings
from tests.views.cases.conftest import TODAY, Practice, Window
from tests.views.finding import child
from vpdesk import i18n
from vpdesk.domain.case_event import CaseEvent, CaseEventKind
from vpdesk.domain.matter_detail import MatterDetail
from vpdesk.domain.values import (
    AftercareOutcome,
    Channel,
    ConsentDecision,
    ConsentPurpose,
    Matter,
    Position,
    Relation,
)
from vpdesk.services.casework import save_case, save_contact, tell_reservation
from vpdesk.vault.vault import Vault
from vpdesk.views.cases.moments import moments
from vpdesk.views.cases.own_words import OwnWords
from vpdesk.views.cases.sections.facts import matter_line
from vpdesk.views.cases.timeline import FIRST
from vpdesk.views.pictures import settle


@pytest.fixture
def window(window: Window, practice: Practice) -> Window:
    window.place.open_case(practice.eik.id)
    return window


def test_the_head_says_who_and_what_without_a_name(window: Window, practice: Practice) -> None:
    told = replace(
        practice.eik,
        reporter_position=Position.EMPLOYEE,
        respondent_relations=(Relation.MANAGER,),
        matters=(Matter.BULLYING, Matter.INTIMIDATION),
    )
    window.change(lambda vault: save_case(vault, told))
    said = window.says()
    assert "Waterschap De Vliet · running since 3 September · bullying, intimidation" in said
    assert "Reporter: employee" in said
    assert "About: manager" in said


def test_the_announcement_of_the_conscience_reservation_is_recorded_by_one_press(
    window: Window, practice: Practice
) -> None:
    assert "Limit of confidentiality Not announced yet" in " ".join(window.says().split())
    with window.qtbot.waitSignal(window.desk.changed):
        button = child(window.place.detail, QPushButton, f"section_tell_{practice.eik.id}")
        button.setFocus()
        button.click()
    assert window.file(practice.eik).case.told_of_reservation_on == TODAY
    assert "Announced on 21 November" in window.says()
    assert "Not announced" not in window.says()
    settle()  # its button has gone; the focus stays in the case, where Tab would have come next
    assert window.place.focusWidget().objectName() == f"section_options_{practice.eik.id}"


def test_overdue_aftercare_is_said_and_answered(window: Window, practice: Practice) -> None:
    aftercare = make_aftercare(
        practice.eik.id, due_on=date(2026, 11, 16), channel=Channel.PHONE, safe_time="after 17:00"
    )
    window.change(lambda vault: agree_aftercare(vault, aftercare))
    said = window.says()
    assert "Aftercare was agreed for Monday 16 November" in said
    assert "You take the initiative · Telephone · Safe: after 17:00" in said
    window.press("settle")
    assert window.page.objectName() == "aftercare_page"


def test_an_agreed_contact_is_said_and_answered(window: Window, practice: Practice) -> None:
    window.change(lambda vault: save_case(vault, replace(practice.eik, next_contact_on=TODAY)))
    assert "Contact is agreed for today" in window.says()
    window.press("record_agreed")
    assert window.page.objectName() == "contact_page"


def test_nothing_waits_in_a_case_without_agreements(window: Window, practice: Practice) -> None:
    window.talk_with(practice.eik)
    settle()
    assert window.place.detail.findChild(QWidget, "due") is None


def test_a_reporter_who_came_waits_for_a_first_reply_until_a_conversation(
    window: Window, practice: Practice
) -> None:
    """Eik-14 came on Thursday 3 September: two working days later is Monday."""
    assert "First reply to a reporter: was due by 7 September" in window.says()
    window.press("record_first")
    window.fill(held_on="yesterday", minutes="30")
    window.finish()
    window.escape()
    settle()
    assert window.place.detail.findChild(QWidget, "due") is None
    assert len(window.file(practice.eik).contacts) == 1


def test_closing_is_offered_while_it_runs_and_reopening_once_it_is_closed(
    window: Window, practice: Practice
) -> None:
    visible = {b.objectName() for b in window.place.detail.findChildren(QPushButton) if b.isVisible()}
    assert "close_case" in visible
    assert "reopen_case" not in visible
    window.place.open_case(practice.es.id)
    assert "closed 1 October: improved" in window.says()
    with window.qtbot.waitSignal(window.desk.changed):
        window.press("reopen_case")
    assert window.file(practice.es).case.closed_on is None


def everything(vault: Vault, practice: Practice) -> None:
    case_id = practice.es.id
    consent = make_consent(
        case_id,
        given_on=date(2026, 7, 5),
        step="one talk",
        withheld="names of colleagues",
        withheld_because="she fears the team",
        withdrawn_on=date(2026, 7, 20),
    )
    refused = make_consent(
        case_id,
        given_on=date(2026, 7, 6),
        purpose=ConsentPurpose.COUNTING,
        decision=ConsentDecision.REFUSED,
        recipient=None,
        may_be_said="",
    )
    with vault.transaction():
        for day, channel in ((2, Channel.PHONE), (9, Channel.EMAIL)):
            contact = make_contact(
                case_id, held_on=date(2026, 7, day), channel=channel, minutes=75, notes=f"Note of day {day}."
            )
            vault.contacts.save(contact)
        for each in (consent, refused):
            vault.consents.save(each)
        vault.steps.save(
            make_step(case_id, consent.id, planned_on=date(2026, 7, 10), stopped_on=date(2026, 7, 20))
        )
        vault.aftercares.save(
            make_aftercare(
                case_id,
                agreed_on=date(2026, 10, 1),
                due_on=date(2026, 11, 1),
                attempts=2,
                outcome=AftercareOutcome.NOT_REACHED,
                settled_on=date(2026, 11, 3),
            )
        )


def test_the_timeline_holds_everything_newest_first(window: Window, practice: Practice) -> None:
    window.change(lambda vault: everything(vault, practice))
    found = moments(window.file(practice.es), TODAY)
    assert [(moment.day, moment.title) for moment in found] == [
        (date(2026, 11, 3), "Aftercare: not reached"),
        (date(2026, 10, 1), "Case closed"),
        (date(2026, 10, 1), "Aftercare agreed"),
        (date(2026, 7, 20), "Step stopped: talk with the manager"),
        (date(2026, 7, 20), "Consent withdrawn: sharing in one step"),
        (date(2026, 7, 9), "E-mail"),
        (date(2026, 7, 6), "No consent: being counted in reports"),
        (date(2026, 7, 5), "Consent: sharing in one step"),
        (date(2026, 7, 2), "First conversation"),
        (date(2026, 7, 1), "Case opened"),
    ]
    by_title = {moment.title: moment for moment in found}
    details = by_title["First conversation"].details.replace("\N{NO-BREAK SPACE}", " ")
    assert details == "telephone · 1 h 15 min"
    assert by_title["First conversation"].text == "Note of day 2."
    assert by_title["Consent: sharing in one step"].text == (
        "To: manager. For: one talk. May be said: that a talk is wanted."
        " Not: names of colleagues (reason: she fears the team)."
    )
    assert by_title["Aftercare: not reached"].text == "Tried 2 times before."
    assert by_title["Case closed"].details == "improved"


def test_what_is_written_is_shown_as_it_was_typed(window: Window, practice: Practice) -> None:
    note = "<b>Volgens melder</b> & co <script>"

    def write(vault: Vault) -> None:
        with vault.transaction():
            vault.contacts.save(make_contact(practice.eik.id, held_on=TODAY, notes=note))
            step_of = make_consent(practice.eik.id)
            vault.consents.save(step_of)
            vault.steps.save(make_step(practice.eik.id, step_of.id, description="<i>talk</i>"))

    window.change(write)
    said = window.says()
    assert note in said
    assert "&lt;i&gt;talk&lt;/i&gt;" in said  # a title is rich text: what is in it is escaped


def test_a_long_case_shows_its_newest_moments_first_and_the_rest_on_asking(
    window: Window, practice: Practice
) -> None:
    def fill(vault: Vault) -> None:
        with vault.transaction():
            vault.contacts.add_all(
                make_contact(practice.eik.id, held_on=date(2026, 9, 3), notes=f"Note {n}.") for n in range(60)
            )

    window.change(fill)
    assert "Note 59." in window.says()
    assert f"Note {59 - FIRST - 5}." not in window.says()
    settle()
    window.press("show_earlier")
    window.qtbot.waitUntil(lambda: "Note 0." in window.says())


def test_the_same_case_keeps_its_place_on_the_screen(window: Window, practice: Practice) -> None:
    def fill(vault: Vault) -> None:
        with vault.transaction():
            vault.contacts.add_all(
                make_contact(practice.eik.id, held_on=date(2026, 9, 3), notes=f"Note {n}.") for n in range(30)
            )

    window.change(fill)
    bar = window.place.detail._area.verticalScrollBar()
    window.qtbot.waitUntil(lambda: bar.maximum() > 300)
    bar.setValue(300)
    window.change(lambda vault: save_case(vault, replace(practice.eik, next_contact_on=TODAY)))
    settle()
    assert bar.value() == 300
    window.place.open_case(practice.es.id)
    settle()
    assert bar.value() == 0


def test_a_case_that_is_gone_leaves_the_list(window: Window, practice: Practice) -> None:
    def delete(vault: Vault) -> None:
        with vault.transaction():
            vault.cases.delete(practice.eik.id)

    window.change(delete)
    assert not window.place.detail.isVisible()
    window.place.open_case(practice.eik.id)
    assert not window.place.detail.isVisible()


def test_every_control_has_a_name_and_every_action_a_place(window: Window, practice: Practice) -> None:
    window.change(lambda vault: everything(vault, practice))
    window.place.open_case(practice.es.id)
    assert findings(window.place) == []


def test_a_very_long_word_pushes_nothing_out_of_sight(window: Window, practice: Practice) -> None:
    notes = "https://intranet.example/" + "a" * 400
    contact = make_contact(practice.eik.id, notes=notes)
    window.change(lambda vault: save_contact(vault, contact))
    window.change(lambda vault: save_case(vault, replace(practice.eik, alias="W" * 60)))
    settle()
    assert window.place.detail._area.horizontalScrollBar().maximum() == 0


def test_a_detail_that_names_its_matter_is_not_told_twice(practice: Practice) -> None:
    i18n.use("nl")
    words = OwnWords({})
    details = (MatterDetail.SEXUAL_DIGITAL, MatterDetail.AGE)
    both = (Matter.SEXUAL_HARASSMENT, Matter.DISCRIMINATION)
    case = replace(practice.eik, matters=both, matter_details=details)
    said = [matter_line(matter, case, words) for matter in both]
    assert said == ["Digitale seksuele intimidatie", "Discriminatie: leeftijd"]


def test_the_announcement_of_the_limit_is_a_moment_of_its_own(practice: Practice, window: Window) -> None:
    """Rule 3: whether and when it was done; what happened says so too, months later."""
    assert "Limit of confidentiality announced" not in window.says()
    window.change(lambda vault: tell_reservation(vault, practice.eik.id, date(2026, 11, 20)))
    (moment,) = (each for each in moments(window.file(practice.eik), TODAY) if "announced" in each.title)
    assert (moment.day, moment.text) == (date(2026, 11, 20), "")
    assert "Limit of confidentiality announced" in window.says()
    window.press(f"change_reservation_{practice.eik.id}")
    window.fill(told_of_reservation_on="19-11-2026")
    window.escape()
    assert window.file(practice.eik).case.told_of_reservation_on == date(2026, 11, 19)


def test_no_conversation_is_called_the_first_where_earlier_ones_are_not_here(
    practice: Practice, window: Window
) -> None:
    window.change(lambda vault: save_contact(vault, make_contact(practice.eik.id)))
    assert "First conversation" in window.says()
    carried = replace(practice.eik, carried_contacts=2)
    window.change(lambda vault: save_case(vault, carried))
    assert "First conversation" not in window.says()
    window.change(lambda vault: save_case(vault, practice.eik))
    taken = CaseEvent(case_id=practice.eik.id, happened_on=TODAY, kind=CaseEventKind.IMPORTED)

    def take_over(vault: Vault) -> None:
        with vault.transaction():
            vault.case_events.save(taken)

    window.change(take_over)
    assert "Conversation" in window.says()
    assert "First conversation" not in window.says()
    assert "earlier contacts are not known" in window.says()
