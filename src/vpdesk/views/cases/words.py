"""Codes and days as they stand within a sentence, a row or a chip."""

import re
from collections.abc import Iterable
from datetime import date

from vpdesk.domain.code import Code
from vpdesk.i18n import _, label
from vpdesk.views import dates

#: Days that are near enough for their weekday to say something.
_NEAR = 6
_LONG_WORD = re.compile(r"\S{25,}")
_CHUNK = re.compile(r".{1,12}", re.DOTALL)


def in_sentence(code: Code) -> str:
    """Return the word of `code` with a small first letter, unless it is an abbreviation (HR, PhD) or a name.

    A name has a later word with a capital (Huis voor Klokkenluiders); one of capitals alone is an
    abbreviation again (huisarts of GGZ).
    """
    word = label(code)
    first, *later = word.split(" ")
    if any(each[:1].isupper() and not each.isupper() for each in later):
        return word
    bare = first.lstrip("(")
    if any(letter.isupper() for letter in bare[1:]):
        return word
    place = len(first) - len(bare)
    return word[:place] + word[place : place + 1].lower() + word[place + 1 :]


def listing(codes: Iterable[Code]) -> str:
    """Return "pesten, intimidatie"."""
    return ", ".join(in_sentence(code) for code in codes)


def breakable(text: str) -> str:
    """Return `text` with places to break within very long words (an address of the web, a row of dashes).

    A label breaks at spaces only; a word wider than the screen would push everything beside it out of sight.
    """
    return _LONG_WORD.sub(lambda word: "\N{ZERO WIDTH SPACE}".join(_CHUNK.findall(word[0])), text)


def whose(alias: str, organisation: str) -> str:
    """Return whose case a page is about, as it stands above the title: "Eik-14 · Gemeente"."""
    return breakable(f"{alias}\N{NO-BREAK SPACE}· {organisation}")


def due_word(day: date, today: date) -> str:
    """Return a day to come as briefly as a chip needs it: "vandaag", "vr 27 nov", "24 dec"."""
    away = (day - today).days
    if away in (0, 1):
        return _("today") if away == 0 else _("tomorrow")
    return dates.short_weekday(day, today) if away <= _NEAR else dates.short_day(day, today)
