"""Breaking confidentiality: complete or not accepted, standing until it is decided to keep it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_exception, make_step
from vpdesk.domain.confidentiality_exception import (
    ConfidentialityException,
    ExceptionDecision,
    ReporterTold,
    standing_exceptions,
)
from vpdesk.domain.errors import RuleError
from vpdesk.domain.step import Actor, Step
from vpdesk.domain.values import Recipient

DAY = date(2026, 4, 2)
ANSWERS = ("harm", "consent_sought", "other_ways", "moral_distress", "consulted")


def kept(on: date = DAY) -> ConfidentialityException:
    return make_exception(
        1, decided_on=on, decision=ExceptionDecision.KEEP, recipient=None, may_be_said=""
    )


@pytest.mark.parametrize("decision", list(ExceptionDecision))
@pytest.mark.parametrize("name", ANSWERS)
@pytest.mark.parametrize("nothing", ["", " \n\t"])
def test_whichever_way_it_is_decided_every_question_is_answered(
    decision: ExceptionDecision, name: str, nothing: str
) -> None:
    with pytest.raises(RuleError) as info:
        make_exception(1, decision=decision, **{name: nothing})
    assert info.value.field == name
    assert info.value.safe


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"recipient": None}, "recipient"),
        ({"may_be_said": " "}, "may_be_said"),
        ({"told_on": None}, "told_on"),
        ({"reporter_told": ReporterTold.NOT_TOLD, "told_on": None}, "not_told_because"),
    ],
)
def test_breaking_it_says_to_whom_what_and_what_the_reporter_knows(
    changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(RuleError) as info:
        make_exception(1, **changes)
    assert info.value.field == field
    # the control: with all of it, it is accepted
    assert make_exception(1).breaks


def test_keeping_it_needs_no_recipient_and_covers_nobody() -> None:
    for recipient in Recipient:
        assert not kept().covers(recipient, date.max)


def test_it_covers_its_one_recipient_from_its_day_on() -> None:
    exception = make_exception(1)
    assert exception.covers(Recipient.POLICE, DAY)
    assert not exception.covers(Recipient.POLICE, DAY - timedelta(days=1))
    assert not exception.covers(Recipient.MANAGER, DAY)


def test_a_later_decision_to_keep_it_ends_those_before_it() -> None:
    first, second = make_exception(1), make_exception(1, recipient=Recipient.BOARD)
    later = kept(DAY + timedelta(days=3))
    anew = make_exception(1, decided_on=DAY + timedelta(days=9))
    all_of_them = (later, second, anew, first)
    assert standing_exceptions(all_of_them, DAY - timedelta(days=1)) == ()
    assert standing_exceptions(all_of_them, DAY) == (second, first)
    assert standing_exceptions(all_of_them, DAY + timedelta(days=3)) == ()
    assert standing_exceptions(all_of_them, DAY + timedelta(days=9)) == (anew,)


@given(
    days=st.lists(st.tuples(st.integers(0, 20), st.booleans()), max_size=8),
    on=st.integers(0, 20),
)
def test_whatever_stands_breaks_and_nothing_was_decided_otherwise_after_it(
    days: list[tuple[int, bool]], on: int
) -> None:
    found = [
        make_exception(1, decided_on=DAY + timedelta(days=day)) if breaks else kept(DAY + timedelta(days=day))
        for day, breaks in days
    ]
    seen = DAY + timedelta(days=on)
    for each in standing_exceptions(found, seen):
        assert each.breaks
        assert each.decided_on <= seen
        later = [other for other in found if each.decided_on < other.decided_on <= seen]
        assert all(other.breaks for other in later)


# -- a step


def step(exception: ConfidentialityException | None, **changes: Any) -> Step:
    return make_step(
        1, None, exception_id=exception.id if exception else None, recipient=Recipient.POLICE, **changes
    )


def test_a_step_rests_on_a_consent_or_on_a_decision_and_not_on_both() -> None:
    exception = make_exception(1)
    assert step(exception, actor=Actor.TOGETHER).exception_id == exception.id
    with pytest.raises(RuleError, match="This step has no consent yet"):
        step(None)
    with pytest.raises(RuleError, match="one consent, or on one decision"):
        replace(step(exception), consent_id=7)


@pytest.mark.parametrize(
    ("changes", "on"),
    [
        ({}, DAY - timedelta(days=1)),
        ({"recipient": Recipient.MANAGER}, DAY),
        ({"decision": ExceptionDecision.KEEP}, DAY),
    ],
)
def test_a_step_that_its_decision_does_not_cover_is_refused(changes: dict[str, Any], on: date) -> None:
    exception = make_exception(1)
    assert step(exception).carry_out(DAY, exception).carried_out_on == DAY
    with pytest.raises(RuleError, match="does not cover this recipient on this day") as info:
        step(exception).carry_out(on, replace(exception, **changes))
    assert info.value.field == "consent_id"
