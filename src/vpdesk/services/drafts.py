"""Drafts: what is typed and not yet valid survives lock, crash and closing, inside the vault."""

from datetime import datetime

from vpdesk.domain.draft import Draft
from vpdesk.vault.vault import Vault


def save_draft(vault: Vault, place: str, body: str, now: datetime) -> None:
    """Keep the unfinished text of a place in the window."""
    with vault.transaction():
        vault.drafts.save(Draft(place=place, body=body, saved_at=now))


def load_draft(vault: Vault, place: str) -> Draft | None:
    """Return the unfinished text of a place, if there is any."""
    return vault.drafts.get(place)


def drop_draft(vault: Vault, place: str) -> None:
    """Forget it, because it was saved or thrown away."""
    if vault.drafts.get(place) is not None:
        with vault.transaction():
            vault.drafts.drop(place)
