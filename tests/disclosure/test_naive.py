"""Each other way of hiding fails about as often as it was measured to fail before."""

import random

import pytest

from tests.disclosure import naive
from tests.disclosure.caseloads import MOST, Caseload, draw
from tests.disclosure.naive import METHODS, Method

CASELOADS = tuple(draw(random.Random(seed)) for seed in range(150))


def year(*counts: int, name: str = "matter", **others: int) -> Caseload:
    """A year with so many cases in each place of one attribute; what is not named is in the first place."""
    at_first = {"matter": 0, "relation": 0, "route": 0, "outcome": 0, "half": 0, **others}
    return Caseload(tuple({**at_first, name: place} for place, n in enumerate(counts) for _ in range(n)))


def test_caseloads_are_as_small_as_real_ones() -> None:
    sizes = [len(draw(random.Random(seed))) for seed in range(2_000)]
    assert max(sizes) <= MOST
    assert sum(sizes) / len(sizes) == pytest.approx(9.4, abs=0.4)


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.name)
def test_fails_about_as_often_as_it_did_before(method: Method) -> None:
    assert method.rate(CASELOADS) == pytest.approx(method.expected, abs=method.tolerance(len(CASELOADS)))


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.name)
def test_a_tolerance_is_never_so_wide_that_it_holds_whatever_comes(method: Method) -> None:
    reach = method.tolerance(2_000)
    assert reach < 0.2
    assert method.expected - reach > 0 or method.name == "year_alone"


def test_a_cell_is_known_from_its_line() -> None:
    three_among_ten = year(7, 3)
    assert naive.inner_hidden(three_among_ten)
    assert naive.small_hidden(year(7, 0, name="route"), ("matter", "route"), (1, 4)) is False


def test_two_are_hidden_where_one_would_be_known() -> None:
    assert naive.at_least_two_hidden((9, 2, 6, 0)) == (9, None, None, 0)
    assert naive.at_least_two_hidden((9, 2, 3, 0)) == (9, None, None, 0)
    assert naive.at_least_two_hidden((9, 0, 3)) == (None, 0, None)
    assert naive.at_least_two_hidden((9, 7)) == (9, 7)


def test_two_hidden_numbers_that_add_up_to_two_are_both_one() -> None:
    small, found = naive.small_cells(naive.at_least_two_hidden, "matter", [year(8, 1, 1)])
    assert (small, found) == (2, 2)


def test_the_smallest_total_that_fits_thirteen_percent_of_forty_six_is_not_always_the_true_one() -> None:
    assert naive.percentages(year(6, 40, 0, 0, 0)) is False  # 3 of 23 are 13 % as well
    assert naive.percentages(year(6, 39, 1, 0, 0))


def test_a_rounded_three_is_two_three_or_four() -> None:
    assert naive.rounding_proves(year(4), ("matter", "half"))
    assert not naive.rounding_proves(year(6), ("matter", "half"))
    assert naive.does_not_add_up(year(1, 1, 1, 1, 1), ("matter", "half"), 5)
    assert not naive.does_not_add_up(year(5, 5), ("matter", "half"), 5)
