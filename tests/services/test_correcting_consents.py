"""A consent is corrected as long as what rests on it is still covered by it (rule 1)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from tests.factories import (
    make_aftercare,
    make_case,
    make_consent,
    make_exception,
    make_milestone,
    make_release,
    make_step,
    make_track,
)
from vpdesk.domain.binned import BinKind
from vpdesk.domain.case import Case
from vpdesk.domain.consent import Consent
from vpdesk.domain.errors import RuleError
from vpdesk.domain.formal import MilestoneKind, Standing
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.step import Step, StepStatus
from vpdesk.domain.values import ConsentDecision, ConsentManner, ConsentPurpose, Initiative, Recipient, Route
from vpdesk.services.binning import bin_part, put_back
from vpdesk.services.consents import (
    correct_consent,
    plan_step,
    record_consent,
    record_exception,
    stop_step,
    withdraw_consent,
)
from vpdesk.services.formal import record_milestone
from vpdesk.services.resting import RestsOnConsentError, resting_on
from vpdesk.services.splitting import split_case
from vpdesk.services.undoing import deed_since, look, undo
from vpdesk.vault.vault import Vault

NOW = datetime(2026, 5, 2, 10, 0)
#: Corrections by which the consent would not cover a talk with the manager on 10 April 2026.
NOT_COVERING: dict[str, dict[str, Any]] = {
    "recipient": {"recipient": Recipient.HR},
    "given_on": {"given_on": date(2026, 4, 11)},
    "valid_until": {"valid_until": date(2026, 4, 9)},
    "decision": {"decision": ConsentDecision.REFUSED},
    "purpose": {"purpose": ConsentPurpose.COUNTING},
}


@pytest.fixture
def case(vault: Vault, organisation: Organisation) -> Case:
    made = make_case(organisation.id, alias="Eik-14")
    with vault.transaction():
        vault.cases.save(made)
    return made


@pytest.fixture
def consent(vault: Vault, case: Case) -> Consent:
    made = make_consent(case.id)
    record_consent(vault, made)
    return made


def taken(vault: Vault, consent: Consent, **changes: object) -> Step:
    step = make_step(consent.case_id, consent.id, carried_out_on=date(2026, 4, 10), **changes)
    plan_step(vault, step)
    return step


def planned(vault: Vault, consent: Consent) -> Step:
    step = make_step(consent.case_id, consent.id)
    plan_step(vault, step)
    return step


def stopped(vault: Vault, consent: Consent) -> Step:
    return stop_step(vault, planned(vault, consent).id, date(2026, 4, 9))


@pytest.mark.parametrize("field", NOT_COVERING)
@pytest.mark.parametrize("rests", [taken, planned])
def test_what_rests_on_it_refuses_what_would_not_cover_it_and_is_named(
    vault: Vault, consent: Consent, rests: Callable[[Vault, Consent], Step], field: str
) -> None:
    step = rests(vault, consent)
    with pytest.raises(RestsOnConsentError, match="rests on this consent") as info:
        correct_consent(vault, replace(consent, **NOT_COVERING[field]))
    assert (info.value.field, info.value.resting_id) == (field, step.id)
    assert vault.consents.get(consent.id) == consent


@pytest.mark.parametrize("field", NOT_COVERING)
def test_with_nothing_resting_on_it_all_of_it_can_be_corrected(
    vault: Vault, consent: Consent, field: str
) -> None:
    """The control: it is the step that refuses, and nothing else."""
    corrected = replace(consent, **NOT_COVERING[field])
    correct_consent(vault, corrected)
    assert vault.consents.get(consent.id) == corrected


def test_what_covers_the_step_still_is_corrected(vault: Vault, consent: Consent) -> None:
    taken(vault, consent)
    corrected = replace(
        consent,
        may_be_said="that a talk is wanted, and about what",
        manner=ConsentManner.WRITTEN,
        given_on=date(2026, 4, 10),
        valid_until=date(2026, 4, 10),
        withheld="the name of a colleague",
    )
    correct_consent(vault, corrected)
    assert vault.consents.get(consent.id) == corrected


def test_a_step_that_will_not_happen_holds_its_purpose_alone(vault: Vault, consent: Consent) -> None:
    step = stopped(vault, consent)
    corrected = replace(consent, recipient=Recipient.HR)
    correct_consent(vault, corrected)
    with pytest.raises(RestsOnConsentError, match="cannot be for something else") as info:
        correct_consent(vault, replace(corrected, purpose=ConsentPurpose.COUNTING))
    assert (info.value.field, info.value.resting_id) == ("purpose", step.id)


# -- what was withdrawn


def test_its_withdrawal_stays_and_so_do_the_steps_that_it_stopped(vault: Vault, consent: Consent) -> None:
    step = planned(vault, consent)
    withdraw_consent(vault, consent.id, date(2026, 4, 9))
    correct_consent(vault, replace(consent, may_be_said="something else"))  # as it was before
    kept = vault.consents.get(consent.id)
    assert (kept.may_be_said, kept.withdrawn_on) == ("something else", date(2026, 4, 9))
    assert vault.steps.get(step.id).status is StepStatus.STOPPED
    with pytest.raises(RuleError, match="was withdrawn, so it was given") as info:
        correct_consent(vault, replace(kept, decision=ConsentDecision.REFUSED))
    assert info.value.field == "decision"


def test_a_step_that_was_not_covered_before_stands_in_no_corrections_way(
    vault: Vault, consent: Consent
) -> None:
    """The reporter withdrew it as of a day before the step: another error in it can be mended still."""
    taken(vault, consent)
    withdraw_consent(vault, consent.id, date(2026, 4, 5))
    correct_consent(vault, replace(consent, manner=ConsentManner.EMAIL))
    assert vault.consents.get(consent.id).manner is ConsentManner.EMAIL


# -- what was reported on the reporter's behalf


def reported(vault: Vault, case: Case) -> tuple[Consent, int]:
    consent = make_consent(case.id, recipient=Recipient.REPORTING_POINT)
    track = make_track(
        case.id, route=Route.REPORTING_POINT, standing=Standing.ON_BEHALF, complaint_parts=()
    )
    milestone = make_milestone(
        case.id, track.id, kind=MilestoneKind.SUBMITTED, finding=None, reached_on=date(2026, 5, 16)
    )
    record_consent(vault, consent)
    with vault.transaction():
        vault.formal_tracks.save(track)
    record_milestone(vault, milestone)
    return consent, milestone.id


@pytest.mark.parametrize("changes", [{"recipient": Recipient.HR}, {"valid_until": date(2026, 5, 15)}])
def test_what_was_reported_on_the_reporters_behalf_must_be_covered_still(
    vault: Vault, case: Case, changes: dict[str, Any]
) -> None:
    consent, milestone_id = reported(vault, case)
    with pytest.raises(RestsOnConsentError, match="on the reporter's behalf") as info:
        correct_consent(vault, replace(consent, **changes))
    assert (info.value.field, info.value.resting_id) == (next(iter(changes)), milestone_id)
    with pytest.raises(RestsOnConsentError, match="on the reporter's behalf"):
        bin_part(vault, BinKind.CONSENT, consent.id, label="", now=NOW)
    # the control: with another consent for it, this one may be anything, or go
    record_consent(vault, replace(make_consent(case.id, recipient=Recipient.REPORTING_POINT)))
    correct_consent(vault, replace(consent, **changes))
    bin_part(vault, BinKind.CONSENT, consent.id, label="", now=NOW)


def test_what_was_reported_goes_to_another_case_with_its_consent_and_no_other(
    vault: Vault, case: Case
) -> None:
    """Apart, the new case would say that the counsellor reported without being allowed to."""
    consent, milestone_id = reported(vault, case)
    other = make_consent(case.id, recipient=Recipient.HR)
    record_consent(vault, other)

    def parts(of: Case) -> tuple[set[int], set[int]]:
        consents, milestones = vault.consents.of_case(of.id), vault.milestones.of_case(of.id)
        return {each.id for each in consents}, {each.id for each in milestones}

    both: dict[str, Any] = {"kept_matters": case.matters, "moved_matters": case.matters, "on": NOW.date()}
    fresh = split_case(vault, case.id, moved={milestone_id}, alias="Wilg-9", **both)
    assert parts(fresh) == ({consent.id}, {milestone_id})
    assert parts(case) == ({other.id}, set())
    back = split_case(vault, fresh.id, moved={consent.id}, alias="Wilg-10", **both)
    assert parts(back) == ({consent.id}, {milestone_id})


def test_of_two_reports_with_a_consent_each_one_goes_and_one_stays(vault: Vault, case: Case) -> None:
    """As where two cases were joined by mistake."""
    reported(vault, case)
    _consent, milestone_id = reported(vault, case)
    both: dict[str, Any] = {"kept_matters": case.matters, "moved_matters": case.matters, "on": NOW.date()}
    fresh = split_case(vault, case.id, moved={milestone_id}, alias="Wilg-9", **both)
    for each in (case, fresh):
        assert len(vault.consents.of_case(each.id)) == len(vault.milestones.of_case(each.id)) == 1


# -- the other purposes


def test_aftercare_that_is_to_come_rests_on_being_contacted_later(vault: Vault, case: Case) -> None:
    consent = make_consent(case.id, purpose=ConsentPurpose.CONTACT, recipient=None, may_be_said="")
    record_consent(vault, consent)
    aftercare = make_aftercare(case.id)
    with vault.transaction():
        vault.aftercares.save(aftercare)
    assert resting_on(vault, consent) == (aftercare,)
    with pytest.raises(RestsOnConsentError) as info:
        correct_consent(vault, replace(consent, purpose=ConsentPurpose.COUNTING))
    assert info.value.resting_id == aftercare.id
    with vault.transaction():
        vault.aftercares.save(replace(aftercare, initiative=Initiative.REPORTER))
    correct_consent(vault, replace(consent, purpose=ConsentPurpose.COUNTING))


def test_a_report_follows_what_is_corrected_about_being_counted(
    vault: Vault, organisation: Organisation, case: Case
) -> None:
    consent = make_consent(case.id, purpose=ConsentPurpose.COUNTING, recipient=None, may_be_said="")
    record_consent(vault, replace(consent, decision=ConsentDecision.REFUSED))

    def counted() -> list[int]:
        found = vault.cases.countable(organisation.id, date(2026, 1, 1), date(2026, 12, 31))
        return [each.id for each in found]

    assert counted() == []
    correct_consent(vault, consent)
    assert counted() == [case.id]


@pytest.mark.parametrize(
    ("released", "refused"), [(datetime(2026, 4, 2, 9, 0), True), (datetime(2026, 3, 31, 9, 0), False)]
)
def test_what_a_report_reckoned_with_cannot_be_said_of_something_else(
    vault: Vault, organisation: Organisation, case: Case, released: datetime, *, refused: bool
) -> None:
    """A refusal that became one to be contacted would count the case in the next report, and nobody asked."""
    consent = make_consent(
        case.id,
        purpose=ConsentPurpose.COUNTING,
        decision=ConsentDecision.REFUSED,
        recipient=None,
        may_be_said="",
    )
    record_consent(vault, consent)
    with vault.transaction():
        vault.releases.register(make_release(organisation.id, released_at=released), [])
    other = replace(consent, purpose=ConsentPurpose.CONTACT)
    if refused:
        with pytest.raises(RuleError, match="A report was released since"):
            correct_consent(vault, other)
    else:
        correct_consent(vault, other)
    assert vault.consents.get(consent.id) == (consent if refused else other)


# -- the bin and undoing lead past none of it


def test_a_step_does_not_come_back_from_the_bin_to_a_consent_that_covers_it_no_more(
    vault: Vault, consent: Consent
) -> None:
    step = taken(vault, consent)
    binned = bin_part(vault, BinKind.STEP, step.id, label="", now=NOW)
    correct_consent(vault, replace(consent, recipient=Recipient.HR))
    with pytest.raises(RuleError, match="does not cover this recipient"):
        put_back(vault, binned.id)
    assert vault.steps.of_case(consent.case_id) == []
    correct_consent(vault, consent)
    put_back(vault, binned.id)
    assert vault.steps.of_case(consent.case_id) == [step]


@pytest.mark.parametrize("kind", [BinKind.MILESTONE, BinKind.FORMAL_TRACK])
def test_what_was_reported_does_not_come_back_from_the_bin_without_a_consent(
    vault: Vault, case: Case, kind: BinKind
) -> None:
    consent, milestone_id = reported(vault, case)
    track_id = vault.milestones.get(milestone_id).formal_track_id
    binned_id = track_id if kind is BinKind.FORMAL_TRACK else milestone_id
    binned = bin_part(vault, kind, binned_id, label="", now=NOW)
    correct_consent(vault, replace(consent, recipient=Recipient.HR))
    with pytest.raises(RuleError, match="on the reporter's behalf") as info:
        put_back(vault, binned.id)
    assert info.value.safe == "It stays in the bin."
    assert vault.milestones.of_case(case.id) == []
    correct_consent(vault, consent)
    withdraw_consent(vault, consent.id, date(2026, 5, 2))  # as of before: it does not stand in the way
    put_back(vault, binned.id)
    assert [each.id for each in vault.milestones.of_case(case.id)] == [milestone_id]


def test_a_planned_step_comes_back_stopped_when_its_consent_was_withdrawn_meanwhile(
    vault: Vault, consent: Consent
) -> None:
    step = planned(vault, consent)
    binned = bin_part(vault, BinKind.STEP, step.id, label="", now=NOW)
    withdraw_consent(vault, consent.id, date(2026, 4, 8))
    put_back(vault, binned.id)
    assert vault.steps.get(step.id).stopped_on == date(2026, 4, 8)


def test_a_correction_is_not_undone_below_a_step_that_was_recorded_by_it(
    vault: Vault, consent: Consent
) -> None:
    correct_consent(vault, replace(consent, recipient=Recipient.HR))
    before = look(vault, [consent.case_id])
    correct_consent(vault, consent)
    deed = deed_since(vault, before)
    assert deed is not None
    step = taken(vault, consent)
    with pytest.raises(RuleError, match="cannot be undone any more"):
        undo(vault, deed)
    assert vault.consents.get(consent.id) == consent
    with vault.transaction():
        vault.steps.delete(step.id)
    undo(vault, deed)
    assert vault.consents.get(consent.id).recipient is Recipient.HR


def test_nor_is_a_decision_to_break_confidentiality(vault: Vault, case: Case) -> None:
    exception = make_exception(case.id, decided_on=date(2026, 4, 20))
    record_exception(vault, exception)
    before = look(vault, [case.id])
    record_exception(vault, replace(exception, decided_on=date(2026, 4, 2)))
    deed = deed_since(vault, before)
    assert deed is not None
    step = make_step(
        case.id,
        None,
        exception_id=exception.id,
        recipient=Recipient.POLICE,
        carried_out_on=date(2026, 4, 10),
    )
    plan_step(vault, step)
    with pytest.raises(RuleError, match="cannot be undone any more"):
        undo(vault, deed)
    assert vault.confidentiality_exceptions.get(exception.id).decided_on == date(2026, 4, 2)
