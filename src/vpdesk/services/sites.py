"""The table of sites and departments: in a report only where an organisation wants it.

A site is a characteristic like any other: a small one merges with others. Its codes are identifiers, and a
release holds the name that each bore then. The list is that of the organisation's own sites, the first that
was written down first, with those of nowhere last; it goes over the cases of the report itself. A case that
interim figures counted at a site that was given up since stands with those of nowhere: were the table left
out for it, its absence would tell of that case.

Other lists are fixed by the first release, and a change holds for periods that begin later
(`report_lists`). This one is fixed in another way, for which sites there are is no choice but a fact that
readers know: a line that everybody knows to be empty cannot protect the lines that it is merged with. So a
site that is given up leaves the list, and one that opens in the midst of a year has its line in the report
over that year. What must not be is a site that comes into the list after the figures were seen. Once a
report has had a table of sites, a site that was written down after a period had ended has no line in the
table over that period: its cases count with those of none of the sites. And nothing follows from a name but
the name: whoever renames a site moves no line, so that no other one joins the remainder.
"""

import json
from datetime import date
from typing import Final

from vpdesk.disclosure.lists import MOST_CATEGORIES, DeclaredList
from vpdesk.disclosure.released import Category
from vpdesk.domain.agreement import Unit
from vpdesk.domain.identity import moment_of
from vpdesk.domain.overview import CountableCase
from vpdesk.domain.values import Switch
from vpdesk.vault.vault import Vault

#: The name of the dimension.
SITE: Final = "site"
#: The code of a case without a site, or whose site is not recorded for reports.
NOWHERE: Final = "nowhere"
#: The line of these and of cases at a site that came too late for the list.
ELSEWHERE: Final = "elsewhere"


def site_codes(case: CountableCase) -> frozenset[str]:
    """Return the code of the site of a case."""
    return frozenset({NOWHERE if case.unit_id is None else str(case.unit_id)})


def within(sites: DeclaredList, codes: frozenset[str]) -> frozenset[str]:
    """Return the code of a case in the list of `sites`: NOWHERE if its own has no line there any more.

    Interim figures froze it; the first versions froze none.
    """
    there = {code for category in sites.categories for code in category.members}
    return codes if codes and codes <= there else frozenset({NOWHERE})


def site_list(vault: Vault, organisation_id: int, end: date) -> DeclaredList | None:
    """Return the list of sites in reports over a period that ends on `end`; None: there is no such table.

    Nor is there where the organisation has no sites, or more than a table has lines.
    """
    organisation = vault.organisations.get(organisation_id)
    if Switch.OFF in (organisation.unit_recording, organisation.unit_reporting):
        return None
    units = sorted(vault.units.of_organisation(organisation_id), key=lambda unit: unit.id)
    held = _held(vault, organisation_id, units, end)
    late = tuple(str(unit.id) for unit in units if unit not in held)
    if not 0 < len(held) < MOST_CATEGORIES or {NOWHERE, ELSEWHERE} & {unit.name for unit in held}:
        return None
    sites = [Category(key=unit.name, members=(str(unit.id),)) for unit in held]
    none = Category(key=ELSEWHERE if late else NOWHERE, members=(NOWHERE, *late))
    return DeclaredList(dimension=SITE, unit="cases", categories=(*sites, none))


def _held(vault: Vault, organisation_id: int, units: list[Unit], end: date) -> list[Unit]:
    """Return the sites that had been written down when the period ended, or before any table of sites."""
    tables = (one for one in vault.releases.history(organisation_id) if SITE in _lists(one.template))
    first = next(tables, None)
    if first is None:
        return units
    return [unit for unit in units if unit.id < first.id or moment_of(unit.id).date() <= end]


def _lists(template: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(template).get("lists", {})
    return found
