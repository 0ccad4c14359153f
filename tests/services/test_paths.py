"""Options, steps, formal tracks and referrals over a real vault."""

from dataclasses import replace
from datetime import date

import pytest

from tests.factories import make_case, make_consent
from vpdesk.domain.case import Case
from vpdesk.domain.errors import RuleError
from vpdesk.domain.formal import Finding, FormalTrack, Milestone, MilestoneKind, Standing
from vpdesk.domain.identity import new_id
from vpdesk.domain.option import ChoiceDecision, Option, RouteChoice
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.overview import DueKind
from vpdesk.domain.referral import Helper, Referral, Uptake
from vpdesk.domain.step import Actor, Step
from vpdesk.domain.term import Term, TermKind, TermUnit
from vpdesk.domain.values import Matter, Recipient, Route
from vpdesk.services.agenda import read_agenda
from vpdesk.services.casework import read_case, save_case
from vpdesk.services.consents import carry_out_step, plan_step, record_consent, stop_step, withdraw_consent
from vpdesk.services.formal import begin_track, end_track, record_milestone, save_track
from vpdesk.services.referrals import note_uptake, save_referral
from vpdesk.services.routes import choose_route, save_criteria, save_option
from vpdesk.vault.vault import Vault

TODAY = date(2026, 11, 20)


@pytest.fixture
def case(vault: Vault, organisation: Organisation) -> Case:
    return save_case(vault, make_case(organisation.id, matters=(Matter.SEXUAL_HARASSMENT,)))


def own_step(case: Case, **changes: object) -> Step:
    step = Step(
        case_id=case.id,
        recipient=Recipient.MANAGER,
        description="speaks with the manager",
        planned_on=date(2026, 4, 10),
        route=Route.WITH_MANAGER,
        actor=Actor.REPORTER,
    )
    return replace(step, **changes)  # type: ignore[arg-type]


def routes(vault: Vault, case: Case) -> tuple[Route, ...]:
    return vault.cases.get(case.id).routes


def due(vault: Vault, kind: DueKind, today: date = TODAY) -> list[tuple[date, str]]:
    agenda = read_agenda(vault, today)
    found = (*agenda.late, *agenda.today, *agenda.this_week, *agenda.later)
    return [(item.due_on, item.words or str(item.term)) for item in found if item.kind is kind]


# -- options and choices


def test_criteria_and_options_are_kept_in_the_reporters_words(vault: Vault, case: Case) -> None:
    save_criteria(vault, case.id, "Dat het stopt, en dat niemand weet dat ik het was.")
    option = Option(case_id=case.id, route=Route.SELF, discussed_on=TODAY, speaks_for="Blijft klein.")
    save_option(vault, option)
    save_option(vault, replace(option, speaks_against="Durf ik niet."))
    file = read_case(vault, case.id)
    assert file.case.criteria.startswith("Dat het stopt")
    assert [(each.speaks_for, each.speaks_against) for each in file.options] == [
        ("Blijft klein.", "Durf ik niet.")
    ]


def test_the_routes_of_a_case_follow_from_what_was_chosen(vault: Vault, case: Case) -> None:
    def choose(route: Route, day: date, decision: ChoiceDecision = ChoiceDecision.CHOSEN) -> None:
        choose_route(
            vault, RouteChoice(case_id=case.id, chosen_on=day, route=route, decision=decision, reason="x")
        )

    choose(Route.SELF, date(2026, 3, 2))
    choose(Route.WITH_MANAGER, date(2026, 3, 2))
    assert routes(vault, case) == (Route.SELF, Route.WITH_MANAGER)
    choose(Route.SELF, date(2026, 3, 9), ChoiceDecision.LEFT)
    assert routes(vault, case) == (Route.WITH_MANAGER,)
    assert len(vault.route_choices.of_case(case.id)) == 3  # a change of mind rubs nothing out
    with pytest.raises(RuleError, match="not chosen"):
        choose(Route.SELF, date(2026, 3, 10), ChoiceDecision.LEFT)
    with pytest.raises(RuleError, match="chosen already"):
        choose(Route.WITH_MANAGER, date(2026, 3, 10))
    with pytest.raises(RuleError, match="before the decision"):
        choose(Route.SELF, date(2026, 3, 8))
    assert len(vault.route_choices.of_case(case.id)) == 3


def test_a_route_that_was_left_after_a_step_on_it_still_counts(vault: Vault, case: Case) -> None:
    choose_route(vault, RouteChoice(case_id=case.id, chosen_on=date(2026, 3, 2), route=Route.WITH_MANAGER))
    step = own_step(case)
    plan_step(vault, step)
    left = RouteChoice(
        case_id=case.id,
        chosen_on=date(2026, 5, 1),
        route=Route.WITH_MANAGER,
        decision=ChoiceDecision.LEFT,
    )
    choose_route(vault, left)
    assert routes(vault, case) == ()
    carry_out_step(vault, step.id, date(2026, 4, 10))  # it turns out that the talk had been held
    assert routes(vault, case) == (Route.WITH_MANAGER,)


def test_routes_that_were_brought_along_stay(vault: Vault, organisation: Organisation) -> None:
    case = save_case(vault, make_case(organisation.id, routes=(Route.MEDIATION,)))
    choose_route(vault, RouteChoice(case_id=case.id, chosen_on=TODAY, route=Route.SELF))
    assert routes(vault, case) == (Route.MEDIATION, Route.SELF)
    gone = RouteChoice(
        case_id=case.id, chosen_on=TODAY, route=Route.MEDIATION, decision=ChoiceDecision.LEFT
    )
    choose_route(vault, gone)
    assert routes(vault, case) == (Route.SELF,)


# -- steps


def test_a_step_of_the_reporter_or_the_organisation_rests_on_no_consent(vault: Vault, case: Case) -> None:
    plan_step(vault, own_step(case))
    done = own_step(case, actor=Actor.ORGANISATION, carried_out_on=date(2026, 4, 12), result="moved")
    plan_step(vault, done)
    assert len(vault.steps.of_case(case.id)) == 2


@pytest.mark.parametrize("actor", [Actor.COUNSELLOR, Actor.TOGETHER])
def test_a_step_that_the_counsellor_takes_part_in_needs_one(vault: Vault, case: Case, actor: Actor) -> None:
    with pytest.raises(RuleError) as info:
        own_step(case, actor=actor)
    assert info.value.field == "consent_id"
    consent = make_consent(case.id, recipient=Recipient.HR)
    record_consent(vault, consent)
    with pytest.raises(RuleError, match="does not cover this recipient"):
        plan_step(vault, own_step(case, actor=actor, consent_id=consent.id))
    assert vault.steps.of_case(case.id) == []
    plan_step(vault, own_step(case, actor=actor, consent_id=consent.id, recipient=Recipient.HR))
    assert len(vault.steps.of_case(case.id)) == 1


def test_a_step_that_was_carried_out_already_needed_its_consent_on_that_day(
    vault: Vault, case: Case
) -> None:
    consent = make_consent(case.id, given_on=date(2026, 4, 1), recipient=Recipient.MANAGER)
    record_consent(vault, consent)
    told = own_step(case, actor=Actor.COUNSELLOR, consent_id=consent.id, planned_on=date(2026, 4, 10))
    with pytest.raises(RuleError, match="after that day"):
        plan_step(vault, replace(told, carried_out_on=date(2026, 3, 30)))
    plan_step(vault, replace(told, carried_out_on=date(2026, 4, 10)))


def test_a_planned_step_stands_in_the_agenda_until_it_was_taken_or_stopped(vault: Vault, case: Case) -> None:
    first, second = own_step(case), own_step(case, planned_on=date(2026, 11, 30), description="writes")
    plan_step(vault, first)
    plan_step(vault, second)
    assert due(vault, DueKind.STEP) == [
        (date(2026, 4, 10), "speaks with the manager"),
        (date(2026, 11, 30), "writes"),
    ]
    carry_out_step(vault, first.id, TODAY)
    stop_step(vault, second.id, TODAY)
    assert due(vault, DueKind.STEP) == []


def test_a_step_that_stopped_with_its_consent_waits_no_longer(vault: Vault, case: Case) -> None:
    consent = make_consent(case.id)
    record_consent(vault, consent)
    plan_step(vault, own_step(case, actor=Actor.TOGETHER, consent_id=consent.id))
    assert due(vault, DueKind.STEP)
    withdraw_consent(vault, consent.id, TODAY)
    assert due(vault, DueKind.STEP) == []


def test_nothing_of_a_case_in_the_bin_is_due(vault: Vault, case: Case) -> None:
    plan_step(vault, own_step(case))
    begin_track(vault, complaint(case))
    assert due(vault, DueKind.STEP)
    assert due(vault, DueKind.TERM)
    with vault.transaction():
        vault.cases.save(replace(vault.cases.get(case.id), binned_on=TODAY))
    assert due(vault, DueKind.STEP) == []
    assert due(vault, DueKind.TERM) == []


# -- the formal track


def complaint(case: Case) -> FormalTrack:
    return FormalTrack(
        case_id=case.id,
        route=Route.COMPLAINTS_COMMITTEE,
        begun_on=date(2026, 5, 1),
        last_incident_on=date(2026, 2, 3),
    )


def reached(track: FormalTrack, kind: MilestoneKind, day: date, finding: Finding | None = None) -> Milestone:
    return Milestone(
        case_id=track.case_id, formal_track_id=track.id, kind=kind, reached_on=day, finding=finding
    )


def test_beginning_a_track_records_that_its_route_was_chosen(vault: Vault, case: Case) -> None:
    track = complaint(case)
    begin_track(vault, track)
    assert routes(vault, case) == (Route.COMPLAINTS_COMMITTEE,)
    choices = vault.route_choices.of_case(case.id)
    assert [(each.chosen_on, each.route) for each in choices] == [
        (date(2026, 5, 1), Route.COMPLAINTS_COMMITTEE)
    ]
    begin_track(vault, replace(complaint(case), begun_on=date(2026, 6, 1)))
    assert len(vault.route_choices.of_case(case.id)) == 1
    save_track(vault, replace(track, remarks="by post"))
    assert vault.formal_tracks.get(track.id).remarks == "by post"


def test_the_terms_of_running_tracks_stand_in_the_agenda_late_ones_first(
    vault: Vault, case: Case, organisation: Organisation
) -> None:
    track = complaint(case)
    begin_track(vault, track)
    assert due(vault, DueKind.TERM) == [(date(2027, 2, 3), TermKind.COMPLAINT)]
    record_milestone(vault, reached(track, MilestoneKind.SUBMITTED, date(2026, 10, 1)))
    record_milestone(vault, reached(track, MilestoneKind.ADMISSIBLE, date(2026, 10, 8)))
    assert due(vault, DueKind.TERM) == [(date(2026, 11, 26), TermKind.ADVICE)]
    assert read_agenda(vault, date(2026, 11, 27)).late
    with vault.transaction():
        vault.terms.save(
            Term(organisation_id=organisation.id, kind=TermKind.ADVICE, amount=14, unit=TermUnit.WEEK)
        )
    assert due(vault, DueKind.TERM) == [(date(2027, 1, 7), TermKind.ADVICE)]
    record_milestone(
        vault, reached(track, MilestoneKind.ADVICE, date(2026, 11, 18), Finding.PARTLY_FOUNDED)
    )
    assert due(vault, DueKind.TERM) == []


def test_an_ended_track_waits_for_nothing_and_may_run_again(vault: Vault, case: Case) -> None:
    track = complaint(case)
    begin_track(vault, track)
    end_track(vault, track.id, TODAY)
    assert due(vault, DueKind.TERM) == []
    end_track(vault, track.id, None)
    assert due(vault, DueKind.TERM)


def test_terms_of_one_organisation_are_not_those_of_another(vault: Vault, organisation: Organisation) -> None:
    other = Organisation(name="Gemeente Molendrecht")
    with vault.transaction():
        vault.organisations.save(other)
        two = Term(organisation_id=other.id, kind=TermKind.COMPLAINT, amount=2, unit=TermUnit.YEAR)
        vault.terms.save(two)
    here, there = (save_case(vault, make_case(each.id)) for each in (organisation, other))
    begin_track(vault, complaint(here))
    begin_track(vault, complaint(there))
    assert due(vault, DueKind.TERM) == [(date(2027, 2, 3), TermKind.COMPLAINT)]
    assert due(vault, DueKind.TERM, date(2027, 6, 1))[1][0] == date(2028, 2, 3)


def test_a_milestone_belongs_on_its_way(vault: Vault, case: Case) -> None:
    track = complaint(case)
    begin_track(vault, track)
    with pytest.raises(RuleError) as info:
        record_milestone(vault, reached(track, MilestoneKind.FEEDBACK, TODAY))
    assert info.value.field == "kind"
    assert vault.milestones.of_case(case.id) == []


def test_reporting_on_behalf_needs_consent_on_that_day(vault: Vault, organisation: Organisation) -> None:
    case = save_case(vault, make_case(organisation.id, matters=(Matter.FRAUD,)))
    track = FormalTrack(
        case_id=case.id, route=Route.REPORTING_POINT, begun_on=date(2026, 5, 1), standing=Standing.ON_BEHALF
    )
    begin_track(vault, track)
    sent = reached(track, MilestoneKind.SUBMITTED, date(2026, 5, 4))
    with pytest.raises(RuleError, match="no consent for that was in force"):
        record_milestone(vault, sent)
    assert vault.milestones.of_case(case.id) == []
    point = Recipient.REPORTING_POINT
    record_consent(
        vault, make_consent(case.id, recipient=point, given_on=date(2026, 5, 2), withheld="the name")
    )
    record_milestone(vault, sent)
    with pytest.raises(RuleError) as info:
        record_milestone(vault, replace(sent, reached_on=date(2026, 5, 1)))
    assert info.value.field == "kind"
    named = replace(track, id=new_id(), standing=Standing.NAMED)
    begin_track(vault, named)
    record_milestone(vault, reached(named, MilestoneKind.SUBMITTED, date(2026, 4, 1)))  # the reporter's own
    with pytest.raises(RuleError) as info:  # nor afterwards
        save_track(vault, replace(named, standing=Standing.ON_BEHALF))
    assert info.value.field == "standing"
    assert vault.formal_tracks.get(named.id).standing is Standing.NAMED
    save_track(vault, replace(track, remarks="by letter"))


# -- referrals


def test_what_came_of_a_referral_is_noted(vault: Vault, case: Case) -> None:
    referral = Referral(case_id=case.id, referred_on=date(2026, 4, 20), helper=Helper.COACH)
    save_referral(vault, referral)
    noted = note_uptake(vault, referral.id, Uptake.TAKEN_UP, TODAY)
    assert read_case(vault, case.id).referrals == [noted]
    with pytest.raises(RuleError):
        note_uptake(vault, referral.id, Uptake.DECLINED, date(2026, 4, 1))
