"""The period of a report: its name in words, and whether two of them can be compared."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from vpdesk.disclosure.released import Release
from vpdesk.i18n import MONTHS, Words
from vpdesk.reports.wording import SHORT_MONTHS

_TO = "\N{EN DASH}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From `start` to `end`, both days included."""

    start: date
    end: date

    @classmethod
    def of(cls, release: Release) -> Self:
        """Return the period of `release`."""
        return cls(start=release.start, end=release.end)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days + 1

    @property
    def months(self) -> int:
        """How many whole months it has; 0 where it does not begin and end with a month."""
        after = self.end + timedelta(days=1)
        if self.start.day != 1 or after.day != 1:
            return 0
        return (after.year - self.start.year) * 12 + after.month - self.start.month

    @property
    def is_year(self) -> bool:
        """Whether it is twelve months, beginning in any month."""
        return self.months == 12

    def compares_with(self, other: "Period") -> bool:
        """Whether both are equally long, but for the unequal lengths of the months."""
        if self.months and other.months:
            return self.months == other.months
        return abs(self.days - other.days) <= 3

    def name(self, words: Words) -> str:
        """Return it in words: 2025, 2024/2025, januari t/m juni 2025, 3 februari t/m 9 mei 2025."""
        if self._is_calendar_years or self.is_year:
            return self._years(words("{first} to {last}", first=self.start.year, last=self.end.year))
        if not self.months:
            return self.span(words)
        first, last = words(MONTHS[self.start.month - 1]), words(MONTHS[self.end.month - 1])
        if self.start.year != self.end.year:
            first = f"{first} {self.start.year}"
        elif self.months == 1:
            return f"{last} {self.end.year}"
        return words("{first} to {last}", first=first, last=f"{last} {self.end.year}")

    def span(self, words: Words) -> str:
        """Return its first and last day in words."""
        if self.start == self.end:
            return words.day(self.start)
        if self.start.year == self.end.year:
            first = f"{self.start.day} {words(MONTHS[self.start.month - 1])}"
        else:
            first = words.day(self.start)
        return words("{first} to {last}", first=first, last=words.day(self.end))

    def short(self, words: Words) -> str:
        """Return it for the head of a column: 2025, 2024/2025, jan 2025, two months with a dash."""
        if self._is_calendar_years or self.is_year:
            return self._years(f"{self.start.year}{_TO}{self.end.year}")
        first, last = (
            words(SHORT_MONTHS[self.start.month - 1]),
            words(SHORT_MONTHS[self.end.month - 1]),
        )
        if not self.months:
            first, last = f"{self.start.day} {first}", f"{self.end.day} {last}"
        if self.start.year != self.end.year:
            first = f"{first} {self.start.year}"
        elif self.months == 1:
            return f"{last} {self.end.year}"
        elif self.months:
            return f"{first}{_TO}{last} {self.end.year}"
        return f"{first} {_TO} {last} {self.end.year}"

    @property
    def _is_calendar_years(self) -> bool:
        return self.months > 0 and self.months % 12 == 0 and self.start.month == 1

    def _years(self, several: str) -> str:
        if self.start.year == self.end.year:
            return str(self.start.year)
        return f"{self.start.year}/{self.end.year}" if self.is_year else several
