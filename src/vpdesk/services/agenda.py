"""What waits for the counsellor: late, today, this week, later."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from vpdesk.domain.code import N_
from vpdesk.domain.overview import DueItem
from vpdesk.vault.vault import Vault

#: All that a reminder ever says outside the unlocked window (rule 6).
REMINDER: Final = N_("Something is waiting in your agenda.")
#: How far "later" looks.
HORIZON = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """Everything that falls due, each part earliest first. A week ends on Sunday."""

    late: tuple[DueItem, ...]
    today: tuple[DueItem, ...]
    this_week: tuple[DueItem, ...]
    later: tuple[DueItem, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits at all."""
        return not (self.late or self.today or self.this_week or self.later)


def read_agenda(vault: Vault, today: date) -> Agenda:
    """Return what is late or falls due within a year, over all organisations."""
    items = vault.aftercares.due(today + HORIZON)
    sunday = today + timedelta(days=6 - today.weekday())

    def between(first: date, last: date) -> Iterable[DueItem]:
        return (item for item in items if first <= item.due_on <= last)

    day = timedelta(days=1)
    return Agenda(
        late=tuple(between(date.min, today - day)),
        today=tuple(between(today, today)),
        this_week=tuple(between(today + day, sunday)),
        later=tuple(between(max(sunday, today) + day, date.max)),
    )
