"""People who are in no list: words that stand as a name in what was noted, and are typed as well.

Which notes say a word is the caller's to look up; here is which words of a text are worth it (`candidates`),
and whether a note uses one as a name (`Uses`). A note is no proof: what is found so asks, and never blocks.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from vpdesk.disclosure.text_guard.endings import stems
from vpdesk.disclosure.text_guard.finding import Finding, Kind, Weight
from vpdesk.disclosure.text_guard.folding import LONGEST, Token
from vpdesk.disclosure.text_guard.reading import Reading
from vpdesk.disclosure.text_guard.vocabulary import (
    CAPITAL_WORDS,
    INSTITUTIONS,
    MONTHS,
    PARTICLES,
    SMALL_WORDS,
    SPEECH,
    TITLES,
)

#: Shorter words are in no list, whether or not they are ordinary ones: taken for such.
_LISTED: Final = 4
#: A spelling without an ending has so many letters or more.
_LEFT: Final = 3
_NEVER: Final = PARTICLES | INSTITUTIONS | CAPITAL_WORDS | MONTHS | SMALL_WORDS | TITLES


@dataclass(frozen=True, slots=True)
class Uses:
    """How often a note uses a word as a name, and as any other word."""

    as_name: int = 0
    as_word: int = 0

    @classmethod
    def of(cls, note: Reading, spellings: frozenset[str]) -> "Uses":
        """Count how a note uses a word, in any of its folded spellings."""
        as_name = as_word = 0
        for at, token in enumerate(note.tokens):
            if len(token.folded) <= LONGEST and not spellings.isdisjoint(stems(token.folded)):
                is_name = _is_used_as_name(note, at)
                as_name += is_name is True
                as_word += is_name is False
        return cls(as_name, as_word)

    def __add__(self, other: "Uses") -> "Uses":
        return Uses(self.as_name + other.as_name, self.as_word + other.as_word)

    @property
    def is_name(self) -> bool:
        """Whether it is a name more often than not."""
        return self.as_name > self.as_word


def candidates(reading: Reading) -> Mapping[str, frozenset[str]]:
    """Return the words of a text that a note may use as a name: each with its spellings, all folded.

    These are words that are no ordinary ones, and ordinary ones that are used as a name here.
    """
    return {
        token.folded: _spellings(token)
        for at, token in enumerate(reading.tokens)
        if len(token.folded) <= LONGEST and token.folded not in _NEVER and _may_be_name(reading, at)
    }


def find_mentioned(reading: Reading, names: Collection[str], taken: Collection[int]) -> Iterator[Finding]:
    """Yield the candidates that are among `names`; `taken` are words that are accounted for already."""
    for at, token in enumerate(reading.tokens):
        if at not in taken and token.folded in names and _may_be_name(reading, at):
            yield Finding(kind=Kind.MENTIONED, weight=Weight.ASKS, start=token.start, end=token.end)


def _spellings(token: Token) -> frozenset[str]:
    """Return what a note may have for a word: without its ending, and with the letters that were typed."""
    least = min(_LEFT, len(token.folded))
    return frozenset({token.raw.lower(), *(each for each in stems(token.folded) if len(each) >= least)})


def _may_be_name(reading: Reading, at: int) -> bool:
    token = reading.tokens[at]
    if len(token.folded) < 2 or not any(each.isalpha() for each in token.folded):
        return False
    if _is_strange(reading, token) or reading.follows_title(at):
        return True
    if not token.is_capital or reading.is_title(at):
        return False
    return not reading.begins(at) or _does_something(reading, at)


def _is_used_as_name(note: Reading, at: int) -> bool | None:
    """Tell whether a note uses a word as a name; None where nobody can say."""
    token = note.tokens[at]
    if note.follows_title(at):
        return True
    strange = _is_strange(note, token)
    if not token.is_capital:
        return None if strange else False
    if strange or _does_something(note, at):
        return True
    return None if note.begins(at) or note.is_title(at) else True


def _is_strange(reading: Reading, token: Token) -> bool:
    return len(token.folded) >= _LISTED and not reading.is_ordinary(token.folded)


def _does_something(reading: Reading, at: int) -> bool:
    return at + 1 < len(reading.tokens) and reading.tokens[at + 1].folded in SPEECH
