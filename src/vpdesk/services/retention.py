"""Which cases have been kept long enough to ask whether they can be erased.

How long that is, each client agrees; where nothing was agreed it is the usual time. Nothing is erased by it:
each case is looked at and erased apart, after a question (`services.erasing`).
"""

from datetime import date
from typing import Final

from vpdesk.domain.retention import USUAL_YEARS, OverCase
from vpdesk.domain.years import years_before
from vpdesk.vault.retention import is_any_over_since, over_since
from vpdesk.vault.vault import Vault

#: The tables that say which cases are over, and how long they are kept.
TABLES: Final = frozenset({"cases", "aftercares", "formal_tracks", "steps", "ledger", "organisations"})


def kept_long_enough(vault: Vault, today: date, years: int | None = None) -> list[OverCase]:
    """Return the cases that have been over for `years` years or longer, the longest ago first.

    None: for as long as was agreed with the client of each.
    """
    if years is not None:
        return over_since(vault.connection, years_before(today, years))
    return [
        over
        for over in over_since(vault.connection, years_before(today, 1))
        if over.since <= years_before(today, over.agreed_years or USUAL_YEARS)
    ]


def is_any_kept_long_enough(vault: Vault, today: date) -> bool:
    """Tell whether a case has been over for as long as was agreed with its client."""
    return any(
        is_any_over_since(vault.connection, each.id, years_before(today, each.retention_years or USUAL_YEARS))
        for each in vault.organisations.all()
    )
