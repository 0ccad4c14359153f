"""What is left of a damaged vault, brought into a new one; and what came of that, line by line."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal

from vpdesk.i18n import _
from vpdesk.views.access.secret_page import SecretPage
from vpdesk.views.file_dialogs import choose_file
from vpdesk.views.gate import Gate
from vpdesk.views.parts import Card, body, button, column, heading, quiet, row


class RescuePage(SecretPage):
    """`wanted` carries what opens the vault; `backup` is what fills it up (None: the newest known)."""

    def __init__(self) -> None:
        super().__init__(
            _("Rescue"),
            "rescue",
            doing=_("The vault is being read, page by page"),
            calm=_("Nothing happens to the damaged vault meanwhile."),
        )
        self.backup: Path | None = None
        self._from = quiet(_("What is missing is taken from the newest backup on this computer."))
        other = button(_("Use another backup…"), self._choose, kind="link", name="other_backup")
        self.rest_meanwhile(other)
        self.add(
            heading(_("Rescue what can be read")),
            quiet(
                _(
                    "vpdesk reads everything from the damaged vault that can still be read, into a new"
                    " folder. The damaged vault stays as it is."
                )
            ),
            self.banner,
            Card(
                column(self.secret, margins=(20, 16, 20, 16)),
                column(self._from, row(other, None), gap=2, margins=(20, 12, 20, 12)),
            ),
        )
        self.add_buttons()

    def fill_from(self, backup: Path) -> None:
        """Take what is missing from the file `backup`."""
        self.backup = backup
        self._from.setText(_("What is missing is taken from {file}.", file=backup.name))

    def _choose(self) -> None:
        file = choose_file(self, _("Choose a backup"), Path.home(), "vpdesk (*.vpbak)")
        if file is not None:
            self.fill_from(file)


class RescuedPage(Gate):
    """`finished` goes on with the vault that was made."""

    finished = Signal()

    def __init__(self, lines: Sequence[str], folder: Path, *, complete: bool) -> None:
        super().__init__(width=640)
        on = button(_("Open the rescued vault"), self.finished.emit, kind="primary", name="open_rescued")
        self.add(
            heading(_("Everything is rescued") if complete else _("This is rescued")),
            quiet(_("The rescued vault is in the folder {folder}.", folder=folder)),
            Card(column(*(body(line) for line in lines), margins=(20, 16, 20, 16))),
            row(None, on),
        )
        self.setFocusProxy(on)
