"""The vault of practice data: invented organisations and people, to look around in before it counts.

This module stays light: the first screen asks it for names, and only making a vault needs the generator.
"""

from typing import TYPE_CHECKING, Final

from vpdesk import paths

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from vpdesk.vault.keys import Cost
    from vpdesk.vault.vault import Vault

#: It hides nothing, so its passphrase is no secret either: the lock page tells it.
PRACTICE_PASSPHRASE: Final = "oefenen met verzonnen dossiers"  # noqa: S105  open on purpose
#: The name of its folder, beside the real one or where a demonstration wants it.
PRACTICE_FOLDER: Final = "oefenkluis"
_SEED: Final = 20


def practice_folder() -> "Path":
    """Return where the practice vault is: beside the place that is proposed for a real one."""
    return paths.default_vault().with_name(PRACTICE_FOLDER)


def is_practice(folder: "Path") -> bool:
    """Tell whether `folder` is the practice vault's own place; a real vault may bear the same name elsewhere.

    Only there is the passphrase told, and no backup made.
    """
    return folder.absolute() == practice_folder().absolute()


def make_practice_vault(folder: "Path", today: "date", cost: "Cost | None" = None) -> "Vault":
    """Make a vault in `folder` with a practice of the three years until `today`; return it open."""
    from vpdesk.services.practice import fill, practice  # noqa: PLC0415  see above
    from vpdesk.services.practice_agreements import fill_agreements  # noqa: PLC0415
    from vpdesk.services.practice_documents import fill_documents  # noqa: PLC0415
    from vpdesk.services.practice_paths import fill_paths, tread  # noqa: PLC0415
    from vpdesk.vault.vault import Vault  # noqa: PLC0415

    vault = Vault.create(folder, PRACTICE_PASSPHRASE, cost=cost)
    data = practice(_SEED, today)
    fill(vault, data)
    fill_agreements(vault, data, today)
    fill_paths(vault, tread(data))
    fill_documents(vault, data)
    return vault
