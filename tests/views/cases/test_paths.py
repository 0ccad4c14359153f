"""The paths of a case in the window: options, steps by whom, the formal track, referrals."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.factories import make_referral
from tests.views.audit import findings
from tests.views.cases.conftest import TODAY, Practice, Window
from tests.views.cases.full_case import fill_case
from tests.views.finding import child
from tests.views.fitting import cut_off
from vpdesk import i18n
from vpdesk.domain.case import Case
from vpdesk.domain.errors import DiskFullError
from vpdesk.domain.formal import ComplaintPart, Finding, FormalTrack, Milestone, MilestoneKind, Standing
from vpdesk.domain.option import ChoiceDecision, RouteChoice
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.referral import Helper, Uptake
from vpdesk.domain.step import Actor, Step
from vpdesk.domain.term import Term, TermKind, TermUnit
from vpdesk.domain.values import Matter, Recipient, Route
from vpdesk.models.desk import Desk
from vpdesk.services.agenda import read_agenda
from vpdesk.services.agreements import save_terms
from vpdesk.services.casework import save_case
from vpdesk.services.consents import plan_step, stop_step
from vpdesk.services.formal import begin_track, record_milestone
from vpdesk.services.referrals import note_uptake, save_referral
from vpdesk.services.routes import choose_route
from vpdesk.vault.vault import Vault
from vpdesk.views import look
from vpdesk.views.cases.options_page import OptionsPage
from vpdesk.views.cases.verbs import Verb
from vpdesk.views.pictures import settle


@pytest.fixture
def window(window: Window, practice: Practice) -> Window:
    window.place.open_case(practice.eik.id)
    return window


@pytest.fixture
def eik(practice: Practice) -> Case:
    return practice.eik


@pytest.fixture
def large(qapp: QApplication) -> Iterator[None]:
    look.use(qapp, "light", 200)
    yield
    look.use(qapp, "light", 100)


def begin(window: Window, verb: Verb, value_id: int) -> QWidget:
    window.place.detail.answered.emit(verb, value_id)
    settle()
    return window.page


def words(widget: QWidget) -> str:
    return " ".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


# -- options


def test_what_is_typed_about_a_route_stays_with_that_route(window: Window, eik: Case) -> None:
    page = begin(window, Verb.OPTIONS, eik.id)
    assert isinstance(page, OptionsPage)
    child(page, QPushButton, Route.SELF.value).click()
    settle()
    child(page, QWidget, "speaks_for").findChild(QPlainTextEdit).setPlainText("Blijft klein.")  # type: ignore[union-attr]
    child(page, QPushButton, Route.WITH_MANAGER.value).click()
    settle()
    assert child(page, QWidget, "speaks_for").findChild(QPlainTextEdit).toPlainText() == ""  # type: ignore[union-attr]
    child(page, QPushButton, Route.SELF.value).click()
    settle()
    assert child(page, QWidget, "speaks_for").findChild(QPlainTextEdit).toPlainText() == "Blijft klein."  # type: ignore[union-attr]
    assert [option.route for option in window.file(eik).options] == [Route.SELF]


def test_a_route_that_is_not_open_says_why_and_offers_no_choice(window: Window, eik: Case) -> None:
    narrow = Organisation(
        id=eik.organisation_id, name="Waterschap De Vliet", open_routes=(Route.COMPLAINTS_COMMITTEE,)
    )

    def close(vault: Vault) -> None:
        with vault.transaction():
            vault.organisations.save(narrow)

    window.change(close)
    page = begin(window, Verb.OPTIONS, eik.id)
    child(page, QPushButton, Route.MEDIATION.value).click()
    settle()
    assert "The procedure of Waterschap De Vliet does not have this route." in words(page)
    assert page.findChild(QPushButton, "decide") is None
    child(page, QPushButton, Route.COMPLAINTS_COMMITTEE.value).click()
    settle()
    assert page.findChild(QPushButton, "decide") is not None


def test_a_choice_that_was_imported_can_be_taken_back(window: Window, eik: Case) -> None:
    window.change(lambda vault: save_case(vault, replace(eik, routes=(Route.MEDIATION,))))
    page = begin(window, Verb.OPTIONS, eik.id)
    assert "The reporter has chosen this" in words(page)
    child(page, QPushButton, "decide").click()
    child(page, QPushButton, "record_decision").click()
    window.qtbot.waitUntil(lambda: window.file(eik).case.routes == ())
    settle()
    assert "The reporter has not chosen this" in words(page)
    assert "Not after all, since 21 November" in words(page)


def test_what_was_begun_on_a_route_that_was_left_is_named_where_it_was_left(
    window: Window, eik: Case
) -> None:
    """A step that stays planned after a change of mind would be taken against the reporter's will."""
    window.change(lambda vault: choose_route(vault, RouteChoice(
        case_id=eik.id, chosen_on=date(2026, 11, 2), route=Route.SELF
    )))  # fmt: skip
    step = Step(
        case_id=eik.id,
        actor=Actor.REPORTER,
        recipient=Recipient.RESPONDENT,
        description="een brief",
        planned_on=date(2026, 12, 1),
        route=Route.SELF,
    )
    window.change(lambda vault: plan_step(vault, step))
    page = begin(window, Verb.OPTIONS, eik.id)
    assert "still stands" not in words(page)
    window.change(lambda vault: choose_route(vault, RouteChoice(
        case_id=eik.id, chosen_on=date(2026, 11, 3), route=Route.SELF, decision=ChoiceDecision.LEFT
    )))  # fmt: skip
    window.escape()
    page = begin(window, Verb.OPTIONS, eik.id)
    child(page, QPushButton, Route.SELF.value).click()
    settle()
    assert "still stands: planned step “een brief”. Call it off" in words(page)
    window.change(lambda vault: stop_step(vault, step.id, TODAY))
    window.escape()
    page = begin(window, Verb.OPTIONS, eik.id)
    child(page, QPushButton, Route.SELF.value).click()
    settle()
    assert "still stands" not in words(page)


def test_a_report_that_its_reporting_point_has_is_not_to_be_called_off(window: Window, eik: Case) -> None:
    track = FormalTrack(case_id=eik.id, route=Route.REPORTING_POINT, begun_on=date(2026, 11, 2))
    left = RouteChoice(
        case_id=eik.id, chosen_on=date(2026, 11, 9), route=track.route, decision=ChoiceDecision.LEFT
    )
    window.change(lambda vault: save_case(vault, replace(eik, matters=(Matter.FRAUD,))))
    window.change(lambda vault: begin_track(vault, track))
    window.change(lambda vault: choose_route(vault, left))
    page = begin(window, Verb.OPTIONS, eik.id)
    child(page, QPushButton, track.route.value).click()
    settle()
    assert "still stands: the formal track." in words(page)
    received = Milestone(
        case_id=eik.id,
        formal_track_id=track.id,
        kind=MilestoneKind.RECEIVED,
        reached_on=date(2026, 11, 3),
    )
    window.change(lambda vault: record_milestone(vault, received))
    window.escape()
    page = begin(window, Verb.OPTIONS, eik.id)
    child(page, QPushButton, track.route.value).click()
    settle()
    assert "still stands" not in words(page)


def test_hostile_words_are_shown_as_they_were_typed(window: Window, eik: Case) -> None:
    hostile = "<b>Vet</b> \u202e <img src=x> '; DROP TABLE cases; -- %"
    page = begin(window, Verb.OPTIONS, eik.id)
    child(page, QPushButton, "decide").click()
    child(page, QWidget, "reason").findChild(QPlainTextEdit).setPlainText(hostile)  # type: ignore[union-attr]
    child(page, QPushButton, "record_decision").click()
    window.qtbot.waitUntil(lambda: bool(window.file(eik).choices))
    assert window.file(eik).choices[0].reason == hostile
    settle()
    assert "<b>Vet</b>" in words(page)


def test_a_full_disk_keeps_the_page_and_says_so(
    window: Window, eik: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = begin(window, Verb.OPTIONS, eik.id)
    child(page, QWidget, "criteria").findChild(QPlainTextEdit).setPlainText("Dat het stopt.")  # type: ignore[union-attr]

    def full(_vault: Vault, _case_id: int, _criteria: str) -> None:
        raise DiskFullError

    monkeypatch.setattr("vpdesk.views.cases.options_page.save_criteria", full)
    window.press("finish", page)
    assert window.page is page
    assert "The disk is full" in words(page)
    monkeypatch.undo()
    window.press("finish", page)
    assert window.file(eik).case.criteria == "Dat het stopt."
    assert window.place.detail.isVisible()


@pytest.mark.usefixtures("large")
def test_at_200_per_cent_the_options_are_whole(
    desk: Desk, practice: Practice, qtbot: QtBot, dutch: str
) -> None:
    i18n.use(dutch)
    case = desk.ask(lambda vault: fill_case(vault, practice.de_vliet))
    window = Window(desk, qtbot)
    window.place.resize(916, 700)
    window.place.open_case(case.id)
    page = begin(window, Verb.OPTIONS, case.id)
    assert cut_off(page) == []
    child(page, QPushButton, Route.POLICE_REPORT.value).click()
    child(page, QPushButton, "decide").click()
    settle()
    assert cut_off(page) == []
    assert findings(page) == []


def test_a_decision_can_be_undone_with_what_followed_from_it(window: Window, eik: Case) -> None:
    page = begin(window, Verb.OPTIONS, eik.id)
    child(page, QPushButton, Route.SELF.value).click()
    settle()
    child(page, QPushButton, "decide").click()
    child(page, QPushButton, "record_decision").click()
    window.qtbot.waitUntil(lambda: window.file(eik).case.routes == (Route.SELF,))
    settle()
    window.escape()
    window.qtbot.waitUntil(lambda: window.place.undoing.deeds == 1)
    window.press("undo_last")
    window.qtbot.waitUntil(lambda: window.file(eik).choices == [])
    assert window.file(eik).case.routes == ()


# -- what waits


def test_a_step_that_waits_can_be_called_off_from_the_page_that_answers_it(
    window: Window, eik: Case
) -> None:
    step = Step(
        case_id=eik.id,
        recipient=Recipient.MANAGER,
        description="talk",
        planned_on=date(2026, 11, 1),
        actor=Actor.REPORTER,
    )
    window.change(lambda vault: plan_step(vault, step))
    window.press("take_step")
    window.press("call_off")
    assert window.page.objectName() == "stopped_page"
    window.finish()
    assert window.file(eik).steps[0].stopped_on == TODAY
    settle()
    assert window.place.detail.findChild(QPushButton, "take_step") is None


def test_a_track_on_which_nothing_comes_any_more_ends_from_the_page_that_answers_its_term(
    window: Window, eik: Case
) -> None:
    window.talk_with(eik)
    track = FormalTrack(
        case_id=eik.id,
        route=Route.COMPLAINTS_COMMITTEE,
        begun_on=date(2026, 9, 1),
        last_incident_on=date(2025, 9, 1),
    )
    window.change(lambda vault: begin_track(vault, track))
    assert "Submitting a complaint after the last incident: was due by 1 September" in window.says()
    window.press("answer_term")
    window.press("end_track")
    assert window.page.objectName() == "ended_page"
    window.finish()
    assert window.file(eik).tracks[0].ended_on == TODAY
    settle()
    assert "was due by" not in window.says()


# -- the formal track


def test_a_way_that_is_not_open_says_why_where_it_is_begun(window: Window, eik: Case) -> None:
    window.change(lambda vault: save_case(vault, replace(eik, matters=(Matter.FRAUD,))))
    page = begin(window, Verb.BEGIN_TRACK, eik.id)
    window.fill(route="complaints_committee")
    assert "deals with undesirable conduct, and no matter here is of that kind" in words(page)
    window.fill(route="reporting_point")
    assert "no matter here is of that kind" not in words(page)
    window.fill(route="complaints_committee")
    window.finish()  # said, and not refused
    assert [track.route for track in window.file(eik).tracks] == [Route.COMPLAINTS_COMMITTEE]


def test_a_half_typed_complaint_comes_back_whole(window: Window, eik: Case) -> None:
    """After a lock its own questions were out of sight, and the next press lost what had been answered."""
    begin(window, Verb.BEGIN_TRACK, eik.id)
    window.fill(route="complaints_committee")
    window.fill(last_incident_on="30-11-2025", complaint_parts=["conduct", "date"])
    window.escape()
    begin(window, Verb.BEGIN_TRACK, eik.id)
    form = window.form_page.form
    assert form.is_asked("last_incident_on")
    assert form.is_asked("complaint_parts")
    window.finish()
    (track,) = window.file(eik).tracks
    assert track.last_incident_on == date(2025, 11, 30)
    assert track.complaint_parts == (ComplaintPart.CONDUCT, ComplaintPart.DATE)


def test_the_term_of_a_complaint_is_reckoned_while_its_last_incident_is_typed(
    window: Window, eik: Case
) -> None:
    page = begin(window, Verb.BEGIN_TRACK, eik.id)
    window.fill(route="complaints_committee")
    assert "Submitting a complaint" not in words(page)
    window.fill(last_incident_on="30-11-2025")
    assert "Submitting a complaint after the last incident: by 30 November at the latest" in words(page)
    window.fill(last_incident_on="1-11-2025")
    assert "Submitting a complaint after the last incident: was due by 1 November" in words(page)
    own = Term(organisation_id=eik.organisation_id, kind=TermKind.COMPLAINT, amount=2, unit=TermUnit.YEAR)
    window.change(lambda vault: save_terms(vault, eik.organisation_id, {TermKind.COMPLAINT: own}))
    window.escape()
    page = begin(window, Verb.BEGIN_TRACK, eik.id)
    assert "by 1 November 2027 at the latest" in words(page)


def test_who_holds_the_reins_is_said_when_it_matters(window: Window, eik: Case) -> None:
    assert "The reporter decides about every step." in window.says()
    window.change(lambda vault: save_case(vault, replace(eik, matters=(Matter.WORKLOAD,))))
    assert "The reporter decides about every step" not in window.says()
    window.change(lambda vault: save_case(vault, replace(eik, matters=(Matter.FRAUD,))))
    assert "until a reporting point has the report: then the organisation takes over." in window.says()
    track = FormalTrack(
        case_id=eik.id, route=Route.REPORTING_POINT, begun_on=TODAY, standing=Standing.ANONYMOUS
    )
    window.change(lambda vault: begin_track(vault, track))
    page = begin(window, Verb.MILESTONE, track.id)
    assert "the organisation takes over" not in words(page)
    window.fill(kind="received")
    assert "the organisation takes over" in words(page)
    window.finish()
    assert "The organisation holds the reins since 21 November" in window.says()
    assert "The reporter decides about every step" not in window.says()


@pytest.mark.parametrize(
    ("route", "there", "said"),
    [
        (Route.REPORTING_POINT, "received", "Its terms run until the reporting point itself has ended it."),
        (Route.REPORTING_POINT, "submitted", ""),
        (Route.POLICE_REPORT, "submitted", "the public prosecutor decides whether it goes on"),
        (Route.COMPLAINTS_COMMITTEE, "submitted", ""),
        (Route.COURT, "submitted", ""),
    ],
)
def test_taking_back_says_where_that_ends_nothing(
    window: Window, eik: Case, route: Route, there: str, said: str
) -> None:
    track = FormalTrack(case_id=eik.id, route=route, begun_on=TODAY)
    window.change(lambda vault: begin_track(vault, track))
    reached = Milestone(
        case_id=eik.id, formal_track_id=track.id, kind=MilestoneKind.of(there), reached_on=TODAY
    )
    window.change(lambda vault: record_milestone(vault, reached))
    page = begin(window, Verb.MILESTONE, track.id)
    before = words(page)
    window.fill(kind="withdrawn")
    assert said not in before or not said
    assert said in words(page)
    assert ("cannot end it" in words(page)) is bool(said)
    window.finish()
    assert said in window.says()
    assert ("cannot end it" in window.says()) is bool(said)
    page = begin(window, Verb.END_TRACK, track.id)
    assert ("cannot end it" in words(page)) is bool(said)


def waiting_terms(window: Window) -> set[TermKind]:
    found = window.desk.ask(lambda vault: read_agenda(vault, TODAY))
    return {item.term for item in found.coming if item.term is not None}


def test_the_terms_of_a_report_stay_until_the_reporting_point_ends_it(window: Window, eik: Case) -> None:
    track = FormalTrack(case_id=eik.id, route=Route.REPORTING_POINT, begun_on=TODAY)
    window.change(lambda vault: begin_track(vault, track))
    for kind in ("received", "withdrawn"):
        begin(window, Verb.MILESTONE, track.id)
        window.fill(kind=kind)
        window.finish()
    assert waiting_terms(window) >= {TermKind.ACKNOWLEDGEMENT, TermKind.FEEDBACK}
    begin(window, Verb.MILESTONE, track.id)
    window.fill(kind="ended_by_body")
    window.finish()
    assert "Last: ended by those who decide, 21 November" in window.says()
    assert waiting_terms(window).isdisjoint({TermKind.ACKNOWLEDGEMENT, TermKind.FEEDBACK})


def test_no_answer_is_proposed_where_there_are_two(window: Window, eik: Case) -> None:
    """Enter pressed in a hurry would record the advice, and no term would wait any more."""
    track = FormalTrack(case_id=eik.id, route=Route.COMPLAINTS_COMMITTEE, begun_on=date(2026, 9, 1))
    window.change(lambda vault: begin_track(vault, track))
    begin(window, Verb.MILESTONE, track.id)
    assert window.form_page.form.editor("kind").raw() == MilestoneKind.SUBMITTED
    window.fill(reached_on="1-9-2026")
    window.finish()
    begin(window, Verb.MILESTONE, track.id)
    assert window.form_page.form.editor("kind").raw() is None
    window.fill(kind="admissible")
    window.finish()
    begin(window, Verb.MILESTONE, track.id)
    assert window.form_page.form.editor("kind").raw() == MilestoneKind.ADVICE


def test_a_day_that_goes_against_another_is_asked_after(window: Window, eik: Case) -> None:
    """The terms of a reporting point run from the day on which it had the report: that day must be right."""
    track = FormalTrack(case_id=eik.id, route=Route.REPORTING_POINT, begun_on=date(2026, 11, 2))
    sent = Milestone(
        case_id=eik.id,
        formal_track_id=track.id,
        kind=MilestoneKind.SUBMITTED,
        reached_on=date(2026, 11, 10),
    )
    window.change(lambda vault: begin_track(vault, track))
    window.change(lambda vault: record_milestone(vault, sent))
    page = begin(window, Verb.MILESTONE, track.id)
    window.fill(kind="received", reached_on="9-11-2026")
    assert "Earlier than “submitted” on 10 November. Is that right?" in words(page)
    window.fill(reached_on="10-11-2026")
    assert "Is that right?" not in words(page)
    window.fill(reached_on="9-11-2026")
    window.finish()  # asked, and not refused
    assert len(window.file(eik).milestones) == 2
    window.press(f"change_milestone_{sent.id}")
    assert "Later than “the reporting point has the report” on 9 November." in words(window.page)


def test_what_is_still_to_come_is_led_to_the_agenda(window: Window, eik: Case) -> None:
    """A hearing of next week was refused, and nothing said where it belongs."""
    track = FormalTrack(case_id=eik.id, route=Route.COMPLAINTS_COMMITTEE, begun_on=date(2026, 9, 1))
    window.change(lambda vault: begin_track(vault, track))
    page = begin(window, Verb.MILESTONE, track.id)
    window.fill(kind="hearing", reached_on="20-11-2026")
    assert "Plan it as a step" not in words(page)
    window.fill(reached_on="28-11-2026")
    assert "Plan it as a step: then it stands in your agenda." in words(page)
    assert "This day is still to come." in window.refuse()


def test_what_a_complaint_lacks_is_not_told_any_more_once_it_was_dealt_with(
    window: Window, eik: Case
) -> None:
    track = FormalTrack(case_id=eik.id, route=Route.COMPLAINTS_COMMITTEE, begun_on=date(2026, 9, 1))
    window.change(lambda vault: begin_track(vault, track))
    assert "Still missing: " in window.says()
    advice = Milestone(
        case_id=eik.id, formal_track_id=track.id, kind=MilestoneKind.ADVICE, reached_on=date(2026, 10, 1)
    )
    window.change(lambda vault: record_milestone(vault, advice))
    assert "Still missing: " not in window.says()


def test_a_complaint_that_came_too_late_is_not_ticked_off_as_if_in_time(window: Window, eik: Case) -> None:
    track = FormalTrack(
        case_id=eik.id,
        route=Route.COMPLAINTS_COMMITTEE,
        begun_on=date(2026, 9, 1),
        last_incident_on=date(2025, 9, 1),
    )
    sent = Milestone(
        case_id=eik.id, formal_track_id=track.id, kind=MilestoneKind.SUBMITTED, reached_on=date(2026, 9, 3)
    )
    window.change(lambda vault: begin_track(vault, track))
    window.change(lambda vault: record_milestone(vault, sent))
    said = "Submitting a complaint after the last incident: late, on 3 September, was due by 1 September"
    assert said in window.says()


def test_only_what_bears_a_finding_asks_for_one(window: Window, eik: Case) -> None:
    track = FormalTrack(case_id=eik.id, route=Route.COMPLAINTS_COMMITTEE, begun_on=TODAY)
    window.change(lambda vault: begin_track(vault, track))
    begin(window, Verb.MILESTONE, track.id)
    assert not window.form_page.form.is_asked("finding")
    window.fill(kind="advice")
    assert window.form_page.form.is_asked("finding")
    window.fill(finding="founded")
    window.fill(kind="hearing")
    window.finish()
    assert window.file(eik).milestones[0].finding is None


def test_a_milestone_is_changed_from_the_timeline(window: Window, eik: Case) -> None:
    track = FormalTrack(case_id=eik.id, route=Route.COMPLAINTS_COMMITTEE, begun_on=date(2026, 9, 1))
    sent = Milestone(
        case_id=eik.id,
        formal_track_id=track.id,
        kind=MilestoneKind.ADVICE,
        finding=Finding.FOUNDED,
        reached_on=date(2026, 9, 2),
    )
    window.change(lambda vault: begin_track(vault, track))
    window.change(lambda vault: record_milestone(vault, sent))
    window.press(f"change_milestone_{sent.id}")
    window.fill(reached_on="4-9-2026")
    window.escape()
    assert window.file(eik).milestones[0] == replace(sent, reached_on=date(2026, 9, 4))
    window.press(f"change_milestone_{sent.id}")
    window.fill(kind="submitted")  # nothing was found then
    window.escape()
    changed = window.file(eik).milestones[0]
    assert (changed.kind, changed.finding) == (MilestoneKind.SUBMITTED, None)


# -- referrals


def test_what_came_of_a_referral_is_asked_after_a_month_where_a_talk_is_recorded(
    window: Window, eik: Case
) -> None:
    referral = make_referral(eik.id, referred_on=date(2026, 10, 23), helper=Helper.COACH)
    window.change(lambda vault: save_referral(vault, referral))
    window.press("record_contact")
    assert "what came of the referral" not in words(window.page)  # 29 days
    window.escape()
    window.change(lambda vault: save_referral(vault, replace(referral, referred_on=date(2026, 10, 22))))
    window.press("record_contact")
    assert "Not known yet: what came of the referral to coach. You may ask." in words(window.page)
    window.escape()
    window.press(f"section_uptake_{referral.id}")
    window.fill(uptake="declined")
    window.finish()
    assert window.file(eik).referrals[0].uptake is Uptake.DECLINED
    window.press("record_contact")
    assert "what came of the referral" not in words(window.page)


def test_not_knowing_yet_is_an_answer_and_gives_another_month(window: Window, eik: Case) -> None:
    referral = make_referral(eik.id, referred_on=date(2026, 9, 1))
    window.change(lambda vault: save_referral(vault, referral))
    window.change(lambda vault: note_uptake(vault, referral.id, Uptake.UNKNOWN, date(2026, 11, 20)))
    settle()
    assert window.place.detail.findChild(QPushButton, f"section_uptake_{referral.id}") is None
