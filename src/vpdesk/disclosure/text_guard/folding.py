"""Words as they are compared: without capitals, accents and unseen signs; letters that look alike are one.

What a page would not show parts no word: invisible signs, and the tags and entities of a text that was copied
from one (Jan<b>sen</b>, Jan&shy;sen). Tags that begin a line or a cell part words, and are none themselves.
"""

import html
import re
import unicodedata
from dataclasses import dataclass
from typing import Final

#: Marks on letters, and what is invisible between them.
_UNSEEN: Final = (
    "\u00ad\u0300-\u036f\u061c\u115f\u1160\u180b-\u180f\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u20d0-\u20ff\u2800\u3164\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e01ef"
)
#: What would be shown as a letter with a mark.
_LETTER: Final = r"&[A-Za-z]{1,2}(?:acute|grave|uml|circ|tilde|cedil|ring|slash|lig|caron);"
#: What would not be shown. A tag with attributes is none of them: these are words too.
_INNER: Final = (
    r"</?(?:abbr|big|code|del|em|font|ins|mark|small|span|strong|sub|sup|wbr|[abisu])\s?/?>"
    r"|&(?:shy|zwj|zwnj|ZeroWidthSpace|NoBreak|#0*(?:173|820[345]|8288|65279)|#[xX]0*(?:ad|AD|200[b-dB-D]|2060));"
)
_OUTER: Final = r"</?(?:br|div|h[1-6r]|li|ol|p|table|tbody|td|th|thead|tr|ul)\s?/?>"
_PART: Final = f"(?:[^\\W_]+|[{_UNSEEN}]|{_LETTER})+"
_WORD: Final = re.compile(f"{_PART}(?:(?:{_INNER})+{_PART})*")
#: A word, or a tag that is to be passed over; only texts with tags are read so.
_WORD_OR_TAG: Final = re.compile(f"{_INNER}|{_OUTER}|{_WORD.pattern}")
_PARTING: Final = re.compile(_OUTER)
_HIDDEN: Final = re.compile(f"{_INNER}|[{_UNSEEN}]")
#: Letters that do not come apart into a letter and a mark, and letters of other scripts that look like ours.
_ALIKE: Final = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "\u0131": "i", "ŋ": "n",
        "æ": "ae", "œ": "oe", "ß": "ss",
        "\u0430": "a", "\u0435": "e", "\u043e": "o", "\u0440": "p", "\u0441": "c", "\u0445": "x",
        "\u0443": "y", "\u0456": "i", "\u0458": "j", "\u0455": "s", "\u0432": "b", "\u043a": "k",
        "\u043c": "m", "\u043d": "h", "\u0442": "t", "\u0501": "d", "\u04bb": "h", "\u04cf": "l",
        "\u0261": "g", "\u03bf": "o", "\u03b1": "a", "\u03b9": "i", "\u03bd": "v", "\u03b2": "b",
        "\u03b5": "e", "\u03b6": "z", "\u03b7": "h", "\u03ba": "k", "\u03bc": "m", "\u03c1": "p",
        "\u03c4": "t", "\u03c5": "u", "\u03c7": "x",
    }
)  # fmt: skip
#: How umlauts and rings are written where a keyboard lacks them.
_WRITTEN_OUT: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
#: Nobody's name is longer: what is, is not looked at.
LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text: as a page shows it, as it is compared, and where it stands."""

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
    pattern = _WORD_OR_TAG if "<" in text else _WORD
    found = (match for match in pattern.finditer(text) if match.group()[0] != "<")
    return [Token(shown := _shown(m.group()), fold(shown), m.start(), m.end()) for m in found]


def parted(gap: str) -> str:
    """Return what stands between two words, tags that begin a line being the end of one."""
    return _PARTING.sub("\n", gap) if "<" in gap else gap


def _shown(word: str) -> str:
    """Return a word as a page shows it: without the tags and entities in it."""
    if "<" not in word and "&" not in word:
        return word
    return html.unescape(_HIDDEN.sub("", word)) or word


def fold(word: str) -> str:
    """Return `word` as it is compared; what is too long for a name comes back as it is."""
    if word.isascii():
        return word.lower()
    seen = _HIDDEN.sub("", word)
    if len(seen) > LONGEST:
        return word
    whole = unicodedata.normalize("NFKC", seen)
    apart = unicodedata.normalize("NFKD", whole.casefold().translate(_ALIKE))
    bare = (each for each in apart if unicodedata.category(each) not in ("Mn", "Me", "Cf"))
    return "".join(bare).translate(_ALIKE)


def spellings(word: str) -> frozenset[str]:
    """Return the ways in which a name is spelled: without accents, written out, with ij for y."""
    written_out = unicodedata.normalize("NFC", word).lower().translate(_WRITTEN_OUT)
    plain = {fold(word), fold(written_out)}
    return frozenset(
        {*plain, *(each.replace("ij", "y") for each in plain), *(each.replace("y", "ij") for each in plain)}
    )
