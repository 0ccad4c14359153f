"""Aftercare: agreed at closing, and ended by an outcome only (rule 5)."""

from dataclasses import replace
from datetime import date

from vpdesk.domain.aftercare import Aftercare
from vpdesk.domain.values import AftercareOutcome
from vpdesk.vault.vault import Vault


def settle_aftercare(
    vault: Vault, aftercare_id: int, outcome: AftercareOutcome, on: date, remarks: str = ""
) -> Aftercare:
    """Record what aftercare brought; this ends its reminder."""
    with vault.transaction():
        settled = replace(vault.aftercares.get(aftercare_id).settle(outcome, on), remarks=remarks)
        vault.aftercares.save(settled)
    return settled


def try_aftercare_again(vault: Vault, aftercare_id: int, on: date) -> Aftercare:
    """Count a vain attempt and agree on the next day; the reminder stands."""
    with vault.transaction():
        again = vault.aftercares.get(aftercare_id).try_again(on)
        vault.aftercares.save(again)
    return again
