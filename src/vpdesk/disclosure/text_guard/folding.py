"""Words as they are compared: without capitals, accents and unseen signs; letters that look alike are one."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

#: A word: letters and digits, with the marks on them and what is invisible between them.
_WORD: Final = re.compile(
    "(?:[^\\W_]|[\u0300-\u036f\u00ad\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef])+"
)
#: Letters that do not come apart into a letter and a mark, and letters of other scripts that look like ours.
_ALIKE: Final = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "\u0131": "i", "ŋ": "n",
        "æ": "ae", "œ": "oe", "ß": "ss",
        "\u0430": "a", "\u0435": "e", "\u043e": "o", "\u0440": "p", "\u0441": "c", "\u0445": "x",
        "\u0443": "y", "\u0456": "i", "\u0458": "j", "\u0455": "s", "\u03bf": "o", "\u03b1": "a",
        "\u03b9": "i", "\u03bd": "v",
    }
)  # fmt: skip
#: How umlauts and rings are written where a keyboard lacks them.
_WRITTEN_OUT: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
#: Nobody's name is longer: what is, is not looked at.
LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text: as it stands there, as it is compared, and where."""

    raw: str
    folded: str
    start: int
    end: int

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.raw[:1].isupper()


def tokens(text: str) -> list[Token]:
    """Return the words of `text` in order; hyphens, dots, apostrophes and underscores part them."""
    return [Token(m.group(), fold(m.group()), m.start(), m.end()) for m in _WORD.finditer(text)]


def fold(word: str) -> str:
    """Return `word` as it is compared; what is too long for a name comes back as it is."""
    if word.isascii():
        return word.lower()
    if len(word) > LONGEST:
        return word
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", word).casefold().translate(_ALIKE))
    seen = (each for each in apart if unicodedata.category(each) not in ("Mn", "Me", "Cf"))
    return "".join(seen).translate(_ALIKE)


def spellings(word: str) -> frozenset[str]:
    """Return the ways in which a name is spelled: without accents, written out, with ij for y."""
    written_out = unicodedata.normalize("NFC", word).lower().translate(_WRITTEN_OUT)
    plain = {fold(word), fold(written_out)}
    return frozenset(
        {*plain, *(each.replace("ij", "y") for each in plain), *(each.replace("y", "ij") for each in plain)}
    )
