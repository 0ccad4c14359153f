"""How a text says words: where they are in it, and the sentence around them."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

#: From so many letters on, a word is also looked for inside other words.
INNER_LENGTH: Final = 3
#: How much of a text an excerpt shows at most, in characters.
_LONGEST: Final = 150
#: A very long text is searched piece by piece; two pieces share so many characters.
_PIECE: Final = 4000
_SHARED: Final = 200
#: A stop within a word ends nothing: 12.30 uur, brief.pdf.
_SENTENCE: Final = re.compile(r"[^.!?\n]*(?:[.!?](?=[^\s.!?])[^.!?\n]*)*[.!?]*\s*")
#: Letters that Python's own `lower` does not make small letters without accents.
_BEYOND: Final = re.compile(r"[^\x00-\x7f]+")
_CUT: Final = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A stretch of a text; `marks` are the places of the words in it: from, and up to."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


class _Letters(dict[int, str]):
    """What each character is without capital and accent, looked up once."""

    def __missing__(self, code: int) -> str:
        # a letter in another dress (mathematical, circled) may show a capital only when it is taken apart
        apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", chr(code)).lower())
        self[code] = folded = "".join(letter for letter in apart if not unicodedata.combining(letter))
        return folded


_LETTERS: Final = _Letters()


def fold(text: str) -> str:
    """Return a text as words are compared: small letters without accents."""
    if not text.isascii():
        text = _BEYOND.sub(lambda found: found[0].translate(_LETTERS), text)
    return text.lower()


def is_said(folded: str, word: str) -> bool:
    """Tell whether a folded word is in a folded text; a short one only where a word begins."""
    return word in folded if len(word) >= INNER_LENGTH else next(beginnings(folded, word), None) is not None


def places(folded: str, word: str) -> Iterator[int]:
    """Yield where a folded word is in a folded text; a short one only where a word begins."""
    if len(word) < INNER_LENGTH:
        yield from beginnings(folded, word)
        return
    place = folded.find(word)
    while place >= 0:
        yield place
        place = folded.find(word, place + 1)


def beginnings(folded: str, word: str) -> Iterator[int]:
    """Yield where a word of a folded text begins with a folded word."""
    place = folded.find(word) if word else -1
    while place >= 0:
        if place == 0 or not folded[place - 1].isalnum():
            yield place
        place = folded.find(word, place + 1)


def excerpt(text: str, sought: Sequence[str]) -> Excerpt:
    """Return the sentence of `text` that says most of the folded words, with each of them marked.

    A sentence that is too long is cut around the first of them. Where none is said it is the beginning.
    """
    for start in range(0, max(len(text), 1), _PIECE - _SHARED):
        piece = text[start : start + _PIECE]
        sentence = _best_sentence(piece, sought)
        if sentence:
            return _cut_out(sentence, sought)
    return _cut_out(text[:_PIECE].strip().partition("\n")[0], sought)


def name_excerpt(name: str, sought: Sequence[str]) -> Excerpt:
    """Return a name with each folded word marked: whole whatever stops it holds, unless it is long."""
    return _cut_out(name, sought)


def _best_sentence(text: str, sought: Sequence[str]) -> str:
    """Return the first sentence with most of the words; empty when there is none with any."""
    best, most = "", 0
    for found in _SENTENCE.finditer(text):
        folded = fold(found[0])
        said = sum(is_said(folded, word) for word in sought)
        if said > most:
            best, most = found[0].strip(), said
            if said == len(sought):
                break
    return best


def _cut_out(sentence: str, sought: Sequence[str]) -> Excerpt:
    """Return a sentence, or as much of it as fits around its first word, with the words marked."""
    marks = _marks(sentence, sought)
    if len(sentence) <= _LONGEST:
        return Excerpt(text=sentence, marks=marks)
    first = marks[0][0] if marks else 0
    start = max(0, min(first - _LONGEST // 3, len(sentence) - _LONGEST))
    if start:  # not in the middle of a word
        start = sentence.find(" ", start, first) + 1 or start
    end = start + _LONGEST
    if end < len(sentence):
        end = max(sentence.rfind(" ", first + 1, end), first + 1) if " " in sentence[first + 1 : end] else end
    before, after = (_CUT if start else ""), (_CUT if end < len(sentence) else "")
    shift = len(before) - start
    return Excerpt(
        text=f"{before}{sentence[start:end]}{after}",
        marks=tuple((a + shift, min(b, end) + shift) for a, b in marks if a >= start and a < end),
    )


def _marks(text: str, sought: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Return where the words are in `text`, from the left, none over another."""
    folded = fold(text)
    origin: Sequence[int] = range(len(text) + 1)
    if not text.isascii():  # a letter may be two, or none, without its dress
        origin = [place for place, letter in enumerate(text) for _ in _LETTERS[ord(letter)]] + [len(text)]
    found = sorted(
        (origin[place], origin[place + len(word) - 1] + 1)
        for word in sought
        for place in places(folded, word)
    )
    marks: list[tuple[int, int]] = []
    for start, end in found:
        if marks and start <= marks[-1][1]:
            marks[-1] = (marks[-1][0], max(end, marks[-1][1]))
        else:
            marks.append((start, end))
    return tuple(marks)
