"""Due things for tests: as values, and stored in a vault."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from tests.factories import make_aftercare, make_case, make_contact
from vpdesk.domain.aftercare import Aftercare
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.overview import DueItem, DueKind
from vpdesk.models.desk import Desk
from vpdesk.vault.vault import Vault

#: A Wednesday.
TODAY = date(2026, 11, 18)


def day(offset: int) -> date:
    """The day `offset` days from TODAY."""
    return TODAY + timedelta(days=offset)


def make_item(**changes: Any) -> DueItem:
    """Aftercare by an unknown way, due today."""
    item = DueItem(
        kind=DueKind.AFTERCARE, due_on=TODAY, case_id=1, value_id=2, alias="Eik-14", organisation="De Vliet"
    )
    return replace(item, **changes)


def agree(desk: Desk, alias: str, offset: int, **changes: Any) -> Aftercare:
    """Store a case with aftercare that is due `offset` days from TODAY."""

    def work(vault: Vault) -> Aftercare:
        with vault.transaction():
            organisation = vault.organisations.by_name("De Vliet") or Organisation(name="De Vliet")
            vault.organisations.save(organisation)
            case = make_case(organisation.id, alias=alias)
            vault.cases.save(case)
            vault.contacts.save(make_contact(case.id))
            aftercare = make_aftercare(case.id, due_on=day(offset), **changes)
            vault.aftercares.save(aftercare)
        return aftercare

    return desk.ask(work)
