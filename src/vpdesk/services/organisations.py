"""Client organisations and what was agreed with them."""

from vpdesk.domain.code import N_
from vpdesk.domain.errors import RuleError
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.values import MandateSource
from vpdesk.vault.vault import Vault


def save_organisation(vault: Vault, organisation: Organisation) -> None:
    """Store a new or changed organisation, and derive the mandate of its cases again.

    A case keeps its mandate when the counsellor chose it, or when a report has counted the case: released
    figures never change. Raises RuleError when another organisation bears the name.
    """
    with vault.transaction():
        namesake = vault.organisations.by_name(organisation.name)
        if namesake is not None and namesake.id != organisation.id:
            raise RuleError("name", N_("There is an organisation of this name already."))
        vault.organisations.save(organisation)
        for case in vault.cases.uncounted(organisation.id):
            derived = case.with_mandate(organisation.mandates)
            if derived.mandate_source is MandateSource.DERIVED and derived != case:
                vault.cases.save(derived)
