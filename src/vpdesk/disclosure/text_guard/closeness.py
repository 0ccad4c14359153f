"""Words one typing error apart: a letter too many, too few, another one, or two that changed places.

The distance is that of Damerau (1964), at most 1. Candidates are found by deleting one letter from either
word (Garbe's symmetric deletion), so that a word meets only the names that it may be.
"""

from collections.abc import Iterator


def within_one(one: str, other: str) -> bool:
    """Tell whether one edit or none makes `one` into `other`."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    at = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    return one[at + 1 :] == other[at + 1 :] or (
        one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    )


def without_one(word: str) -> Iterator[str]:
    """Yield `word` and what is left of it without one of its letters."""
    yield word
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]
