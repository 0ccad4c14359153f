"""The tables of what was agreed with an organisation: its own words, terms, contact persons, sites."""

from typing import Final

from vpdesk.domain.agreement import OwnLabel, Unit
from vpdesk.domain.contact_person import ContactPerson
from vpdesk.domain.term import Term
from vpdesk.vault.rows import Rows
from vpdesk.vault.table import Table

OWN_LABELS: Final = Table(OwnLabel, "own_labels")
TERMS: Final = Table(Term, "terms")
CONTACT_PERSONS: Final = Table(ContactPerson, "contact_persons")
UNITS: Final = Table(Unit, "units")


class OwnLabels(Rows[OwnLabel]):
    """Typed access to the organisations' own words."""

    def of_organisation(self, organisation_id: int) -> list[OwnLabel]:
        """Return the own words of one organisation, by dimension and code."""
        return self._select("WHERE organisation_id = ? ORDER BY dimension, code", [organisation_id])

    def for_matters(self, organisation_id: int | None) -> list[OwnLabel]:
        """Return the own words for matters of one organisation (None: of each), by its name and the code."""
        name = "(SELECT name FROM organisations WHERE id = organisation_id) COLLATE NOCASE"
        clause = f"WHERE dimension = 'matter' AND (? IS NULL OR organisation_id = ?) ORDER BY {name}, code"
        return self._select(clause, [organisation_id, organisation_id])


class Terms(Rows[Term]):
    """Typed access to the terms that were agreed otherwise than is usual."""

    def of_organisation(self, organisation_id: int) -> list[Term]:
        """Return the terms of one organisation, by kind."""
        return self._select("WHERE organisation_id = ? ORDER BY kind", [organisation_id])

    def all(self) -> list[Term]:
        """Return the terms of every organisation."""
        return self._select("ORDER BY organisation_id, kind")


class ContactPersons(Rows[ContactPerson]):
    """Typed access to the contact persons."""

    def of_organisation(self, organisation_id: int) -> list[ContactPerson]:
        """Return the contact persons of one organisation, by role and name."""
        clause = "WHERE organisation_id = ? ORDER BY role, name COLLATE NOCASE"
        return self._select(clause, [organisation_id])


class Units(Rows[Unit]):
    """Typed access to the sites and departments."""

    def of_organisation(self, organisation_id: int) -> list[Unit]:
        """Return the sites and departments of one organisation, by name."""
        return self._select("WHERE organisation_id = ? ORDER BY name COLLATE NOCASE", [organisation_id])
