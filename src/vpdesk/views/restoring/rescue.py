"""What is left of a damaged vault, brought into a new one; and what came of that, line by line."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal

from vpdesk.domain.errors import VpdeskError, WrongPassphraseError
from vpdesk.i18n import _, explain, label
from vpdesk.vault.progress import Progress
from vpdesk.views.access.secret_entry import SecretEntry
from vpdesk.views.file_dialogs import choose_file
from vpdesk.views.gate import Gate
from vpdesk.views.parts import Card, body, button, column, heading, quiet, row
from vpdesk.views.states import Banner
from vpdesk.views.waiting import Waiting


class RescuePage(Gate):
    """`wanted` carries what opens the vault; `backup` is what fills it up (None: the newest known)."""

    wanted = Signal(object)
    back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(width=640)
        self.backup: Path | None = None
        self.banner = Banner()
        self.secret = SecretEntry()
        self.secret.completed.connect(self._want)
        self.waiting = Waiting()
        self._from = quiet(_("What is missing is taken from the newest backup on this computer."))
        self._other = button(_("Use another backup…"), self._choose, kind="link", name="other_backup")
        self._rescue = button(_("Rescue"), self._want, kind="primary", name="rescue")
        self._back = button(_("Back"), self.back_wanted.emit, icon_name="arrow-left", name="back")
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
                column(self._from, row(self._other, None), gap=2, margins=(20, 12, 20, 12)),
            ),
            self.waiting,
            row(self._back, None, self._rescue),
        )
        self.setFocusProxy(self.secret.passphrase)

    def fill_from(self, backup: Path) -> None:
        """Take what is missing from the file `backup`."""
        self.backup = backup
        self._from.setText(_("What is missing is taken from {file}.", file=backup.name))

    def go_on(self, progress: Progress) -> None:
        """Say how far it is."""
        self.waiting.go_on(label(progress.stage), progress.done, progress.total)

    def show_error(self, error: VpdeskError) -> None:
        """Say why nothing was rescued, and let the person try again."""
        self._ready(True)
        self.waiting.end()
        if isinstance(error, WrongPassphraseError) and not self.secret.is_sheet:
            self.secret.say_wrong(explain(error))
        else:
            self.banner.show_error(error)

    def _choose(self) -> None:
        file = choose_file(self, _("Choose a backup"), Path.home(), "vpdesk (*.vpbak)")
        if file is not None:
            self.fill_from(file)

    def _want(self) -> None:
        if not self._rescue.isEnabled():
            return
        secret = self.secret.secret()
        if secret is None:
            return
        self.banner.hide()
        self._ready(False)
        self.waiting.begin(
            _("The vault is being read, page by page"), _("Nothing happens to the damaged vault meanwhile.")
        )
        self.wanted.emit(secret)

    def _ready(self, ready: bool) -> None:
        for each in (self._rescue, self._back, self._other, self.secret):
            each.setEnabled(ready)


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
