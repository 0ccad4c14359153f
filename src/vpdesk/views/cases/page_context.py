"""What every page of this place stands on: the vault, its backups, and what day and time it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from vpdesk.models.desk import Desk
from vpdesk.models.keeping import Keeping


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContext:
    """Handed from the place to its pages; today's date and the clock are arguments everywhere."""

    desk: Desk
    today: Callable[[], date]
    now: Callable[[], datetime]
    keeping: Keeping
