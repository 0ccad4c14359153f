"""Times of day as people type them, alone or behind a day: "14:30", "om 2 uur", "half tien", "2:30 pm".

What is said by a clock of twelve hours ("2 uur", "tien over half drie") says nothing of the half of the day:
before seven it is taken for the afternoon. With the minutes in figures ("2:00", "2u00") it is as it stands.
"""

import re
from datetime import time
from typing import Final

from vpdesk.domain.code import N_
from vpdesk.domain.errors import RuleError

#: Only what can be nothing but a time: "3.09" may be a day, and "9" is a number. In haste the space before it
#: is forgotten ("vr14:00"), or ";" is typed for ":".
_TIME: Final = re.compile(
    r"(?:^|,? +|(?<=[a-z]))(?:om |at )?"
    r"(?:(?P<h>\d{1,2})[:;](?P<m>\d{2})(?: ?(?:uur|u|h))?"
    r"|(?:^|(?<=\S ))(?P<h5>\d{1,2})\.(?P<m5>00|1[3-9]|[2-5]\d)"
    r"|(?P<h2>\d{1,2})\.(?P<m2>\d{2}) ?(?:uur|u|h)"
    r"|(?P<h3>\d{1,2}) ?(?:uur|u|h)(?P<m3>\d{2})?"
    r"|(?P<h4>\d{1,2}) ?(?=[ap]\.?m))"
    r"(?: ?(?P<half>[ap])\.?m\.?)?$",
    re.ASCII,
)
_NOON: Final = 12
_HOURS: Final = (
    ("een", "één", "one"), ("twee", "two"), ("drie", "three"), ("vier", "four"), ("vijf", "five"),
    ("zes", "six"), ("zeven", "seven"), ("acht", "eight"), ("negen", "nine"), ("tien", "ten"),
    ("elf", "eleven"), ("twaalf", "twelve"),
)  # fmt: skip
_HOUR: Final = {word: number for number, words in enumerate(_HOURS, 1) for word in (*words, str(number))}
_MINUTES: Final = {
    "vijf": 5, "five": 5, "5": 5, "tien": 10, "ten": 10, "10": 10, "kwart": 15, "quarter": 15,
    "twenty": 20, "20": 20, "twenty-five": 25, "25": 25,
}  # fmt: skip
#: What is said of the hour that follows, in minutes.
_PART_OF: Final = {
    "half": -30,
    "half past": 30,
    **{f"{words} {side}": sign * minutes for words, minutes in _MINUTES.items()
       for side, sign in (("voor", -1), ("to", -1), ("over", 1), ("past", 1))},
    **{f"{words} {side} half": sign * minutes - 30 for words, minutes in _MINUTES.items()
       for side, sign in (("voor", -1), ("over", 1))},
}  # fmt: skip
_SPOKEN: Final = re.compile(
    r"(?:^|,? +)(?:om |at )?(?:a )?"
    rf"(?:(?P<part>{'|'.join(_PART_OF)}) (?P<hour>{'|'.join(_HOUR)})"
    rf"|(?P<whole>{'|'.join(_HOUR)}) ?(?:uur|u|o'clock))$"
)
#: The first hour that is taken for one of the morning.
_MORNING: Final = 7


def split_time(said: str) -> tuple[str, time | None]:
    """Return what stands before the time of day at the end of `said`, and that time; None when there is none.

    `said` is in small letters, its spaces single. Raises RuleError (without a field) for 25:00.
    """
    if spoken := _SPOKEN.search(said):
        hour, part = spoken["hour"] or spoken["whole"], spoken["part"]
        minutes = _HOUR[hour] % _NOON * 60 + (_PART_OF[part] if part else 0)
        on_the_dial, past = divmod(minutes % (_NOON * 60), 60)
        afternoon = _NOON if on_the_dial < _MORNING else 0
        return said[: spoken.start()], time(on_the_dial + afternoon, past)
    found = _TIME.search(said)
    if found is None:
        return said, None
    figures, rest = (next((found[name] for name in names if found[name]), "0") for names in _PARTS)
    try:
        return said[: found.start()], time(_hour(int(figures), found["half"]), int(rest))
    except ValueError as error:
        raise RuleError("", N_("This time does not exist.")) from error


_PARTS: Final = (("h", "h2", "h3", "h4", "h5"), ("m", "m2", "m3", "m5"))


def _hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= _NOON:
        raise ValueError
    return hour % _NOON + (_NOON if half == "p" else 0)
