"""Working days in the Netherlands: Monday to Friday, but for the holidays that everybody has.

The holidays are those of article 3 of the Algemene termijnenwet. Easter is computed; others follow it.
"""

from datetime import MAXYEAR, date, timedelta
from functools import cache
from typing import Final

_DAY: Final = timedelta(days=1)
_SUNDAY: Final = 6
#: From this year on the King's birthday is celebrated, on 27 April; before it the Queen's, on 30 April.
_KING: Final = 2014


def easter(year: int) -> date:
    """Return Easter Sunday in the Gregorian calendar (the algorithm of Meeus, Jones and Butcher)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    skipped = century - century // 4 - (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + skipped + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


@cache
def holidays(year: int) -> frozenset[date]:
    """Return the holidays of one year, those that fall on a Sunday included."""
    sunday = easter(year)
    birthday = date(year, 4, 27) if year >= _KING else date(year, 4, 30)
    if birthday.weekday() == _SUNDAY:
        birthday -= _DAY
    moving = (-2, 0, 1, 39, 49, 50)  # Good Friday, Easter (two days), Ascension, Whitsun (two days)
    return frozenset((
        date(year, 1, 1),
        *(sunday + days * _DAY for days in moving),
        birthday,
        date(year, 5, 5),
        date(year, 12, 25),
        date(year, 12, 26),
    ))  # fmt: skip


def is_working_day(day: date) -> bool:
    """Tell whether people work on `day` as a rule."""
    return day.weekday() < 5 and day not in holidays(day.year)


def after_working_days(day: date, number: int) -> date:
    """Return the working day that is the `number`th after `day`; `day` itself never counts."""
    while number and day < date(MAXYEAR, 12, 31):
        day += _DAY
        number -= is_working_day(day)
    return day
