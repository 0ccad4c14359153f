"""The table of sites and departments: in a report only where an organisation wants it.

A site is a characteristic like any other: a small one merges with others. Its codes are identifiers, and a
release holds the name that each bore then. The list is that of the organisation's own sites, by name, with
those of nowhere last; it goes over the cases of the report itself, for a site that was given up since has no
place in it any more.
"""

from typing import Final

from vpdesk.disclosure.lists import MOST_CATEGORIES, DeclaredList
from vpdesk.disclosure.released import Category
from vpdesk.domain.overview import CountableCase
from vpdesk.domain.values import Switch
from vpdesk.vault.vault import Vault

#: The name of the dimension.
SITE: Final = "site"
#: The code of a case without a site, or whose site is not recorded for reports.
NOWHERE: Final = "nowhere"


def site_codes(case: CountableCase) -> frozenset[str]:
    """Return the code of the site of a case."""
    return frozenset({NOWHERE if case.unit_id is None else str(case.unit_id)})


def site_list(vault: Vault, organisation_id: int) -> DeclaredList | None:
    """Return the list of sites that reports to an organisation have a table of; None: they have none.

    Nor have they where it has no sites, or more than a table has lines.
    """
    organisation = vault.organisations.get(organisation_id)
    units = vault.units.of_organisation(organisation_id)
    asked = Switch.OFF not in (organisation.unit_recording, organisation.unit_reporting)
    if not asked or not 0 < len(units) < MOST_CATEGORIES or NOWHERE in {unit.name for unit in units}:
        return None
    sites = [Category(key=unit.name, members=(str(unit.id),)) for unit in units]
    return DeclaredList(
        dimension=SITE, unit="cases", categories=(*sites, Category(key=NOWHERE, members=(NOWHERE,)))
    )
