"""The lists that an organisation declared for its reports, or the usual ones."""

from vpdesk.disclosure.lists import (
    CodeTwiceError,
    DeclaredList,
    EmptyCategoryError,
    ListError,
    TooFewCategoriesError,
    TooManyCategoriesError,
    UnknownCodeError,
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
    """Return the entries of each list that the organisation declared itself, by dimension."""
    return {one.dimension: one.entries for one in vault.report_lists.of_organisation(organisation_id)}


def declare_list(vault: Vault, organisation_id: int, dimension: str, entries: str) -> None:
    """Store the list of one dimension: entries with commas between them, or "" for the usual list.

    It holds for releases from now on: released figures keep the list that they were printed with. Raises
    RuleError when there is no such dimension or the list cannot be used.
    """
    parts = check_list(dimension, entries)
    with vault.transaction():
        for one in vault.report_lists.of_organisation(organisation_id):
            if one.dimension == dimension:
                vault.report_lists.delete(one.id)
        if parts:
            vault.report_lists.save(
                ReportList(organisation_id=organisation_id, dimension=dimension, entries=",".join(parts))
            )


def check_list(dimension: str, entries: str) -> list[str]:
    """Return the parts of a list that can be declared; raises RuleError as `declare_list` does."""
    if dimension not in BY_NAME:
        raise RuleError(
            "dimension",
            N_("{dimension} is no table of a report."),
            todo=N_("Choose from {names}."),
            dimension=dimension,
            names=", ".join(one.name for one in DIMENSIONS),
        )
    parts = [part.strip() for part in entries.split(",") if part.strip()]
    if parts:
        _declare(BY_NAME[dimension], parts)
    return parts


def list_for(vault: Vault, organisation_id: int, dimension: Dimension, *, cases: int, k: int) -> DeclaredList:
    """Return the list that a table of this organisation is printed over."""
    entries = declared_lists(vault, organisation_id).get(dimension.name)
    parts = entries.split(",") if entries else list(default_entries(dimension.name, cases=cases, k=k))
    return _declare(dimension, parts)


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
