"""Known names that are spelled: letter by letter (J a n s e n, J.a.n), in pieces (Jan*sen), or with digits or
signs that look like letters (J4ns3n, J@nsen).

Nobody writes a word so who is not writing around it: such a name blocks whether or not it is a word too, but
for one of three letters, which abbreviations are made of as well.
"""

import re
from collections.abc import Iterator
from typing import Final

from vpdesk.disclosure.text_guard.endings import stems
from vpdesk.disclosure.text_guard.finding import Finding, Kind, Weight
from vpdesk.disclosure.text_guard.folding import LONGEST, Token, fold
from vpdesk.disclosure.text_guard.known import BEGINNING, LONG_ENOUGH, Known
from vpdesk.disclosure.text_guard.looks import MASKS, read
from vpdesk.disclosure.text_guard.naming import JOINTS
from vpdesk.disclosure.text_guard.reading import Reading
from vpdesk.disclosure.text_guard.vocabulary import set_of

#: Between two pieces of one word, without a space: signs that somebody puts there.
_TIGHT: Final = re.compile(r"[^\w\s@&;:()\[\]{}\"?!]{1,3}|_{1,3}")
#: Between two of its letters there may be spaces too.
_LOOSE: Final = re.compile(r"\s{0,3}[^\w\s@&;:()\[\]{}\"?!]{0,3}\s{0,3}|\s?_\s?")
#: Letters with digits and signs among them.
_MASKED: Final = re.compile(r"(?<![\w@$\u20ac|!])@?[^\W_]+(?:[@$\u20ac|!]{1,2}[^\W_]+)*[@$\u20ac]?")
#: Behind digits these make an order or a measure: 3de, 2x, 5km.
_MEASURES: Final = set_of("e de ste st nd rd th s x k m u uur km cm mm kg mg mb gb h p")


def find_spelled(reading: Reading, known: Known) -> Iterator[Finding]:
    """Yield the names that are spelled in one of these ways."""
    last = -1
    for at in range(len(reading.tokens)):
        if at > last:
            found = _chain(reading, known, at)
            if found is not None:
                last, weight = found
                start, end = reading.tokens[at].start, reading.tokens[last].end
                yield Finding(kind=Kind.NAME, weight=weight, start=start, end=end)
    for match in _MASKED.finditer(reading.text):
        masked = _weigh_masked(match.group(), known)
        if masked is not None:
            yield Finding(kind=Kind.NAME, weight=masked, start=match.start(), end=match.end())


def _chain(reading: Reading, known: Known, at: int) -> tuple[int, Weight] | None:
    """Return up to which word the pieces from `at` on spell a name, the longest that they do."""
    tokens = reading.tokens
    letters, found, singly = "", None, True
    for step in range(at, len(tokens)):
        piece = tokens[step]
        if step > at and not _is_linked(tokens[step - 1], piece, reading.gap(step)):
            break
        letters += piece.folded
        singly = singly and len(piece.folded) == 1
        if len(letters) > known.longest or not known.may_begin(letters):
            break
        if step == at or len(letters) < BEGINNING or not known.spells(letters):
            continue
        odd = _is_odd(reading.gap(step))
        if odd or (step > at + 1 and (singly or len(letters) > BEGINNING)):
            found = step, Weight.BLOCKS if len(letters) > BEGINNING else Weight.ASKS
    return found or _nearly(reading, known, at)


def _nearly(reading: Reading, known: Known, at: int) -> tuple[int, Weight] | None:
    """Find a name with a typing error in it that was spelled letter by letter from `at` on."""
    tokens, last = reading.tokens, at
    if len(tokens[at].folded) > 1 or (at and _goes_on(reading, at)):
        return None
    while last + 1 < len(tokens) and last - at < LONGEST and _goes_on(reading, last + 1):
        last += 1
    letters = read("".join(each.folded for each in tokens[at : last + 1]))
    if len(letters) >= LONG_ENOUGH - 1 and known.match(letters).near:
        return last, Weight.BLOCKS
    return None


def _goes_on(reading: Reading, at: int) -> bool:
    """Tell whether the word `at` is one letter, and goes on where the letter before it was."""
    before, piece = reading.tokens[at - 1], reading.tokens[at]
    return len(before.folded) == len(piece.folded) == 1 and _is_linked(before, piece, reading.gap(at))


def _is_linked(before: Token, piece: Token, gap: str) -> bool:
    if _TIGHT.fullmatch(gap):
        return True
    return 1 in (len(before.folded), len(piece.folded)) and _LOOSE.fullmatch(gap) is not None


def _is_odd(gap: str) -> bool:
    """Tell whether no two words stand so beside each other; where they may, `Naming` weighs them."""
    return _TIGHT.fullmatch(gap) is not None and gap not in JOINTS


def _weigh_masked(word: str, known: Known) -> Weight | None:
    """Say what a word with digits or signs for letters weighs; None where it is no name."""
    if len(word) > LONGEST or MASKS.isdisjoint(word):
        return None
    bare = word.lstrip("0123456789")
    letters = sum(each.isalpha() for each in word)
    few = letters * 2 < len(word) and not (len(word) == BEGINNING and word[0].isupper())
    if few or bare.lower() in _MEASURES:
        return None
    plain = read(fold(word))
    if any(known.is_read_as(stem) for stem in stems(plain)):
        return Weight.BLOCKS if len(word) > BEGINNING else Weight.ASKS
    match = known.match(plain)
    if match.joined:
        return Weight.BLOCKS
    if match.near:
        return Weight.BLOCKS if word[0].isupper() else Weight.ASKS
    return None
