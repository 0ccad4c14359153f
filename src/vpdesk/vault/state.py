"""What the vault remembers of itself, in its one row of state."""

from collections.abc import Callable
from datetime import date

from sqlcipher3 import dbapi2 as sqlcipher


class VaultState:
    """Typed access to the state of the vault."""

    def __init__(self, connection: sqlcipher.Connection, touch: Callable[[str], None]) -> None:
        self._db = connection
        self._touch = touch

    def recovery_proven_on(self) -> date | None:
        """Return the day on which the recovery key was proven last, None when it was not."""
        (day,) = self._db.execute("SELECT recovery_proven_on FROM vault_state").fetchone()
        return None if day is None else date.fromisoformat(day)

    def note_recovery(self, proven_on: date | None) -> None:
        """Note the day on which the recovery key was proven; None: there is a new one to prove."""
        day = None if proven_on is None else proven_on.isoformat()
        self._db.execute("UPDATE vault_state SET recovery_proven_on = ?", [day])
        self._touch("vault_state")
