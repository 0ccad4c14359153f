"""Whom the counsellor speaks with at an organisation, and who gets her reports."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any, ClassVar

from vpdesk.domain.contact_person import ContactPerson, ContactRole, ReportReceipt
from vpdesk.i18n import _, label, ngettext
from vpdesk.services.agreements import remove_contact_person, save_contact_person
from vpdesk.vault.vault import Vault
from vpdesk.views.fields import Field
from vpdesk.views.form import Form
from vpdesk.views.organisations.declared import PERSON_FIELDS
from vpdesk.views.organisations.listed_part import ListedPart


def glance(vault: Vault, organisation_id: int, _today: date) -> str:
    """Return how many contact persons there are, and to whom the reports go."""
    people = vault.contact_persons.of_organisation(organisation_id)
    if not people:
        return _("Nobody yet")
    said = ngettext("{n} contact person", "{n} contact persons", len(people))
    getting = [one.name for one in people if one.receives_report is ReportReceipt.ALL]
    if getting:
        said += " · " + _("reports go to {names}", names=", ".join(getting))
    return said


class PeoplePart(ListedPart):
    """The contact persons, the internal counsellors among them."""

    name: ClassVar[str] = "person"
    icon: ClassVar[str] = "users"

    def explanation(self) -> str:
        return _(
            "The people you deal with for your work: who hired you, the works council, the internal"
            " counsellor, who gets your report. Never a reporter."
        )

    def add_words(self) -> str:
        return _("Add a contact person")

    def fields(self) -> Sequence[Field]:
        return PERSON_FIELDS

    def begin(self, form: Form, value: ContactPerson | None) -> None:
        if value is not None:
            form.load(value)
            return
        make = partial(ContactPerson, organisation_id=self.organisation_id)
        form.begin(make, role=None, name="", reach="", receives_report=ReportReceipt.NONE, remarks="")

    def line(self, value: ContactPerson) -> tuple[str, str]:
        facts = [label(value.role), value.reach, value.remarks]
        if value.receives_report is ReportReceipt.ALL:
            facts.insert(2, _("gets the reports"))
        return value.name, " · ".join(fact for fact in facts if fact)

    def read(self, vault: Vault, organisation_id: int) -> Sequence[ContactPerson]:
        order = list(ContactRole)
        found = vault.contact_persons.of_organisation(organisation_id)
        return sorted(found, key=lambda one: (order.index(one.role), one.name.casefold()))

    def save(self, vault: Vault, value: ContactPerson) -> None:
        save_contact_person(vault, value)

    def remove(self, vault: Vault, value: Any) -> None:
        remove_contact_person(vault, value.id)
