"""The certificate: what it allows, and that its closed form is the replay it stands for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.disclosure.literal import LiteralSearch
from vpdesk.disclosure.certificate import Certificate, Frame, Shown
from vpdesk.disclosure.oneway import pages, shown_of

COUNT = st.one_of(st.just(0), st.integers(0, 12), st.integers(5, 70))


def holds(
    *shown: int | None, total: int, cases: int | None = None, excluding: bool = False
) -> bool:
    """Whether a page over `total` (each case once, unless `cases` says otherwise) may be printed."""
    frame = Frame(cases=cases or total, total=total, k=5, kappa=1, excluding=excluding)
    return Certificate(frame).holds(shown)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_the_closed_form_prints_what_a_replay_of_every_world_prints(data: st.DataObject) -> None:
    counts = tuple(data.draw(st.lists(COUNT, min_size=2, max_size=6)))
    k = data.draw(st.sampled_from([2, 3, 5]))
    kappa = data.draw(st.integers(0, k - 1))
    total = sum(counts)
    cases = data.draw(st.one_of(st.just(total), st.integers(max(counts), total)))
    frame = Frame(cases=cases, total=total, k=k, kappa=kappa)
    literal = LiteralSearch(cases=cases, total=total, k=k, kappa=kappa)
    assert shown_of(counts, k, Certificate(frame).holds) == literal.shown_of(counts)


@settings(max_examples=20, deadline=None)
@given(st.permutations([0, 0, 2, 6, 7, 11, 23, 40]), st.sampled_from([3, 5]))
def test_so_it_does_at_the_length_of_the_default_list(counts: list[int], k: int) -> None:
    frame = Frame(cases=sum(counts), total=sum(counts), k=k, kappa=1)
    literal = LiteralSearch(cases=sum(counts), total=sum(counts), k=k, kappa=1)
    expected = literal.shown_of(tuple(counts))
    assert shown_of(tuple(counts), k, Certificate(frame).holds) == expected


def test_more_categories_are_tried_first_and_the_last_in_the_list_is_merged_first() -> None:
    assert list(pages((9, 1, 7, 5), 5)) == [
        (9, None, 7, 5),
        (9, None, 7, None),
        (9, None, None, 5),
        (None, None, 7, 5),
        (9, None, None, None),
        (None, None, 7, None),
        (None, None, None, 5),
    ]


@pytest.mark.parametrize(
    ("shown", "total", "why"),
    [
        ((20, 10, None), 36, "one hidden category is known from the total"),
        ((20, 10, None, None), 34, "a remainder below k is a small number itself"),
        ((20, 10, None, None), 30, "a remainder of 0 says that nobody is there"),
        ((20, 10), 31, "nothing is hidden and yet something is left"),
        (
            (None, 20, None, 10),
            39,
            "in the world with all 9 in the first place, 20 and 9 are printed",
        ),
    ],
)
def test_refuses(shown: Shown, total: int, why: str) -> None:
    assert not holds(*shown, total=total), why


def test_allows_a_remainder_that_all_hidden_categories_but_one_can_hold() -> None:
    assert holds(None, 20, None, 10, None, total=38)
    assert not holds(None, 20, None, 10, None, total=43)


def test_allows_a_larger_remainder_where_the_last_in_the_list_are_hidden() -> None:
    assert holds(20, 10, None, None, total=60)


def test_refuses_a_count_that_leaves_fewer_than_k_cases_outside() -> None:
    assert not holds(16, 10, 6, total=32, cases=20)
    assert holds(15, 10, 6, total=31, cases=20)


def test_refuses_amounts_that_cannot_stand_beside_a_category_that_excludes_all_others() -> None:
    assert holds(None, 14, None, None, total=24, cases=20)
    assert not holds(None, 14, None, None, total=24, cases=20, excluding=True)


@pytest.mark.parametrize(("k", "kappa"), [(5, 5), (5, -1), (1, 0), (0, 0)])
def test_thresholds_have_limits(k: int, kappa: int) -> None:
    with pytest.raises(ValueError, match="kappa < k"):
        Frame(cases=20, total=20, k=k, kappa=kappa)
