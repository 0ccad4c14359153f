"""Numbers of people or cases that the figures hide: in digits, in words, in Roman numerals, as "beide".

How often something was reported is a number of cases too: "tweemaal", "2x", "twice". How often something
takes place is none: two talks a year, twice a week.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from vpdesk.disclosure.text_guard.finding import Finding, Kind, Weight
from vpdesk.disclosure.text_guard.folding import Token
from vpdesk.disclosure.text_guard.folding import tokens as tokens_of
from vpdesk.disclosure.text_guard.reading import Reading
from vpdesk.disclosure.text_guard.vocabulary import set_of

#: Words that say a number. "Een" and "one" are articles and pronouns too, and stand apart.
_NUMBERS: Final[Mapping[str, int]] = {
    "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9, "tien": 10,
    "tweetal": 2, "drietal": 3, "viertal": 4, "vijftal": 5, "beide": 2, "beiden": 2, "allebei": 2,
    "tweeen": 2, "drieen": 3, "vieren": 4, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "both": 2, "eentje": 1,
    "elf": 11, "twaalf": 12, "dertien": 13, "veertien": 14, "vijftien": 15, "zestien": 16, "zeventien": 17,
    "achttien": 18, "negentien": 19, "twintig": 20, "eleven": 11, "twelve": 12, "thirteen": 13,
    "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "twenty": 20, "dozijn": 12, "dozen": 12, "duo": 2, "trio": 3, "enkeling": 1,
}  # fmt: skip
#: Numbers as the Romans wrote them, up to twenty-nine.
_ROMAN: Final = re.compile(r"x{0,2}(?:ix|iv|v?i{0,3})")
_ROMAN_LETTERS: Final[Mapping[str, int]] = {"i": 1, "v": 5, "x": 10}
#: "I report" and "I matter" are said of oneself.
_I_DO: Final = set_of("report reports matter")
#: Who were spoken of before: "II van hen".
_THEM: Final = set_of("hen deze die them these those")
#: So many times.
_TIMES: Final[Mapping[str, int]] = {
    "eenmaal": 1, "tweemaal": 2, "driemaal": 3, "viermaal": 4, "vijfmaal": 5, "zesmaal": 6, "once": 1,
    "twice": 2, "thrice": 3,
}  # fmt: skip
_TIMES_IN_FIGURES: Final = re.compile(r"(\d{1,2})(?:x|maal|keer)")
_SO_OFTEN: Final = set_of("keer maal times x")
#: What is reported, as the matters are called: a sentence about it counts cases.
_MATTERS: Final = set_of(
    """
    pesten pesterijen discriminatie intimidatie agressie geweld machtsmisbruik stalking belaging fraude
    integriteit integriteitsschending integriteitsschendingen ongewenst ongewenste omgangsvormen
    grensoverschrijdend grensoverschrijdende seksuele seksueel bullying discrimination intimidation
    harassment aggression violence stalking fraud integrity misconduct undesirable meld meldde gemeld
    reported raised
    """
)
#: What takes place: how often is said of it freely.
_HELD: Final = set_of(
    """
    training trainingen bijeenkomst bijeenkomsten workshop workshops sessie sessies voorlichting
    voorlichtingen presentatie presentaties lezing overleg overleggen webinar webinars cursus cursussen
    spreekuur intervisie vergadering vergaderingen nieuwsbrief sessions session meeting meetings trainings
    talks talk newsletter
    """
)
#: Behind these "eenmaal" and "once" are no number.
_NOT_ONCE: Final = set_of("nu nou at all for only even")
_EACH: Final = set_of("per elk elke ieder iedere each every a an")
#: Words for a small number that is not said.
_SOME: Final = set_of("enkele enkelen paar handvol several few couple handful")
#: Words for none.
_NONE: Final = set_of("geen nul niemand no none zero")
#: What the figures count.
_COUNTED: Final = set_of(
    """
    melding meldingen melder melders meldster casus casussen zaak zaken dossier dossiers geval gevallen
    klacht klachten kwestie kwesties persoon personen medewerker medewerkers collega leidinggevende
    leidinggevenden vrouwen mannen mensen stagiairs studenten docenten gesprek gesprekken verzoeken
    incident incidenten meldde meldden gemeld case cases report reports reporter reporters person persons
    people employee employees complaint complaints matter matters conversation conversations woman women men
    managers students incidents
    """
)
#: What may be counted freely: time, meetings, and parts of a thing.
_FREE: Final = set_of(
    """
    keer maal uur uren dag dagen dagdeel dagdelen week weken maand maanden jaar jaren kwartaal kwartalen
    minuten minuut werkdagen training trainingen bijeenkomst bijeenkomsten workshop workshops sessie
    sessies voorlichting voorlichtingen presentatie presentaties lezing lezingen overleg overleggen
    webinar webinars cursus cursussen manieren kanten wegen talen bladzijden paginas delen onderdelen
    punten redenen stappen vragen thema themas onderwerpen aanbevelingen adviezen scholen vestigingen
    locaties teams ploegen afdelingen groepen folders artikelen procent times hours days weeks months
    years minutes sessions meetings trainings workshops talks pages ways sides parts steps questions
    subjects languages themes sites teams groups working quarters percent euro per uur regels rules
    organisaties partijen loketten niveaus soorten vormen
    """
)
#: Before these a number is the name of something.
_NAMED: Final = set_of(
    """
    artikel stap versie punt bladzijde pagina hoofdstuk nummer week klas groep fase deel article step
    page version chapter number class phase part paragraaf bijlage om at op
    """
)
#: How far behind a number the word stands that says what is counted.
_REACH: Final = 3


def find_counts(reading: Reading, hidden: frozenset[int]) -> Iterator[Finding]:
    """Yield the numbers that are one of the `hidden` counts."""
    tokens = reading.tokens
    for at, token in enumerate(tokens):
        ahead = [each.folded for each in tokens[at + 1 : at + 1 + _REACH]]
        last = _last_of_times(reading, at, hidden, ahead)
        if last is not None:
            yield Finding(kind=Kind.COUNT, weight=Weight.ASKS, start=token.start, end=tokens[last].end)
            continue
        is_none = token.folded in _NONE and 0 in hidden and _counts(ahead)
        if is_none or _is_hidden(reading, at, hidden, ahead):
            yield Finding(kind=Kind.COUNT, weight=Weight.ASKS, start=token.start, end=token.end)


def _is_hidden(reading: Reading, at: int, hidden: frozenset[int], ahead: list[str]) -> bool:
    token = reading.tokens[at]
    word, before = token.folded, reading.tokens[at - 1].folded if at else ""
    if word in _SOME:
        few = word != "paar" or before in ("een", "a")
        return few and bool(hidden - {0, 1}) and _counts(ahead)
    if word == "een":
        return 1 in hidden and "\u00e9" in token.raw.lower() and not _is_free(ahead)
    if word == "one":
        return 1 in hidden and _counts(ahead[:2])
    if (roman := _roman(token.raw)) is not None:
        return roman in hidden and before not in _NAMED and _counts_roman(word, ahead)
    number = int(word) if word.isdecimal() and len(word) < 3 else _NUMBERS.get(word)
    if number is None or number not in hidden or before in _NAMED:
        return False
    return not _is_free(ahead) and not (word.isdecimal() and _is_part(reading, at))


def _last_of_times(reading: Reading, at: int, hidden: frozenset[int], ahead: list[str]) -> int | None:
    """Return the last word of how often something was reported, where that is a hidden number."""
    token, tokens = reading.tokens[at], reading.tokens
    figures = _TIMES_IN_FIGURES.fullmatch(token.folded)
    last, number = at, int(figures[1]) if figures else _TIMES.get(token.folded)
    if number is None and ahead[:1] and ahead[0] in _SO_OFTEN:
        last = at + 1
        number = int(token.folded) if token.folded.isdecimal() else _NUMBERS.get(token.folded)
        if token.folded in ("een", "one") and "\u00e9" in token.raw.lower():
            number = 1
    if number not in hidden or (number == 1 and at and tokens[at - 1].folded in _NOT_ONCE):
        return None
    after = {each.folded for each in tokens[last + 1 : last + 3]}
    return None if after & _EACH or not _is_of_cases(reading, token) else last


def _is_of_cases(reading: Reading, token: Token) -> bool:
    """Tell whether a sentence speaks of cases or of what was reported, and of nothing that takes place."""
    words = {each.folded for each in tokens_of(reading.sentence(token.start))}
    return bool(words & (_COUNTED | _MATTERS)) and not words & _HELD


def _roman(word: str) -> int | None:
    """Return what a Roman numeral says; None for any other word."""
    small = word.lower()
    if not small or not (word.isupper() or (word.islower() and len(word) > 1)) or not _ROMAN.fullmatch(small):
        return None
    values = [_ROMAN_LETTERS[letter] for letter in small]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))


def _counts_roman(word: str, ahead: list[str]) -> bool:
    """Tell whether what looks like a Roman numeral counts somebody: "II meldingen", "III van hen"."""
    if ahead[:1] in (["van"], ["of"]):
        return ahead[1:2] != [] and ahead[1] in _THEM
    if len(word) > 1:
        return _counts(ahead)
    return ahead[:1] != [] and ahead[0] in _COUNTED - _I_DO


def _counts(ahead: list[str]) -> bool:
    return any(word in _COUNTED for word in ahead)


def _is_free(ahead: list[str]) -> bool:
    """Tell whether what comes first of the two kinds of words is one that may be counted freely."""
    for word in ahead:
        if word in _COUNTED:
            return False
        if word in _FREE:
            return True
    return False


_SIGNS: Final = re.compile(r"[%\u20ac$:/.,\u00b0-]")


def _is_part(reading: Reading, at: int) -> bool:
    """Tell whether digits are part of a larger number, a time, a sum or a range."""
    token = reading.tokens[at]
    around = reading.text[max(0, token.start - 1) : token.start] + reading.text[token.end : token.end + 2]
    follows = reading.text[token.end : token.end + 2]
    ends_sentence = follows[:1] in (".", ",", ":") and not follows[1:2].isdigit()
    return bool(_SIGNS.search(around)) and not ends_sentence
