"""What the program takes from outside; tests bring their own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vpdesk.vault.keys import Cost
    from vpdesk.views.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Files, clock and the ways out: to a fresh process (`relaunch`), or to the end (`leave`).

    `vault_folder` None: the one that was used last. `places` empty: the program's own. `cost` None: measured.
    """

    settings_file: Path
    relaunch: Callable[[Path], None]
    leave: Callable[[], None]
    vault_folder: Path | None = None
    now: Callable[[], datetime] = datetime.now
    places: "Sequence[Place]" = ()
    cost: "Cost | None" = None
