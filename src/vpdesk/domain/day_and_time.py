"""A day on which something was or will be, with its time of day where that is known."""

from dataclasses import dataclass
from datetime import date, time
from typing import Self


@dataclass(frozen=True, slots=True, kw_only=True)
class DayAndTime:
    """A day, and the time of day where it is known."""

    day: date
    at: time | None = None

    @classmethod
    def of(cls, day: date | None, at: time | None) -> Self | None:
        """Return both as one value; None where there is no day."""
        return None if day is None else cls(day=day, at=at)

    @property
    def order(self) -> tuple[date, time]:
        """What sorts such values: within a day what has no time comes first, as in any agenda."""
        return self.day, self.at or time.min
