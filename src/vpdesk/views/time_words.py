"""Times of day as people type them, alone or behind a day: "14:30", "14u", "om 9 uur", "2:30 pm"."""

import re
from datetime import time
from typing import Final

from vpdesk.domain.code import N_
from vpdesk.domain.errors import RuleError

#: Only what can be nothing but a time: "3.09" may be a day, and "9" is a number.
_TIME: Final = re.compile(
    r"(?:^|,? +)(?:om |at )?"
    r"(?:(?P<h>\d{1,2}):(?P<m>\d{2})(?: ?(?:uur|u|h))?"
    r"|(?<=\S )(?P<h5>\d{1,2})\.(?P<m5>00|1[3-9]|[2-5]\d)"
    r"|(?P<h2>\d{1,2})\.(?P<m2>\d{2}) ?(?:uur|u|h)"
    r"|(?P<h3>\d{1,2}) ?(?:uur|u|h)(?P<m3>\d{2})?"
    r"|(?P<h4>\d{1,2}) ?(?=[ap]\.?m))"
    r"(?: ?(?P<half>[ap])\.?m\.?)?$",
    re.ASCII,
)
_NOON: Final = 12


def split_time(said: str) -> tuple[str, time | None]:
    """Return what stands before the time of day at the end of `said`, and that time; None when there is none.

    `said` is in small letters, its spaces single. Raises RuleError (without a field) for 25:00.
    """
    found = _TIME.search(said)
    if found is None:
        return said, None
    hour, minute = (next((found[name] for name in names if found[name]), "0") for names in _PARTS)
    try:
        return said[: found.start()], time(_hour(int(hour), found["half"]), int(minute))
    except ValueError as error:
        raise RuleError("", N_("This time does not exist.")) from error


_PARTS: Final = (("h", "h2", "h3", "h4", "h5"), ("m", "m2", "m3", "m5"))


def _hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= _NOON:
        raise ValueError
    return hour % _NOON + (_NOON if half == "p" else 0)
