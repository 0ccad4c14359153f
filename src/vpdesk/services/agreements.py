"""What was agreed with an organisation beside its mandate: terms, contact persons, own words, sites."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from vpdesk.domain.agreement import OwnLabel, Unit
from vpdesk.domain.code import N_
from vpdesk.domain.contact import TimeSpent
from vpdesk.domain.contact_person import ContactPerson
from vpdesk.domain.errors import RuleError
from vpdesk.domain.term import Term, TermKind
from vpdesk.domain.values import Switch
from vpdesk.services.dimensions import BY_NAME
from vpdesk.vault.vault import Vault


def agreed_terms(vault: Vault, organisation_id: int) -> dict[TermKind, Term]:
    """Return how long everything may take at an organisation: what it agreed, or else what is usual."""
    own = {term.kind: term for term in vault.terms.of_organisation(organisation_id)}
    return {kind: own.get(kind) or Term.usual(organisation_id, kind) for kind in TermKind}


def save_terms(vault: Vault, organisation_id: int, terms: Mapping[TermKind, Term]) -> None:
    """Store how long things may take; what is as usual needs no row, and goes on following custom.

    A term of another organisation among them is a bug (ValueError).
    """
    if any(term.organisation_id != organisation_id for term in terms.values()):
        message = "a term of another organisation"
        raise ValueError(message)
    with vault.transaction():
        own = {term.kind: term for term in vault.terms.of_organisation(organisation_id)}
        for kind, term in terms.items():
            stored = own.get(kind)
            if not term.is_usual:
                vault.terms.save(replace(term, id=stored.id) if stored is not None else term)
            elif stored is not None:
                vault.terms.delete(stored.id)


def save_contact_person(vault: Vault, person: ContactPerson) -> None:
    """Store a new or changed contact person."""
    with vault.transaction():
        vault.contact_persons.save(person)


def remove_contact_person(vault: Vault, person_id: int) -> None:
    """Let go of a contact person; whoever offers to put back keeps the value."""
    with vault.transaction():
        vault.contact_persons.delete(person_id)


def own_words(vault: Vault, organisation_id: int) -> dict[tuple[str, str], str]:
    """Return the organisation's own word for each code that it has one for, by dimension and code."""
    return {(one.dimension, one.code): one.label for one in vault.own_labels.of_organisation(organisation_id)}


def save_own_word(vault: Vault, own: OwnLabel) -> None:
    """Store the organisation's word for a code, instead of an earlier one.

    What is counted stays the code. Raises RuleError when there is no such code, or when the organisation uses
    the word for another code of the same list: then nobody could tell the two apart.
    """
    if own.dimension not in BY_NAME or own.code not in BY_NAME[own.dimension].universe:
        raise RuleError("code", N_("Choose one from the list."))
    with vault.transaction():
        for other in vault.own_labels.of_organisation(own.organisation_id):
            if (other.dimension, other.code) == (own.dimension, own.code) and other.id != own.id:
                vault.own_labels.delete(other.id)
        require_clear_word(vault, own)
        vault.own_labels.save(own)


def require_clear_word(vault: Vault, own: OwnLabel) -> None:
    """Raise RuleError when the organisation uses a word for another code of the same list."""
    word = own.label.strip().casefold()
    for other in vault.own_labels.of_organisation(own.organisation_id):
        if other.dimension == own.dimension and other.id != own.id and other.label.strip().casefold() == word:
            raise RuleError("label", N_("This word stands for something else in the same list already."))


def remove_own_word(vault: Vault, label_id: int) -> None:
    """Go back to the word of the core list."""
    with vault.transaction():
        vault.own_labels.delete(label_id)


def record_units(vault: Vault, organisation_id: int, switch: Switch) -> None:
    """Switch recording sites and departments on or off; what was recorded stays, and is not shown."""
    with vault.transaction():
        vault.organisations.save(replace(vault.organisations.get(organisation_id), unit_recording=switch))


def report_units(vault: Vault, organisation_id: int, switch: Switch) -> None:
    """Have reports to an organisation count by site and department from now on, or no more."""
    with vault.transaction():
        vault.organisations.save(replace(vault.organisations.get(organisation_id), unit_reporting=switch))


def save_unit(vault: Vault, unit: Unit) -> None:
    """Store a new or renamed site or department; raises RuleError when there is one of its name."""
    with vault.transaction():
        require_clear_unit(vault, unit)
        vault.units.save(unit)


def require_clear_unit(vault: Vault, unit: Unit) -> None:
    """Raise RuleError when another site or department of the organisation bears the name."""
    name = unit.name.strip().casefold()
    for other in vault.units.of_organisation(unit.organisation_id):
        if other.id != unit.id and other.name.strip().casefold() == name:
            raise RuleError("name", N_("There is a site or department of this name already."))


def remove_unit(vault: Vault, unit_id: int) -> None:
    """Let go of a site or department; the cases there go on without one."""
    with vault.transaction():
        vault.units.delete(unit_id)
        vault.touch("cases")


def units_in_use(vault: Vault, organisation_id: int) -> tuple[int, int]:
    """Return how many sites and departments an organisation has, and how many cases name one."""
    units = vault.units.of_organisation(organisation_id)
    return len(units), sum(len(vault.cases.of_unit(unit.id)) for unit in units)


def worked(vault: Vault, organisation_id: int, start: date, end: date) -> TimeSpent:
    """Return what was worked for an organisation from `start` to `end`, both included.

    These are the counsellor's own hours, for herself: a report counts by its own rules.
    """
    return vault.contacts.worked(organisation_id, start, end)
