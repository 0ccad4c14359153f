"""Names of one word or several that are no person's: of cases, organisations, sites, groups.

What must be named exactly (`Phrases`) is found as it is written. A site or a group is also found with an
ending, a typing error, a hyphen or a space more or less, and by what is left of its name without "locatie" or
"afdeling", or stands in brackets behind it (`Places`).
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from vpdesk.disclosure.text_guard.closeness import within_one, without_one
from vpdesk.disclosure.text_guard.endings import stems
from vpdesk.disclosure.text_guard.folding import tokens
from vpdesk.disclosure.text_guard.reading import Reading
from vpdesk.disclosure.text_guard.vocabulary import PARTICLES, set_of

#: A typing error is looked for in names of so many letters.
_LONG_ENOUGH: Final = 6
_BEGINNING: Final = 2
#: Letters that an ending adds at most, or a typing error.
_LONGEST_ENDING: Final = 5
#: What is left of a name is one of its own from so many letters on.
_LEAST_LEFT: Final = 3
#: What any site, department or group is called.
_GENERAL: Final = set_of(
    """
    locatie locaties vestiging filiaal afdeling onderdeel team unit dienst sector cluster kantoor standplaats
    gebouw regio divisie site branch department office building unit region division the
    """
)
#: Between the names of two things that are kept as one.
_BETWEEN: Final = re.compile(r"[/;,|]|\s[-\u2013]\s")
_BRACKETED: Final = re.compile(r"\(([^)]*)\)")
#: What may stand between the words of one name.
_JOINT: Final = re.compile(r"\s{1,3}|\s?[-\u2010\u2011_./'\u2019&]\s?")

Span = tuple[int, int]


class Phrases:
    """Names that are looked for as they are written; numbers with or without noughts before them."""

    def __init__(self, written: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in filter(None, map(_words, written)):
            self._by_first.setdefault(phrase[0], []).append(phrase)

    def find(self, reading: Reading) -> Iterator[Span]:
        """Yield from which word to which (not included) one of them stands."""
        words = [_bare(each.folded) for each in reading.tokens]
        for at, first in enumerate(words):
            for phrase in self._by_first.get(first, ()):
                if tuple(words[at : at + len(phrase)]) == phrase:
                    yield at, at + len(phrase)
                    break


class Places:
    """Names of sites or groups, which are also looked for in other spellings and by their own part."""

    def __init__(self, written: Iterable[str]) -> None:
        #: Names run together; whether each is a whole one, and not what is left of it.
        self._whole: dict[str, bool] = {}
        self._longest = self._letters = 0
        for name in written:
            for phrase, whole in _parts(name):
                joined = "".join(phrase)
                self._whole[joined] = whole or self._whole.get(joined, False)
                self._longest = max(self._longest, len(phrase))
                self._letters = max(self._letters, len(joined))
        self._beginnings = {joined[:_BEGINNING] for joined in self._whole}
        self._ends: set[str] = set()
        self._near: dict[str, list[str]] = {}
        for joined in self._whole:
            if len(joined) >= _LONG_ENOUGH:
                self._ends.add(joined[-_BEGINNING:])
                for left in without_one(joined):
                    self._near.setdefault(left, []).append(joined)

    def find(self, reading: Reading) -> Iterator[Span]:
        """Yield from which word to which (not included) one of them stands, the longest that does."""
        if not self._whole:
            return
        last = 0
        for at in range(len(reading.tokens)):
            end = self._end(reading, at) if at >= last else None
            if end is not None:
                last = end
                yield at, end

    def _end(self, reading: Reading, at: int) -> int | None:
        tokens_, letters, found = reading.tokens, "", None
        for step in range(at, min(at + self._longest + 1, len(tokens_))):
            if step > at and not _JOINT.fullmatch(reading.gap(step)):
                break
            before, letters = len(letters), letters + _bare(tokens_[step].folded)
            if len(letters) > self._letters + _LONGEST_ENDING:
                break
            if self._is_one(reading, at, step, letters, before):
                found = step + 1
        return found

    def _is_one(self, reading: Reading, at: int, last: int, letters: str, before: int) -> bool:
        """Tell whether words make one of the names; it goes on behind the `before` letters of the others."""
        whole: bool | None = None
        if letters[:_BEGINNING] in self._beginnings:
            made = [stem for stem in stems(letters) if len(stem) > before and stem in self._whole]
            whole = any(self._whole[stem] for stem in made) if made else None
        if whole is None and self._is_near(reading, at, last, letters, before):
            whole = True
        return whole is not None and (whole or _is_meant(reading, at, last))

    def _is_near(self, reading: Reading, at: int, last: int, letters: str, before: int) -> bool:
        # one error leaves the beginning or the end as it is
        if letters[:_BEGINNING] not in self._beginnings and letters[-_BEGINNING:] not in self._ends:
            return False
        if len(letters) < _LONG_ENOUGH - 1 or (last == at and reading.is_ordinary(letters)):
            return False
        near = (name for left in without_one(letters) for name in self._near.get(left, ()))
        return any(len(name) > before + 1 and within_one(name, letters) for name in near)


def is_named(reading: Reading, start: int, end: int) -> bool:
    """Tell whether words are used as a name: strange ones, or with a capital that begins nothing."""
    return any(
        not reading.is_ordinary(each.folded) or (each.is_capital and not reading.begins(at))
        for at, each in enumerate(reading.tokens[start:end], start)
    )


def _is_meant(reading: Reading, at: int, last: int) -> bool:
    """Tell whether what is left of a name is used as one: "Noord" of "Locatie Noord", and no "noord"."""
    token = reading.tokens[at]
    if last > at or not reading.is_ordinary(token.folded):
        return True
    return token.is_capital and not reading.begins(at) and not reading.is_title(at)


def _bare(word: str) -> str:
    """Return a word; a number without the noughts before it."""
    return word.lstrip("0") or word


def _words(written: str) -> tuple[str, ...]:
    return tuple(_bare(each.folded) for each in tokens(written))


def _parts(name: str) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Yield a name and what may be said for it, and whether that is the whole name."""
    if whole := _words(name):
        yield whole, True
    if before := _words(_BRACKETED.sub(" ", name)):
        yield before, True
    pieces = [*_BETWEEN.split(_BRACKETED.sub(" ", name)), *_BRACKETED.findall(name)]
    for piece in pieces:
        own = tuple(each for each in _words(piece) if each not in _GENERAL)
        while own and own[0] in PARTICLES:
            own = own[1:]
        if any(len(each) >= _LEAST_LEFT and not each.isdecimal() for each in own) or piece.strip().isupper():
            yield own or _words(piece), False
