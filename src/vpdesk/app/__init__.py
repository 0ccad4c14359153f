"""The composition root of the window: the only place where the parts meet.

    welcome -> new vault -> first organisation -> window -> (lock) a fresh locked process
    lock page ---------------------------------->
        ^---- a damaged page is met (vpdesk.app.damage)

Locking ends the process, because nothing else clears the text of a case from memory: the window is covered
at once, what was typed is saved, the vault is closed, a fresh process starts locked, and this one exits.
"""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from vpdesk import paths
from vpdesk.app import plain_imports  # noqa: F401  for what it does, before the others are imported
from vpdesk.app.bug_watch import BugWatch
from vpdesk.app.capture import CaptureGuard
from vpdesk.app.collecting import Collecting
from vpdesk.app.ending import (
    end_soon,
    start_after_damage,
    start_locked,
    start_restoring,
    tell_standing,
)
from vpdesk.app.program import Program
from vpdesk.app.surroundings import Surroundings

__all__ = ["Program", "Surroundings", "draw_pictures", "run", "start_locked"]


def run(
    vault_folder: Path | None = None, *, passphrase: str = "", restoring: bool = False, damaged: bool = False
) -> int:
    """Open the window, on the vault in `vault_folder` when that is given; return the exit status.

    `passphrase` opens it at once: only the practice vault's is no secret. `restoring` begins with putting
    back a backup, `damaged` with the word that the vault is.
    """
    app = QApplication(sys.argv[:1])
    app.setApplicationName("vpdesk")
    app.setDesktopFileName("vpdesk")
    around = Surroundings(
        settings_file=paths.settings_file(),
        vault_folder=vault_folder,
        relaunch=start_locked,
        restore=start_restoring,
        after_damage=start_after_damage,
        leave=app.quit,
        end_soon=end_soon,
        watch_system=_watch_system,
    )
    Collecting(app)
    program = Program(app, around)
    BugWatch(program.window).expected.connect(program.say)
    CaptureGuard(app, program)
    if vault_folder is not None and restoring:
        program.window.stood.connect(partial(tell_standing, vault_folder))
    program.start(passphrase, restoring=restoring, damaged=damaged)
    return app.exec()


def _watch_system(window: QWidget, locks: Callable[[], None]) -> QObject | None:
    from vpdesk.app.system_watch import watch_system  # noqa: PLC0415  not before a vault is open

    return watch_system(window, locks)


def draw_pictures(vault_folder: Path, passphrase: str, folder: Path) -> list[Path]:
    """Write a picture of every screen into `folder`, in both languages and palettes; needs no display."""
    from vpdesk.app import gallery  # noqa: PLC0415  loads every screen, which the first one need not wait for

    return gallery.draw(vault_folder, passphrase, folder)
