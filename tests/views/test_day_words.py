from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpdesk.domain.errors import RuleError
from vpdesk.views.dates import typed
from vpdesk.views.day_words import Lean, day_from_words

TODAY = date(2026, 11, 21)  # a Saturday


@pytest.mark.parametrize(
    ("words", "back", "ahead"),
    [
        ("vandaag", "2026-11-21", "2026-11-21"),
        ("Gisteren", "2026-11-20", "2026-11-20"),
        ("yesterday 14:00", "2026-11-20", "2026-11-20"),
        ("overmorgen om 9 uur", "2026-11-23", "2026-11-23"),
        ("vr 14:00", "2026-11-20", "2026-11-27"),
        ("za", "2026-11-21", "2026-11-21"),
        ("vorige za", "2026-11-14", "2026-11-14"),
        ("volgende vrijdag", "2026-11-27", "2026-11-27"),
        ("next fri.", "2026-11-27", "2026-11-27"),
        ("+2w", "2026-12-05", "2026-12-05"),
        ("- 3 d", "2026-11-18", "2026-11-18"),
        ("+3m", "2027-02-21", "2027-02-21"),
        ("over een week", "2026-11-28", "2026-11-28"),
        ("2 weken geleden", "2026-11-07", "2026-11-07"),
        ("3-9", "2026-09-03", "2027-09-03"),
        ("3/12", "2025-12-03", "2026-12-03"),
        ("3-9-26", "2026-09-03", "2026-09-03"),
        ("3.9.2026", "2026-09-03", "2026-09-03"),
        ("3 september", "2026-09-03", "2027-09-03"),
        ("do 3 sept. 2026 14.30 uur", "2026-09-03", "2026-09-03"),
        ("September 3, 2026", "2026-09-03", "2026-09-03"),
        ("2026-09-03", "2026-09-03", "2026-09-03"),
        ("29 februari", "2024-02-29", "2028-02-29"),
        ("1 mrt", "2026-03-01", "2027-03-01"),
    ],
)
def test_a_day_is_understood_as_it_is_said(words: str, back: str, ahead: str) -> None:
    assert day_from_words(words, TODAY, Lean.BACK) == date.fromisoformat(back)
    assert day_from_words(words, TODAY, Lean.AHEAD) == date.fromisoformat(ahead)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "x",
        "31-2",
        "31 februari",
        "0-0",
        "32-1-2026",
        "2026-13-01",
        "+2q",
        "vr vr",
        "9999999",
        "+999j+",
        "14:00",
    ],
)
def test_what_is_no_day_is_refused_in_words(words: str) -> None:
    with pytest.raises(RuleError) as refused:
        day_from_words(words, TODAY, Lean.BACK)
    assert refused.value.wrong


@given(st.text(max_size=20))
def test_any_text_is_a_day_or_a_refusal(words: str) -> None:
    with suppress(RuleError):
        assert isinstance(day_from_words(words, TODAY, Lean.AHEAD), date)


@given(st.dates(), st.dates(), st.sampled_from(Lean))
def test_what_a_field_shows_reads_as_the_same_day(day: date, today: date, lean: Lean) -> None:
    assert day_from_words(day.isoformat(), today, lean) == day
    if day.year >= 1000:
        assert day_from_words(typed(day), today, lean) == day


@given(
    st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from(["ma", "di", "wo", "do", "vr", "za", "zo"])
)
def test_a_weekday_is_within_the_week_on_its_side(today: date, word: str) -> None:
    assert timedelta(0) <= today - day_from_words(word, today, Lean.BACK) < timedelta(7)
    assert timedelta(0) <= day_from_words(word, today, Lean.AHEAD) - today < timedelta(7)
