"""The lists that an organisation declared for its reports, or the usual ones.

The first release fixes them: who could change a list once figures are known could choose what they show. And
every list has a place for whatever comes, also one that was stored before that was asked of it: it is read
with everything else at its end.
"""

from datetime import date

from vpdesk.disclosure.lists import (
    CodeTwiceError,
    DeclaredList,
    EmptyCategoryError,
    ListError,
    TooFewCategoriesError,
    TooManyCategoriesError,
    UnknownCodeError,
    completed,
    declare,
    default_entries,
)
from vpdesk.domain.code import N_
from vpdesk.domain.errors import RuleError
from vpdesk.domain.organisation import ReportList
from vpdesk.services.dimensions import BY_NAME, DIMENSIONS, Dimension
from vpdesk.vault.vault import Vault

_WRONG = {
    UnknownCodeError: N_("{entry} is no code of {dimension}."),
    CodeTwiceError: N_("{entry} stands twice in the list of {dimension}."),
    EmptyCategoryError: N_("Nothing is left for {entry} in the list of {dimension}."),
    TooFewCategoriesError: N_("A list of {dimension} needs two lines or more."),
    TooManyCategoriesError: N_("The list of {dimension} has too many lines."),
}


def declared_lists(vault: Vault, organisation_id: int) -> dict[str, str]:
    """Return the entries of each list that the organisation declared last itself, by dimension."""
    latest = {one.dimension: one.entries for one in vault.report_lists.of_organisation(organisation_id)}
    return {dimension: _whole(dimension, entries) for dimension, entries in latest.items() if entries}


def declare_list(vault: Vault, organisation_id: int, dimension: str, entries: str, *, on: date) -> None:
    """Store the list of one dimension from a day on: entries with commas between them, or "" for the usual.

    A list that leaves something out is stored with everything else at its end.
    Until the first release every change holds for all periods; from then on a change holds for periods that
    begin on that day or later, and the earlier list stays for the others. Raises RuleError when there is no
    such dimension or the list cannot be used.
    """
    parts = check_list(dimension, entries)
    with vault.transaction():
        versions = _versions(vault, organisation_id, dimension)
        if (_whole(dimension, versions[-1].entries) if versions else "") == ",".join(parts):
            return
        released = vault.releases.history(organisation_id)
        for one in versions:
            if not released or (one.declared_on == on and one.id > released[-1].id):
                vault.report_lists.delete(one.id)  # no report can have used it
        vault.report_lists.save(
            ReportList(
                organisation_id=organisation_id,
                dimension=dimension,
                entries=",".join(parts),
                declared_on=on,
            )
        )


def check_list(dimension: str, entries: str) -> list[str]:
    """Return the parts of a list as it would be declared, everything else among them where something is left.

    Raises RuleError as `declare_list` does.
    """
    if dimension not in BY_NAME:
        raise RuleError(
            "dimension",
            N_("{dimension} is no table of a report."),
            todo=N_("Choose from {names}."),
            dimension=dimension,
            names=", ".join(one.name for one in DIMENSIONS),
        )
    parts = [part.strip() for part in entries.split(",") if part.strip()]
    if not parts:
        return []
    _declare(BY_NAME[dimension], parts)
    return list(completed(parts, BY_NAME[dimension].universe))


def list_for(  # noqa: PLR0913  all that decides on a list
    vault: Vault, organisation_id: int, dimension: Dimension, *, start: date, cases: int, k: int
) -> DeclaredList:
    """Return the list that a table is printed over in a report on a period that begins on `start`."""
    entries = list_in_force(vault, organisation_id, dimension.name, start)
    parts = entries.split(",") if entries else list(default_entries(dimension.name, cases=cases, k=k))
    return _declare(dimension, parts)


def list_in_force(vault: Vault, organisation_id: int, dimension: str, start: date) -> str:
    """Return the entries of the list for a period that begins on `start`; "": the usual list.

    It is the one that the first release found, unless another was declared since, and on or before `start`.
    """
    first = next(iter(vault.releases.history(organisation_id)), None)
    held = [
        one
        for one in _versions(vault, organisation_id, dimension)
        if first is None or one.id < first.id or one.declared_on <= start
    ]
    return _whole(dimension, held[-1].entries) if held else ""


def _whole(dimension: str, entries: str) -> str:
    """Return a stored list with a place for everything; "": the usual list, which has one."""
    return ",".join(completed(entries.split(","), BY_NAME[dimension].universe)) if entries else ""


def _versions(vault: Vault, organisation_id: int, dimension: str) -> list[ReportList]:
    """Return what was declared of one dimension, the first declared first."""
    found = vault.report_lists.of_organisation(organisation_id)
    return [one for one in found if one.dimension == dimension]


def _declare(dimension: Dimension, parts: list[str]) -> DeclaredList:
    try:
        return declare(dimension.name, dimension.unit, parts, dimension.universe)
    except ListError as error:
        raise RuleError(
            "entries",
            _WRONG[type(error)],
            safe=N_("Nothing was changed."),
            entry=error.entry,
            dimension=error.dimension,
        ) from error
