"""What is derived follows from printed numbers, and only where these bear it."""

from decimal import Decimal
from fractions import Fraction

import pytest

from vpdesk.disclosure.derived import SMALLEST_BASE, average, percent


def test_a_percentage_is_whole_and_rounds_half_up() -> None:
    assert [percent(count, 40) for count in (5, 7, 13, 39, 40)] == [13, 18, 33, 98, 100]
    assert percent(5, 2000) == 0


@pytest.mark.parametrize("base", range(SMALLEST_BASE, 120))
def test_a_percentage_is_the_nearest_whole_one(base: int) -> None:
    for count in range(base + 1):
        found = percent(count, base)
        assert found is not None
        assert -Fraction(1, 2) <= Fraction(100 * count, base) - found < Fraction(1, 2)


def test_a_small_base_has_no_percentage() -> None:
    assert SMALLEST_BASE == 20
    assert percent(10, 19) is None
    assert percent(10, 20) == 50


def test_a_part_is_never_more_than_the_whole() -> None:
    with pytest.raises(ValueError, match="part"):
        percent(21, 20)


def test_an_average_has_one_decimal_and_rounds_half_up() -> None:
    assert average(112, 47, 5) == Decimal("2.4")
    assert average(9, 20, 5) == Decimal("0.5")
    assert str(average(40, 20, 5)) == "2.0"


def test_below_the_threshold_there_is_no_average() -> None:
    assert average(4, 20, 5) is None
    assert average(20, 4, 5) is None
