"""Three published processes of the profession in the real window, by the keyboard alone.

(b) bullying, solved informally with the manager after consent; (c) sexual harassment, to the complaints
committee with its terms, finding, measure and court; (d) fraud, by way of the reporting point, anonymously.
"""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from tests.app.conftest import Stage
from tests.app.keys import Keys, at_case, file_of
from tests.factories import make_case, make_contact
from tests.views.audit import findings
from vpdesk.domain.formal import ComplaintPart, Finding, MilestoneKind, Standing
from vpdesk.domain.option import ChoiceDecision
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.overview import DueKind
from vpdesk.domain.step import Actor, StepStatus
from vpdesk.domain.values import Mandate, Matter, Recipient, Relation, Route
from vpdesk.services.agenda import read_agenda
from vpdesk.views.today.place import TodayPlace

#: What the clock of the stage says.
TODAY = date(2026, 11, 21)


@pytest.fixture
def organisation() -> Organisation:
    return Organisation(
        name="Waterschap De Vliet",
        mandates=(Mandate.CONDUCT, Mandate.INTEGRITY),
        committee="De Brug",
        reporting_point="De Luis",
    )


def turn_to(keys: Keys, route: Route) -> None:
    """Go to the list of routes by Tab, and through it with the arrows."""
    keys.tab_to("route_list")
    keys.key(Qt.Key.Key_Home)
    for _route in Route:
        if keys.focus.objectName() == route.value:
            return
        keys.key(Qt.Key.Key_Down)
    raise AssertionError(f"the arrows do not come to {route}, but to {keys.focus.objectName()}")


def decide(keys: Keys, reason: str) -> None:
    keys.press("decide")
    keys.write("reason", reason)
    keys.press("record_decision")
    keys.stage.wait(lambda: keys.focus.objectName() in set(Route))


# -- bullying


def test_bullying_is_solved_informally_with_the_manager_after_consent(  # noqa: PLR0915  one journey
    stage: Stage, organisation: Organisation
) -> None:
    case = make_case(
        organisation.id,
        alias="Eik-14",
        opened_on=date(2026, 11, 2),
        respondent_relations=(Relation.COLLEAGUE,),
        mandate=Mandate.CONDUCT,
    )
    keys = at_case(stage, organisation, case)
    assert "The reporter decides about every step." in keys.says()

    # the conversation about options
    keys.press(f"section_options_{case.id}")
    assert keys.page == "options_page"
    keys.write("criteria", "Dat het stopt.")
    turn_to(keys, Route.SELF)
    keys.write("speaks_against", "Dat durf ik niet.")
    turn_to(keys, Route.REPORTING_POINT)
    assert "A reporting point is for business integrity, and no matter here is of that kind." in keys.says()
    turn_to(keys, Route.WITH_MANAGER)
    assert "A manager hears what is going on" in keys.says()
    keys.write("meaning", "Een gesprek met zijn drieen.")
    keys.write("speaks_for", "Zij kent het team.")
    decide(keys, "Dat kan snel.")
    assert findings(keys.program.window) == []
    keys.finish()
    file = file_of(keys, case)
    assert file.case.criteria == "Dat het stopt."
    assert file.case.routes == (Route.WITH_MANAGER,)
    assert {(each.route, each.speaks_for, each.speaks_against) for each in file.options} == {
        (Route.SELF, "", "Dat durf ik niet."),
        (Route.WITH_MANAGER, "Zij kent het team.", ""),
    }

    # no step without consent
    keys.press(f"section_plan_{case.id}")
    keys.write("description", "Gesprek met de leidinggevende")
    keys.write("planned_on", "+2d")
    assert "In this case no consent to share anything was recorded." in keys.says()
    assert "This step has no consent yet. Nothing was done." in keys.refuse()
    assert file_of(keys, case).steps == []
    keys.press("record_consent_first")
    assert keys.page == "consent_page"
    keys.choose("recipient", "Manager")
    keys.write("may_be_said", "Dat er een gesprek nodig is")
    keys.finish()
    assert keys.page == "step_page"  # with what was typed before
    keys.finish()
    step = file_of(keys, case).steps[0]
    assert (step.recipient, step.planned_on) == (Recipient.MANAGER, date(2026, 11, 23))
    assert (step.route, step.description) == (Route.WITH_MANAGER, "Gesprek met de leidinggevende")

    # it waits on its day, and is carried out
    agenda = keys.desk.ask(lambda vault: read_agenda(vault, TODAY))
    assert [item.kind for item in agenda.coming] == [DueKind.STEP]
    keys.press("take_step")
    keys.write("carried_out_on", "today")
    keys.write("result", "Melder deed zelf het woord.")
    keys.finish()
    done = file_of(keys, case).steps[0]
    assert (done.status, done.carried_out_on) == (StepStatus.CARRIED_OUT, TODAY)

    # a change of mind rubs nothing out, and a route that was gone still counts
    keys.press(f"section_options_{case.id}")
    turn_to(keys, Route.WITH_MANAGER)
    decide(keys, "Het is al opgelost.")
    keys.key(Qt.Key.Key_Escape)
    file = file_of(keys, case)
    assert [each.decision for each in file.choices] == [ChoiceDecision.LEFT, ChoiceDecision.CHOSEN]
    assert file.case.routes == (Route.WITH_MANAGER,)
    assert "The reporter would rather not: with the manager" in keys.says()


# -- sexual harassment


def reach(keys: Keys, track_id: int, kind: str, day: str, finding: str = "") -> None:
    keys.press(f"section_milestone_{track_id}")
    assert keys.page == "milestone_page"
    keys.choose("kind", kind)
    keys.write("reached_on", day)
    if finding:
        keys.choose("finding", finding)
    keys.finish()


def test_sexual_harassment_goes_to_the_committee_with_finding_measure_and_court(  # noqa: PLR0915  one journey
    stage: Stage, organisation: Organisation
) -> None:
    case = make_case(
        organisation.id,
        alias="Linde-03",
        opened_on=date(2026, 9, 1),
        matters=(Matter.SEXUAL_HARASSMENT,),
        mandate=Mandate.CONDUCT,
    )
    keys = at_case(stage, organisation, case, [make_contact(case.id, held_on=case.opened_on)])
    keys.press(f"section_options_{case.id}")
    turn_to(keys, Route.COMPLAINTS_COMMITTEE)
    assert "At Waterschap De Vliet: De Brug" in keys.says()
    decide(keys, "Ik wil dat iemand het uitzoekt.")
    keys.finish()

    # anonymous complaints are not handled, and what can be done is said
    keys.press(f"section_begin_track_{case.id}")
    assert "The reporter decides about every step, and may stop at any time." in keys.says()
    keys.write("begun_on", "1-9-2026")
    keys.choose("standing", "Anonymously")
    assert "A committee hears both sides, so it must know who complains." in keys.says()
    assert "does not handle anonymous complaints" in keys.refuse()
    assert file_of(keys, case).tracks == []
    keys.choose("standing", "By name")
    keys.write("last_incident_on", "30-11-2025")
    keys.finish()
    track = file_of(keys, case).tracks[0]
    assert (track.route, track.standing) == (Route.COMPLAINTS_COMMITTEE, Standing.NAMED)
    assert "Submitting a complaint after the last incident: by 30 November at the latest" in keys.says()
    assert "Still missing: the kind of conduct, what happened" in keys.says()

    # what the complaint contains
    keys.press(f"section_change_track_{track.id}")
    keys.tab_to("complaint_parts")
    for _part in ComplaintPart:
        keys.key(Qt.Key.Key_Space)
        keys.key(Qt.Key.Key_Right)
    assert "The complaint contains everything that a committee asks for." in keys.says()
    keys.finish()
    assert set(file_of(keys, case).tracks[0].complaint_parts) == set(ComplaintPart)
    assert "Still missing" not in keys.says()

    # the terms run from the complaint
    reach(keys, track.id, "Submitted", "14-9-2026")
    assert "Whether a complaint is admissible: was due by 28 September" in keys.says()
    assert "The committee's advice: was due by 9 November" in keys.says()
    reach(keys, track.id, "Declared admissible", "25-9-2026")
    assert "Whether a complaint is admissible: in time, on 25 September" in keys.says()
    late = keys.desk.ask(lambda vault: read_agenda(vault, TODAY)).late
    assert [(item.kind, item.due_on) for item in late] == [(DueKind.TERM, date(2026, 11, 9))]

    # it stands on Today, and is answered from there
    keys.workplace.go("today")
    assert "the committee's advice, by Monday 9 November 2026 at the latest" in keys.says()
    keys.press("answer")
    assert keys.page == "milestone_page"
    keys.write("reached_on", "20-11-2026")
    keys.choose("finding", "Partly well-founded")
    keys.finish()
    file = file_of(keys, case)
    advice = file.milestones[0]
    assert (advice.kind, advice.finding) == (MilestoneKind.ADVICE, Finding.PARTLY_FOUNDED)
    assert keys.desk.ask(lambda vault: read_agenda(vault, TODAY)).is_empty
    assert "Finding of the committee: partly well-founded" in keys.says()
    assert "The committee's advice: late, on 20 November, was due by 9 November" in keys.says()

    reach(keys, track.id, "Measure of the employer", "20-11-2026")
    reach(keys, track.id, "Taken to court", "21-11-2026")
    assert "Complaints committee: taken to court" in keys.says()
    assert findings(keys.program.window) == []
    keys.press(f"section_end_track_{track.id}")
    keys.finish()
    assert file_of(keys, case).tracks[0].ended_on == TODAY


# -- fraud


def test_fraud_goes_by_way_of_the_reporting_point_without_a_name(  # noqa: PLR0915  one journey
    stage: Stage, organisation: Organisation
) -> None:
    case = make_case(
        organisation.id,
        alias="Es-05",
        opened_on=date(2026, 10, 1),
        matters=(Matter.FRAUD,),
        mandate=Mandate.INTEGRITY,
    )
    keys = at_case(stage, organisation, case, [make_contact(case.id, held_on=case.opened_on)])
    keys.press(f"section_options_{case.id}")
    turn_to(keys, Route.COMPLAINTS_COMMITTEE)
    assert "A complaints committee deals with undesirable conduct" in keys.says()
    turn_to(keys, Route.REPORTING_POINT)
    assert "Once the reporting point has the report, the organisation takes over" in keys.says()
    decide(keys, "Het moet worden uitgezocht.")
    keys.finish()

    # the counsellor reports on the reporter's behalf: never without consent
    keys.press(f"section_begin_track_{case.id}")
    assert "Once the reporting point has the report, the organisation takes over" in keys.says()
    keys.write("begun_on", "5-10-2026")
    keys.choose("standing", "The counsellor reports on the reporter's behalf")
    keys.finish()
    track = file_of(keys, case).tracks[0]
    assert "The terms begin when the reporting point has the report." in keys.says()
    keys.press(f"section_milestone_{track.id}")
    keys.write("reached_on", "6-10-2026")
    assert "no consent for that was in force on this day. Nothing was recorded." in keys.refuse()
    assert file_of(keys, case).milestones == []
    keys.press("other_consent")
    keys.write("given_on", "5-10-2026")
    keys.choose("recipient", "Reporting point")
    keys.write("may_be_said", "Wat er met de bonnen gebeurt")
    keys.write("withheld", "Wie het meldt")
    keys.finish()
    assert keys.page == "milestone_page"
    keys.finish()
    assert keys.desk.ask(lambda vault: read_agenda(vault, TODAY)).is_empty  # sent is not yet received
    assert "The reporter decides about every step, until a reporting point has the report" in keys.says()

    # the clock starts when the reporting point has it, and the organisation takes over
    keys.press(f"section_milestone_{track.id}")
    assert "Once the reporting point has the report, the organisation takes over" in keys.says()
    keys.write("reached_on", "30-10-2026")
    keys.finish()
    assert "The organisation holds the reins since 30 October" in keys.says()
    late = keys.desk.ask(lambda vault: read_agenda(vault, TODAY)).late
    assert [(item.term, item.due_on) for item in late] == [("acknowledgement", date(2026, 11, 6))]
    assert "Feedback on a report: by 6 February 2027 at the latest" in keys.says()
    reach(keys, track.id, "Receipt acknowledged", "9-11-2026")
    assert "Feedback on a report: by 9 February 2027 at the latest" in keys.says()
    assert keys.desk.ask(lambda vault: read_agenda(vault, TODAY)).late == ()

    # a step of the organisation rests on no consent
    keys.press(f"section_plan_{case.id}")
    keys.choose("actor", "The organisation")
    keys.choose("recipient", "Other")
    keys.write("description", "Onderzoek naar de bonnen")
    keys.choose("status", "Carried out")
    keys.write("carried_out_on", "16-11-2026")
    keys.finish()
    step = file_of(keys, case).steps[0]
    assert (step.actor, step.consent_id, step.status) == (Actor.ORGANISATION, None, StepStatus.CARRIED_OUT)

    # referred on meanwhile, through the menu
    keys.from_menu("Refer on")
    keys.choose("helper", "Whistleblowers Authority")
    keys.write("referred_on", "20-10-2026")
    keys.finish()
    referral = file_of(keys, case).referrals[0]
    keys.press(f"section_uptake_{referral.id}")  # a month has passed
    keys.choose("uptake", "Taken up")
    keys.finish()
    assert "Whistleblowers Authority, 20 October: taken up" in keys.says()

    reach(keys, track.id, "Feedback of the reporting point", "20-11-2026", "Well-founded")
    assert "Finding of the reporting point: well-founded" in keys.says()
    keys.workplace.go("today")
    assert keys.workplace.findChild(TodayPlace) is not None
    assert "There is nothing in your agenda." in keys.says()
    assert findings(keys.program.window) == []
