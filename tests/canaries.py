"""Rare words that are typed where secrets go, and the search for them in everything a run left behind."""

import os
import random
import stat
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

#: As much of a file as is searched at once.
_PIECE: Final = 4 * 1024 * 1024
_ENCODINGS: Final = ("utf-8", "utf-16-le", "utf-16-be", "latin-1")


def invent(number: int) -> list[str]:
    """Return words that stand nowhere else: made up anew each time, so that an earlier run leaves no echo."""
    made = random.SystemRandom()
    return [
        "".join(made.choice("bdfgklmnprstvwz") + made.choice("aeiou") for _syllable in range(6))
        for _word in range(number)
    ]


def forms(word: str) -> set[bytes]:
    """Return the bytes that `word` may stand in, in small letters."""
    found = set()
    for encoding in _ENCODINGS:
        try:
            found.add(word.lower().encode(encoding))
        except UnicodeEncodeError:
            continue  # then it cannot stand there in this encoding either
    return found


def hits(data: bytes, words: Iterable[str]) -> set[str]:
    """Return which of `words` stand in `data`, in whatever case and encoding."""
    small = data.lower()
    return {word for word in words if any(form in small for form in forms(word))}


def files(folders: Iterable[Path], since: float = 0.0) -> Iterator[Path]:
    """Yield every plain file below `folders` that was changed at or after the time `since`."""
    for folder in folders:
        for within, below, names in os.walk(folder):
            below[:] = [name for name in below if not (Path(within) / name).is_symlink()]
            for name in names:
                file = Path(within) / name
                try:
                    found = file.lstat()
                except OSError:
                    continue  # gone meanwhile
                if stat.S_ISREG(found.st_mode) and found.st_ctime >= since:
                    yield file


def traces(words: Iterable[str], folders: Iterable[Path], since: float = 0.0) -> dict[Path, set[str]]:
    """Return the files below `folders` that hold one of `words`, in their content or in their path."""
    wanted = list(words)
    overlap = max((len(form) for word in wanted for form in forms(word)), default=0)
    found: dict[Path, set[str]] = {}
    for file in files(folders, since):
        seen = hits(os.fsencode(file), wanted)
        try:
            with file.open("rb") as opened:
                kept = b""
                while piece := opened.read(_PIECE):
                    seen |= hits(kept + piece, wanted)
                    kept = piece[-overlap:]
        except OSError:
            continue  # gone meanwhile, or not ours
        if seen:
            found[file] = seen
    return found


def unpacked(document: bytes) -> bytes:
    """Return a PDF with everything that is packed in it unpacked beside it."""
    found = [document]
    for part in document.split(b"stream")[1:]:
        try:
            found.append(zlib.decompressobj().decompress(part.lstrip(b"\r\n")))
        except zlib.error:
            continue  # not packed in this way
    return b"\n".join(found)
