"""Referrals: handing on to another helper, and asking calmly later what came of it."""

from datetime import date

from vpdesk.domain.referral import Referral, Uptake
from vpdesk.vault.vault import Vault


def save_referral(vault: Vault, referral: Referral) -> None:
    """Store a new or changed referral."""
    with vault.transaction():
        vault.referrals.save(referral)


def note_uptake(vault: Vault, referral_id: int, uptake: Uptake, on: date) -> Referral:
    """Record what came of a referral, as the counsellor heard it on `on`."""
    with vault.transaction():
        noted = vault.referrals.get(referral_id).note_uptake(uptake, on)
        vault.referrals.save(noted)
    return noted
