"""Which cases have been kept long enough to ask whether they can be erased."""

from datetime import date

from vpdesk.domain.retention import OverCase
from vpdesk.domain.years import years_before
from vpdesk.vault.retention import over_since
from vpdesk.vault.vault import Vault


def kept_long_enough(vault: Vault, today: date, years: int) -> list[OverCase]:
    """Return the cases that have been over for `years` years or longer, the longest ago first.

    Nothing is erased by it: each is looked at and erased apart, after a question (`services.erasing`).
    """
    return over_since(vault.connection, years_before(today, years))
