"""The profession's rules that one value keeps by itself."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_aftercare, make_case, make_consent, make_contact, make_step
from vpdesk.domain.alias import TREES, draw_aliases, propose_aliases
from vpdesk.domain.case import CaseStatus
from vpdesk.domain.errors import RuleError
from vpdesk.domain.identity import Identities
from vpdesk.domain.mandate import derive_mandate
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.step import StepStatus
from vpdesk.domain.values import (
    AftercareOutcome,
    AftercareWish,
    ConsentDecision,
    ConsentPurpose,
    Mandate,
    MandateSource,
    Matter,
    Outcome,
    Recipient,
)

DAY = timedelta(days=1)
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))


def breaks(field: str, make: object, **changes: object) -> None:
    """Assert that changing `make` so breaks a rule of `field`."""
    with pytest.raises(RuleError) as info:
        replace(make, **changes)  # type: ignore[type-var]
    assert info.value.field == field
    assert info.value.wrong


def test_a_case_needs_an_alias_and_a_matter() -> None:
    breaks("alias", make_case(1), alias="  ")
    breaks("alias", make_case(1), alias="x" * 61)
    breaks("matters", make_case(1), matters=())


def test_a_case_never_closes_before_it_opened_or_without_an_outcome() -> None:
    case = make_case(1)
    breaks("closed_on", case, closed_on=case.opened_on - DAY, outcome=Outcome.RESOLVED)
    breaks("outcome", case, closed_on=case.opened_on)
    breaks("outcome", case, outcome=Outcome.RESOLVED)


def test_closing_and_reopening_keep_everything_else() -> None:
    case = make_case(1, next_contact_on=date(2026, 5, 1))
    closed = case.close(date(2026, 4, 1), Outcome.RESOLVED)
    assert (closed.status, closed.closed_on, closed.outcome) == (
        CaseStatus.CLOSED,
        date(2026, 4, 1),
        Outcome.RESOLVED,
    )
    assert closed.next_contact_on == case.next_contact_on
    assert closed.reopen() == case
    with pytest.raises(RuleError):
        closed.close(date(2026, 4, 2), Outcome.RESOLVED)
    with pytest.raises(RuleError):
        case.reopen()


@pytest.mark.parametrize(
    ("matters", "agreed", "expected"),
    [
        ((Matter.BULLYING,), {Mandate.CONDUCT}, Mandate.CONDUCT),
        ((Matter.FRAUD,), {Mandate.CONDUCT}, Mandate.OUTSIDE),
        ((Matter.FRAUD,), {Mandate.CONDUCT, Mandate.INTEGRITY}, Mandate.INTEGRITY),
        ((Matter.WORKLOAD, Matter.BULLYING), {Mandate.CONDUCT}, Mandate.CONDUCT),
        ((Matter.WORKLOAD,), {Mandate.CONDUCT, Mandate.INTEGRITY}, Mandate.OUTSIDE),
    ],
)
def test_the_mandate_follows_from_the_matters_and_the_agreement(
    matters: tuple[Matter, ...], agreed: set[Mandate], expected: Mandate
) -> None:
    assert derive_mandate(matters, agreed) is expected
    assert make_case(1, matters=matters).with_mandate(agreed).mandate is expected


def test_a_chosen_mandate_stays() -> None:
    case = make_case(1, mandate=Mandate.OUTSIDE, mandate_source=MandateSource.CHOSEN)
    assert case.with_mandate({Mandate.CONDUCT}) == case


def test_an_organisation_needs_a_name_and_an_agreement_inside_the_mandate() -> None:
    organisation = Organisation(name="Stichting De Boomgaard")
    breaks("name", organisation, name=" ")
    breaks("mandates", organisation, mandates=())
    breaks("mandates", organisation, mandates=(Mandate.OUTSIDE,))


def test_a_contact_lasts_no_longer_than_a_day() -> None:
    breaks("minutes", make_contact(1), minutes=-1)
    breaks("minutes", make_contact(1), minutes=1441)


@given(days, st.none() | st.integers(0, 400), st.none() | st.integers(0, 400), st.integers(-30, 430))
def test_consent_is_in_force_from_its_day_to_its_end_and_before_its_withdrawal(
    given_on: date, valid: int | None, withdrawn: int | None, offset: int
) -> None:
    consent = make_consent(
        1,
        given_on=given_on,
        valid_until=None if valid is None else given_on + valid * DAY,
        withdrawn_on=None if withdrawn is None else given_on + withdrawn * DAY,
    )
    expected = (
        offset >= 0 and (valid is None or offset <= valid) and (withdrawn is None or offset < withdrawn)
    )
    assert consent.in_force(given_on + offset * DAY) is expected


def test_a_refusal_is_never_in_force() -> None:
    refused = make_consent(1, decision=ConsentDecision.REFUSED)
    assert not refused.in_force(refused.given_on)


def test_consent_covers_its_recipient_and_purpose_only() -> None:
    consent = make_consent(1)
    assert consent.covers(Recipient.MANAGER, consent.given_on)
    assert not consent.covers(Recipient.HR, consent.given_on)
    counting = make_consent(1, purpose=ConsentPurpose.COUNTING)
    assert not counting.covers(Recipient.MANAGER, counting.given_on)


def test_consent_to_share_says_to_whom_and_what() -> None:
    breaks("recipient", make_consent(1), recipient=None)
    breaks("may_be_said", make_consent(1), may_be_said=" ")
    breaks("valid_until", make_consent(1), valid_until=date(2026, 3, 1))
    breaks("withdrawn_on", make_consent(1), withdrawn_on=date(2026, 3, 1))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"withdrawn_on": date(2026, 4, 2)}, "withdrawn"),
        ({"valid_until": date(2026, 4, 2)}, "ends before"),
        ({"given_on": date(2026, 4, 20)}, "after"),
        ({"recipient": Recipient.HR}, "recipient"),
    ],
)
def test_no_step_without_consent_in_force_and_the_refusal_says_why(
    changes: dict[str, object], says: str
) -> None:
    consent = make_consent(1, **changes)
    with pytest.raises(RuleError, match=says) as info:
        make_step(1, consent.id).carry_out(date(2026, 4, 10), consent)
    assert info.value.todo


def test_a_step_is_carried_out_once_or_stopped() -> None:
    consent = make_consent(1)
    done = make_step(1, consent.id).carry_out(date(2026, 4, 10), consent)
    assert done.status is StepStatus.CARRIED_OUT
    with pytest.raises(RuleError):
        done.carry_out(date(2026, 4, 11), consent)
    with pytest.raises(RuleError):
        done.stop(date(2026, 4, 11))
    breaks("description", make_step(1, 1), description=" ")


def test_wanted_aftercare_needs_a_day_and_no_day_is_proposed() -> None:
    breaks("due_on", make_aftercare(1), due_on=None)
    breaks("due_on", make_aftercare(1), due_on=date(2026, 4, 1))
    not_wanted = make_aftercare(1, wish=AftercareWish.NOT_WANTED, due_on=None)
    assert not not_wanted.is_open


def test_only_an_outcome_ends_the_reminder() -> None:
    aftercare = make_aftercare(1)
    again = aftercare.try_again(date(2026, 6, 8))
    assert (again.is_open, again.attempts, again.due_on) == (True, 1, date(2026, 6, 8))
    settled = again.settle(AftercareOutcome.WELL, date(2026, 6, 8))
    assert not settled.is_open
    with pytest.raises(RuleError):
        settled.settle(AftercareOutcome.WELL, date(2026, 6, 9))
    with pytest.raises(RuleError):
        settled.try_again(date(2026, 6, 9))


def test_proposed_aliases_are_trees_and_never_taken_twice() -> None:
    taken = {"Eik-01", "Eik-02"}
    proposals = propose_aliases(taken, seed=1)
    first = [next(proposals) for _ in range(4000)]
    assert len(set(first)) == 4000
    assert not taken & set(first)
    assert {alias.split("-")[0] for alias in first} == set(TREES)


def test_an_alias_drawn_by_chance_is_short_for_a_small_practice_and_free_soon_in_a_large_one() -> None:
    small = draw_aliases(10)
    assert all(int(next(small).split("-")[1]) <= 99 for _ in range(300))
    taken = set(islice(propose_aliases((), seed=1), 30_000))
    large = draw_aliases(len(taken))
    assert sum(next(large) in taken for _ in range(1000)) < 700


def test_identifiers_grow_even_when_the_clock_stands_still_or_goes_back() -> None:
    clock = iter([5, 5, 4, 4, 6])
    source = Identities(lambda: next(clock), lambda bits: 2**bits - 1)
    found = [source() for _ in range(5)]
    assert found == sorted(set(found))
    assert found[-1] < 2**63
