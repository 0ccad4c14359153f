"""What would become visible by a table of two characteristics."""

import random
from collections import Counter
from collections.abc import Mapping
from itertools import combinations_with_replacement, product
from typing import Any

import pytest

from tests.disclosure.audit.documents import Body, body, opening, table
from vpdesk.disclosure.audit.exposure import Axis, Exposed, Naive, of_crossing

MATTER = Axis(dimension="matter", members={key: (key,) for key in "abc"}, several=False)
SEVERAL = Axis(dimension="matter", members={key: (key,) for key in "abc"}, several=True)
RELATION = Axis(dimension="relation", members={key: (key,) for key in "xy"}, several=False)


def cases(counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """So many cases of each matter and relation: "ax", or "abx" for a case with two matters."""
    return [
        opening({"matter": list(codes[:-1]), "relation": codes[-1]})
        for codes, count in counts.items()
        for _ in range(count)
    ]


EVENTS = cases({"ax": 7, "ay": 2, "bx": 1, "by": 6, "cx": 1, "cy": 5})
PAGE = body(22, table("matter", {"a": 9}, ["b", "c"], 13), table("relation", {"x": 9, "y": 13}))


def found(page: Body, events: list[dict[str, Any]], naive: Naive, rows: Axis = MATTER) -> list[Exposed]:
    return list(of_crossing([page], [events], rows, RELATION, naive=naive).exposed)


def test_every_small_number_of_a_whole_table_can_be_read() -> None:
    exposure = of_crossing([PAGE], [EVENTS], MATTER, RELATION, naive=Naive.WHOLE)
    assert exposure.small == 3
    assert [(one.category, one.slice, one.low, one.high) for one in exposure.exposed] == [
        ("b", "relation=x", 1, 1),
        ("c", "relation=x", 1, 1),
        ("a", "relation=y", 2, 2),
    ]


def test_what_is_left_out_comes_back_by_subtraction() -> None:
    """Nine less seven; and of x, nine less seven too, for the other two together."""
    low = found(PAGE, EVENTS, Naive.LOW_HIDDEN)
    assert [(one.category, one.slice, one.low, one.high, one.true) for one in low] == [
        ("a", "relation=y", 2, 2, 2)
    ]


def test_zeros_that_are_shown_expose_their_neighbours() -> None:
    events = cases({"ax": 7, "ay": 0, "bx": 0, "by": 6, "cx": 2, "cy": 5})
    page = body(20, table("matter", {"a": 7}, ["b", "c"], 13), table("relation", {"x": 9, "y": 11}))
    assert found(page, events, Naive.SMALL_HIDDEN)
    assert len(found(page, events, Naive.LOW_HIDDEN)) <= len(found(page, events, Naive.SMALL_HIDDEN))


def test_a_band_tells_less_than_a_number() -> None:
    """The same hidden cell beside a total that is printed and beside one that is not."""
    events = cases({"ax": 2, "by": 1})
    assert found(body(None), events, Naive.LOW_HIDDEN) == []
    assert [one.true for one in found(body(None), events, Naive.WHOLE)] == [1, 2]


@pytest.mark.parametrize("rows", [MATTER, SEVERAL], ids=["one matter", "several"])
def test_exposed_is_what_plain_counting_finds(rows: Axis) -> None:
    """Every table of so many cases that fits the page, written out."""
    rng = random.Random(5)
    values = ["a", "b", "c", *(["ab", "ac", "bc", "abc"] if rows.several else [])]
    kinds = [first + second for first, second in product(values, "xy")]
    compared = 0
    for _ in range(8 if rows.several else 40):
        chosen = rng.choices(kinds, k=5 if rows.several else 7)
        events = cases(Counter(chosen))
        counts = {key: sum(key in codes for codes in chosen) for key in "abcxy"}
        hidden = [key for key in "abc" if rng.random() < 0.6]
        matter = {key: counts[key] for key in "abc" if key not in hidden}
        unit = "matters" if rows.several else "cases"
        rest = sum(counts[key] for key in hidden)
        page = body(
            len(chosen),
            table("matter", matter, hidden, rest, unit=unit),
            table("relation", {"x": counts["x"], "y": counts["y"]}),
            k=3,
        )
        shown = {(r, c): sum(r in v and c in v for v in chosen) for r in "abc" for c in "xy"}
        worlds = [
            world
            for world in combinations_with_replacement(kinds, len(chosen))
            if all(sum(key in v for v in world) == n for key, n in {**matter, "x": counts["x"]}.items())
            and sum(key in v for v in world for key in hidden) == rest
            and all(n < 3 or sum(r in v and c in v for v in world) == n for (r, c), n in shown.items())
        ]
        expected = set()
        for (row, column), count in shown.items():
            numbers = [sum(row in v and column in v for v in world) for world in worlds]
            if 1 <= count < 3 and min(numbers) >= 1 and max(numbers) < 3:
                expected.add((row, f"relation={column}", min(numbers), max(numbers)))
        exposure = of_crossing([page], [events], rows, RELATION, naive=Naive.LOW_HIDDEN)
        assert {(e.category, e.slice, e.low, e.high) for e in exposure.exposed} == expected
        compared += len(expected)
    assert compared > 5


def test_one_dimension_is_not_crossed_with_itself() -> None:
    with pytest.raises(ValueError, match="two dimensions"):
        of_crossing([PAGE], [EVENTS], MATTER, SEVERAL, naive=Naive.WHOLE)
    with pytest.raises(ValueError, match="needs a page"):
        of_crossing([], [], MATTER, RELATION, naive=Naive.WHOLE)
