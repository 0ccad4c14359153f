"""Looking for what an erased case would be recognised by, in the bytes of every page.

Looked for are its words, stretches of its texts, pieces of its documents, and the identifiers of its rows in
both ways in which SQLite writes them: they hold the moment at which the row was made. What the vault still
says elsewhere, a word such as "conversation", proves nothing and is passed by.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk.vault.belonging import Belongings, live_contents, live_texts
from vpdesk.vault.pages import Page

#: So many words and stretches are looked for at most: each costs a walk through all pages.
_MOST: Final = 240
_SHORTEST_WORD: Final = 5
_STRETCH: Final = 24
_STEP: Final = 400
_WORD: Final = re.compile(rf"[^\W_]{{{_SHORTEST_WORD},}}")
_MARKS: Final = re.compile("[\u0300-\u036f]")
_PAGES_AT_ONCE: Final = 256
_TEXTS_AT_ONCE: Final = 2000
#: Identifiers below this are written in fewer bytes, which may stand anywhere by chance; ours are above it.
_SMALLEST_ID: Final = 1 << 56
#: A piece of a document with fewer different bytes than this tells nothing.
_SHORTEST_PIECE: Final = 8

#: What a case would be recognised by: a word, an identifier, a piece of a document.
Trace = str | int | bytes


class Probes:
    """The words and identifiers of one case, gathered before it is erased."""

    def __init__(self, found: Belongings) -> None:
        """Draw the probes from what belongs to the case, evenly over its texts."""
        drawn = [_probes_of(text) for text in sorted(found.texts)]
        chosen: dict[str, None] = {}
        for depth in range(max(map(len, drawn), default=0)):
            chosen.update(dict.fromkeys(probes[depth] for probes in drawn if depth < len(probes)))
        self.words = frozenset(list(chosen)[:_MOST])
        # a short piece, or one of like bytes, stands anywhere by chance
        telling = sorted(piece for piece in found.pieces if len(set(piece)) >= _SHORTEST_PIECE)
        self.pieces = frozenset(telling[:: len(telling) // _MOST + 1])
        self.ids = frozenset(value for value in found.all_ids() if value >= _SMALLEST_ID)

    def traces(self, pages: Iterable[Page]) -> frozenset[Trace]:
        """Return what of the case stands in `pages`; a page that cannot be read is passed over."""
        needles: dict[bytes, Trace] = {word.encode(): word for word in self.words}
        needles |= {piece: piece for piece in self.pieces}
        for value in self.ids:
            needles[value.to_bytes(8)] = value
            needles[as_row_number(value)] = value
        traces: set[Trace] = set()
        for block in _blocks(pages):
            traces.update(what for needle, what in needles.items() if what not in traces and needle in block)
        return frozenset(traces)


def unsaid(traces: Iterable[Trace], connection: sqlcipher.Connection) -> frozenset[Trace]:
    """Return the `traces` that nothing in the database says; what it still says is no trace."""
    found = set(traces)
    words = {what for what in found if isinstance(what, str)}
    pieces = {what for what in found if isinstance(what, bytes)}
    ids = found - words - pieces
    for content in live_contents(connection) if words or pieces else ():
        pieces -= {piece for piece in pieces if piece in content}
        words -= {word for word in words if word.encode() in content}
    for as_stored in (str, fold):  # an index stores folded words; folding costs more, and is seldom needed
        for block in _text_blocks(live_texts(connection)) if words or pieces else ():
            stored = as_stored(block)
            words -= {word for word in words if word in stored}
            pieces -= {piece for piece in pieces if piece in stored.encode()}
            if not words and not pieces:
                break
    return frozenset({*ids, *words, *pieces})


def _text_blocks(texts: Iterator[str]) -> Iterator[str]:
    """Join texts, so that a search is one call for many of them; a zero keeps them apart."""
    while waiting := list(islice(texts, _TEXTS_AT_ONCE)):
        yield "\0".join(waiting)


def fold(text: str) -> str:
    """Return a text as a full-text index stores its words: small letters without marks."""
    small = text.lower()
    return small if small.isascii() else _MARKS.sub("", unicodedata.normalize("NFKD", small))


def as_row_number(value: int) -> bytes:
    """Return a whole number above 2^56 as SQLite writes a row number of nine bytes."""
    written = [value & 0xFF]
    value >>= 8
    for _ in range(8):
        written.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes(reversed(written))


def _probes_of(text: str) -> list[str]:
    """Return what to look for of one text, the most telling first."""
    stretches = [text[start : start + _STRETCH] for start in range(0, len(text), _STEP)]
    words = sorted(set(_WORD.findall(text)), key=lambda word: (-len(word), word))
    folded = [fold(word) for word in words]
    probes = [each for pair in zip(words, folded, strict=True) for each in dict.fromkeys(pair)]
    return probes + [each for each in stretches if len(each.encode()) >= _SHORTEST_WORD]


def _blocks(pages: Iterable[Page]) -> Iterator[bytes]:
    """Join pages, so that a search is one call for many of them; a zero keeps them apart."""
    waiting: list[bytes] = []
    for page in pages:
        if page.content is not None:
            waiting.append(page.content)
        if len(waiting) == _PAGES_AT_ONCE:
            yield b"\0".join(waiting)
            waiting.clear()
    yield b"\0".join(waiting)
