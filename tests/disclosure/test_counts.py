"""Counting: a case counts once in each of its categories."""

import pytest

from tests.disclosure.tables import plain_list
from vpdesk.disclosure.counts import TableCounts, tally
from vpdesk.disclosure.lists import declare


def cases(*codes: str) -> list[frozenset[str]]:
    return [frozenset(case.split()) for case in codes]


def test_counts_cases_and_what_they_hold_apart() -> None:
    table = tally(plain_list(3, unit="matters"), cases("a b", "a", "b c", "a"))
    assert (table.cases, table.total, table.counts) == (4, 6, (3, 2, 1))


def test_a_case_counts_once_in_a_category_that_joins_several_of_its_codes() -> None:
    joined = declare("matter", "matters", ["a+b", "c"], {"a": "", "b": "", "c": ""})
    table = tally(joined, cases("a b", "b", "a b c"))
    assert (table.cases, table.total, table.counts) == (3, 4, (3, 1))


def test_no_case_at_all_is_a_table_of_zeros() -> None:
    assert tally(plain_list(2), []).counts == (0, 0)


def test_a_code_of_another_dimension_stops_the_count() -> None:
    with pytest.raises(KeyError):
        tally(plain_list(2), cases("a", "z"))


@pytest.mark.parametrize("case", ["", "a b"])
def test_a_case_of_which_one_code_is_counted_has_exactly_one(case: str) -> None:
    with pytest.raises(ValueError, match="code"):
        tally(plain_list(2), cases("a", case))


def test_a_case_without_a_route_has_no_route_beside_it() -> None:
    routes = plain_list(3, unit="routes", excluding=True)
    assert tally(routes, cases("none", "b c")).counts == (1, 1, 1)
    with pytest.raises(ValueError, match="exclude each other"):
        tally(routes, cases("none b"))


@pytest.mark.parametrize(
    ("unit", "counts"),
    [
        ("cases", (3, 2, 1)),
        ("cases", (3, 2)),
        ("matters", (5, 1)),
        ("matters", (2, 1)),
        ("matters", (4, -1)),
    ],
)
def test_counts_that_no_cases_can_give_are_refused(unit: str, counts: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="count"):
        TableCounts(declared=plain_list(2, unit=unit), cases=4, counts=counts)
