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
    """What was done to some cases, row by row; `counted`: what of the ledger named them right after it."""

    case_ids: frozenset[int]
    changes: tuple[RowChange, ...]
    counted: frozenset[int]


def look(vault: Vault, case_ids: Iterable[int]) -> Snapshot:
    """Return how cases stand, before something is done to them."""
    return snapshot(vault.connection, case_ids)


def deed_since(vault: Vault, before: Snapshot, case_ids: Iterable[int] = ()) -> Deed | None:
    """Return what was done since `before` to its cases, and to `case_ids` that came since; None: nothing."""
    ids = before.case_ids | frozenset(case_ids)
    after = snapshot(vault.connection, ids)
    found = changes(before, after)
    came = (each.key[0] for each in found if each.table == "joined_cases" and each.before is None)
    if any(case_id not in ids for case_id in came):
        return None  # what another case brought along would be lost with it
    return Deed(case_ids=ids, changes=found, counted=_counted(after)) if found else None


def undo(vault: Vault, deed: Deed) -> None:
    """Put every row back as it was before `deed`.

    Raises RuleError when something has changed it since, and when a case would go back to another
    organisation, or cases would become one or two again, after a released report has counted them.
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
    """Raise TakenBackElsewhereError when a report has counted something since that would be counted again."""
    if any(map(_says_what_counts, deed.changes)):
        now = snapshot(vault.connection, deed.case_ids)
        if _counted(now) != deed.counted:
            raise TakenBackElsewhereError


def _says_what_counts(change: RowChange) -> bool:
    """Tell whether a change decided which cases there are, or what was counted of which."""
    if change.table != "cases" or change.before is None or change.after is None:
        return change.table in ("cases", "ledger", "counted_along", "stands_for")
    return bool(change.before["organisation_id"] != change.after["organisation_id"])


def _counted(seen: Snapshot) -> frozenset[int]:
    return frozenset(key[0] for table, key in seen.rows if table == "ledger")
