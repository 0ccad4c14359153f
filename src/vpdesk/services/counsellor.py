"""The counsellor's own name on documents."""

from vpdesk.domain.counsellor import ONLY, Counsellor
from vpdesk.vault.vault import Vault


def read_counsellor(vault: Vault) -> Counsellor:
    """Return who owns the vault."""
    return vault.counsellors.get(ONLY)


def save_counsellor(vault: Vault, counsellor: Counsellor) -> None:
    """Store what stands on documents from now on; released reports keep what they were released with."""
    with vault.transaction():
        vault.counsellors.save(counsellor)
