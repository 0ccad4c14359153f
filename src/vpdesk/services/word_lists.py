"""The long lists of words: which are known at all, and which are ordinary ones and not only names."""

import lzma
from collections.abc import Callable
from functools import cache

from vpdesk import paths


class SortedWords:
    """Words in order in one piece of memory: as a set they take 60 MB."""

    def __init__(self, lines: bytes) -> None:
        self._lines = lines
        #: How many there are.
        self.count = lines.count(b"\n") + 1

    def __contains__(self, word: str) -> bool:
        wanted = word.encode()
        low, high = 0, len(self._lines)
        while low < high:
            start = self._lines.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = self._lines.find(b"\n", start, high)
            end = high if end < 0 else end
            found = self._lines[start:end]
            if found == wanted:
                return True
            low, high = (end + 1, high) if found < wanted else (low, start - 1)
        return False


@cache
def long_list(name: str) -> SortedWords:
    """Return a list of resources/words: `all` (Dutch, with names), `proper` (its names), `english`."""
    packed = (paths.resources() / "words" / f"{name}.txt.xz").read_bytes()
    return SortedWords(lzma.decompress(packed))


def ordinary_words(language: str) -> Callable[[str], bool]:
    """Return what tells whether a small word without accents is one of the language, and not only a name."""
    if language == "en":
        return long_list("english").__contains__
    every, proper = long_list("all"), long_list("proper")
    return lambda word: word in every and word not in proper
