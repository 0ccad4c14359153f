"""Names of people that are not known: behind a title or an initial, or strange words with capitals."""

from collections.abc import Iterator

from vpdesk.disclosure.text_guard.finding import Finding, Kind, Weight
from vpdesk.disclosure.text_guard.reading import Reading
from vpdesk.disclosure.text_guard.vocabulary import CAPITAL_WORDS, INSTITUTIONS, PARTICLES, SPEECH


def find_strangers(reading: Reading, taken: set[int]) -> Iterator[Finding]:
    """Yield what looks like a name; `taken` are words that are accounted for already."""
    last = -1
    for at, token in enumerate(reading.tokens):
        if at <= last or at in taken or not token.is_capital or token.folded in PARTICLES:
            continue
        if reading.follows_title(at):
            yield Finding(kind=Kind.SALUTATION, weight=Weight.ASKS, start=token.start, end=token.end)
        elif _follows_initial(reading, at) and _is_strange(reading, at):
            yield Finding(
                kind=Kind.UNKNOWN_NAME, weight=Weight.ASKS, start=reading.tokens[at - 1].start, end=token.end
            )
        elif _is_strange(reading, at) and not reading.is_title(at):
            last = _last_of_run(reading, at, taken)
            if last > at or _stands_as_name(reading, at):
                end = reading.tokens[last].end
                yield Finding(kind=Kind.UNKNOWN_NAME, weight=Weight.ASKS, start=token.start, end=end)


def _is_strange(reading: Reading, at: int) -> bool:
    token = reading.tokens[at]
    known = token.folded in INSTITUTIONS or token.folded in CAPITAL_WORDS or reading.is_ordinary(token.folded)
    return len(token.raw) > 1 and token.raw[1:2].islower() and token.raw.isalpha() and not known


def _stands_as_name(reading: Reading, at: int) -> bool:
    """Tell whether a strange word alone stands as a name: inside a sentence, or before what somebody does."""
    if not reading.begins(at):
        return True
    known_length = len(reading.tokens[at].raw) > 3  # shorter words are in no list
    return known_length and at + 1 < len(reading.tokens) and reading.tokens[at + 1].folded in SPEECH


def _follows_initial(reading: Reading, at: int) -> bool:
    before = reading.tokens[at - 1] if at else None
    return (
        before is not None
        and len(before.raw) == 1
        and before.is_capital
        and reading.text[before.end : before.end + 1] == "."
    )


def _last_of_run(reading: Reading, at: int, taken: set[int]) -> int:
    """Return the last word of a run of strange capitals that begins at `at`, particles between them."""
    last, step = at, at + 1
    while step < len(reading.tokens):
        gap, token = reading.gap(step), reading.tokens[step]
        if step in taken or (gap.strip() and gap not in ("-", " '", " \u2019")) or "\n" in gap:
            break
        if token.is_capital and token.folded not in PARTICLES:
            if not _is_strange(reading, step) and not (last > at or token.raw[1:2].islower()):
                break
            last = step
        elif token.folded not in PARTICLES:
            break
        step += 1
    return last
