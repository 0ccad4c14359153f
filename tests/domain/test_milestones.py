"""In which order things are reached: the terms that run are reckoned from these days."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from vpdesk.domain.formal import FIRST_REACHED, MILESTONES, Milestone, MilestoneKind
from vpdesk.domain.values import Route

DAY = date(2026, 11, 10)


def reached(kind: MilestoneKind, days: int = 0, track: int = 1) -> Milestone:
    return Milestone(case_id=1, formal_track_id=track, kind=kind, reached_on=DAY + timedelta(days=days))


def test_nothing_is_reached_before_it_was_submitted() -> None:
    sent = reached(MilestoneKind.SUBMITTED)
    for kind in MilestoneKind:
        early, late = reached(kind, -1), reached(kind, 1)
        assert early.contradicted_by([sent]) == (None if kind is MilestoneKind.SUBMITTED else sent)
        assert late.contradicted_by([sent]) is None
        assert sent.contradicted_by([early]) == (None if kind is MilestoneKind.SUBMITTED else early)


def test_a_reporting_point_answers_nothing_that_it_does_not_have() -> None:
    has = reached(MilestoneKind.RECEIVED)
    assert reached(MilestoneKind.ACKNOWLEDGED, -1).contradicted_by([has]) == has
    assert reached(MilestoneKind.SUBMITTED, 1).contradicted_by([has]) == has
    assert reached(MilestoneKind.SUBMITTED, -1).contradicted_by([has]) is None


def test_another_track_and_the_milestone_itself_contradict_nothing() -> None:
    sent = reached(MilestoneKind.SUBMITTED)
    assert reached(MilestoneKind.ADVICE, -1, track=2).contradicted_by([sent]) is None
    assert replace(sent, kind=MilestoneKind.ADVICE, reached_on=DAY).contradicted_by([sent]) is None


@given(st.lists(st.integers(0, 400), min_size=3, max_size=3))
def test_the_usual_order_is_never_asked_after(days: list[int]) -> None:
    for route in Route:
        first = [kind for kind in FIRST_REACHED if kind in MILESTONES.get(route, ())]
        kinds: list[MilestoneKind] = [*first, MilestoneKind.MEASURE]
        own = [reached(kind, at) for kind, at in zip(kinds, sorted(days), strict=False)]
        assert all(one.contradicted_by([other]) is None for one, other in permutations(own, 2))
