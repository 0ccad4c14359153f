"""Views of the list of cases under names of the counsellor's own."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from vpdesk.domain.code import N_
from vpdesk.domain.errors import RuleError
from vpdesk.domain.saved_view import SavedView
from vpdesk.vault.vault import Vault


class ViewNameTakenError(RuleError):
    """Another view bears the name, and would be gone when this one were kept under it."""

    wrong = N_("There is a view of this name already.")
    todo = N_("Give this one another name, or replace the other.")

    def __init__(self) -> None:
        super().__init__("name", self.wrong, todo=self.todo)


def save_view(vault: Vault, name: str, choices: Mapping[str, Any]) -> SavedView:
    """Store what a list shows (JSON values) under a name.

    Raises RuleError for a name that is empty or too long, ViewNameTakenError where a view bears it already
    that shows something else.
    """
    fresh = _view(name, choices)
    with vault.transaction():
        same = _namesake(vault, fresh.name)
        if same is not None and same.body != fresh.body:
            raise ViewNameTakenError
        return _store(vault, fresh, same)


def replace_view(vault: Vault, name: str, choices: Mapping[str, Any]) -> SavedView:
    """Store what a list shows under a name, instead of the view that bears it; raises RuleError as above."""
    fresh = _view(name, choices)
    with vault.transaction():
        return _store(vault, fresh, _namesake(vault, fresh.name))


def _view(name: str, choices: Mapping[str, Any]) -> SavedView:
    return SavedView(
        name=" ".join(name.split()), body=json.dumps(choices, ensure_ascii=False, sort_keys=True)
    )


def _namesake(vault: Vault, name: str) -> SavedView | None:
    same = (view for view in vault.saved_views.all() if view.name.casefold() == name.casefold())
    return next(same, None)


def _store(vault: Vault, fresh: SavedView, instead_of: SavedView | None) -> SavedView:
    stored = fresh if instead_of is None else replace(fresh, id=instead_of.id)
    vault.saved_views.save(stored)
    return stored


def drop_view(vault: Vault, view_id: int) -> None:
    """Forget a saved view; no case changes by it."""
    with vault.transaction():
        vault.saved_views.delete(view_id)


def choices_of(view: SavedView) -> Mapping[str, Any]:
    """Return what a saved view shows."""
    found: Mapping[str, Any] = json.loads(view.body)
    return found
