"""The guard itself: reads one text and says what in it points to somebody."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from vpdesk.disclosure.text_guard.finding import BLOCKING, SORTS, Finding, Kind, Weight
from vpdesk.disclosure.text_guard.hidden import find_counts
from vpdesk.disclosure.text_guard.known import Known, Person, Surroundings
from vpdesk.disclosure.text_guard.naming import Naming, find_initials, find_phrases
from vpdesk.disclosure.text_guard.numbers import find_numbers
from vpdesk.disclosure.text_guard.reading import Ordinary, Reading
from vpdesk.disclosure.text_guard.shares import find_shares
from vpdesk.disclosure.text_guard.spelled import find_spelled
from vpdesk.disclosure.text_guard.strangers import find_strangers
from vpdesk.disclosure.text_guard.traits import find_in_sketch, find_traits


class Guard:
    """Compares texts with `people` and what is around them; `ordinary` tells the words of the language.

    `ordinary` is asked for words in small letters without accents, of two letters or more; short
    Dutch words are known here.
    """

    def __init__(self, people: Iterable[Person], around: Surroundings, ordinary: Ordinary) -> None:
        self._known = Known(people, around)
        self._ordinary = ordinary

    def scan(self, text: str) -> tuple[Finding, ...]:
        """Return what was found, in the order of the text.

        Two traits of different sorts in one sentence block, though each alone would ask.
        """
        reading = Reading(text, self._ordinary)
        return tuple(_together(reading, _apart(len(text), self._find(reading))))

    def scan_sketch(self, text: str) -> tuple[Finding, ...]:
        """Return what was found in a case sketch, where no time, place, function or sex may stand.

        Whether its category is printed is for the caller to say.
        """
        reading = Reading(text, self._ordinary)
        found = _apart(len(text), [*find_in_sketch(text), *self._find(reading)])
        strict = (Kind.DAY, Kind.MONTH, Kind.AGE, Kind.PLACE, Kind.FUNCTION, Kind.ONLY_ONE)
        return tuple(
            replace(each, weight=Weight.BLOCKS) if each.kind in strict else each
            for each in _together(reading, found)
        )

    def _find(self, reading: Reading) -> Iterator[Finding]:
        known, around = self._known, self._known.around
        taken = {at for start, end in find_phrases(reading, known.bodies) for at in range(start, end)}
        for kind, weight, phrases in (
            (Kind.ALIAS, Weight.BLOCKS, known.aliases),
            (Kind.CLIENT, Weight.BLOCKS, known.others),
            (Kind.PLACE, Weight.ASKS, known.places),
        ):
            for start, end in find_phrases(reading, phrases):
                if kind is Kind.PLACE or _is_meant(reading, start, end):
                    first, last = reading.tokens[start], reading.tokens[end - 1]
                    yield Finding(kind=kind, weight=weight, start=first.start, end=last.end)
        named = [*Naming(reading, known).find(taken), *find_spelled(reading, known)]
        yield from named
        yield from find_numbers(reading.text, known.numbers)
        yield from find_initials(reading, known)
        yield from find_traits(reading.text, (around.first_day, around.last_day))
        yield from find_counts(reading, around.hidden)
        yield from find_shares(reading)
        covered = bytearray(len(reading.text))
        for each in named:
            covered[each.start : each.end] = b"\1" * (each.end - each.start)
        seen = {at for at, token in enumerate(reading.tokens) if covered[token.start]}
        yield from find_strangers(reading, taken | seen)


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
