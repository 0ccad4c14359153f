from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.views.agenda.due import TODAY, day, make_item
from vpdesk.views.agenda.spans import WEEKS, spans


def test_the_first_span_begins_today_and_ends_on_sunday() -> None:
    first = spans([], TODAY)[0]
    assert (first.start, first.end) == (TODAY, date(2026, 11, 22))


def test_weeks_with_nothing_in_them_are_joined_but_this_and_the_next_stay_apart() -> None:
    found = spans([make_item(due_on=day(30))], TODAY)
    assert [(span.weeks, len(span.items)) for span in found] == [(1, 0), (1, 0), (2, 0), (1, 1), (7, 0)]


def test_what_lies_beyond_the_twelve_weeks_stands_by_month() -> None:
    found = spans([make_item(due_on=date(2027, 3, 9)), make_item(due_on=date(2027, 3, 12))], TODAY)
    assert (found[-1].weeks, found[-1].start, len(found[-1].items)) == (0, date(2027, 3, 1), 2)


@given(
    today=st.dates(date(2024, 1, 1), date(2030, 1, 1)),
    offsets=st.lists(st.integers(0, 365), max_size=30).map(sorted),
)
def test_every_coming_thing_stands_in_exactly_one_span(today: date, offsets: list[int]) -> None:
    items = [make_item(due_on=today + timedelta(days=n), value_id=i) for i, n in enumerate(offsets)]
    found = spans(items, today)
    assert [item for span in found for item in span.items] == items
    assert all(span.start <= item.due_on <= span.end for span in found for item in span.items)
    assert sum(span.weeks for span in found) == WEEKS
    assert all(before.end < after.start for before, after in pairwise(found))
