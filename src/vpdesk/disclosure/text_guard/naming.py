"""Names of people that are known, however they are typed, and what else looks like a name.

Many Dutch names are words too: bakker, groot, roos, mark, de wit. Such a word counts as a name where it is
used as one: with a capital inside a sentence, behind a title or an initial, beside the rest of the name, or
at the beginning of a sentence before a word that says what somebody does. Small and alone it is a word.
"""

import re
from collections.abc import Iterator
from typing import Final

from vpdesk.disclosure.text_guard.finding import Finding, Kind, Weight
from vpdesk.disclosure.text_guard.folding import LONGEST, Token
from vpdesk.disclosure.text_guard.known import DIGITS, JOINED, NOBODY, Known
from vpdesk.disclosure.text_guard.reading import Reading
from vpdesk.disclosure.text_guard.vocabulary import (
    BEING,
    CAPITAL_WORDS,
    DOTTED,
    INSTITUTIONS,
    MONTHLY,
    MONTHS,
    PARTICLES,
    SMALL_WORDS,
    SPEECH,
)

#: What joins the parts of one name in an address.
JOINTS: Final = frozenset({"", "-", ".", "_", " ", "'", "\u2019", "\u2010", "\u2011"})
#: Two small letters are more often a unit or a syllable than somebody.
_SHORTEST: Final = 2


class Naming:
    """Looks for names in one text."""

    def __init__(self, reading: Reading, known: Known) -> None:
        self._reading = reading
        self._known = known

    def find(self, taken: set[int]) -> Iterator[Finding]:
        """Yield what may be a known name; `taken` are words that belong to something else already."""
        for at, token in enumerate(self._reading.tokens):
            if at in taken or len(token.folded) > LONGEST:
                continue
            whole = self._run_together(at)
            if whole is not None:
                yield whole
            weight = self._weigh(at, token)
            if weight is not None:
                yield Finding(kind=Kind.NAME, weight=weight, start=token.start, end=token.end)

    def _weigh(self, at: int, token: Token) -> Weight | None:
        match = self._known.match(token.folded)
        if match is NOBODY:
            return None
        if match.exact:
            if token.folded in MONTHS and self._is_month(at):
                return None
            return self._usage(at, token, match.exact)
        if match.joined and not self._reading.is_ordinary(token.folded.rstrip(DIGITS)):
            return Weight.BLOCKS
        near = self._names_near(token.folded)
        return self._usage_near(at, token, near) if near else None

    def _is_month(self, at: int) -> bool:
        """Tell whether a word that is a name and a month stands where a month does."""
        tokens = self._reading.tokens
        before = tokens[at - 1].folded if at else ""
        after = tokens[at + 1].folded if at + 1 < len(tokens) else ""
        return before in MONTHLY or before.isdecimal() or after.isdecimal()

    def _names_of(self, word: str) -> frozenset[str]:
        return self._known.match(word).exact

    def _names_near(self, word: str) -> frozenset[str]:
        return self._known.match(word).near

    def _usage(self, at: int, token: Token, names: frozenset[str]) -> Weight | None:
        """Say what a known name weighs where it stands."""
        reading, word = self._reading, token.folded
        beside = self._is_beside_rest(at, names)
        if beside is not None:
            return beside
        if reading.follows_title(at) or (token.is_capital and self._follows_initial(at)):
            return Weight.BLOCKS
        if not reading.is_ordinary(word) and not (word in names and word in SMALL_WORDS):
            # two small letters are more often a unit or a syllable than somebody
            return Weight.BLOCKS if token.is_capital or len(word) > _SHORTEST else None
        if not token.is_capital or word in INSTITUTIONS:
            return None
        if not reading.begins(at) and not reading.is_title(at):
            return Weight.BLOCKS
        return self._at_beginning(at)

    def _at_beginning(self, at: int) -> Weight | None:
        """An ordinary word that begins a sentence: a name where somebody does something."""
        tokens = self._reading.tokens
        if at + 1 >= len(tokens):
            return None
        follows, gap = tokens[at + 1], self._reading.gap(at + 1)
        if gap[:1] in ("'", "\u2019"):
            return Weight.BLOCKS  # what is hers
        if not gap.isspace() or "\n" in gap:
            return None
        if follows.folded in SPEECH:
            return Weight.BLOCKS
        return Weight.ASKS if follows.folded in BEING and tokens[at].folded not in SMALL_WORDS else None

    def _usage_near(self, at: int, token: Token, names: frozenset[str]) -> Weight | None:
        """Say what a word that is nearly a known name weighs."""
        reading = self._reading
        if self._is_beside_rest(at, names) or reading.follows_title(at):
            return Weight.BLOCKS
        capital = token.is_capital and not reading.is_title(at)
        if not reading.is_ordinary(token.folded):
            return Weight.BLOCKS if token.is_capital else Weight.ASKS
        if not capital or reading.begins(at):
            return None
        return Weight.ASKS

    def _is_beside_rest(self, at: int, names: frozenset[str]) -> Weight | None:
        """Weigh a name beside another word of the same person's name; None where there is none."""
        reading, words = self._reading, self._known.words
        own = {bearer for name in names for bearer in words[name]}
        for other in reading.neighbours(at):
            beside = reading.tokens[other]
            others = self._names_of(beside.folded) - names
            if not any(own & words[name] for name in others):
                continue
            both = (reading.tokens[at], beside)
            small = not any(each.is_capital for each in both)
            if small and all(reading.is_ordinary(each.folded) for each in both):
                loose = any(each.folded in SMALL_WORDS for each in both)
                return Weight.ASKS if loose else Weight.BLOCKS
            return Weight.BLOCKS
        return None

    def _follows_initial(self, at: int) -> bool:
        tokens = self._reading.tokens
        at -= 1
        while at > 0 and tokens[at].folded in PARTICLES and len(tokens[at].raw) > 1:
            at -= 1
        is_letter = at >= 0 and len(tokens[at].raw) == 1 and tokens[at].is_capital
        return is_letter and self._reading.text[tokens[at].end : tokens[at].end + 1] == "."

    def _run_together(self, at: int) -> Finding | None:
        """Find a name that was parted by a line, a hyphen, a point or a space."""
        reading = self._reading
        if not at:
            return None
        before, token, gap = reading.tokens[at - 1], reading.tokens[at], _evened(reading.gap(at))
        broken = reading.is_broken(at)
        if not (broken or gap in JOINTS) or not self._is_name_in_two(before, token, gap, broken=broken):
            return None
        if broken:
            used = before.is_capital or not reading.is_ordinary(before.folded + token.folded)
        else:
            plain = reading.is_ordinary(before.folded) and reading.is_ordinary(token.folded)
            used = gap != " " or not plain or (before.is_capital and not reading.begins(at - 1))
        if not used:
            return None
        return Finding(kind=Kind.NAME, weight=Weight.BLOCKS, start=before.start, end=token.end)

    def _is_name_in_two(self, before: Token, token: Token, gap: str, *, broken: bool) -> bool:
        both, known = before.folded + token.folded, self._known
        if not JOINED <= len(both) <= LONGEST:
            return False
        if gap == " ":
            return both in known.words
        return (
            bool(self._names_of(both))
            or (gap != "" and both in known.joined)
            or (before.folded, token.folded) in known.local_parts
            or (broken and "-" in gap and bool(self._names_near(both)))
        )


def _evened(gap: str) -> str:
    """Return a gap; tabs and several spaces are one: two words stand beside each other all the same."""
    return " " if gap.isspace() and "\n" not in gap else gap


_DOTTED: Final = re.compile(r"(?<![\w.])(?:[^\W\d_]\.[ \u00a0]?){1,5}[^\W\d_]\.?(?![\w])")


def find_initials(reading: Reading, known: Known) -> Iterator[Finding]:
    """Yield initials: dotted ones of anybody, and capitals without dots of somebody that is known."""
    for match in _DOTTED.finditer(reading.text):
        letters = [each for each in match.group() if each.isalpha()]
        joined = "".join(letters).lower()
        capitals = sum(each.isupper() for each in letters)
        if (
            capitals >= 2
            and capitals * 2 >= len(letters)
            and (joined not in DOTTED or joined in known.initials)
        ):
            yield Finding(kind=Kind.INITIALS, weight=Weight.ASKS, start=match.start(), end=match.end())
    for at, token in enumerate(reading.tokens):
        if not 2 <= len(token.raw) <= 4 or token.folded not in known.initials:
            continue
        capitals = sum(each.isupper() for each in token.raw)
        if capitals >= 2 and token.folded not in CAPITAL_WORDS and not reading.is_title(at):
            yield Finding(kind=Kind.INITIALS, weight=Weight.ASKS, start=token.start, end=token.end)
