"""What covers the window while the last backup is made, before it locks or closes: no word of any case."""

from PySide6.QtCore import Qt

from vpdesk.i18n import _, label
from vpdesk.vault.progress import Progress
from vpdesk.views.gate import Gate
from vpdesk.views.parts import heading, row, symbol
from vpdesk.views.waiting import Waiting


class LeavingPage(Gate):
    """Looks like the locked page; `go_on` adds how far the backup is."""

    def __init__(self) -> None:
        super().__init__(width=384)
        self._title = heading(_("Locked"))
        self._title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._waiting = Waiting()
        self.add(row(None, symbol("shield-check", "brand", 44), None), self._title, self._waiting)

    def go_on(self, progress: Progress) -> None:
        """Say how far the backup is."""
        if self._waiting.isHidden():
            self._waiting.begin(_("A backup is being made and checked"))
        self._waiting.go_on(label(progress.stage), progress.done, progress.total)
