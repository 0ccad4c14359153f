"""Nobody is found by a reader who knows the algorithm; simpler ways of hiding fail the same reader."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product

import pytest

from tests.disclosure.reader import Counts, Print, compositions, read
from tests.disclosure.tables import release_of, shown_in, table_of
from vpdesk.disclosure.certificate import Certificate, Frame, Shown
from vpdesk.disclosure.oneway import shown_of

#: width of the table, cases, k: about 45,000 tables together
SIZES = [
    (2, 40, 5), (2, 12, 3),
    (3, 10, 5), (3, 15, 5), (3, 20, 5), (3, 31, 5), (3, 45, 5), (3, 6, 3), (3, 12, 3), (3, 24, 3), (3, 9, 2),
    (4, 20, 5), (4, 26, 5), (4, 33, 5), (4, 12, 3), (4, 20, 3), (4, 10, 2),
    (5, 15, 5), (5, 21, 5), (5, 12, 3), (5, 16, 3),
]  # fmt: skip
#: width, cases, k: tables in which a case may stand in several categories
SEVERAL = [
    (2, 11, 3),
    (3, 6, 3),
    (3, 9, 3),
    (3, 13, 3),
    (3, 12, 5),
    (3, 16, 5),
    (4, 6, 3),
    (4, 8, 3),
]


def _print_of(shown: Shown | None, counts: Counts, *known: int) -> Print:
    """What the page shows; a withheld table hides everything, its own total included."""
    if shown is None:
        return None, tuple(range(len(counts)))
    return (shown, *known), tuple(place for place, count in enumerate(shown) if count is None)


def _released(
    k: int, cases: int | None = None, *, excluding: bool = False
) -> Callable[[Counts], Print]:
    """Print by a real release."""

    def print_(counts: Counts) -> Print:
        table = table_of(counts, cases, excluding=excluding)
        return _print_of(shown_in(release_of(table, k=k), table), counts, sum(counts))

    return print_


def _several(width: int, cases: int, *, excluding: bool) -> Iterator[Counts]:
    """All counts of tables in which each of `cases` stands in one or more categories."""
    for counts in product(range(cases + 1), repeat=width):
        # who has no route at all, has no other route
        most = cases - counts[0] if excluding else cases
        if sum(counts) >= cases and all(count <= most for count in counts[1:]):
            yield counts


@pytest.mark.parametrize(("width", "cases", "k"), SIZES)
def test_no_hidden_count_is_proven_small_or_known(width: int, cases: int, k: int) -> None:
    found = read(compositions(cases, width), _released(k), k=k, cases=cases)
    assert (found.small, found.exact, found.narrow, found.shared, found.outside) == ([], [], [], [], [])
    assert found.documents > 1


@pytest.mark.parametrize("excluding", [False, True])
@pytest.mark.parametrize(("width", "cases", "k"), SEVERAL)
def test_nor_where_cases_stand_in_several_categories(
    width: int, cases: int, k: int, *, excluding: bool
) -> None:
    tables = _several(width, cases, excluding=excluding)
    found = read(tables, _released(k, cases, excluding=excluding), k=k, cases=cases)
    assert (found.small, found.exact, found.narrow, found.shared, found.outside) == ([], [], [], [], [])
    assert found.documents > 1


def test_half_a_hundred_thousand_tables_are_read() -> None:
    read_tables = sum(sum(1 for _ in compositions(cases, width)) for width, cases, _ in SIZES)
    assert read_tables > 40_000


def _hide_small_show_zeros(counts: Counts) -> Print:
    return _print_of(tuple(None if 1 <= c < 3 else c for c in counts), counts)


def _hide_small_and_zeros(counts: Counts) -> Print:
    return _print_of(tuple(c if c >= 3 else None for c in counts), counts)


def _search_with(
    rule: Callable[[Frame, Shown], bool], cases: int | None = None
) -> Callable[[Counts], Print]:
    """Print by the real search (k = 3) under another rule than the certificate."""

    def print_(counts: Counts) -> Print:
        total = sum(counts)
        frame = Frame(cases=cases or total, total=total, k=3, kappa=1)
        return _print_of(shown_of(counts, 3, lambda page: rule(frame, page)), counts, total)

    return print_


def _certified(frame: Frame, page: Shown) -> bool:
    return Certificate(frame).holds(page)


def _never_replayed(frame: Frame, page: Shown) -> bool:
    """Take every world of C for granted: then P1 asks nothing, and P4 is what is left."""
    return frame.adds_up(page)


def _two_hidden(frame: Frame, page: Shown) -> bool:
    """The textbook's second suppression, without a least remainder."""
    return page.count(None) > 1 or frame.remainder(page) == page.count(None) == 0


def test_hiding_small_counts_while_showing_zeros_leaks() -> None:
    found = read(compositions(12, 4), _hide_small_show_zeros, k=3, cases=12)
    assert found.small
    assert found.exact


def test_hiding_zeros_too_without_a_least_remainder_leaks() -> None:
    found = read(compositions(12, 4), _hide_small_and_zeros, k=3, cases=12)
    assert found.small
    assert found.exact


def test_hiding_at_least_two_leaks() -> None:
    found = read(compositions(12, 4), _search_with(_two_hidden), k=3, cases=12)
    assert found.small


def test_a_search_without_certificate_leaks() -> None:
    found = read(compositions(12, 4), _search_with(_never_replayed), k=3, cases=12)
    assert found.small
    assert found.narrow


def test_the_same_search_with_the_certificate_does_not() -> None:
    found = read(compositions(12, 4), _search_with(_certified), k=3, cases=12)
    assert (found.small, found.exact, found.narrow) == ([], [], [])


def test_a_certificate_without_the_rule_on_a_single_hidden_category_leaks() -> None:
    def rule(frame: Frame, page: Shown) -> bool:
        return page.count(None) == 1 or _certified(frame, page)

    found = read(compositions(12, 4), _search_with(rule), k=3, cases=12)
    assert found.exact


def test_without_a_group_left_outside_all_cases_are_known_to_share_a_category() -> None:
    def rule(frame: Frame, page: Shown) -> bool:
        """Let any page through that is refused for what stands outside its lines alone."""
        blind = replace(frame, cases=frame.total, excluding=False)
        return _certified(blind, page)

    tables = list(_several(3, 9, excluding=False))
    found = read(tables, _search_with(rule, 9), k=3, cases=9)
    assert found.shared
    assert found.outside
    found = read(tables, _search_with(_certified, 9), k=3, cases=9)
    assert found.shared == found.outside == []


def test_a_total_beside_a_withheld_table_would_leak() -> None:
    """Why a table that counts more than cases takes its own total with it when it is withheld."""

    def print_(counts: Counts) -> Print:
        document, hidden = _search_with(_certified, 9)(counts)
        return (document, sum(counts)), hidden

    found = read(_several(3, 9, excluding=False), print_, k=3, cases=9)
    assert found.narrow


def test_a_table_with_an_excluding_category_needs_its_own_rule() -> None:
    """Taking `none` for a category like any other allows worlds that cannot be."""
    tables = list(_several(3, 13, excluding=True))
    found = read(tables, _search_with(_certified, 13), k=3, cases=13)
    assert found.small or found.exact or found.narrow
