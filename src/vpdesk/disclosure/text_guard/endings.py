"""What is put behind a name, in Dutch and English: whose it is, that somebody is small."""

from collections.abc import Iterator
from typing import Final

_ENDINGS: Final = (
    "aatje", "ootje", "uutje", "etjes", "etje", "tjes", "tje", "pjes", "pje", "kes", "ke", "jes", "je",
    "ies", "ie", "en", "s",
)  # fmt: skip
_SHORTEST: Final = 2
#: Behind these the last vowel of the name is doubled: Fatimaatje.
_DOUBLED: Final = ("aatje", "ootje", "uutje")
#: Before these the last consonant is: Brammetje.
_DOUBLING: Final = ("etje", "etjes", "ie", "ies", "en")


def stems(word: str) -> Iterator[str]:
    """Yield `word`, and what is left of it without an ending."""
    yield word
    for ending in _ENDINGS:
        if not word.endswith(ending):
            continue
        stem = word[: -len(ending)]
        if ending in _DOUBLED:
            yield stem + ending[0]
        elif len(stem) > _SHORTEST or (len(stem) == _SHORTEST and ending in ("tje", "je", "s")):
            yield stem
            if ending in _DOUBLING and len(stem) > 3 and stem[-1] == stem[-2]:
                yield stem[:-1]
