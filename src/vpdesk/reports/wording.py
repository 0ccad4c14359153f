"""Numbers, months and enumerations in a document's own language."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from vpdesk.i18n import N_, Words

SHORT_MONTHS: Final = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"), N_("Jul"), N_("Aug"), N_("Sep"),
    N_("Oct"), N_("Nov"), N_("Dec"),
)  # fmt: skip
_NUMERALS: Final = (
    N_("zero"), N_("one"), N_("two"), N_("three"), N_("four"), N_("five"), N_("six"), N_("seven"),
    N_("eight"), N_("nine"), N_("ten"), N_("eleven"), N_("twelve"), N_("thirteen"), N_("fourteen"),
    N_("fifteen"), N_("sixteen"), N_("seventeen"), N_("eighteen"), N_("nineteen"), N_("twenty"),
)  # fmt: skip


def number(count: int, words: Words) -> str:
    """Return `count` in digits, in groups of three: 1.351 in Dutch, 1,351 in English."""
    return f"{count:,}".replace(",", "." if words.language == "nl" else ",")


def decimal(value: Decimal, words: Words) -> str:
    """Return `value` with the decimal mark of the language: 2,4 in Dutch, 2.4 in English."""
    whole, _, fraction = str(value).partition(".")
    mark = "," if words.language == "nl" else "."
    return number(int(whole), words) + (mark + fraction if fraction else "")


def numeral(count: int, words: Words) -> str:
    """Return `count` as a word up to twenty, above that in digits."""
    return words(_NUMERALS[count]) if count < len(_NUMERALS) else number(count, words)


def enumeration(parts: Sequence[str], words: Words) -> str:
    """Return the parts with commas and "and" before the last."""
    if len(parts) < 2:
        return "".join(parts)
    return words("{list} and {last}", list=", ".join(parts[:-1]), last=parts[-1])


def inside(text: str) -> str:
    """Return `text` as it stands inside a sentence: "Pesten" becomes "pesten", "HR" stays."""
    first = text.split(maxsplit=1)[0] if text else ""
    return text[:1].lower() + text[1:] if first[1:].islower() else text
