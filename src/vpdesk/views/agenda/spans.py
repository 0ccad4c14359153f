"""The stretches that the agenda is read in: twelve weeks one by one, after that months."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from vpdesk.domain.overview import DueItem

#: So many weeks, this one included, are shown apart, also when nothing is in them.
WEEKS: Final = 12
_WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From `start` to `end` (both included), with what falls due in it, earliest first.

    `weeks` is how many weeks it is; 0 stands for a month.
    """

    start: date
    end: date
    weeks: int
    items: tuple[DueItem, ...]

    @property
    def months(self) -> tuple[date, ...]:
        """The first days of the months that it has a day in."""
        found = [self.start.replace(day=1)]
        while (after := _after(found[-1])) <= self.end:
            found.append(after)
        return tuple(found)


def _after(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def spans(items: Sequence[DueItem], today: date) -> tuple[Span, ...]:
    """Return the spans of what falls due from `today` on; weeks with nothing in them are joined,
    except this one and the next.

    A week begins on Monday; the first span begins today.
    """
    monday = today - timedelta(days=today.weekday())
    beyond = monday + WEEKS * _WEEK
    found: list[Span] = []
    for number in range(WEEKS):
        start = monday + number * _WEEK
        end = start + _WEEK - timedelta(days=1)
        within = tuple(item for item in items if max(start, today) <= item.due_on <= end)
        if not within and found and found[-1].weeks and not found[-1].items and number > 2:
            last = found.pop()
            found.append(Span(start=last.start, end=end, weeks=last.weeks + 1, items=()))
        else:
            found.append(Span(start=max(start, today), end=end, weeks=1, items=within))
    later = (item for item in items if item.due_on >= beyond)
    for first, group in groupby(later, key=lambda item: item.due_on.replace(day=1)):
        found.append(
            Span(start=max(first, beyond), end=_after(first) - timedelta(days=1), weeks=0, items=tuple(group))
        )
    return tuple(found)
