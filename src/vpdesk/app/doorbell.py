"""A second start on a vault that is open rings a bell, and the window that is there comes forward.

The bell is an empty file in the vault's folder: a pipe or a socket would need a network module.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from vpdesk.vault.folder import VaultFolder

#: Milliseconds between two looks whether somebody came, and how often is looked.
_STEP: Final = 100
_LOOKS: Final = 30


class Doorbell(QObject):
    """Listens at an open vault. `rung` says that somebody started the program once more."""

    rung = Signal()

    def __init__(self, folder: VaultFolder, parent: QObject) -> None:
        super().__init__(parent)
        self._folder = folder
        self._watcher = QFileSystemWatcher([str(folder.path)], self)
        self._watcher.directoryChanged.connect(self._look)

    def _look(self) -> None:
        if self._folder.bell.exists():
            self._folder.bell.unlink(missing_ok=True)
            self.rung.emit()


class Caller(QObject):
    """Rings at a vault that is open elsewhere and waits whether its window answers."""

    def __init__(
        self,
        folder: VaultFolder,
        parent: QObject,
        *,
        answered: Callable[[], object],
        nobody: Callable[[], object],
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._answered = answered
        self._nobody = nobody
        self._left = _LOOKS
        self._timer = QTimer(self, interval=_STEP)
        self._timer.timeout.connect(self._look)
        folder.bell.touch(mode=0o600)
        self._timer.start()

    def _look(self) -> None:
        self._left -= 1
        if not self._folder.bell.exists():
            self._timer.stop()
            self._answered()
        elif self._left <= 0:
            # open by a command, or on another computer: there is no window to come forward
            self._timer.stop()
            self._folder.bell.unlink(missing_ok=True)
            self._nobody()
