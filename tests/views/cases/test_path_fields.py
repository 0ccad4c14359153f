"""Each field of a value of the paths stands in a form, or is excluded by name with its reason."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date

import pytest

from tests.factories import make_case
from vpdesk.domain.confidentiality_exception import ConfidentialityException
from vpdesk.domain.formal import FORMAL_ROUTES, FormalTrack, Milestone
from vpdesk.domain.option import Option, RouteChoice
from vpdesk.domain.referral import Referral
from vpdesk.domain.reins import GO_ON_BY_THEMSELVES
from vpdesk.domain.step import Step
from vpdesk.domain.values import Route
from vpdesk.views.cases import declared, path_fields
from vpdesk.views.cases.route_words import _GOES_ON, _MEANINGS, goes_on_sentence, meaning, reins_sentence
from vpdesk.views.fields import Field

_TRACK = FormalTrack(case_id=1, route=Route.COMPLAINTS_COMMITTEE, begun_on=date(2026, 1, 1))
_FORMS: dict[type, Sequence[Sequence[Field]]] = {
    Option: [path_fields.OPTION_FIELDS],
    RouteChoice: [path_fields.CHOICE_FIELDS],
    Step: [
        path_fields.new_step_fields(list),
        path_fields.CHANGED_STEP_FIELDS,
        path_fields.CARRIED_OUT_FIELDS,
        path_fields.STOPPED_FIELDS,
    ],
    FormalTrack: [path_fields.NEW_TRACK_FIELDS, path_fields.TRACK_FIELDS, path_fields.ENDED_FIELDS],
    Milestone: [path_fields.milestone_fields(_TRACK)],
    ConfidentialityException: [path_fields.EXCEPTION_FIELDS, path_fields.CHANGED_EXCEPTION_FIELDS],
    Referral: [path_fields.REFERRAL_FIELDS, path_fields.UPTAKE_FIELDS],
}


@pytest.mark.parametrize("value", list(_FORMS), ids=lambda value: value.__name__)
def test_the_fields_of_a_value_are_those_of_its_forms_and_the_named_exclusions(value: type) -> None:
    # how far a step is, is no field of it: it follows from its dates
    asked = {field.name for form in _FORMS[value] for field in form} - {"status"}
    excluded = set(path_fields.NOT_IN_FORM[value.__name__])
    assert asked.isdisjoint(excluded)
    assert asked | excluded == {field.name for field in fields(value)}
    assert all(path_fields.NOT_IN_FORM[value.__name__].values())


def test_the_criteria_are_of_the_case_which_leaves_them_to_the_conversation() -> None:
    assert {field.name for field in path_fields.CRITERIA_FIELDS} <= set(declared.NOT_IN_FORM["Case"])
    assert make_case(1).criteria == ""


def test_every_route_has_its_explanation_and_says_who_decides() -> None:
    assert set(_MEANINGS) == set(Route)
    assert all(meaning(route) and reins_sentence(route) for route in Route)
    # where somebody else may have to go on, nothing promises that the reporter can stop it
    others = {Route.WITH_MANAGER, Route.REPORTING_POINT, Route.POLICE_REPORT}
    assert {route for route in Route if "may stop at any time" not in reins_sentence(route)} == others
    assert others >= set(GO_ON_BY_THEMSELVES) == set(_GOES_ON)
    assert all("the reporter cannot end it" in goes_on_sentence(route) for route in GO_ON_BY_THEMSELVES)


def test_only_a_complaint_asks_for_what_it_contains() -> None:
    assert all(
        bool(path_fields.committee_only(route)) is (route is Route.COMPLAINTS_COMMITTEE)
        for route in FORMAL_ROUTES
    )
