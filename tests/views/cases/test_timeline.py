"""The timeline by hand and by keyboard: days, folded notes, arrows, Enter, and hundreds of moments."""

from collections.abc import Callable
from datetime import date, time, timedelta
from time import process_time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from tests.factories import make_consent, make_contact, make_track
from tests.views.cases.conftest import Practice, Window
from tests.views.finding import child
from vpdesk.domain.contact import Attendance, Contact, Participant
from vpdesk.domain.option import RouteChoice
from vpdesk.domain.values import Channel, Route
from vpdesk.services.routes import choose_route
from vpdesk.vault.vault import Vault
from vpdesk.views.cases.folded import beginning
from vpdesk.views.cases.moments import moments
from vpdesk.views.cases.timeline import AT_ONCE, FIRST, MORE, Timeline
from vpdesk.views.cases.verbs import Verb
from vpdesk.views.pictures import settle
from vpdesk.views.reading_order import stops

TODAY = date(2026, 11, 21)
LONG = "Volgens melder is er opnieuw iets voorgevallen. " * 30


def storing(*contacts: Contact) -> Callable[[Vault], None]:
    def work(vault: Vault) -> None:
        with vault.transaction():
            vault.contacts.add_all(contacts)

    return work


@pytest.fixture
def window(window: Window, practice: Practice) -> Window:
    window.place.open_case(practice.eik.id)
    return window


def line(window: Window) -> Timeline:
    settle()  # what stood there before has gone
    timeline = child(window.place.detail, Timeline)
    window.qtbot.waitUntil(lambda: not timeline.drawing)
    return timeline


def test_on_one_day_the_time_decides_and_opening_comes_first(window: Window, practice: Practice) -> None:
    opened = practice.eik.opened_on
    at = [time(9, 30), time(16, 0), None]
    window.change(
        storing(
            *(
                make_contact(practice.eik.id, held_on=opened, held_at=each, channel=channel)
                for each, channel in zip(at, (Channel.PHONE, Channel.EMAIL, Channel.LETTER), strict=True)
            )
        )
    )
    found = moments(window.file(practice.eik), TODAY)
    assert [moment.title for moment in found] == ["Letter", "E-mail", "Conversation", "Case opened"]
    assert found[1].details.startswith("16:00")


def test_the_first_conversation_is_the_first_that_was_held(window: Window, practice: Practice) -> None:
    days = (date(2026, 9, 7), date(2026, 9, 8), date(2026, 9, 9))
    window.change(
        storing(
            make_contact(
                practice.eik.id, held_on=days[0], attendance=Attendance.MISSED, channel=Channel.IN_PERSON
            ),
            *(make_contact(practice.eik.id, held_on=day, channel=Channel.IN_PERSON) for day in days[1:]),
        )
    )
    titles = [moment.title for moment in moments(window.file(practice.eik), TODAY)]
    assert titles == ["Conversation", "First conversation", "The reporter did not come", "Case opened"]


def test_what_became_of_something_is_not_deleted_at_the_price_of_all_of_it(
    window: Window, practice: Practice
) -> None:
    """The bin beside "Consent withdrawn" took the consent; it stands where it was given, and takes both."""
    consent = make_consent(practice.eik.id, withdrawn_on=TODAY)
    track = make_track(practice.eik.id, ended_on=TODAY)

    def store(vault: Vault) -> None:
        with vault.transaction():
            vault.consents.save(consent)
            vault.formal_tracks.save(track)

    window.change(store)
    found = moments(window.file(practice.eik), TODAY)
    deleting = [each for each in found if Verb.DELETE in each.verbs]
    of_them = [each for each in found if each.value_id in {consent.id, track.id}]
    assert len(of_them) == 2 * len(deleting) == 2 * len({consent.id, track.id})
    assert {each.day for each in deleting} == {consent.given_on, track.begun_on}


def test_travel_and_who_was_there_are_said(window: Window, practice: Practice) -> None:
    window.change(
        storing(
            make_contact(
                practice.eik.id,
                minutes=50,
                travel_minutes=70,
                participants=(Participant.REPORTER, Participant.SUPPORTER),
            )
        )
    )
    spoken = " ".join(row.accessibleName() for row in line(window).rows).replace("\N{NO-BREAK SPACE}", " ")
    assert "50 min · travel 1 h 10 min · with: somebody the reporter brought along" in spoken


def test_each_day_is_written_once_above_its_moments(window: Window, practice: Practice) -> None:
    window.change(
        storing(
            *(make_contact(practice.eik.id, held_on=date(2026, 10, 5), notes=f"Note {n}.") for n in range(3))
        )
    )
    days = [each.text() for each in line(window).findChildren(QLabel) if each.property("kind") == "day"]
    assert days == ["Monday 5 October", "Thursday 3 September"]


def test_a_long_note_is_folded_and_unfolds_by_its_button_or_enter(window: Window, practice: Practice) -> None:
    window.change(storing(make_contact(practice.eik.id, notes=LONG)))
    assert LONG.strip() not in window.says()
    window.press("unfold_text")
    assert LONG.strip() in window.says()
    window.press("unfold_text")
    assert LONG.strip() not in window.says()


def test_enter_unfolds_a_moment_with_which_nothing_else_can_be_done(
    window: Window, practice: Practice
) -> None:
    choice = RouteChoice(case_id=practice.eik.id, chosen_on=TODAY, route=Route.SELF, reason=LONG)
    window.change(lambda vault: choose_route(vault, choice))
    row = next(each for each in line(window).rows if each.moment.value_id == choice.id)
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Return)
    assert child(row, QPushButton, "unfold_text").text() == "Less"


def test_a_text_is_folded_at_a_space_and_only_when_that_spares_something() -> None:
    assert beginning("Kort.") == "Kort."
    assert beginning("x" * 400) == "x" * 400
    short = beginning(LONG)
    assert short.endswith(" …")
    assert LONG.startswith(short[:-2])
    assert LONG[len(short) - 2] == " "
    assert beginning("y" * 5000).startswith("y" * 300)
    assert beginning("\n".join("abcdefghijkl")).count("\n") == 5


def test_the_arrows_go_through_the_moments_and_enter_opens_one(window: Window, practice: Practice) -> None:
    contacts = [
        make_contact(practice.eik.id, held_on=date(2026, 10, day), notes=f"Note {day}.") for day in (1, 2, 3)
    ]
    window.change(storing(*contacts))
    rows = line(window).rows
    rows[0].setFocus()
    QTest.keyClick(rows[0], Qt.Key.Key_Down)
    assert rows[1].hasFocus()
    QTest.keyClick(rows[1], Qt.Key.Key_End)
    assert rows[-1].hasFocus()
    QTest.keyClick(rows[-1], Qt.Key.Key_Up)
    QTest.keyClick(rows[-2], Qt.Key.Key_Home)
    QTest.keyClick(rows[0], Qt.Key.Key_Up)
    assert rows[0].hasFocus()
    QTest.keyClick(rows[0], Qt.Key.Key_Down)
    QTest.keyClick(rows[1], Qt.Key.Key_Return)
    assert window.page.objectName() == "contact_page"
    assert window.form_page.form.raw()["notes"] == "Note 2."


def test_to_tab_the_timeline_is_one_moment_with_its_buttons(window: Window, practice: Practice) -> None:
    window.change(
        storing(*(make_contact(practice.eik.id, held_on=date(2026, 10, day)) for day in range(1, 30)))
    )
    timeline = line(window)
    assert len(stops(timeline)) == 1 + len(timeline.rows[0].moment.verbs)
    timeline.rows[5].setFocus()
    inside = stops(timeline)
    assert inside[0] is timeline.rows[5]
    assert inside[1].accessibleName().startswith("Change: ")


def test_a_moment_tells_a_screen_reader_its_day_and_what_it_was(window: Window, practice: Practice) -> None:
    window.change(storing(make_contact(practice.eik.id, held_on=date(2026, 10, 5), notes="Rustig.")))
    row = line(window).rows[0]
    assert row.accessibleName().startswith("Monday 5 October 2026: First conversation")
    assert row.accessibleDescription() == "Rustig."


def test_the_moment_that_was_turned_to_stays_it_when_the_case_changes(
    window: Window, practice: Practice
) -> None:
    contacts = [make_contact(practice.eik.id, held_on=date(2026, 10, day)) for day in (1, 2, 3)]
    window.change(storing(*contacts))
    line(window).turn_to(line(window).rows[2])
    window.change(storing(make_contact(practice.eik.id, held_on=date(2026, 10, 9))))
    assert line(window).around_here()[0] == contacts[0].id


@pytest.mark.parametrize("by_key", [True, False])
def test_after_a_deletion_the_focus_is_on_what_stood_below(
    window: Window, practice: Practice, *, by_key: bool
) -> None:
    """And not at the top, far from where she was; by the mouse too."""
    contacts = [make_contact(practice.eik.id, held_on=date(2026, 10, day)) for day in (1, 2, 3, 4)]
    window.change(storing(*contacts))
    row = line(window).rows[2]
    if by_key:
        row.setFocus()
        QTest.keyClick(row, Qt.Key.Key_Delete)
    else:
        QTest.mouseClick(child(row, QPushButton, f"delete_{contacts[1].id}"), Qt.MouseButton.LeftButton)
    window.qtbot.waitUntil(lambda: len(line(window).rows) == 4)
    assert line(window).rows[2].hasFocus()
    assert line(window).rows[2].moment.value_id == contacts[0].id
    last = line(window).rows[2]
    QTest.keyClick(last, Qt.Key.Key_Delete)
    window.qtbot.waitUntil(lambda: len(line(window).rows) == 3)
    assert line(window).rows[2].hasFocus()  # that the case was opened
    assert line(window).rows[2].moment.value_id == practice.eik.id


def test_what_changes_elsewhere_draws_no_moment_again(window: Window, practice: Practice) -> None:
    before = line(window)
    window.change(storing(make_contact(practice.linde.id)))
    assert line(window) is before


def test_three_hundred_moments_stay_quick(window: Window, practice: Practice) -> None:
    """Drawn in parts: what a person waits for is the first screenful, and the arrows bring the rest."""
    window.change(
        storing(
            *(
                make_contact(practice.eik.id, held_on=date(2026, 1, 1) + timedelta(days=n), notes=LONG)
                for n in range(300)
            )
        )
    )
    timeline = line(window)
    begun = process_time()
    made = Timeline(moments(window.file(practice.eik), TODAY), TODAY)
    window.qtbot.addWidget(made)
    assert process_time() - begun < 0.2  # some 6 ms
    assert len(made.rows) == AT_ONCE
    window.qtbot.waitUntil(lambda: len(timeline.rows) == FIRST)
    settle()
    assert len(timeline.rows) == FIRST  # and no more without being asked
    last = timeline.rows[-1]
    last.setFocus()
    QTest.keyClick(last, Qt.Key.Key_Down)
    assert timeline.rows[FIRST].hasFocus()
    window.press("show_earlier")
    window.qtbot.waitUntil(lambda: len(timeline.rows) == FIRST + AT_ONCE + MORE)


def test_the_focus_comes_back_to_the_moment_that_was_opened(window: Window, practice: Practice) -> None:
    contacts = [make_contact(practice.eik.id, held_on=date(2026, 10, day)) for day in (1, 2, 3)]
    window.change(storing(*contacts))
    row = line(window).rows[1]
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Return)
    window.fill(notes="Later.")
    window.escape()
    settle()
    assert line(window).rows[1].hasFocus()
    assert line(window).rows[1].moment.text == "Later."
