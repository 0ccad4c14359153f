"""What points to somebody without a name: when it was, how old, the only one, ill, a function, words said."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from vpdesk.disclosure.text_guard import trait_patterns as patterns
from vpdesk.disclosure.text_guard.finding import Finding, Kind, Weight

#: So many words between marks are something that was said; fewer are a word that is held at arm's length.
_LEAST_WORDS: Final = 3
_PATTERNS: Final = (
    (Kind.DAY, patterns.WEEKDAY),
    (Kind.MONTH, patterns.MONTH),
    (Kind.AGE, patterns.AGE),
    (Kind.ONLY_ONE, patterns.ONLY_ONE),
    (Kind.CONDITION, patterns.CONDITION),
    (Kind.FUNCTION, patterns.FUNCTION),
)
_ONLY_IN_A_SKETCH: Final = ((Kind.SEX, patterns.SEX), (Kind.DAY, patterns.PERIOD))


def find_traits(text: str, ends: tuple[date | None, date | None]) -> Iterator[Finding]:
    """Yield what asks for a reason; the first and last day of the report (`ends`) point to nobody."""
    small = lowered(text)
    dates = [match for match in patterns.DATE.finditer(small) if not _is_month_word(text, match)]
    for match in dates:
        if not any(_says(match, end) for end in ends if end is not None):
            yield _asks(Kind.DAY, *match.span())
    dated = [match.span() for match in dates]
    for kind, start, end in _words_and_months(text, small):
        if not any(first <= start < last for first, last in dated):
            yield _asks(kind, start, end)
    for match in patterns.QUOTE.finditer(text):
        if len(match.group().split()) >= _LEAST_WORDS:
            yield _asks(Kind.QUOTE, *match.span())


def _words_and_months(text: str, small: str) -> Iterator[tuple[Kind, int, int]]:
    for kind, pattern in _PATTERNS:
        yield from ((kind, start, end) for start, end in _words_of(pattern, small))
    yield from ((Kind.AGE, *match.span()) for match in patterns.OF_AGE.finditer(small))
    yield from ((Kind.MONTH, *match.span()) for match in patterns.ENGLISH_MONTH.finditer(text))


def find_in_sketch(text: str) -> Iterator[Finding]:
    """Yield what may never stand in a case sketch, besides `find_traits`."""
    small = lowered(text)
    for kind, pattern in _ONLY_IN_A_SKETCH:
        for start, end in _words_of(pattern, small):
            yield Finding(kind=kind, weight=Weight.BLOCKS, start=start, end=end)
    for match in patterns.SITE.finditer(text):
        yield Finding(kind=Kind.PLACE, weight=Weight.BLOCKS, start=match.start(), end=match.end())


def lowered(text: str) -> str:
    """Return `text` in small letters, each at its own place."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(low if len(low := each.lower()) == 1 else each for each in text)


def _words_of(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Yield where `pattern` stands at the beginning of a word.

    A look behind at the head of a pattern would keep the engine from skipping what cannot match.
    """
    match = pattern.search(text)
    while match is not None:
        start, end = match.span()
        if start and (text[start - 1].isalnum() or text[start - 1] == "_"):
            end = start + 1
        else:
            yield start, end
        match = pattern.search(text, max(end, start + 1))


def _asks(kind: Kind, start: int, end: int) -> Finding:
    return Finding(kind=kind, weight=Weight.ASKS, start=start, end=end)


def _is_month_word(text: str, match: re.Match[str]) -> bool:
    """Tell whether "may 2" is a verb: written small, before a number."""
    place = match.start("month2")
    return place >= 0 and match["month2"] in ("may", "march", "mar", "jan") and text[place].islower()


def _says(match: re.Match[str], day: date) -> bool:
    month = match["month"] or match["month2"]
    number = match["day"] or match["day2"]
    year = match["year"] or match["year2"]
    if month is None or number is None:
        return False
    named = month.lower() in patterns.MONTHS[day.month - 1]
    return named and int(number) == day.day and (year is None or int(year) == day.year)
