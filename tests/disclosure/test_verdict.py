"""What a page says to either reader, and what sums of it say of few cases."""

import pytest

from tests.disclosure.tables import plain_list, release_of, table_of
from vpdesk.disclosure.certificate import Certificate, Frame, Shown
from vpdesk.disclosure.counts import TableCounts
from vpdesk.disclosure.verdict import Verdict

#: "none" stands first, and excludes the others.
NONE_FIRST = 0


def verdict(
    cases: int, total: int, *, none: int | None = None, known: tuple[int, ...] = (), known_cases: int = 0
) -> Verdict:
    frame = Frame(cases=cases, total=total, k=5, kappa=1, excluding=none is not None)
    return Verdict(frame=frame, known=known, known_cases=known_cases, none=none)


@pytest.mark.parametrize(
    ("page", "cases", "total", "holds"),
    [
        ((8, 7, 7), 20, 22, False),  # 12 have a route, 14 are counted: exactly 2 have both
        ((8, 12, 5), 20, 25, False),  # all who have a route have the first
        ((9, 9, 7), 20, 25, False),  # of the 11 who have a route exactly 2 have not the first
        ((9, 9, None, None, None), 20, 24, False),  # and these 2 have hidden routes only
        ((8, 7, 12), 20, 27, False),
        ((30, 20, 20), 60, 70, True),
        ((30, 20, 20, None, None), 60, 78, True),
        ((12, 8), 20, 20, True),  # a route or none: nothing is left
    ],
)
def test_where_no_route_is_a_line_few_may_not_be_left_beside_it(
    page: Shown, cases: int, total: int, holds: bool
) -> None:
    assert verdict(cases, total, none=NONE_FIRST, known=(0,) * len(page)).holds(page) is holds


def test_the_certificate_alone_lets_such_pages_through() -> None:
    """The control."""
    for page, total in (((8, 7, 7), 22), ((9, 9, 7), 25), ((9, 9, None, None, None), 24)):
        frame = Frame(cases=20, total=total, k=5, kappa=1, excluding=True)
        assert Certificate(frame).holds(page), page


def test_of_two_lines_few_may_not_stand_in_both() -> None:
    assert not verdict(20, 22, known=(0, 0)).holds((12, 10))
    assert verdict(20, 20, known=(0, 0)).holds((12, 8))
    assert verdict(20, 26, known=(0, 0)).holds((14, 12))


def test_a_page_that_only_known_cases_explain_is_not_printed() -> None:
    """Eleven cases have twelve hidden codes, for the one that was known has two: so neither line can be 0."""
    page: Shown = (5, None, None)
    asked = verdict(10, 15, known=(0, 1, 1), known_cases=1)
    assert not asked.holds(page)
    # the control: the reader who takes it off finds nobody
    assert Certificate(asked.frame).holds(page)


def test_what_is_tried_tells_nobody_that_there_are_known_cases() -> None:
    """Which tables a report has, or names as withheld, is the same with and without them."""
    declared = plain_list(3)
    tried = []
    for known, of in ((0, ()), (3, (3, 0, 0))):
        table = TableCounts(declared=declared, cases=12, counts=(7, 5, 0), known_cases=known, known=of)
        made = release_of(table)
        tried.append({one.dimension for one in made.tables} | set(made.withheld))
    assert tried[0] == tried[1] == {table_of((7, 5, 0)).declared.dimension}
