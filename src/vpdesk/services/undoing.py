"""Undoing what was just done to a case, as long as nothing else has changed it since."""

from collections.abc import Iterable
from dataclasses import dataclass

from vpdesk.domain.code import N_
from vpdesk.domain.errors import RuleError
from vpdesk.vault.snapshots import (
    RowChange,
    Snapshot,
    TakenBackElsewhereError,
    changes,
    snapshot,
    take_back,
)
from vpdesk.vault.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What was done to some cases, row by row."""

    case_ids: frozenset[int]
    changes: tuple[RowChange, ...]


def look(vault: Vault, case_ids: Iterable[int]) -> Snapshot:
    """Return how cases stand, before something is done to them."""
    return snapshot(vault.connection, case_ids)


def deed_since(vault: Vault, before: Snapshot, case_ids: Iterable[int] = ()) -> Deed | None:
    """Return what was done since `before` to its cases, and to `case_ids` that came since; None: nothing."""
    ids = before.case_ids | frozenset(case_ids)
    found = changes(before, snapshot(vault.connection, ids))
    came = (each.key[0] for each in found if each.table == "joined_cases" and each.before is None)
    if any(case_id not in ids for case_id in came):
        return None  # what another case brought along would be lost with it
    return Deed(case_ids=ids, changes=found) if found else None


def undo(vault: Vault, deed: Deed) -> None:
    """Put every row back as it was before `deed`.

    Raises RuleError when something has changed it since, and when a case would go back to another
    organisation after a released report has counted it.
    """
    try:
        with vault.transaction():
            _require_uncounted(vault, deed)
            for table in take_back(vault.connection, deed.case_ids, deed.changes):
                vault.touch(table)
    except TakenBackElsewhereError as error:
        raise RuleError(
            "",
            N_("This cannot be undone any more: something was changed in it since."),
            safe=N_("Nothing was changed."),
            todo=N_("Undo what you did after it first, or change it by hand."),
        ) from error


def _require_uncounted(vault: Vault, deed: Deed) -> None:
    for change in deed.changes:
        if change.table != "cases" or change.before is None or change.after is None:
            continue
        moved = change.before["organisation_id"] != change.after["organisation_id"]
        if moved and vault.releases.release_of(change.key[0]) is not None:
            raise TakenBackElsewhereError
