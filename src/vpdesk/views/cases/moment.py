"""One moment of a timeline, as a value that any room can make; nothing is drawn here."""

from dataclasses import dataclass
from datetime import date, time
from typing import Final

from vpdesk.views.cases.verbs import Verb

#: Where a moment without a time of day stands among those of its day: after what has one.
LAST: Final = time.max


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One thing that happened (or is planned) on `day`; `value_id` is what its verbs are about.

    The timeline writes the day above the moments of that day, so `details` says only what else there is to
    know (`detail_line`). `at` orders the moments of one day. Enter performs the first of `verbs`.
    """

    day: date
    at: time = LAST
    value_id: int
    icon: str
    title: str
    details: str = ""
    text: str = ""
    verbs: tuple[Verb, ...] = ()


def detail_line(*parts: str) -> str:
    """Return what is known, with dots between; what is empty is left out."""
    return "\N{NO-BREAK SPACE}· ".join(part for part in parts if part)


def sentences(*parts: str) -> str:
    """Return `parts` as sentences after each other, each with a full stop."""
    return " ".join(part if part[-1] in ".!?…" else part + "." for part in parts if part)
