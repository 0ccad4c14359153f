"""How many guesses a passphrase takes from somebody who knows Dutch, its rhymes, names, dates and keyboards.

The matchers are those of zxcvbn (Wheeler, USENIX Security 2016), which find words, changed letters, walks
over the keyboard, repeats, sequences and dates. What they find is weighed here: zxcvbn itself knows English
only, and credits a passphrase for the number of its parts, so that "een twee drie vier vijf" would be strong.
Here a passphrase costs what its cheapest parts cost together, and nothing for spaces or for their order.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

from vpdesk import paths
from vpdesk.domain.code import N_, Code
from vpdesk.services.word_lists import SortedWords, long_list

#: A word of the list that proposals are drawn from costs as much as drawing it, however common it is.
CHOICE: Final = 4096
_LONGEST: Final = 72  # the time to measure grows with the square of the length
#: How many characters of a kind there are, for what no matcher knows.
_KINDS: Final = ((str.islower, 26), (str.isupper, 26), (str.isdigit, 10))
_OTHER_KIND: Final = 33
#: What it costs that a character is of another kind than the one before it.
_CHANGE: Final = math.log10(3)
_YEAR: Final = re.compile(r"19\d\d|20[0-4]\d")
_YEARS: Final = math.log10(60)
#: The shortest piece whose second occurrence is found.
_AGAIN: Final = 3


class Weakness(Code):
    """What makes a passphrase easier to guess than it looks, and the sentence that says so."""

    PHRASE = "phrase", N_("Too easy to guess: this is often said. Choose words that do not belong together.")
    KNOWN = "known", N_("Too easy to guess: this stands in lists of passwords. Choose words of your own.")
    REPEAT = "repeat", N_("Too easy to guess: the same comes back. Choose words that do not belong together.")
    KEYS = "keys", N_("Too easy to guess: these keys follow each other. Choose words instead.")
    NAMES = "names", N_("Too easy to guess: names and dates are tried first. Choose other words.")


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of the text that is found as a whole."""

    start: int
    end: int
    cost: float
    weakness: Weakness | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """The decimal logarithm of the guesses that a text takes, and the pieces that were found in it."""

    log10: float = 0.0
    length: int = 0
    parts: tuple[_Part, ...] = ()

    @property
    def weakness(self) -> Weakness | None:
        """What half of the text or more suffers from, if anything."""
        found = Counter[Weakness]()
        for part in self.parts:
            if part.weakness is not None:
                found[part.weakness] += part.end - part.start
        weakness, letters = found.most_common(1)[0] if found else (None, 0)
        return weakness if letters * 2 >= self.length else None


def guess(passphrase: str) -> Guess:
    """Return how many guesses `passphrase` takes; none for an empty one."""
    return _weigh(_plain(passphrase)[:_LONGEST])


def _weigh(text: str) -> Guess:
    """Return what the cheapest way to put `text` together costs."""
    ending: dict[int, list[_Part]] = {}
    for part in (*_matches(text), *_again(text)):
        ending.setdefault(part.end, []).append(part)
    best = [Guess()]
    for end, cost in enumerate(_letter_by_letter(text), start=1):
        ways = [replace(best[end - 1], log10=best[end - 1].log10 + cost, length=end)]
        for part in ending.get(end, []):
            before = best[part.start]
            parts = (*before.parts, part)
            ways.append(Guess(log10=before.log10 + part.cost, length=end, parts=parts))
        best.append(min(ways, key=lambda way: way.log10))
    return best[-1]


def _plain(passphrase: str) -> str:
    """Return it without spaces, and without the accents by which a word is no other word."""
    letters = unicodedata.normalize("NFD", "".join(passphrase.split()))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _letter_by_letter(text: str) -> Iterator[float]:
    """Yield what each character costs to who has to try them all."""
    before = None
    for letter in text:
        kind = next((size for is_kind, size in _KINDS if is_kind(letter)), _OTHER_KIND)
        yield math.log10(kind) + (_CHANGE if before not in (None, kind) else 0)
        before = kind


def _matches(text: str) -> Iterator[_Part]:
    """Yield what the matchers find."""
    from zxcvbn import matching, scoring  # noqa: PLC0415  a load that only choosing a passphrase needs

    for match in matching.omnimatch(text, _lists()):
        name = match.get("dictionary_name", match["pattern"])
        start, end = match["i"], match["j"] + 1
        if name == "repeat":
            cost = _weigh(match["base_token"]).log10 + math.log10(match["repeat_count"])
        else:
            cost = math.log10(max(1, scoring.estimate_guesses(match, match["token"])))
        yield _Part(start, end, cost, _WEAKNESSES.get(name))
    for year in _YEAR.finditer(text):
        yield _Part(year.start(), year.end(), _YEARS, Weakness.NAMES)


def _again(text: str) -> Iterator[_Part]:
    """Yield every piece that was there before: it costs where it was and how long."""
    cost = 2 * math.log10(max(len(text), 1))
    for start in range(_AGAIN, len(text)):
        for end in range(start + _AGAIN, len(text) + 1):
            if text[start:end] not in text[:start]:
                break
            yield _Part(start, end, cost, Weakness.REPEAT)


#: What each list and each matcher says of a passphrase.
_WEAKNESSES: Final = {
    "phrases": Weakness.PHRASE,
    "repeat": Weakness.REPEAT,
    "spatial": Weakness.KEYS,
    "sequence": Weakness.KEYS,
    "names": Weakness.NAMES,
    "date": Weakness.NAMES,
    "male_names": Weakness.NAMES,
    "female_names": Weakness.NAMES,
    "surnames": Weakness.NAMES,
    "passwords": Weakness.KNOWN,
}


class _AsRanks:
    """A list of words as the matchers want it: a word costs as much as all of them."""

    def __init__(self, words: SortedWords) -> None:
        self._words = words

    def __contains__(self, word: str) -> bool:
        return word in self._words

    def __getitem__(self, word: str) -> int:
        return self._words.count


@cache
def _lists() -> Mapping[str, Any]:
    """Return the lists of words, each word with the guesses that it takes: ours before zxcvbn's own."""
    from zxcvbn import matching  # noqa: PLC0415  as above

    folder = paths.resources() / "words"
    chosen = (folder / "dutch.txt").read_text("utf-8").split()
    phrases = (folder / "phrases.txt").read_text("utf-8").splitlines()
    known: dict[str, Any] = dict(matching.RANKED_DICTIONARIES)
    known["common"] = _ranked((folder / "common.txt").read_text("utf-8").split())
    known["names"] = _ranked((folder / "names.txt").read_text("utf-8").split())
    known["dutch"] = {word: max(rank, CHOICE) for word, rank in _ranked(chosen).items()}
    known["phrases"] = _ranked([part for phrase in phrases for part in _parts(phrase.split())])
    known["all"] = _AsRanks(long_list("all"))
    return known


def _ranked(words: list[str]) -> dict[str, int]:
    return {word: rank for rank, word in enumerate(dict.fromkeys(words), start=1)}


def _parts(words: list[str]) -> Iterator[str]:
    """Yield every run of words of a phrase, as it stands without spaces."""
    for end in range(2, len(words) + 1):
        for start in range(end - 1):
            yield "".join(words[start:end])
