"""Where the person was, kept inside the vault: the place, what it showed, and how it stood.

After a lock, a crash or a month she is back there. What can no longer be shown is passed over. It is kept
when the window locks or closes; and because a crash asks nobody, soon after she went elsewhere or wrote.
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Protocol, runtime_checkable

from vpdesk.models.desk import Desk
from vpdesk.services.drafts import WINDOW, load_draft, save_draft
from vpdesk.vault.vault import Vault


@runtime_checkable
class KnowsWhere(Protocol):
    """A page of the open vault that can be come back to."""

    def whereabouts(self) -> Mapping[str, Any]:
        """Return as JSON values what `Workplace.return_to` takes."""


def differ(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Tell whether something else was shown: how it stood is worth no commit, and no backup, by itself."""
    return any(one.get(name) != other.get(name) for name in ("place", "item", "stance"))


def keep(desk: Desk, where: Mapping[str, Any], now: datetime) -> None:
    """Keep `where`; raises VpdeskError."""
    desk.ask(keeping(where, now))


def keeping(where: Mapping[str, Any], now: datetime) -> Callable[[Vault], None]:
    """Return what keeps `where`, for the database thread; it raises VpdeskError."""
    body = json.dumps(where)
    return lambda vault: save_draft(vault, WINDOW, body, now)


def read(desk: Desk) -> Mapping[str, Any]:
    """Return what was kept last; empty for a new vault."""
    kept = desk.ask(lambda vault: load_draft(vault, WINDOW))
    found = json.loads(kept.body) if kept else {}
    return found if isinstance(found, dict) else {}
