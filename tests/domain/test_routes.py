"""Which routes are open, which were gone, who holds the reins, and when a referral is asked about."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_case
from vpdesk.domain.chosen_routes import chosen_routes, last_choices
from vpdesk.domain.formal import (
    BODIES,
    FORMAL_ROUTES,
    MILESTONES,
    ComplaintPart,
    FormalTrack,
    Milestone,
    MilestoneKind,
)
from vpdesk.domain.open_routes import OWN_ROUTES, Openness, RouteOpening, route_openings
from vpdesk.domain.option import ChoiceDecision, RouteChoice
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.referral import PATIENCE, Helper, Referral, Uptake
from vpdesk.domain.reins import goes_on_against_wish, over_since, past_stopping_since, taken_over_on
from vpdesk.domain.step import Actor, Step
from vpdesk.domain.values import Mandate, Matter, Recipient, Relation, Route

BOTH = Organisation(name="De Vliet", mandates=(Mandate.CONDUCT, Mandate.INTEGRITY))


def opening(route: Route, organisation: Organisation = BOTH, **case: object) -> RouteOpening:
    found = route_openings(make_case(organisation.id, **case), organisation)
    return next(each for each in found if each.route is route)


# -- which are open


def test_every_route_is_told_of_once_in_its_order() -> None:
    assert [each.route for each in route_openings(make_case(1), BOTH)] == list(Route)


def test_a_committee_is_for_conduct_and_a_reporting_point_for_integrity() -> None:
    assert opening(Route.COMPLAINTS_COMMITTEE).openness is Openness.OPEN
    assert opening(Route.REPORTING_POINT).openness is Openness.NOT_OPEN
    fraud = (Matter.FRAUD,)
    assert opening(Route.COMPLAINTS_COMMITTEE, matters=fraud).openness is Openness.NOT_OPEN
    assert opening(Route.REPORTING_POINT, matters=fraud).openness is Openness.OPEN
    both = (Matter.FRAUD, Matter.BULLYING)
    assert opening(Route.COMPLAINTS_COMMITTEE, matters=both).openness is Openness.OPEN
    assert opening(Route.REPORTING_POINT, matters=both).openness is Openness.OPEN


def test_a_procedure_closes_what_it_does_not_have_but_never_what_is_the_reporters_own() -> None:
    narrow = Organisation(name="De Vliet", open_routes=(Route.WITH_MANAGER,))
    found = {each.route: each for each in route_openings(make_case(1), narrow)}
    assert found[Route.WITH_MANAGER].openness is Openness.OPEN
    assert found[Route.MEDIATION].openness is Openness.NOT_OPEN
    assert all(found[route].openness is Openness.OPEN for route in OWN_ROUTES)
    assert all(each.openness is Openness.OPEN for each in route_openings(make_case(1), BOTH)
               if each.route is not Route.REPORTING_POINT)  # fmt: skip


def test_there_is_no_talk_with_an_organisation() -> None:
    about_it = (Relation.ORGANISATION,)
    assert opening(Route.WITH_RESPONDENT, respondent_relations=about_it).reasons
    assert not opening(Route.WITH_RESPONDENT, respondent_relations=(*about_it, Relation.MANAGER)).reasons
    assert not opening(Route.WITH_RESPONDENT).reasons


def test_what_is_open_may_ask_for_care() -> None:
    assert opening(Route.WITH_MANAGER, respondent_relations=(Relation.MANAGER,)).remarks
    assert not opening(Route.WITH_MANAGER).remarks
    conduct_only = Organisation(name="Oost")
    assert opening(Route.REPORTING_POINT, conduct_only, matters=(Matter.FRAUD,)).remarks
    assert not opening(Route.REPORTING_POINT, matters=(Matter.FRAUD,)).remarks


# -- which were gone


def choice(route: Route, day: int, decision: ChoiceDecision = ChoiceDecision.CHOSEN) -> RouteChoice:
    return RouteChoice(case_id=1, chosen_on=date(2026, 3, day), route=route, decision=decision)


def step(route: Route, day: int | None) -> Step:
    return Step(
        case_id=1,
        recipient=Recipient.MANAGER,
        description="talk",
        planned_on=date(2026, 3, 1),
        carried_out_on=None if day is None else date(2026, 3, day),
        route=route,
        actor=Actor.REPORTER,
    )


def test_a_change_of_mind_is_another_choice_and_the_last_one_counts() -> None:
    left = choice(Route.SELF, 5, ChoiceDecision.LEFT)
    choices = [choice(Route.SELF, 2), left, choice(Route.WITH_MANAGER, 5)]
    assert chosen_routes((), choices, ()) == (Route.WITH_MANAGER,)
    assert last_choices(choices)[Route.SELF] is left
    assert chosen_routes((), [*choices, choice(Route.SELF, 9)], ()) == (Route.SELF, Route.WITH_MANAGER)


def test_a_route_that_was_left_counts_when_a_step_on_it_had_been_carried_out() -> None:
    choices = [choice(Route.SELF, 2), choice(Route.SELF, 5, ChoiceDecision.LEFT)]
    assert chosen_routes((), choices, [step(Route.SELF, 4)]) == (Route.SELF,)
    assert chosen_routes((), choices, [step(Route.SELF, None)]) == ()
    assert chosen_routes((), choices, [step(Route.SELF, 6)]) == ()
    assert chosen_routes((), choices, [step(Route.WITH_MANAGER, 4)]) == ()


def test_a_route_that_was_brought_along_stays_until_a_choice_says_otherwise() -> None:
    brought = (Route.MEDIATION, Route.SELF)
    assert chosen_routes(brought, [choice(Route.SELF, 2)], ()) == (Route.MEDIATION, Route.SELF)
    gone = [choice(Route.MEDIATION, 2, ChoiceDecision.LEFT)]
    assert chosen_routes(brought, gone, ()) == (Route.SELF,)


@given(
    recorded=st.lists(st.sampled_from(Route), unique=True),
    choices=st.lists(
        st.builds(choice, st.sampled_from(Route), st.integers(1, 28), st.sampled_from(ChoiceDecision))
    ),
    steps=st.lists(st.builds(step, st.sampled_from(Route), st.none() | st.integers(1, 28))),
)
def test_deriving_again_changes_nothing_and_no_route_stands_twice(
    recorded: list[Route], choices: list[RouteChoice], steps: list[Step]
) -> None:
    once = chosen_routes(recorded, choices, steps)
    assert chosen_routes(once, choices, steps) == once
    assert len(set(once)) == len(once)


# -- who holds the reins


def test_the_organisation_takes_over_when_its_reporting_point_has_the_report() -> None:
    track = FormalTrack(id=1, case_id=1, route=Route.REPORTING_POINT, begun_on=date(2026, 1, 1))
    sent = Milestone(
        case_id=1, formal_track_id=1, kind=MilestoneKind.SUBMITTED, reached_on=date(2026, 3, 2)
    )
    has = Milestone(case_id=1, formal_track_id=1, kind=MilestoneKind.RECEIVED, reached_on=date(2026, 3, 4))
    assert taken_over_on([track], [sent]) is None
    assert taken_over_on([track], [sent, has]) == date(2026, 3, 4)
    complaint = FormalTrack(id=1, case_id=1, route=Route.COMPLAINTS_COMMITTEE, begun_on=date(2026, 1, 1))
    assert taken_over_on([complaint], [sent, has]) is None


def reached(kind: MilestoneKind, on: date, track_id: int = 1) -> Milestone:
    return Milestone(case_id=1, formal_track_id=track_id, kind=kind, reached_on=on)


BACK = reached(MilestoneKind.WITHDRAWN, date(2026, 4, 1))


@pytest.mark.parametrize(
    ("route", "there", "ends"),
    [
        (Route.COMPLAINTS_COMMITTEE, MilestoneKind.SUBMITTED, True),
        (Route.COMPLAINTS_COMMITTEE, MilestoneKind.ADMISSIBLE, True),
        (Route.REPORTING_POINT, MilestoneKind.SUBMITTED, True),  # sent, and not there yet
        (Route.REPORTING_POINT, MilestoneKind.RECEIVED, False),
        (Route.REPORTING_POINT, MilestoneKind.ACKNOWLEDGED, False),
        (Route.REPORTING_POINT, MilestoneKind.FEEDBACK, False),
        (Route.POLICE_REPORT, MilestoneKind.SUBMITTED, False),
        (Route.COURT, MilestoneKind.SUBMITTED, True),
    ],
)
def test_taking_back_ends_what_the_reporter_decides_and_no_more(
    route: Route, there: MilestoneKind, *, ends: bool
) -> None:
    track = FormalTrack(id=1, case_id=1, route=route, begun_on=date(2026, 1, 1))
    known = [reached(there, date(2026, 3, 4)), BACK]
    assert over_since(track, known) == (BACK.reached_on if ends else None)
    assert goes_on_against_wish(track, known) is not ends
    assert past_stopping_since(track, known) == (None if ends else date(2026, 3, 4))
    # before anybody has it the reporter takes it back everywhere
    assert over_since(track, [BACK]) == BACK.reached_on
    # what is of another track says nothing of this one
    assert over_since(replace(track, id=2), known) is None


@pytest.mark.parametrize("route", FORMAL_ROUTES)
def test_those_who_decide_end_it_on_every_way_and_so_does_a_note_that_it_has_ended(route: Route) -> None:
    track = FormalTrack(id=1, case_id=1, route=route, begun_on=date(2026, 1, 1))
    has_it = [reached(kind, date(2026, 3, 4)) for kind in MILESTONES[route][:2]]
    ended = reached(MilestoneKind.ENDED_BY_BODY, date(2026, 5, 1))
    assert over_since(track, has_it) is None
    assert over_since(track, [*has_it, ended]) == date(2026, 5, 1)
    assert over_since(replace(track, ended_on=date(2026, 4, 20)), [*has_it, ended]) == date(2026, 4, 20)
    assert not goes_on_against_wish(track, [*has_it, BACK, ended])


# -- the formal track


def test_every_way_to_a_body_knows_its_milestones_and_its_recipient() -> None:
    assert set(MILESTONES) == set(BODIES) == set(FORMAL_ROUTES)
    assert {kind for kinds in MILESTONES.values() for kind in kinds} == set(MilestoneKind)


def test_what_a_complaint_lacks_is_known() -> None:
    complaint = FormalTrack(
        case_id=1,
        route=Route.COMPLAINTS_COMMITTEE,
        begun_on=date(2026, 1, 1),
        complaint_parts=(ComplaintPart.DATE, ComplaintPart.CONDUCT),
    )
    assert len(complaint.missing_parts) == len(ComplaintPart) - 2
    assert ComplaintPart.SIGNATURE in complaint.missing_parts
    report = FormalTrack(case_id=1, route=Route.REPORTING_POINT, begun_on=date(2026, 1, 1))
    assert report.missing_parts == ()


# -- referrals


def test_what_came_of_a_referral_is_asked_after_a_month_and_not_before() -> None:
    referral = Referral(case_id=1, referred_on=date(2026, 3, 2), helper=Helper.COACH)
    month = referral.referred_on + PATIENCE
    assert not referral.may_be_asked(month - timedelta(days=1))
    assert referral.may_be_asked(month)
    asked = referral.note_uptake(Uptake.UNKNOWN, month)
    assert not asked.may_be_asked(month)
    assert asked.may_be_asked(month + PATIENCE)
    assert not referral.note_uptake(Uptake.TAKEN_UP, month).may_be_asked(date.max)
