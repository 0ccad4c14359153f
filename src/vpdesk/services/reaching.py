"""Who the reporter is and how to reach them: kept apart from the case, and erased on its own."""

from vpdesk.domain.reporter_identity import ReporterIdentity
from vpdesk.services.drafts import drop_draft
from vpdesk.vault.cleaning import empty_log
from vpdesk.vault.vault import Vault


def identity_place(case_id: int) -> str:
    """Return where the draft of the page is kept."""
    return f"case/{case_id}/identity"


def read_identity(vault: Vault, case_id: int) -> ReporterIdentity | None:
    """Return who the reporter of a case is, if that was written down; only where somebody asks to see it."""
    return vault.identities.of_case(case_id)


def save_identity(vault: Vault, identity: ReporterIdentity) -> None:
    """Store it, new or changed."""
    with vault.transaction():
        vault.identities.save(identity)


def erase_identity(vault: Vault, case_id: int) -> None:
    """Erase it for good, with what was begun and not finished; the case itself stays.

    What is deleted is overwritten (`secure_delete`), and the write-ahead log is emptied, so that the files of
    the vault hold it no more. Backups that were made before still do.
    """
    with vault.transaction():
        known = vault.identities.of_case(case_id)
        if known is not None:
            vault.identities.delete(known.id)
    for place in (identity_place(case_id), f"{identity_place(case_id)}/earlier"):
        drop_draft(vault, place)
    empty_log(vault.connection)
