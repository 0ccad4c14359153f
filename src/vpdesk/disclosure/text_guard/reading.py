"""A text as the guard reads it: its words, what stands between them, where sentences begin and end."""

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import Final

from vpdesk.disclosure.text_guard.folding import parted, tokens
from vpdesk.disclosure.text_guard.vocabulary import (
    ABBREVIATIONS,
    OFFICES,
    PARTICLES,
    SHORT_WORDS,
    TITLES,
)

Ordinary = Callable[[str], bool]

#: The end of a sentence, of a line, or of what announces something.
_END: Final = re.compile(r"[.!?\u2026]+[\"'\u2019\u201d\u00bb)\]]*(?=\s)|\n")
#: Between two words of which the second begins something.
_BEGINS: Final = re.compile(
    r"[.!?:;\u2026\n\u2022\u00b7\"\u201c\u201e\u2018\u00ab(\[|/]|(?:^|\s)[-\u2013*\u2014](?=\s)"
)
#: Between the two parts of a word that was broken at the end of a line.
_BROKEN: Final = re.compile(r"[-\u00ad\u2010\u2011]?[ \t\r]*\n[ \t]*|[\u00ad\u2010\u2011]")
#: Between the words of one name.
_NAMELY: Final = re.compile(r"\s*[-.,_'\u2019\u2018`/\u2010\u2011]{0,2}\s*['\u2019\u2018`]?")


class Reading:
    """One text with its words in order, read under the words that are ordinary in its language."""

    def __init__(self, text: str, ordinary: Ordinary) -> None:
        self.text = text
        self.tokens = tokens(text)
        self._ordinary = ordinary
        self._asked: dict[str, bool] = {}
        ends = [match.end() for match in _END.finditer(text) if not self._is_abbreviation(match)]
        self._ends = ends
        self._titled: dict[int, bool] = {}

    def gap(self, at: int) -> str:
        """Return what stands before the word `at`."""
        before = self.tokens[at - 1].end if at else 0
        return parted(self.text[before : self.tokens[at].start])

    def is_ordinary(self, word: str) -> bool:
        """Tell whether a folded word is one of the language, and not only a name."""
        known = self._asked.get(word)
        if known is None:
            known = word in SHORT_WORDS or word.isdecimal() or self._ordinary(word)
            self._asked[word] = known
        return known

    def begins(self, at: int) -> bool:
        """Tell whether the word `at` begins a sentence, a line, a quotation or a point of a list."""
        if not at:
            return True
        gap = self.gap(at)
        if not _BEGINS.search(gap):
            return False
        before = self.tokens[at - 1]
        if gap.startswith(".") and "\n" not in gap and not gap.strip(". \t"):
            is_short = before.folded in ABBREVIATIONS or len(before.raw) == 1
            return len(gap) > 1 and not is_short
        return True

    def is_title(self, at: int) -> bool:
        """Tell whether the word `at` stands in a line whose words all begin with a capital."""
        line = self.text.count("\n", 0, self.tokens[at].start) if len(self.text) < 100_000 else -1
        if line < 0:
            return False
        if line not in self._titled:
            start = self.text.rfind("\n", 0, self.tokens[at].start) + 1
            end = self.text.find("\n", start)
            words = [
                each for each in tokens(self.text[start : end if end >= 0 else None]) if len(each.raw) > 3
            ]
            capital = sum(each.is_capital for each in words)
            self._titled[line] = len(words) >= 3 and capital * 10 >= len(words) * 8
        return self._titled[line]

    def follows_title(self, at: int) -> bool:
        """Tell whether "mevrouw", "dhr." or the like stands before the word `at`, particles between them."""
        at -= 1
        while at >= 0 and self.tokens[at].folded in PARTICLES and self._is_namely(at + 1):
            at -= 1
        if at < 0 or not self._is_namely(at + 1):
            return False
        word = self.tokens[at]
        return word.folded in TITLES and not (word.folded in OFFICES and word.raw.isupper())

    def neighbours(self, at: int) -> list[int]:
        """Return the words before and after `at` that may belong to the same name."""
        found = []
        for step in (-1, 1):
            other, left = at + step, 4
            while 0 <= other < len(self.tokens) and self._is_namely(max(other, other - step)):
                if self.tokens[other].folded not in PARTICLES:
                    found.append(other)
                    break
                other, left = other + step, left - 1
                if not left:
                    break
        return found

    def is_broken(self, at: int) -> bool:
        """Tell whether the word `at` may be the rest of the word before it, which a line cut in two."""
        return bool(at) and _BROKEN.fullmatch(self.gap(at)) is not None

    def sentence_of(self, position: int) -> int:
        """Return the number of the sentence that holds a position."""
        return bisect_right(self._ends, position)

    def sentence(self, position: int) -> str:
        """Return the sentence that holds a position, without the spaces around it."""
        number = self.sentence_of(position)
        start = self._ends[number - 1] if number else 0
        end = self._ends[number] if number < len(self._ends) else len(self.text)
        return self.text[start:end].strip()

    def _is_namely(self, at: int) -> bool:
        return _NAMELY.fullmatch(self.gap(at)) is not None and not self._ends_before(at)

    def _ends_before(self, at: int) -> bool:
        gap = self.gap(at)
        return gap.startswith(".") and len(gap) > 1 and self.begins(at)

    def _is_abbreviation(self, match: re.Match[str]) -> bool:
        if match.group() != ".":
            return False
        start = match.start()
        word = self.text[max(0, start - 8) : start].rsplit(maxsplit=1)[-1:]
        last = word[0].lower() if word else ""
        return last in ABBREVIATIONS or len(last) == 1 or (len(last) > 1 and last[-2:-1] == ".")
