"""A term of a formal track in words: what must be there, by which day, and when it was there."""

from datetime import date

from vpdesk.domain.deadlines import Deadline
from vpdesk.i18n import _, label
from vpdesk.models.row_text import Tone
from vpdesk.views import dates

#: A term that ends within so many days is told in the colour of what is near.
_NEAR = 7


def term_line(deadline: Deadline, today: date) -> str:
    """Return "Advies van de klachtencommissie: uiterlijk 12 maart 2027", or what came of it."""
    what = label(deadline.kind)
    by = dates.day_and_month(deadline.due_on, today)
    if deadline.met_on is None:
        if deadline.is_overdue(today):
            return _("{what}: was due by {day}", what=what, day=by)
        return _("{what}: by {day} at the latest", what=what, day=by)
    came = dates.day_and_month(deadline.met_on, today)
    if deadline.met_on <= deadline.due_on:
        return _("{what}: in time, on {day}", what=what, day=came)
    return _("{what}: late, on {day}, was due by {due}", what=what, day=came, due=by)


def term_tone(deadline: Deadline, today: date) -> Tone:
    """Return how pressing it is; what was met presses no more."""
    if deadline.met_on is not None:
        return Tone.SOFT
    if deadline.is_overdue(today):
        return Tone.LATE
    return Tone.SOON if (deadline.due_on - today).days <= _NEAR else Tone.SOFT
