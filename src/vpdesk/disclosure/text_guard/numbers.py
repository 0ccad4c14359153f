"""Numbers and addresses of one person: looked for by their form, and held against their check digits."""

import re
from collections.abc import Collection, Iterator
from typing import Final

from vpdesk.disclosure.text_guard.finding import BLOCKING, Finding, Kind, Weight
from vpdesk.disclosure.text_guard.vocabulary import CAPITAL_WORDS

EMAIL: Final = re.compile(r"(?<![\w.+'-])[\w.+'-]{1,64}\s?@\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
#: Digits with what people put between them.
_RUN: Final = re.compile(r"(?<![\d,])[+(]?\d(?:[ \t\u00a0().\-/\u2010-\u2013]{0,3}\d){5,40}(?![\d])")
_IBAN: Final = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[ .-]?[A-Za-z0-9]{1,4}){3,8}(?![A-Za-z0-9])")
_POSTCODE: Final = re.compile(r"(?<![\w.])([1-9]\d{3})(\s?)([A-Z]{2}|(?<=\d)[a-z]{2})(?!\w)")
_PLATE: Final = re.compile(
    r"(?<![\w-])(?:[A-Z]{1,3}|\d{1,3})-(?:[A-Z]{2,3}|\d{2,3})-(?:[A-Z]{1,3}|\d{1,3})(?![\w-])", re.IGNORECASE
)
#: Two years, or a date in figures.
_YEARS: Final = re.compile(r"(?:19|20)\d\d\s?[-/\u2013]\s?(?:19|20)\d\d")
_FIGURED_DATE: Final = re.compile(
    r"\d{1,2}[-/.]\d{1,2}[-/.](?:\d{2}|\d{4})|(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}"
)
#: Sums of money and large counts: 1.250.000.
_GROUPED: Final = re.compile(r"\d{1,3}(?:\.\d{3})+")
#: How digits of a telephone begin, and how many they are.
_PHONE: Final = re.compile(r"(?:00\d{9,13}|\+\d{9,14}|0[1-9]\d{8}|\(0\d{1,3}\)\d{6,8})")
#: Lines that many answer.
_SERVICE: Final = re.compile(r"0(?:800|900|906|909|88)\d{4,7}")


def numbers_in(text: str) -> Iterator[re.Match[str]]:
    """Yield the runs of six digits or more, with what stands between them."""
    return _RUN.finditer(text)


def digits_of(text: str) -> str:
    """Return the digits of `text` alone, in whatever script they are, as ours."""
    return "".join(str(int(each)) for each in text if each.isdecimal())


def find_numbers(text: str, known: Collection[str]) -> Iterator[Finding]:
    """Yield the addresses and numbers in `text`; `known` are the last eight digits of telephones."""
    accounts = [span for match in _IBAN.finditer(text) if (span := _account_in(match)) is not None]
    for start, end in accounts:
        yield Finding(kind=Kind.BANK_ACCOUNT, weight=Weight.BLOCKS, start=start, end=end)
    for match in EMAIL.finditer(text):
        yield _found(Kind.EMAIL, match)
    for match in numbers_in(text):
        if any(start <= match.start() < end for start, end in accounts):
            continue
        # two numbers beside each other make one run
        kinds = [_kind_of(part, known) for part in (match.group(), *match.group().split())]
        kind = next((each for each in kinds if each in BLOCKING), kinds[0])
        if kind is not None:
            yield _found(kind, match)
    yield from (_found(Kind.POSTCODE, match) for match in _POSTCODE.finditer(text) if _is_postcode(match))
    for match in _PLATE.finditer(text):
        if _is_plate(match.group()):
            yield _found(Kind.LICENCE_PLATE, match)


def _is_postcode(match: re.Match[str]) -> bool:
    """Tell whether it is one, and no year before an abbreviation (2025 HR) or a small word (1200 km)."""
    figures, space, letters = match.groups()
    is_year = 1950 <= int(figures) <= 2050 and space
    return not (letters.islower() and space) and not (is_year and letters.lower() in CAPITAL_WORDS)


def _found(kind: Kind, match: re.Match[str]) -> Finding:
    weight = Weight.BLOCKS if kind in BLOCKING else Weight.ASKS
    return Finding(kind=kind, weight=weight, start=match.start(), end=match.end())


def _kind_of(run: str, known: Collection[str]) -> Kind | None:
    """Return what a run of digits is; None for years, dates and sums."""
    bare = run.strip(" \t.-/")
    digits = digits_of(run)
    if _YEARS.fullmatch(bare) or _FIGURED_DATE.fullmatch(bare) or _GROUPED.fullmatch(bare):
        return None
    if len(digits) < 6:
        return None
    if len(digits) >= 8 and digits[-8:] in known:
        return Kind.PHONE
    signed = ("+" if run.startswith("+") else "") + digits
    if _PHONE.fullmatch(signed) and not _SERVICE.fullmatch(digits):
        return Kind.PHONE
    if len(digits) in (8, 9) and passes_eleven(digits):
        return Kind.CITIZEN_NUMBER
    return Kind.LONG_NUMBER


def passes_eleven(digits: str) -> bool:
    """Tell whether eight or nine digits can be a citizen service number.

    The weights are 9 down to 2, and -1 for the last; the sum is a multiple of eleven.
    """
    nine = digits.rjust(9, "0")
    if len(nine) != 9 or len(set(digits)) == 1:
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * int(digit) for weight, digit in zip(weights, nine, strict=True)) % 11 == 0


def _account_in(match: re.Match[str]) -> tuple[int, int] | None:
    """Return where an IBAN stands in what looks like one with words behind it."""
    start, end = match.span()
    whole = match.group()
    ends = [len(whole), *(place for place in range(len(whole) - 1, 14, -1) if not whole[place].isalnum())]
    found = next((length for length in ends if _is_iban(whole[:length])), None)
    return None if found is None else (start, min(end, start + found))


def _is_iban(text: str) -> bool:
    """Tell whether it is an IBAN by its check digits (ISO 13616: modulo 97 it is 1)."""
    plain = re.sub(r"[ .-]", "", text).upper()
    if not 15 <= len(plain) <= 34 or not plain.isascii():
        return False
    moved = plain[4:] + plain[:4]
    return int("".join(str(int(each, 36)) for each in moved)) % 97 == 1


def _is_plate(text: str) -> bool:
    """Tell whether it has letters and digits in the numbers of a Dutch plate, each part of one sort."""
    parts = text.split("-")
    letters = "".join(part for part in parts if part.isalpha())
    return len(text) == 8 and 0 < len(letters) < 6 and (letters.isupper() or letters.islower())
