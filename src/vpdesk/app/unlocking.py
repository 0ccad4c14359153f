"""Opening a vault on a thread of its own.

It is loaded first, with no more than deriving the key needs: that takes longest, and while one processor does
it the other loads what reads a database (`vpdesk.vault.vault`) and what else an open vault needs
(`vpdesk.app.indoors`).
"""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from vpdesk.vault.doorway import Doorway
from vpdesk.vault.faults import NoVaultError
from vpdesk.vault.recovery import Secret
from vpdesk.vault.thread import DatabaseThread

if TYPE_CHECKING:
    from vpdesk.app.surroundings import Surroundings
    from vpdesk.vault.vault import Vault


def unlock(folder: Path, secret: Secret) -> DatabaseThread:
    """Open the vault in `folder` on a thread of its own; raises what `Vault.open` raises."""
    return DatabaseThread(partial(_open, folder, secret))


def create(folder: Path, passphrase: str, around: "Surroundings") -> DatabaseThread:
    """Make a vault in `folder` on a thread of its own; raises what `Vault.create` raises."""
    from vpdesk.vault.vault import Vault  # noqa: PLC0415  not before the key is derived: see above

    return DatabaseThread(partial(Vault.create, folder, passphrase, cost=around.cost))


def unlock_practice(folder: Path, around: "Surroundings") -> DatabaseThread:
    """Open the practice vault, made first when it is not there; raises what the vault raises."""
    from vpdesk.services.practice_vault import (  # noqa: PLC0415  the same
        PRACTICE_PASSPHRASE,
        make_practice_vault,
    )

    def opened() -> "Vault":
        try:
            return _open(folder, PRACTICE_PASSPHRASE)
        except NoVaultError:
            return make_practice_vault(folder, around.now().date(), around.cost)

    return DatabaseThread(opened)


def _open(folder: Path, secret: Secret) -> "Vault":
    doorway = Doorway.reach(folder, secret)
    from vpdesk.vault.vault import Vault  # noqa: PLC0415  the same

    return Vault.enter(doorway)
