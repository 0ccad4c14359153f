"""Days in the cells of a file: what can be read in one way only is read, the rest is asked or refused.

ISO (2026-03-31), day-month-year with hyphens or points, a month in letters (3 apr 2025), and the midnight
that spreadsheets add. A year of two digits and slashes can mean two days: only an answer decides.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from vpdesk.domain.code import Code
from vpdesk.domain.errors import RuleError
from vpdesk.exchange.findings import shown
from vpdesk.i18n import N_

#: Before this year no organisation had a counsellor: it is a typing error.
FIRST_YEAR: Final = 1970

_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DUTCH: Final = re.compile(r"([0-9]{1,2})([-./])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_LETTERS: Final = re.compile(r"([0-9]{1,2})[- ]([A-Za-z]{3,9})\.?[- ]([0-9]{4}|[0-9]{2})")
_SERIAL: Final = re.compile(r"[0-9]{5}(?:[.,][0-9]+)?")
_MIDNIGHT: Final = re.compile(r" 0{1,2}:00(?::00)?")
#: How the months begin, in Dutch and in English.
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        ("jan", "feb", "mrt maa mar", "apr", "mei may", "jun", "jul", "aug", "sep", "okt oct", "nov", "dec"),
        start=1,
    )
    for name in names.split()
}


class ShortYears(Code):
    """How a year of two digits is read."""

    REFUSED = "refused", N_("I correct them in the file")
    NEAREST = "nearest", N_("25 is 2025, and 98 is 1998")


class Slashes(Code):
    """How a day with slashes is read."""

    REFUSED = "refused", N_("I correct them in the file")
    DAY_FIRST = "day_first", N_("the day first: 3/4 is 3 April")
    MONTH_FIRST = "month_first", N_("the month first: 3/4 is 4 March")


@dataclass(frozen=True, slots=True, kw_only=True)
class DayReading:
    """How days are read that can mean two things; nothing is guessed before somebody answered."""

    short_years: ShortYears = ShortYears.REFUSED
    slashes: Slashes = Slashes.REFUSED


class ShortYearError(RuleError):
    """A year of two digits."""


class SlashError(RuleError):
    """A day with slashes: in one country the day comes first, in another the month."""


def day(today: date, reading: DayReading) -> Callable[[str], date]:
    """Return the reader of a date that is not after `today`."""

    def read(text: str) -> date:
        found = _day(_MIDNIGHT.sub("", text), today, reading)
        if found.year < FIRST_YEAR:
            raise RuleError(
                "", N_("{text} is before {year}: look at the year again."), text=text, year=FIRST_YEAR
            )
        if found > today:
            raise RuleError("", N_("{text} is in the future."), text=text)
        return found

    return read


def _day(text: str, today: date, reading: DayReading) -> date:
    year, month, number = _parts(text, reading)
    if len(year) == len("25"):
        if reading.short_years is ShortYears.REFUSED:
            raise ShortYearError("", N_("{text}: write the year with four digits."), text=text)
        this = today.year - today.year % 100 + int(year)
        year = str(this if this <= today.year else this - 100)
    try:
        return date(int(year), int(month), int(number))
    except ValueError:
        raise RuleError("", N_("{text} does not exist."), text=text) from None


def _parts(text: str, reading: DayReading) -> tuple[str, str, str]:
    """Return year, month and day as they are written."""
    if match := _ISO.fullmatch(text):
        return match[1], match[2], match[3]
    if match := _DUTCH.fullmatch(text):
        if match[2] != "/":
            return match[4], match[3], match[1]
        if reading.slashes is Slashes.DAY_FIRST:
            return match[4], match[3], match[1]
        if reading.slashes is Slashes.MONTH_FIRST:
            return match[4], match[1], match[3]
        raise SlashError("", _NO_DATE, text=shown(text))
    if (match := _LETTERS.fullmatch(text)) and (month := _MONTHS.get(match[2][:3].lower())):
        return match[3], str(month), match[1]
    if _SERIAL.fullmatch(text):
        raise RuleError("", N_("{text} is a number. Give these cells the date format."), text=text)
    raise RuleError("", _NO_DATE, text=shown(text))


_NO_DATE: Final = N_("“{text}” is not a date. Write it as 2026-03-31 or 31-03-2026.")
