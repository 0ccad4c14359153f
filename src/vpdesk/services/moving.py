"""Moving a case to another organisation: only when the wrong one was chosen, and never after it was counted.

The walls between organisations stand: what belongs to the one, a site or a tag, does not come along.
"""

from dataclasses import dataclass, replace

from vpdesk.domain.case import Case
from vpdesk.domain.code import N_
from vpdesk.domain.errors import RuleError
from vpdesk.services.organisations import agreed_with
from vpdesk.vault.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class StaysBehind:
    """What a case loses when it moves: its site or department ("" when it has none), and so many tags."""

    unit: str
    tags: int


def stays_behind(vault: Vault, case_id: int) -> StaysBehind:
    """Return what a case would lose by moving."""
    case = vault.cases.get(case_id)
    return StaysBehind(
        unit="" if case.unit_id is None else vault.units.get(case.unit_id).name,
        tags=len(vault.respondent_links.of_case(case_id)),
    )


def may_move(vault: Vault, case_id: int) -> bool:
    """Tell whether a case may still move: no released report has counted it, or a contact of it."""
    return not vault.ledger.has_counted(case_id)


def move_case(vault: Vault, case_id: int, organisation_id: int) -> Case:
    """Move a case to another organisation, without its site and its tags; return it as stored.

    Its mandate is derived again by the agreement there, unless it was chosen. Raises RuleError when a
    released report has counted the case, or when it is of that organisation already.
    """
    with vault.transaction():
        return moved(vault, case_id, organisation_id)


def moved(vault: Vault, case_id: int, organisation_id: int) -> Case:
    """Do what `move_case` does, inside a transaction that is open."""
    case = vault.cases.get(case_id)
    if case.organisation_id == organisation_id:
        raise RuleError("organisation_id", N_("The case is of this organisation already."))
    if not may_move(vault, case_id):
        raise RuleError(
            "organisation_id",
            N_("A released report has counted this case, so it stays with its client organisation."),
            safe=N_("Nothing was changed."),
            todo=N_("Begin a new case there, and erase this one when nothing in it is right."),
        )
    for link in vault.respondent_links.of_case(case_id):
        vault.respondent_links.delete(link.id)
    there = replace(case, organisation_id=organisation_id, unit_id=None)
    stored = there.with_mandate(agreed_with(vault, organisation_id))
    vault.cases.save(stored)
    return stored
