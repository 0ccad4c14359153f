"""What a release does not print, and no text may say: numbers of cases, and groups of people with few."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from vpdesk.disclosure.released import Release
from vpdesk.domain.register import ReleaseKind
from vpdesk.services.dimensions import DIMENSIONS
from vpdesk.services.making import Asked, count
from vpdesk.vault.vault import Vault

#: The lists whose codes are groups of people.
_PEOPLE: Final = frozenset({"reporter_position", "respondent_relation"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Unprinted:
    """Secret: `numbers` of cases that are not printed, and `groups` (list and code) below the threshold."""

    numbers: frozenset[int] = field(repr=False)
    groups: frozenset[tuple[str, str]] = field(repr=False)


def unprinted(vault: Vault, organisation_id: int, release: Release) -> Unprinted:
    """Return what a release does not print, by any code and any line of its lists.

    The numbers of a table over several periods are those of them all.
    """
    asked = Asked(
        organisation_id=organisation_id,
        kind=ReleaseKind.of(release.kind.value),
        start=release.start,
        end=release.end,
        k=release.k,
    )
    _history, batch, counted = count(vault, asked)
    tables = [*counted.tables, *counted.follow_ups, *([counted.halves] if counted.halves else [])]
    numbers = {number for table in tables for number in (*table.counts, *table.residual.counts)}
    groups = set()
    for cases in (batch.openings, [case for case in batch.openings if not case.known]):
        for dimension in DIMENSIONS:
            coded = Counter(code for case in cases for code in dimension.codes_of(case))
            numbers.update(coded[code] for code in dimension.universe)
            if dimension.name in _PEOPLE:
                groups |= {(dimension.name, code) for code in dimension.universe if coded[code] < release.k}
    return Unprinted(numbers=frozenset(numbers - _printed(release)), groups=frozenset(groups))


def _printed(release: Release) -> set[int]:
    lines = {line.count for table in release.tables for line in table.lines}
    remainders = {table.remainder.count for table in release.tables if table.remainder is not None}
    return lines | remainders | {total.count for total in release.totals if total.count is not None}
