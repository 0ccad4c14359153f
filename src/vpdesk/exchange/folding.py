"""When two spellings are the same word."""

import re
import unicodedata
from typing import Final

_GAPS: Final = re.compile(r"[\s_\-\u2010\u2011]+")


def fold(text: str) -> str:
    """Return `text` without its capitals and accents, with one space for spaces, hyphens, underscores."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return _GAPS.sub(" ", "".join(letter for letter in apart if not unicodedata.combining(letter))).strip()


def fold_name(text: str) -> str:
    """Return the name of an organisation without its capitals and outer or double spaces.

    Accents count in a name: two organisations may differ in nothing else.
    """
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()
