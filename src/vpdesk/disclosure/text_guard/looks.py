"""Digits and signs that are written for letters because they look like them: J4ns3n, J@nsen."""

from typing import Final

_READ: Final = str.maketrans(
    {
        "0": "o", "1": "i", "2": "z", "3": "e", "4": "a", "5": "s", "6": "b", "7": "t", "8": "b", "9": "g",
        "@": "a", "$": "s", "\u20ac": "e", "|": "l", "!": "i",
    }
)  # fmt: skip
#: One digit may stand for either of these: 1 for i and l, 6 for b and g.
_EITHER: Final = str.maketrans({"l": "i", "g": "b"})
#: What is written for a letter.
MASKS: Final = frozenset("0123456789@$\u20ac|!")


def read(word: str) -> str:
    """Return a folded word with letters for its digits and signs."""
    return word.translate(_READ)


def look(word: str) -> str:
    """Return how a folded word looks: words that can be written with the same digits have one look."""
    return word.translate(_READ).translate(_EITHER)
