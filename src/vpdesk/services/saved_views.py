"""Views of the list of cases under names of the counsellor's own."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from vpdesk.domain.saved_view import SavedView
from vpdesk.vault.vault import Vault


def save_view(vault: Vault, name: str, choices: Mapping[str, Any]) -> SavedView:
    """Store what a list shows (JSON values) under a name, instead of what had that name before.

    Raises RuleError for a name that is empty or too long.
    """
    wanted = " ".join(name.split())
    fresh = SavedView(name=wanted, body=json.dumps(choices, ensure_ascii=False, sort_keys=True))
    with vault.transaction():
        for view in vault.saved_views.all():
            if view.name.casefold() == wanted.casefold():
                fresh = replace(view, name=wanted, body=fresh.body)
        vault.saved_views.save(fresh)
    return fresh


def drop_view(vault: Vault, view_id: int) -> None:
    """Forget a saved view; no case changes by it."""
    with vault.transaction():
        vault.saved_views.delete(view_id)


def choices_of(view: SavedView) -> Mapping[str, Any]:
    """Return what a saved view shows."""
    found: Mapping[str, Any] = json.loads(view.body)
    return found
