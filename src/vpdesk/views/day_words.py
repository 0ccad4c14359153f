"""Days as people type them: "gisteren", "vr 14:00", "+2w", "3-9", "3 september"; Dutch and English both.

What is left open (a weekday, a day without a year) is filled from `today` in the direction of `lean`: what
happened lies behind, what was agreed lies ahead.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from vpdesk.domain.code import N_
from vpdesk.domain.day_and_time import DayAndTime
from vpdesk.domain.errors import RuleError
from vpdesk.views.time_words import split_time


class Lean(StrEnum):
    """Where a day that is not fully said is looked for."""

    BACK = "back"
    AHEAD = "ahead"


_NEAR: Final = {
    "eergisteren": -2, "gisteren": -1, "vandaag": 0, "morgen": 1, "overmorgen": 2,
    "yesterday": -1, "today": 0, "tomorrow": 1,
}  # fmt: skip
_WEEKDAYS: Final = (
    ("ma", "maandag", "mon", "monday"),
    ("di", "dinsdag", "tue", "tuesday"),
    ("wo", "woensdag", "wed", "wednesday"),
    ("do", "donderdag", "thu", "thursday"),
    ("vr", "vrijdag", "fri", "friday"),
    ("za", "zaterdag", "sat", "saturday"),
    ("zo", "zondag", "sun", "sunday"),
)
_WEEKDAY: Final = {word: number for number, words in enumerate(_WEEKDAYS) for word in words}
_MONTHS: Final = (
    ("jan", "januari", "january"),
    ("feb", "februari", "february"),
    ("mrt", "maart", "mar", "march"),
    ("apr", "april"),
    ("mei", "may"),
    ("jun", "juni", "june"),
    ("jul", "juli", "july"),
    ("aug", "augustus", "august"),
    ("sep", "sept", "september"),
    ("okt", "oktober", "oct", "october"),
    ("nov", "november"),
    ("dec", "december"),
)
_MONTH: Final = {word: number for number, words in enumerate(_MONTHS, 1) for word in words}
_UNITS: Final = {
    "d": "day", "dag": "day", "dagen": "day", "day": "day", "days": "day",
    "w": "week", "week": "week", "weken": "week", "weeks": "week",
    "m": "month", "mnd": "month", "maand": "month", "maanden": "month", "month": "month", "months": "month",
    "j": "year", "y": "year", "jaar": "year", "jaren": "year", "year": "year", "years": "year",
}  # fmt: skip
_SIGNED: Final = re.compile(r"([+-]) ?(\d{1,3}) ?([a-z]+)")
_AHEAD: Final = re.compile(r"(?:over|in) (\d{1,3}|een|één|a) ?([a-z]+)")
_AGO: Final = re.compile(r"(\d{1,3}|een|één|a) ?([a-z]+) (?:geleden|ago)")
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})(?:[-/.](\d{4}|\d{2})?)?")
_WORDED: Final = re.compile(r"(\d{1,2})\.? ?([a-z]+)\.?(?: (\d{4}))?")
_ENGLISH: Final = re.compile(r"([a-z]+)\.? (\d{1,2})(?:,? (\d{4}))?")
_TURN: Final = re.compile(r"(vorige|afgelopen|last|volgende|komende|aanstaande|next) ([a-z]+)\.?")


def day_from_words(text: str, today: date, lean: Lean) -> date:
    """Return the day that `text` means, seen from `today`; a clock time behind it is passed over.

    Raises RuleError (without a field) when it cannot be read as a day, or when there is no such day.
    """
    said, _at = split_time(_plain(text))
    return _read(said, today, lean)


def day_and_time_from_words(text: str, today: date, lean: Lean) -> DayAndTime:
    """Return the day and the time that `text` means; a time alone ("14:30") is of today.

    Raises RuleError (without a field) as `day_from_words` does, and for a time that does not exist.
    """
    said, at = split_time(_plain(text))
    if at is not None and not said:
        return DayAndTime(day=today, at=at)
    return DayAndTime(day=_read(said, today, lean), at=at)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _read(said: str, today: date, lean: Lean) -> date:
    try:
        found = _relative(said, today, lean) or _dated(said, today, lean)
    except (ValueError, OverflowError) as error:  # 31 februari, or a year beyond the calendar
        raise RuleError("", N_("This day does not exist.")) from error
    if found is None:
        raise RuleError(
            "",
            N_("This cannot be read as a day."),
            todo=N_("Type for example yesterday, fri, +2w or 3-9-2026."),
        )
    return found


def _relative(said: str, today: date, lean: Lean) -> date | None:
    if said in _NEAR:
        return today + timedelta(days=_NEAR[said])
    if said.rstrip(".") in _WEEKDAY:
        return _weekday(_WEEKDAY[said.rstrip(".")], today, lean)
    if (turn := _TURN.fullmatch(said)) and turn[2] in _WEEKDAY:
        back = turn[1] in ("vorige", "afgelopen", "last")
        beside = today + timedelta(days=-1 if back else 1)
        return _weekday(_WEEKDAY[turn[2]], beside, Lean.BACK if back else Lean.AHEAD)
    for pattern, sign in ((_SIGNED, 0), (_AHEAD, 1), (_AGO, -1)):
        if match := pattern.fullmatch(said):
            *head, number, unit = match.groups()
            count = int(number) if number.isdigit() else 1
            direction = sign or (1 if head == ["+"] else -1)
            return _shift(today, direction * count, _UNITS[unit]) if unit in _UNITS else None
    return None


def _weekday(number: int, today: date, lean: Lean) -> date:
    if lean is Lean.BACK:
        return today - timedelta(days=(today.weekday() - number) % 7)
    return today + timedelta(days=(number - today.weekday()) % 7)


def _shift(today: date, count: int, unit: str) -> date:
    if unit == "day":
        return today + timedelta(days=count)
    if unit == "week":
        return today + timedelta(weeks=count)
    months = today.year * 12 + today.month - 1 + (count if unit == "month" else 12 * count)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _dated(said: str, today: date, lean: Lean) -> date | None:
    first, _space, rest = said.partition(" ")
    if rest and first.rstrip(".,") in _WEEKDAY:
        said = rest  # "vr 3 september": the date counts
    if match := _ISO.fullmatch(said):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMBERS.fullmatch(said):
        return _complete(int(match[1]), int(match[2]), match[3], today, lean)
    if (match := _WORDED.fullmatch(said)) and match[2] in _MONTH:
        return _complete(int(match[1]), _MONTH[match[2]], match[3], today, lean)
    if (match := _ENGLISH.fullmatch(said)) and match[1] in _MONTH:
        return _complete(int(match[2]), _MONTH[match[1]], match[3], today, lean)
    return None


def _complete(day: int, month: int, year: str | None, today: date, lean: Lean) -> date:
    if year is not None:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    for candidate in _same_day_of_years(day, month, today, lean):
        if (candidate <= today) if lean is Lean.BACK else (candidate >= today):
            return candidate
    raise ValueError


def _same_day_of_years(day: int, month: int, today: date, lean: Lean) -> Iterator[date]:
    step = -1 if lean is Lean.BACK else 1
    for year in range(today.year, today.year + 9 * step, step):  # 29 February comes back within 8 years
        if day <= monthrange(year, month)[1] and day > 0:
            yield date(year, month, day)
