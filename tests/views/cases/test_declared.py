"""Each field of a value stands in a form, or is excluded by name with its reason."""

from collections.abc import Sequence
from dataclasses import fields

import pytest

from vpdesk.domain.aftercare import Aftercare
from vpdesk.domain.case import Case
from vpdesk.domain.consent import Consent
from vpdesk.domain.contact import Contact
from vpdesk.domain.values import ConsentDecision, ConsentPurpose
from vpdesk.views.cases import declared
from vpdesk.views.fields import Field

_FORMS: dict[type, Sequence[Sequence[Field]]] = {
    Case: [[declared.organisation_field(list), declared.unit_field(list)], declared.CASE_FIELDS],
    Contact: [declared.CONTACT_FIELDS],
    Consent: [declared.CONSENT_FIELDS],
    Aftercare: [declared.AFTERCARE_FIELDS, declared.SETTLING_FIELDS],
}


@pytest.mark.parametrize("value", list(_FORMS), ids=lambda value: value.__name__)
def test_the_fields_of_a_value_are_those_of_its_forms_and_the_named_exclusions(value: type) -> None:
    asked = {field.name for form in _FORMS[value] for field in form}
    excluded = set(declared.NOT_IN_FORM[value.__name__])
    assert asked.isdisjoint(excluded)
    assert asked | excluded == {field.name for field in fields(value)}


def test_every_exclusion_has_a_reason() -> None:
    assert all(reason for reasons in declared.NOT_IN_FORM.values() for reason in reasons.values())


def test_what_closing_asks_are_fields_of_the_case_that_its_own_form_leaves_out() -> None:
    asked = {field.name for field in declared.CLOSING_FIELDS} - {"counsellor_parts"}  # known before, too
    assert asked <= set(declared.NOT_IN_FORM["Case"])
    assert {field.name for field in declared.WITHDRAWAL_FIELDS} <= set(declared.NOT_IN_FORM["Consent"])


def test_every_field_of_a_consent_is_asked_for_some_purpose() -> None:
    asked = {
        name
        for purpose in ConsentPurpose
        for decision in ConsentDecision
        for name in declared.consent_fields(purpose, decision)
    }
    assert asked == {field.name for field in declared.CONSENT_FIELDS}


def test_only_sharing_asks_to_whom_and_what() -> None:
    for purpose in ConsentPurpose:
        names = declared.consent_fields(purpose, ConsentDecision.GIVEN)
        assert ("recipient" in names) is (purpose is ConsentPurpose.SHARING)
        assert ("may_be_said" in names) is (purpose is ConsentPurpose.SHARING)


def test_a_new_case_asks_five_things_and_unfolds_no_more_than_its_form_has() -> None:
    known = {"organisation_id", "unit_id", *(field.name for field in declared.CASE_FIELDS)}
    assert len(tuple(declared.NEW_CASE_FIELDS)) == 5
    assert {*declared.NEW_CASE_FIELDS, *declared.UNFOLDED_FIELDS} <= known
