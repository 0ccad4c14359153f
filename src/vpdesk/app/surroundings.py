"""What the program takes from outside; tests bring their own."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from vpdesk.vault.keys import Cost
    from vpdesk.views.place import Place


def _nobody_watches(_window: "QWidget", _locks: Callable[[], None]) -> None:
    return None


def _nowhere(_folder: Path) -> None:
    return None


def _never() -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Files, clock and the ways out: to a fresh process (`relaunch` and its kin), or to the end (`leave`).

    `restore` starts one that begins with putting back a backup, `after_damage` one that says that the vault
    is damaged. `end_soon` sees to it that the process ends within seconds, whatever still keeps it.
    `now` is the day and time on the wall, `wall` its seconds, `seconds` a clock that nobody can set.
    `watch_system(window, locks)` calls `locks` when the computer locks, sleeps or changes hands.
    `vault_folder` None: the one that was used last. `places` empty: the program's own. `cost` None: measured.
    `backs_up`: whether backups are made unasked; whoever only draws pictures makes none.
    """

    settings_file: Path
    relaunch: Callable[[Path], None]
    leave: Callable[[], None]
    restore: Callable[[Path], None] = _nowhere
    after_damage: Callable[[Path], None] = _nowhere
    end_soon: Callable[[], None] = _never
    vault_folder: Path | None = None
    now: Callable[[], datetime] = datetime.now
    wall: Callable[[], float] = time.time
    seconds: Callable[[], float] = time.monotonic
    watch_system: "Callable[[QWidget, Callable[[], None]], object]" = _nobody_watches
    places: "Sequence[Place]" = ()
    cost: "Cost | None" = None
    backs_up: bool = True
