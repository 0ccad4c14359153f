"""Drafts: what is typed and not yet valid survives lock, crash and closing, inside the vault."""

from datetime import datetime
from typing import Final

from vpdesk.domain.draft import Draft
from vpdesk.vault.belonging import belongings
from vpdesk.vault.vault import Vault

#: The place that keeps where the person was (`vpdesk.app.whereabouts`): nothing that she wrote.
WINDOW: Final = "window"
#: The place of a new case that is not whole yet.
NEW_CASE: Final = "new_case"


def save_draft(vault: Vault, place: str, body: str, now: datetime) -> None:
    """Keep the unfinished text of a place in the window."""
    with vault.transaction():
        vault.drafts.save(Draft(place=place, body=body, saved_at=now))
        if place == WINDOW:
            vault.say(WINDOW)  # so that nobody takes it for something that was typed


def load_draft(vault: Vault, place: str) -> Draft | None:
    """Return the unfinished text of a place, if there is any."""
    return vault.drafts.get(place)


def drop_draft(vault: Vault, place: str) -> None:
    """Forget it, because it was saved or thrown away."""
    if vault.drafts.get(place) is not None:
        with vault.transaction():
            vault.drafts.drop(place)


def drop_changes_begun(vault: Vault, case_id: int) -> None:
    """Forget what was begun to be changed of what is known of a case, inside a transaction.

    A deed changed all of it meanwhile: whoever went on there would put back what was known before.
    """
    own = f"case/{case_id}"
    for place in vault.drafts.places_of_case(case_id):
        if place in (own, f"{own}/earlier") or place.startswith(f"{own}/change_"):
            vault.drafts.drop(place)


def has_drafts(vault: Vault, case_id: int) -> bool:
    """Tell whether something was begun for a case and not finished; raises LookupError when there is none."""
    return any(place != WINDOW for place in belongings(vault.connection, case_id).drafts)
