from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.factories import make_case
from tests.views.agenda.due import TODAY, agree
from tests.views.audit import findings
from tests.views.conftest import NOW, Show
from tests.views.finding import child
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.values import AftercareOutcome, Outcome
from vpdesk.models.desk import Desk
from vpdesk.services.aftercare import settle_aftercare
from vpdesk.services.drafts import NEW_CASE, drop_draft, save_draft
from vpdesk.services.organisations import save_organisation
from vpdesk.vault.vault import Vault
from vpdesk.views.agenda.due_row import DueRow
from vpdesk.views.agenda.midnight import Midnight
from vpdesk.views.today.place import TodayPlace
from vpdesk.views.vault.place import RETENTION


class Calendar:
    """A day that a test turns."""

    def __init__(self) -> None:
        self.day = TODAY

    def __call__(self) -> date:
        return self.day


def shown(show: Show, desk: Desk, calendar: Calendar | None = None) -> TodayPlace:
    place = TodayPlace(desk, calendar or Calendar())
    show(place)
    return place


def said(place: TodayPlace) -> str:
    return "\n".join(label.text() for label in place.findChildren(QLabel) if label.isVisible())


def test_the_day_is_the_title_and_one_sentence_sums_it_up(desk: Desk, show: Show) -> None:
    agree(desk, "Eik-14", -5)
    agree(desk, "Linde-03", 6)
    place = shown(show, desk)
    assert place.title.text() == "Wednesday 18 November"
    assert place.summary.text() == "One thing is waiting for you. After that there is nothing until Tuesday."


def test_late_today_this_week_and_later_stand_in_that_order(desk: Desk, show: Show) -> None:
    for alias, offset in (("Den-4", 30), ("Iep-3", 2), ("Eik-1", -5), ("Els-2", 0)):
        agree(desk, alias, offset)
    words = said(shown(show, desk)).splitlines()
    order = ["Late", "Aftercare: Eik-1", "Today", "Aftercare: Els-2"]
    order += ["This week", "Aftercare: Iep-3", "Later", "Aftercare: Den-4"]
    assert [line for line in words if line in order] == order


def test_recording_goes_to_the_thing_itself(qtbot: QtBot, desk: Desk, show: Show) -> None:
    aftercare = agree(desk, "Eik-14", -5)
    place = shown(show, desk)
    with qtbot.waitSignal(place.due_chosen) as told:
        child(place, QPushButton, "answer").click()
    assert told.args is not None
    assert (told.args[0].case_id, told.args[0].value_id) == (aftercare.case_id, aftercare.id)


def test_of_what_comes_later_the_agenda_holds_the_rest(qtbot: QtBot, desk: Desk, show: Show) -> None:
    for number in range(7):
        agree(desk, f"Eik-{number}", 30 + number)
    place = shown(show, desk)
    assert len(place.findChildren(DueRow)) == 5
    with qtbot.waitSignal(place.agenda_asked):
        child(place, QPushButton, "more").click()


def test_only_an_outcome_takes_a_thing_away_and_the_focus_goes_to_the_next(
    qtbot: QtBot, desk: Desk, show: Show
) -> None:
    first = agree(desk, "Eik-14", -5)
    agree(desk, "Linde-03", -2)
    place = shown(show, desk)
    child(place, QPushButton, "answer").setFocus()
    with qtbot.waitSignal(desk.changed):
        desk.ask(lambda vault: settle_aftercare(vault, first.id, AftercareOutcome.WELL, TODAY))
    assert "Eik-14" not in said(place)
    focused = place.focusWidget()
    assert focused is not None
    assert "Linde-03" in focused.accessibleName()


def test_a_commit_that_does_not_concern_it_changes_nothing(qtbot: QtBot, desk: Desk, show: Show) -> None:
    agree(desk, "Eik-14", -5)
    place = shown(show, desk)
    row = child(place, DueRow)
    with qtbot.waitSignal(desk.changed):
        desk.ask(lambda vault: save_draft(vault, "new_case", "{}", NOW))
    assert child(place, DueRow) is row


def test_after_midnight_it_shows_the_new_day(desk: Desk, show: Show) -> None:
    agree(desk, "Eik-14", 0)
    calendar = Calendar()
    place = shown(show, desk, calendar)
    calendar.day += timedelta(days=1)
    midnight = place.findChild(Midnight)
    assert midnight is not None
    midnight.look()
    assert place.title.text() == "Thursday 19 November"
    assert "1 day late" in said(place)


def test_an_empty_day_says_what_will_come_and_has_the_button(qtbot: QtBot, desk: Desk, show: Show) -> None:
    place = shown(show, desk)
    assert place.summary.text() == "There is nothing in your agenda."
    with qtbot.waitSignal(place.new_case_asked):
        child(place, QPushButton, "new_case").click()


def test_everything_has_a_name(desk: Desk, show: Show) -> None:
    agree(desk, "Eik-14", -5)
    assert findings(shown(show, desk)) == []


def test_what_was_begun_and_not_recorded_stands_above_what_waits(
    qtbot: QtBot, desk: Desk, show: Show
) -> None:
    """Half a conversation, left in a hurry, would not be seen again before that case is opened."""
    agreed = agree(desk, "Eik-14", 6)
    place = shown(show, desk)
    assert "Not recorded yet" not in said(place)
    contact = desk.ask(lambda vault: vault.contacts.of_case(agreed.case_id)[0])
    places = (f"case/{agreed.case_id}/contact", f"contact/{contact.id}", f"case/{agreed.case_id}/clock")
    for each in places:
        desk.ask(lambda vault, where=each: save_draft(vault, where, "{}", NOW))  # type: ignore[misc]
    qtbot.waitUntil(lambda: "Not recorded yet: Eik-14" in said(place))
    assert "De Vliet\N{NO-BREAK SPACE}· record a conversation, change a conversation" in said(place)
    with qtbot.waitSignal(place.case_asked) as told:
        child(place, QPushButton, "to_begun").click()
    assert told.args == [agreed.case_id]
    assert findings(place) == []
    for each in places:
        desk.ask(lambda vault, where=each: drop_draft(vault, where))  # type: ignore[misc]
    qtbot.waitUntil(lambda: "Not recorded yet" not in said(place))


def test_what_is_weighed_is_named_in_its_case_alone(desk: Desk, show: Show) -> None:
    agreed = agree(desk, "Eik-14", 6)
    for what in ("exception", "identity", "change_reflection"):
        where = f"case/{agreed.case_id}/{what}"
        desk.ask(lambda vault, where=where: save_draft(vault, where, "{}", NOW))  # type: ignore[misc]
    words = said(shown(show, desk))
    assert "Not recorded yet: Eik-14\nDe Vliet\n" in words
    assert "confidentiality" not in words


def test_a_new_case_that_is_not_whole_stands_there_until_it_is(qtbot: QtBot, desk: Desk, show: Show) -> None:
    desk.ask(lambda vault: save_draft(vault, NEW_CASE, "{}", NOW))
    place = shown(show, desk)
    assert "Begun and not finished yet" in said(place)
    with qtbot.waitSignal(place.new_case_asked):
        child(place, QPushButton, "go_on_new_case").click()
    desk.ask(lambda vault: drop_draft(vault, NEW_CASE))
    qtbot.waitUntil(lambda: "Begun and not finished yet" not in said(place))


def test_a_few_cases_are_named_and_the_others_counted(desk: Desk, show: Show) -> None:
    for number in range(7):
        agreed = agree(desk, f"Eik-{number}", 6)
        where = f"case/{agreed.case_id}/contact"
        desk.ask(lambda vault, where=where: save_draft(vault, where, "{}", NOW))  # type: ignore[misc]
    words = said(shown(show, desk))
    assert words.count("Not recorded yet: ") == 5
    assert "And in 2 more cases" in words


def test_cases_that_were_kept_long_enough_are_told_of_calmly(desk: Desk, show: Show, qtbot: QtBot) -> None:
    place = shown(show, desk)
    desk.ask(lambda _vault: None)
    assert "Kept long enough?" not in said(place)
    organisation = Organisation(name="De Vliet")
    over = make_case(
        organisation.id, opened_on=date(2020, 1, 6), closed_on=date(2022, 5, 2), outcome=Outcome.RESOLVED
    )

    def store(vault: Vault) -> None:
        with vault.transaction():
            vault.organisations.save(organisation)
            vault.cases.save(over)

    desk.do(store, owner=place, failed=place.banner.show_error)
    qtbot.waitUntil(lambda: "Kept long enough?" in said(place))
    assert "Late" not in said(place).splitlines()
    assert findings(place) == []
    with qtbot.waitSignal(place.vault_asked) as asked:
        child(place, QPushButton, "kept_long").click()
    assert asked.args == [RETENTION]

    def agree(vault: Vault) -> None:
        save_organisation(vault, replace(organisation, retention_years=7))

    desk.do(agree, owner=place, failed=place.banner.show_error)
    qtbot.waitUntil(lambda: "Kept long enough?" not in said(place))
