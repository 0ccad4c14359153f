"""Client organisations and what was agreed with them."""

from collections.abc import Collection

from vpdesk.domain.case import Case
from vpdesk.domain.code import N_
from vpdesk.domain.errors import RuleError
from vpdesk.domain.mandate import derive_mandate
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.values import Mandate, Matter
from vpdesk.vault.vault import Vault


def save_organisation(vault: Vault, organisation: Organisation) -> None:
    """Store a new or changed organisation; derive the mandate of its cases again where it agreed otherwise.

    A case keeps its mandate when the counsellor chose it, or when a report has counted the case: released
    figures never change. Raises RuleError when another organisation bears the name.
    """
    with vault.transaction():
        require_own_name(vault, organisation)
        before = next((one for one in vault.organisations.all() if one.id == organisation.id), None)
        agreed = before.mandates if before is not None else ()
        vault.organisations.save(organisation)
        follow_agreement(vault, organisation, set(agreed).symmetric_difference(organisation.mandates))


def require_own_name(vault: Vault, organisation: Organisation) -> None:
    """Raise RuleError when another organisation bears the name."""
    name = organisation.name.strip().casefold()
    others = (one for one in vault.organisations.all() if one.id != organisation.id)
    if any(other.name.strip().casefold() == name for other in others):
        raise RuleError("name", N_("There is an organisation of this name already."))


def agreed_with(vault: Vault, organisation_id: int) -> tuple[Mandate, ...]:
    """Return what an organisation agreed, for a case that comes to it.

    Raises RuleError when the organisation is not there any more: a page that is open may still offer it.
    """
    if not vault.organisations.is_there(organisation_id):
        raise RuleError(
            "organisation_id",
            N_("This client organisation is not there any more."),
            todo=N_("Choose one from the list."),
        )
    return vault.organisations.get(organisation_id).mandates


def follow_agreement(
    vault: Vault, organisation: Organisation, others: Collection[Mandate] = tuple(Mandate)
) -> None:
    """Derive the mandate of its cases by what it agreed, inside a transaction that is open.

    `others` is what may be agreed otherwise than when they were derived: no case without a matter of those
    has another mandate by it.
    """
    about = [matter for matter in Matter if matter.mandate in others]
    if about:
        following = vault.cases.following(organisation.id, about)
        vault.cases.take_mandates(
            (case_id, derive_mandate(matters, organisation.mandates)) for case_id, matters in following
        )


def as_agreed(vault: Vault, case: Case) -> Case:
    """Return a case with its mandate as it follows from the agreement now, unless a report has counted it."""
    if vault.ledger.release_of(case.id) is not None:
        return case
    return case.with_mandate(vault.organisations.get(case.organisation_id).mandates)
