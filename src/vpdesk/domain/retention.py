"""How long a case is kept after it is over (rule 7)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

#: One ministry says two years; what a client agreed otherwise stands with that client.
USUAL_YEARS: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class OverCase:
    """A case in which nothing waits any more, `since` the last thing that held it open.

    `is_counted`: whether a report has counted it; who made the report of that time elsewhere knows better.
    `agreed_years`: for how many years its client agreed to have it kept, where that was agreed.
    """

    case_id: int
    alias: str
    organisation: str
    since: date
    is_counted: bool
    agreed_years: int | None = None
