"""Durations as people type them: 50, 1u30, 1:30, 1,5 uur, 2h."""

import re
from typing import Final

from vpdesk.domain.code import N_
from vpdesk.domain.errors import RuleError

_MINUTES: Final = re.compile(r"(?P<minutes>\d{1,9})\s*(?:m|min|minuten|minutes)?", re.ASCII)
_HOURS: Final = re.compile(
    r"(?P<hours>\d{1,2})(?:\s*(?:u|uur|h|:)\s*(?P<minutes>\d{1,2})?|[.,](?P<tenths>\d)\s*(?:u|uur|h))",
    re.ASCII,
)


def minutes_from_words(text: str) -> int:
    """Return the number of minutes that `text` says; raises RuleError when it cannot be read as one."""
    words = text.strip().casefold()
    if found := _MINUTES.fullmatch(words):
        return int(found["minutes"])
    if (found := _HOURS.fullmatch(words)) and int(found["minutes"] or 0) < 60:
        return int(found["hours"]) * 60 + int(found["minutes"] or 0) + int(found["tenths"] or 0) * 6
    raise RuleError("", N_("Fill in a number of minutes, for example 50 or 1:30."))
