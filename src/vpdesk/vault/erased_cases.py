"""Keeping out what comes too late: a form that still held an erased case would bring it back by saving it."""

import re
from typing import Final

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk.domain.erasure import mark_of
from vpdesk.vault.erasure_faults import CaseErasedError

#: The tables whose rows go only together with their case, by the word that begins the places of their drafts.
_PARTS: Final = {
    "contact": "contacts",
    "consent": "consents",
    "step": "steps",
    "aftercare": "aftercares",
    "option": "options",
    "referral": "referrals",
    "document": "documents",
    "track": "formal_tracks",
    "milestone": "milestones",
    "exception": "confidentiality_exceptions",
    "identity": "reporter_identities",
}
_PLACE: Final = re.compile(r"([a-z]+)/(\d+)")


def refuse_erased(connection: sqlcipher.Connection, case_id: int) -> None:
    """Raise CaseErasedError when there is a mark of this case; for what would be inserted."""
    (vault_id,) = connection.execute("SELECT vault_id FROM vault_state").fetchone()
    sql = "SELECT 1 FROM erasures WHERE mark = ?"
    if connection.execute(sql, [mark_of(vault_id, case_id)]).fetchone() is not None:
        raise CaseErasedError


def refuse_draft(connection: sqlcipher.Connection, place: str) -> None:
    """Raise CaseErasedError when `place` is in an erased case: its own, or that of a part that went too."""
    found = _PLACE.match(place)
    if found is None:
        return
    kind, number = found.group(1), int(found.group(2))
    if kind == "case":
        refuse_erased(connection, number)
    elif kind in _PARTS:
        sql = f"SELECT 1 FROM {_PARTS[kind]} WHERE id = ?"  # noqa: S608  names are ours
        if connection.execute(sql, [number]).fetchone() is None:
            raise CaseErasedError
