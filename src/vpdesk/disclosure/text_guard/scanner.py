"""The guard itself: reads one text and says what in it points to somebody."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Final

from vpdesk.disclosure.text_guard.finding import BLOCKING, SORTS, Finding, Kind, Weight
from vpdesk.disclosure.text_guard.hidden import find_counts
from vpdesk.disclosure.text_guard.known import Known, Person, Surroundings
from vpdesk.disclosure.text_guard.mentioned import find_mentioned
from vpdesk.disclosure.text_guard.naming import Naming, find_initials
from vpdesk.disclosure.text_guard.numbers import find_numbers
from vpdesk.disclosure.text_guard.phrases import is_named
from vpdesk.disclosure.text_guard.reading import Ordinary, Reading
from vpdesk.disclosure.text_guard.shares import find_shares
from vpdesk.disclosure.text_guard.spelled import find_spelled
from vpdesk.disclosure.text_guard.strangers import find_strangers
from vpdesk.disclosure.text_guard.traits import find_in_sketch, find_traits

#: What may stand in no case sketch, whatever the reason.
_NOT_IN_A_SKETCH: Final = frozenset(
    {Kind.DAY, Kind.MONTH, Kind.AGE, Kind.PLACE, Kind.ELSEWHERE, Kind.GROUP, Kind.FUNCTION, Kind.ONLY_ONE}
)


class Guard:
    """Compares texts with `people` and what is around them; `ordinary` tells the words of the language.

    `ordinary` is asked for words in small letters without accents, of two letters or more; short
    Dutch words are known here.
    """

    def __init__(self, people: Iterable[Person], around: Surroundings, ordinary: Ordinary) -> None:
        self._known = Known(people, around)
        self._ordinary = ordinary

    def scan(self, text: str, mentioned: Collection[str] = ()) -> tuple[Finding, ...]:
        """Return what was found, in the order of the text.

        `mentioned` are folded words that notes use as names: `mentioned.candidates` says which to ask of.
        Two traits of different sorts in one sentence block, though each alone would ask.
        """
        reading = Reading(text, self._ordinary)
        return tuple(_together(reading, _apart(len(text), self._find(reading, mentioned))))

    def scan_sketch(self, text: str, mentioned: Collection[str] = ()) -> tuple[Finding, ...]:
        """Return what was found in a case sketch, where no time, place, function or sex may stand.

        Whether its category is printed is for the caller to say.
        """
        reading = Reading(text, self._ordinary)
        found = _apart(len(text), [*find_in_sketch(text), *self._find(reading, mentioned)])
        return tuple(
            replace(each, weight=Weight.BLOCKS) if each.kind in _NOT_IN_A_SKETCH else each
            for each in _together(reading, found)
        )

    def _find(self, reading: Reading, mentioned: Collection[str]) -> Iterator[Finding]:
        known, around = self._known, self._known.around
        taken = {at for start, end in known.bodies.find(reading) for at in range(start, end)}
        for kind, phrases in ((Kind.ALIAS, known.aliases), (Kind.CLIENT, known.others)):
            for start, end in phrases.find(reading):
                if _is_meant(reading, start, end):
                    yield _of_words(reading, kind, start, end)
        for kind, places in (
            (Kind.PLACE, known.places),
            (Kind.ELSEWHERE, known.elsewhere),
            (Kind.GROUP, known.groups),
        ):
            for start, end in places.find(reading):
                named_so = kind is not Kind.ELSEWHERE or is_named(reading, start, end)
                if named_so and not taken.issuperset(range(start, end)):
                    yield _of_words(reading, kind, start, end)
        named = [*Naming(reading, known).find(taken), *find_spelled(reading, known)]
        yield from named
        yield from find_numbers(reading.text, known.numbers)
        yield from find_initials(reading, known)
        yield from find_traits(reading.text, (around.first_day, around.last_day))
        yield from find_counts(reading, around.hidden)
        yield from find_shares(reading)
        seen = taken | _words_in(reading, named)
        noted = list(find_mentioned(reading, mentioned, seen))
        yield from noted
        yield from find_strangers(reading, seen | _words_in(reading, noted))


def _words_in(reading: Reading, found: Iterable[Finding]) -> set[int]:
    """Return the words that begin in one of the findings."""
    covered = bytearray(len(reading.text))
    for each in found:
        covered[each.start : each.end] = b"\1" * (each.end - each.start)
    return {at for at, token in enumerate(reading.tokens) if covered[token.start]}


def _of_words(reading: Reading, kind: Kind, start: int, end: int) -> Finding:
    weight = Weight.BLOCKS if kind in BLOCKING else Weight.ASKS
    first, last = reading.tokens[start], reading.tokens[end - 1]
    return Finding(kind=kind, weight=weight, start=first.start, end=last.end)


def _is_meant(reading: Reading, start: int, end: int) -> bool:
    """Tell whether an alias is used as one: of several words, or no ordinary word small."""
    token = reading.tokens[start]
    if end - start > 1 or not reading.is_ordinary(token.folded):
        return True
    return token.is_capital and not reading.begins(start) and not reading.is_title(start)


def _apart(length: int, found: Iterable[Finding]) -> list[Finding]:
    """Return findings that do not overlap: what blocks before what asks, then the longest.

    What is quoted stands beside what is found in it. `length` is that of the text.
    """
    kept: list[Finding] = []
    covered = bytearray(length)
    for each in sorted(found, key=lambda one: (one.kind not in BLOCKING, one.start - one.end, one.start)):
        if each.kind is Kind.QUOTE:
            kept.append(each)
        elif not any(covered[each.start : each.end]):
            kept.append(each)
            covered[each.start : each.end] = b"\1" * (each.end - each.start)
    return sorted(kept, key=lambda one: (one.start, one.end))


def _together(reading: Reading, found: list[Finding]) -> Iterator[Finding]:
    """Yield the findings; what only asks blocks where another sort stands in the same sentence."""
    sorts: dict[int, set[str]] = {}
    for each in found:
        if each.kind in SORTS:
            sorts.setdefault(reading.sentence_of(each.start), set()).add(SORTS[each.kind])
    for each in found:
        both = each.kind in SORTS and len(sorts[reading.sentence_of(each.start)]) > 1
        if both and each.weight is Weight.ASKS:
            yield replace(each, weight=Weight.BLOCKS, together=True)
        else:
            yield each
