"""What is typed is words, and an excerpt shows them where they are said."""

import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vpdesk.domain.excerpt import excerpt, fold, name_excerpt
from vpdesk.domain.finding import HitGroup, HitKind, Question


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("pest", ("pest",)),
        ("  gesprek   met HR ", ("gesprek", "met", "HR")),
        ("gender-neutraal", ("gender", "neutraal")),
        ("o'neill", ("o", "neill")),
        ('"leiding" AND NOT (hr*)', ("leiding", "AND", "NOT", "hr")),
        ("alias : x", ("alias", "x")),
        ("50%", ("50",)),
        ("cafe\u0301", ("café",)),
        ("twee twee", ("twee",)),
        ("a\0b", ("a", "b")),
        ("\ud83d half", ("half",)),
        ("😀 * % _ \" '", ()),
        ("", ()),
    ],
)
def test_whatever_is_typed_is_words(typed: str, words: tuple[str, ...]) -> None:
    assert Question.of(typed).words == words


def test_a_page_that_is_pasted_is_cut_off() -> None:
    words = Question.of("woord" * 200_000 + " x").words
    assert words == ("woord" * 12 + "woor",)
    assert len(Question.of(" ".join(f"w{number}" for number in range(500))).words) == 12


@pytest.mark.parametrize(
    ("text", "words", "is_said"),
    [
        ("Er is gepest.", "pest", True),
        ("PÉSTGEDRAG", "pestgedrag", True),
        ("pestgedrag", "PÉST", True),
        ("Er is gepest.", "pest hr", False),
        ("Via HR gepest.", "hr pest", True),
        ("chroom", "hr", False),  # short words only where a word begins
        ("ĳverig", "ijverig", True),
    ],
)
def test_a_long_word_may_be_inside_another_and_a_short_one_begins_one(
    text: str, words: str, is_said: bool
) -> None:
    assert Question.of(words).is_said_in(text) is is_said


def marked(text: str, *words: str) -> str:
    found = excerpt(text, words)
    said, end = "", 0
    for start, stop in found.marks:
        said += f"{found.text[end:start]}[{found.text[start:stop]}]"
        end = stop
    return said + found.text[end:]


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("Eerst dit. Toen werd er gepest. Daarna rust.", ["pest"], "Toen werd er ge[pest]."),
        ("Dit over HR. Gesprek met HR!", ["gesprek", "hr"], "[Gesprek] met [HR]!"),
        ("Één keer per week", ["een"], "[Één] keer per week"),
        ("e\u0301e\u0301n keer", ["een"], "[e\u0301e\u0301n] keer"),
        ("eerste regel\ntweede regel", ["tweede"], "[tweede] regel"),
        ("pestpesten", ["pest", "pesten"], "[pestpesten]"),
        ("niets ervan. meer", ["xyz"], "niets ervan. meer"),
        ("", ["x"], ""),
        ("", [], ""),
        ("<b>vet</b> & \u202eomgekeerd", ["vet"], "<b>[vet]</b> & \u202eomgekeerd"),
    ],
)
def test_an_excerpt_is_the_sentence_with_the_words_marked(text: str, words: list[str], shown: str) -> None:
    assert marked(text, *words) == shown


def test_a_stop_within_a_word_ends_no_sentence_and_a_name_is_shown_whole() -> None:
    assert excerpt("Om 12.30 uur kwam zij. Daarna rust.", ["kwam"]).text == "Om 12.30 uur kwam zij."
    assert excerpt("Lees brief.pdf eens.", ["pdf"]).text == "Lees brief.pdf eens."
    name = "Brief van mw. X. van 12. maart.pdf"
    assert excerpt(name, ["maart"]).text != name, "as a text it would lose its beginning"
    shown = name_excerpt(name, ["maart", "brief"])
    assert shown.text == name
    assert [name[start:end] for start, end in shown.marks] == ["Brief", "maart"]


def test_a_long_sentence_is_cut_around_its_first_word_at_spaces() -> None:
    text = "woord " * 100 + "gepest " + "ander " * 100
    shown = marked(text, "pest")
    assert shown.startswith("…woord ")
    assert shown.endswith("ander…")
    assert " ge[pest] " in shown
    assert len(excerpt(text, ["pest"]).text) <= 152


def test_a_word_deep_in_a_very_long_text_is_shown() -> None:
    assert marked("x" * 3990 + " gepest", "pest").endswith("ge[pest]")
    assert marked("dit en dat. " * 80_000 + "gepest", "pest") == "ge[pest]"


@given(st.text(max_size=300), st.lists(st.text(max_size=8), max_size=3))
def test_any_text_and_any_words_give_marks_within_the_excerpt(text: str, words: list[str]) -> None:
    found = excerpt(text, [fold(word) for word in words])
    assert len(found.text) <= 152
    end = 0
    for start, stop in found.marks:
        assert end <= start < stop <= len(found.text)
        end = stop


@given(st.text(max_size=100))
@example("\N{MATHEMATICAL BOLD CAPITAL A}")
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_each_letter_is_folded_as_unicode_takes_it_apart() -> None:
    def apart(letter: str) -> str:
        small = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", letter).lower())
        return "".join(part for part in small if not unicodedata.combining(part))

    letters = "".join(map(chr, (*range(0xD800), *range(0xE000, sys.maxunicode + 1))))
    assert fold(letters) == "".join(map(apart, letters))
    assert fold("ÉÉN KEER") == "een keer"
    last = "\N{GREEK CAPITAL LETTER SIGMA}"
    assert fold(last * 2) == 2 * fold(last), "not as Greek writes it, where the last is another letter"


def test_every_kind_comes_under_a_heading() -> None:
    assert {kind.group for kind in HitKind} == set(HitGroup)
