"""Erasing a case for good: what remains is a mark that says nothing of it."""

import hashlib
from dataclasses import dataclass, field
from datetime import date

from vpdesk.domain.code import N_, Code
from vpdesk.domain.identity import new_id


class ErasureRule(Code):
    """Why a case is erased."""

    REPORTER_ASKED = "reporter_asked", N_("The reporter asked for it")
    MISTAKE = "mistake", N_("It should not have been recorded")
    KEPT_LONG_ENOUGH = "kept_long_enough", N_("It was kept long enough")


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """The mark of an erased case: a backup that is put back later must not bring it back.

    `mark` is made of the identifiers of vault and case alone, so it tells nothing of the case; only who has
    the case can tell that it is this one.
    """

    id: int = field(default_factory=new_id)
    mark: str
    erased_on: date
    rule: ErasureRule


def mark_of(vault_id: str, case_id: int) -> str:
    """Return the mark of a case: hexadecimal SHA-256 over the identifiers of the vault and the case."""
    return hashlib.sha256(f"vpdesk/1 erased {vault_id} {case_id}".encode()).hexdigest()
