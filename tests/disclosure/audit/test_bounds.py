"""The exact bounds: against plain counting, where only whole numbers help, without end and without world."""

import random

import pytest

from tests.disclosure.audit.counting_worlds import compare_systems
from vpdesk.disclosure.audit import bounds, simplex
from vpdesk.disclosure.audit.bounds import (
    Interval,
    NoWorldError,
    Relation,
    Row,
    System,
    TooManyBranchesError,
    at_least,
    at_most,
    equal,
    sum_of,
)


def test_bounds_are_those_of_plain_counting() -> None:
    found = compare_systems(800)
    assert found.wrong == []
    assert found.without_world > 50


def test_the_comparison_notices_a_solver_that_forgets_whole_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simplex.Dictionary, "fractional", lambda *_: None)
    assert compare_systems(800).wrong


def test_the_comparison_notices_a_solver_that_forgets_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simplex.Dictionary, "equal", lambda *_: True)
    assert compare_systems(300).wrong


def test_three_pairs_of_which_each_holds_one_hold_one_together() -> None:
    """Over real numbers a half each fits, which would be one and a half."""
    system = System([at_most(pair, 1) for pair in ("xy", "yz", "xz")])
    assert system.bounds(sum_of("xyz")) == Interval(low=0, high=1)


def test_an_even_sum_is_never_odd() -> None:
    rows = [Row(coefficients={"x": 2, "y": 2}, relation=Relation.EQUAL, value=7), at_most("x", 9)]
    assert not System(rows).possible


def test_a_cell_that_nothing_speaks_of_has_no_limit() -> None:
    assert System([]).bounds({"x": 1}) == Interval(low=0, high=None)
    assert System([at_least("x", 3)]).bounds({"x": 1}) == Interval(low=3, high=None)
    assert System([at_least("x", 3)]).bounds({"x": -1}) == Interval(low=None, high=-3)


def test_without_a_world_there_are_no_bounds() -> None:
    for rows in (
        [equal("x", -1)],
        [equal("xy", 3), at_most("x", 1), at_most("y", 1)],
        [at_least("x", 4), at_most("xy", 3)],
        [equal("", 1)],
    ):
        system = System([*rows, at_most("z", 2)])
        assert not system.possible
        with pytest.raises(NoWorldError):
            system.bounds({"z": 1})


def test_without_end_and_without_world_are_told_apart() -> None:
    """The sum has no end over real numbers, and no whole numbers fit."""
    odd = [
        Row(coefficients={"x": 2, "y": -2}, relation=Relation.AT_MOST, value=1),
        Row(coefficients={"x": 2, "y": -2}, relation=Relation.AT_LEAST, value=1),
        at_most("x", 50),
    ]
    assert not System(odd).possible
    assert System(odd[:1]).bounds({"x": 1}) == Interval(low=0, high=None)


def test_the_search_is_given_up_where_it_has_no_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_BRANCHES", 50)
    odd = Row(coefficients={"x": 2, "y": -2}, relation=Relation.AT_MOST, value=1)
    even = Row(coefficients={"x": 2, "y": -2}, relation=Relation.AT_LEAST, value=1)
    with pytest.raises(TooManyBranchesError):
        _ = System([odd, even]).possible


def test_a_question_about_one_part_leaves_the_other_parts_alone() -> None:
    """What is asked of one half of the system is the same with and without the other half."""
    left = [equal("abc", 9), at_most("a", 4), at_least("b", 2)]
    right = [equal("xyz", 7), at_most("x", 1)]
    together = System([*left, *right])
    assert together.bounds(sum_of("ab")) == System(left).bounds(sum_of("ab"))
    assert together.bounds(sum_of("by")) == Interval(low=2, high=16)


def test_the_order_of_questions_changes_no_answer() -> None:
    """Each answer leaves the dictionary where it came out: the next one begins there."""
    rng = random.Random(4)
    rows = [equal("abcd", 12), equal("efgh", 9), at_most("ae", 7), at_most("bf", 6), at_least("cg", 5)]
    questions = [sum_of(rng.sample("abcdefgh", 3)) for _ in range(30)]
    once = System(rows)
    answers = [once.bounds(question) for question in questions]
    assert answers == [System(rows).bounds(question) for question in questions]
    assert len(set(map(repr, answers))) > 5
