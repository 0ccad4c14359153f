from contextlib import suppress
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpdesk.domain.day_and_time import DayAndTime
from vpdesk.domain.errors import RuleError
from vpdesk.views.day_words import Lean, day_and_time_from_words, day_from_words

TODAY = date(2026, 11, 21)  # a Saturday


@pytest.mark.parametrize(
    ("words", "day", "at"),
    [
        ("gisteren", "2026-11-20", ""),
        ("vr 14:00", "2026-11-20", "14:00"),
        ("Fri 2:30 PM", "2026-11-20", "14:30"),
        ("14:30", "2026-11-21", "14:30"),
        ("om 9 uur", "2026-11-21", "09:00"),
        ("9u", "2026-11-21", "09:00"),
        ("12 am", "2026-11-21", "00:00"),
        ("12 p.m.", "2026-11-21", "12:00"),
        ("gisteren 14u30", "2026-11-20", "14:30"),
        ("vr, 14.30", "2026-11-20", "14:30"),
        ("3-9 9.15 uur", "2026-09-03", "09:15"),
        ("vr half tien", "2026-11-20", "09:30"),
        ("gisteren om kwart voor 1", "2026-11-20", "12:45"),
        ("half een", "2026-11-21", "12:30"),
        ("kwart over drie", "2026-11-21", "15:15"),
        ("half acht", "2026-11-21", "07:30"),
        ("fri at half past nine", "2026-11-20", "09:30"),
        ("yesterday, a quarter to one", "2026-11-20", "12:45"),
        ("14.30", "2026-11-21", "14:30"),
        ("om 12.30", "2026-11-21", "12:30"),
        ("vr14:00", "2026-11-20", "14:00"),
        ("vr 14;00", "2026-11-20", "14:00"),
        ("vr 2 uur", "2026-11-20", "14:00"),
        ("vr 2u", "2026-11-20", "14:00"),
        ("vr 2:00", "2026-11-20", "02:00"),
        ("gisteren om twee uur", "2026-11-20", "14:00"),
        ("tien uur", "2026-11-21", "10:00"),
        ("12 uur", "2026-11-21", "12:00"),
        ("vr tien over half drie", "2026-11-20", "14:40"),
        ("vr vijf voor half tien", "2026-11-20", "09:25"),
        ("vijf voor tien", "2026-11-21", "09:55"),
        ("10 over 3", "2026-11-21", "15:10"),
        ("fri twenty past two", "2026-11-20", "14:20"),
        ("yesterday two o'clock", "2026-11-20", "14:00"),
        ("vr 3.09", "2026-09-03", ""),
        ("3.9.2026", "2026-09-03", ""),
        ("maandag 16 nov 2026 15.00u", "2026-11-16", "15:00"),
    ],
)
def test_a_day_and_a_time_are_understood_in_one_field(words: str, day: str, at: str) -> None:
    assert day_and_time_from_words(words, TODAY, Lean.BACK) == DayAndTime(
        day=date.fromisoformat(day), at=time.fromisoformat(at) if at else None
    )


def test_what_was_agreed_lies_ahead() -> None:
    found = day_and_time_from_words("+2w 9:30", TODAY, Lean.AHEAD)
    assert found == DayAndTime(day=date(2026, 12, 5), at=time(9, 30))
    assert day_and_time_from_words("overmorgen half tien", TODAY, Lean.AHEAD) == DayAndTime(
        day=date(2026, 11, 23), at=time(9, 30)
    )


@pytest.mark.parametrize("words", ["25:00", "vr 14:60", "13 pm", "0 am", "gisteren om 24:00"])
def test_a_time_that_does_not_exist_is_said(words: str) -> None:
    with pytest.raises(RuleError) as refused:
        day_and_time_from_words(words, TODAY, Lean.BACK)
    assert refused.value.wrong == "This time does not exist."


@pytest.mark.parametrize("words", ["9", "14:3", "over 2 uur", "uur", "om", "a.m.", "half", "kwart over"])
def test_what_may_be_something_else_is_no_time_of_today(words: str) -> None:
    with pytest.raises(RuleError):
        day_and_time_from_words(words, TODAY, Lean.BACK)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.times())
def test_what_is_written_out_is_read_back(day: date, at: time) -> None:
    at = at.replace(second=0, microsecond=0, tzinfo=None)
    words = f"{day.day}-{day.month}-{day.year} {at:%H:%M}"
    assert day_and_time_from_words(words, TODAY, Lean.BACK) == DayAndTime(day=day, at=at)
    assert day_from_words(words, TODAY, Lean.BACK) == day


@given(st.text(max_size=30))
def test_whatever_is_typed_is_understood_or_refused_in_words(words: str) -> None:
    with suppress(RuleError):
        assert isinstance(day_and_time_from_words(words, TODAY, Lean.AHEAD), DayAndTime)
