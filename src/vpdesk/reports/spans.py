"""Several periods that one table is over: their name together, and what makes such a table."""

from collections.abc import Sequence
from datetime import timedelta
from enum import Enum, auto

from vpdesk.disclosure.released import Release, ReleasedTable, Span
from vpdesk.i18n import Words
from vpdesk.reports.period import Period
from vpdesk.reports.wording import enumeration


class Basis(Enum):
    """Whose cases a table counts."""

    OWN = auto()
    """All that the total of its own release holds."""

    INSIDE = auto()
    """Some of those, such as the interim figures inside its period where only they have an exact number."""

    BLOCK = auto()
    """Those of several periods together: each by itself had too few."""

    FOLLOWED = auto()
    """Those that an earlier report counted as still running."""


def basis_of(release: Release, table: ReleasedTable) -> Basis:
    """Return whose cases `table` of `release` counts."""
    if table.follows:
        return Basis.FOLLOWED
    if not table.over:
        return Basis.OWN
    inside = all(release.start <= span.start and span.end <= release.end for span in table.over)
    return Basis.INSIDE if inside else Basis.BLOCK


def joined(spans: Sequence[Span]) -> tuple[Period, ...]:
    """Return the periods of `spans`, oldest first, those that touch or overlap as one."""
    periods: list[Period] = []
    for span in sorted(spans, key=lambda each: each.start):
        if periods and span.start <= periods[-1].end + timedelta(days=1):
            periods[-1] = Period(start=periods[-1].start, end=max(periods[-1].end, span.end))
        else:
            periods.append(Period(start=span.start, end=span.end))
    return tuple(periods)


def name(spans: Sequence[Span], words: Words) -> str:
    """Return the name of `spans` together: 2023 t/m 2025, 2022 en 2024, 2022 en 2023."""
    periods = joined(spans)
    if len(spans) == 2 and len(periods) == 1 and not periods[0].is_year:
        periods = tuple(Period(start=span.start, end=span.end) for span in spans)
    return enumeration([period.name(words) for period in periods], words)


def has_gap(spans: Sequence[Span]) -> bool:
    """Whether days lie between `spans` that none of them holds."""
    return len(joined(spans)) > 1
