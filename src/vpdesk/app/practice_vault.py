"""The vault of practice data: invented organisations and people, to look around in before it counts."""

from datetime import date
from pathlib import Path
from typing import Final

from vpdesk.services.practice import fill, practice
from vpdesk.vault.keys import Cost
from vpdesk.vault.vault import Vault

_SEED: Final = 20


def make_practice(folder: Path, passphrase: str, today: date, cost: Cost | None) -> Vault:
    """Make a vault in `folder` with a practice of the three years until `today`; return it open."""
    vault = Vault.create(folder, passphrase, cost=cost)
    fill(vault, practice(_SEED, today))
    return vault
