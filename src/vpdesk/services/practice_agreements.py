"""What was agreed with the organisations of the practice vault: people, terms, dates, own words."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from vpdesk import paths
from vpdesk.domain.agreement import OwnLabel
from vpdesk.domain.contact_person import ContactPerson, ContactRole, ReportReceipt
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.term import Term, TermKind, TermUnit, months_after
from vpdesk.services.practice import Practice
from vpdesk.vault.vault import Vault

if TYPE_CHECKING:
    from datetime import date

#: Days that a report is due are kept ahead of today by moving them a year.
_YEAR: Final = 12


def fill_agreements(vault: Vault, data: Practice, today: "date") -> None:
    """Store what was agreed with the first organisations of a practice; the others agreed nothing apart."""
    file = paths.resources() / "practice" / "agreements.toml"
    agreements = tomllib.loads(file.read_text("utf-8"))["agreement"]
    with vault.transaction():
        for organisation, agreed in zip(data.organisations, agreements, strict=False):
            vault.organisations.save(_agreed(organisation, agreed, today))
            for person in agreed["people"]:
                vault.contact_persons.save(_person(organisation.id, person))
            for word in agreed["words"]:
                own = OwnLabel(
                    organisation_id=organisation.id,
                    dimension=word["list"],
                    code=word["code"],
                    label=word["label"],
                )
                vault.own_labels.save(own)
            if "advice_weeks" in agreed:
                vault.terms.save(
                    Term(
                        organisation_id=organisation.id,
                        kind=TermKind.ADVICE,
                        amount=agreed["advice_weeks"],
                        unit=TermUnit.WEEK,
                    )
                )


def _agreed(organisation: Organisation, agreed: Mapping[str, Any], today: "date") -> Organisation:
    begun = months_after(today, -agreed["appointed_months_ago"])
    month, day = map(int, agreed["report_due"].split("-"))
    due = today.replace(month=month, day=day)
    return replace(
        organisation,
        committee=agreed.get("committee", ""),
        reporting_point=agreed.get("reporting_point", ""),
        appointed_on=begun,
        appointment_ends_on=months_after(begun, agreed["appointed_for_months"]),
        report_due_on=due if due > today else months_after(due, _YEAR),
    )


def _person(organisation_id: int, person: Mapping[str, Any]) -> ContactPerson:
    return ContactPerson(
        organisation_id=organisation_id,
        role=ContactRole.of(person["role"]),
        name=person["name"],
        reach=person["reach"],
        receives_report=ReportReceipt.ALL if person["reports"] else ReportReceipt.NONE,
    )
