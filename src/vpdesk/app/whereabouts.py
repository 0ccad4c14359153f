"""Where the person was, kept inside the vault: the place, what it showed, and how it stood.

After a lock, a crash or a weekend she is back there. After more than a week she begins with what waits: who
comes back to an old page may never see whose aftercare became late meanwhile; what she was typing is still in
its place. What can no longer be shown is passed over. It is kept when the window locks or closes; and because
a crash asks nobody, soon after she went elsewhere or wrote.
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final, Protocol, runtime_checkable

from vpdesk.models.desk import Desk
from vpdesk.services.drafts import WINDOW, load_draft, save_draft
from vpdesk.vault.vault import Vault

#: After so long she begins with what waits.
_LONG: Final = timedelta(days=7)


@runtime_checkable
class KnowsWhere(Protocol):
    """A page of the open vault that can be come back to."""

    def whereabouts(self) -> Mapping[str, Any]:
        """Return as JSON values what `Workplace.return_to` takes."""


def differ(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Tell whether something else was shown: how it stood is worth no commit, and no backup, by itself."""
    return any(one.get(name) != other.get(name) for name in ("place", "item", "stances"))


def keep(desk: Desk, where: Mapping[str, Any], now: datetime) -> None:
    """Keep `where`; raises VpdeskError."""
    desk.ask(keeping(where, now))


def keeping(where: Mapping[str, Any], now: datetime) -> Callable[[Vault], None]:
    """Return what keeps `where`, for the database thread; it raises VpdeskError."""
    body = json.dumps(where)
    return lambda vault: save_draft(vault, WINDOW, body, now)


def read(desk: Desk, now: datetime) -> Mapping[str, Any]:
    """Return what was kept last; empty for a new vault, or when that is long ago."""
    kept = desk.ask(lambda vault: load_draft(vault, WINDOW))
    found = json.loads(kept.body) if kept and now - kept.saved_at <= _LONG else {}
    return found if isinstance(found, dict) else {}
