"""Opening a vault on a thread of its own.

Apart from what else an open vault needs (`vpdesk.app.indoors`), so that it is loaded first: deriving the key
takes longest, and while one processor does that the other loads the rest.
"""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from vpdesk.services.practice_vault import PRACTICE_PASSPHRASE, make_practice_vault
from vpdesk.vault.faults import NoVaultError
from vpdesk.vault.recovery import Secret
from vpdesk.vault.thread import DatabaseThread
from vpdesk.vault.vault import Vault

if TYPE_CHECKING:
    from vpdesk.app.surroundings import Surroundings


def unlock(folder: Path, secret: Secret) -> DatabaseThread:
    """Open the vault in `folder` on a thread of its own; raises what `Vault.open` raises."""
    return DatabaseThread(partial(Vault.open, folder, secret))


def create(folder: Path, passphrase: str, around: "Surroundings") -> DatabaseThread:
    """Make a vault in `folder` on a thread of its own; raises what `Vault.create` raises."""
    return DatabaseThread(partial(Vault.create, folder, passphrase, cost=around.cost))


def unlock_practice(folder: Path, around: "Surroundings") -> DatabaseThread:
    """Open the practice vault, made first when it is not there; raises what the vault raises."""
    def opened() -> Vault:
        try:
            return Vault.open(folder, PRACTICE_PASSPHRASE)
        except NoVaultError:
            return make_practice_vault(folder, around.now().date(), around.cost)

    return DatabaseThread(opened)
