"""The end of a process that held a vault: soon and certain, for nothing else clears its memory."""

import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Final

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QProcess, QTimer

from vpdesk.vault.folder import VaultFolder

#: Seconds that what still runs beside the window may take; then the process ends all the same.
_PATIENCE: Final = 0.3
#: Seconds that closing the vault and everything after it may take.
_CLOSING: Final = 20.0
#: Seconds that the covered window waits until another stands in its place; milliseconds between two looks.
_HANDING_OVER: Final = 5.0
_LOOK: Final = 50


def end_soon() -> None:
    """End this process some seconds from now at the latest: its vault is being closed, or its window was.

    A disk that does not answer would otherwise keep it, and the cases in it, alive for as long as it likes.
    """
    Thread(target=_end, args=(_CLOSING,), daemon=True).start()


def start_restoring(folder: Path) -> None:
    """Start a fresh process that puts back a backup of the vault in `folder`, and end this one.

    The person asked for something, and looks at the screen: the covered window stays until the other stands,
    or for some seconds when that does not come.
    """
    coming = VaultFolder(folder).coming
    with suppress(OSError):
        coming.touch(mode=0o600)
    _start(folder, "--restore")
    Thread(target=_end, args=(_HANDING_OVER + _PATIENCE,), daemon=True).start()
    deadline = QDeadlineTimer(int(1000 * _HANDING_OVER))
    look = QTimer(QCoreApplication.instance(), interval=_LOOK)

    def leave() -> None:
        if deadline.hasExpired() or not coming.exists():
            tell_standing(folder)
            _leave()

    look.timeout.connect(leave)
    look.start()


def tell_standing(folder: Path) -> None:
    """Tell the process that `start_restoring` leaves behind that the window of this one stands."""
    with suppress(OSError):
        VaultFolder(folder).coming.unlink()


def start_after_damage(folder: Path) -> None:
    """Start a fresh process that says that the vault in `folder` is damaged, and end this one."""
    start_locked(folder, "--damaged")


def start_locked(folder: Path, *more: str) -> None:
    """Start a fresh process, locked, on the vault in `folder`, and end this one.

    The vault is closed by now. A report that is drawn or a backup that is made beside the window would keep
    the process, and the cases in it, alive until it is ready: it is given up, as in a power cut, which both
    survive.
    """
    _start(folder, *more)
    _leave()


def _start(folder: Path, *more: str) -> None:
    QProcess.startDetached(sys.executable, ["-m", "vpdesk", "--vault", str(folder), *more])


def _leave() -> None:
    Thread(target=_end, args=(_PATIENCE,), daemon=True).start()
    QCoreApplication.quit()


def _end(seconds: float) -> None:
    time.sleep(seconds)
    os._exit(0)
