"""Parts of the cases: percentages, fractions, "all", "all but two". What may be said of them the figures say.

A reader who knows the number of cases turns a part of it into a number, however small.
"""

from collections.abc import Iterator
from typing import Final

from vpdesk.disclosure.text_guard.finding import Finding, Kind, Weight
from vpdesk.disclosure.text_guard.reading import Reading
from vpdesk.disclosure.text_guard.vocabulary import set_of

#: What the parts are of: cases and those who reported them, and not everybody who works there.
_CASES: Final = set_of(
    """
    melding meldingen melder melders casus casussen zaken dossiers gevallen klachten kwesties case cases
    report reports reporter reporters complaints
    """
)
_PERCENT: Final = set_of("procent percent")
_PARTS: Final = set_of(
    """
    helft kwart derde vierde vijfde zesde tiende driekwart eenderde tweederde eenvijfde half third thirds
    quarter quarters fifth fifths tenth meerderheid merendeel minderheid majority minority
    """
)
#: These are parts only after a number, and otherwise an order: the third report.
_ORDERS: Final = set_of("derde vierde vijfde zesde tiende third thirds fifth fifths tenth")
_NUMBERS: Final = set_of("een twee drie vier one two three four a")
_ALL: Final = set_of("alle allemaal all every elke iedere")
#: How far behind a part the word stands that says of what: a third of the reports.
_REACH: Final = 3


def find_shares(reading: Reading) -> Iterator[Finding]:
    """Yield the parts of the cases that are told."""
    tokens = reading.tokens
    for at, token in enumerate(tokens):
        ahead = [each.folded for each in tokens[at + 1 : at + 1 + _REACH]]
        before = tokens[at - 1].folded if at else ""
        word = token.folded
        if word in _PERCENT or _is_percentage(reading, at):
            part = _of_cases(ahead)
        elif word in _PARTS:
            part = _of_cases(ahead) and (word not in _ORDERS or before in _NUMBERS)
        elif word in _ALL:
            part = _of_cases(ahead[:1])
        else:
            part = before == "op" and ahead[:1] == ["na"] and (word.isdecimal() or word in _NUMBERS)
        if part:
            yield Finding(kind=Kind.SHARE, weight=Weight.ASKS, start=token.start, end=token.end)


def _is_percentage(reading: Reading, at: int) -> bool:
    token = reading.tokens[at]
    return token.folded.isdecimal() and reading.text[token.end : token.end + 2].lstrip().startswith("%")


def _of_cases(ahead: list[str]) -> bool:
    return any(word in _CASES for word in ahead)
