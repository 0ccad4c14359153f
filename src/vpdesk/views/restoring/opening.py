"""What opens the backup, and how far reading it is."""

from PySide6.QtCore import Signal

from vpdesk.domain.errors import VpdeskError, WrongPassphraseError
from vpdesk.i18n import _, explain, label
from vpdesk.vault.progress import Progress
from vpdesk.views.access.secret_entry import SecretEntry
from vpdesk.views.gate import Gate
from vpdesk.views.parts import Card, button, column, heading, quiet, row, strong
from vpdesk.views.states import Banner
from vpdesk.views.waiting import Waiting


class RestoreOpening(Gate):
    """`wanted` carries the passphrase or the recovery key; `back_wanted` chooses another backup."""

    wanted = Signal(object)
    back_wanted = Signal()

    def __init__(self, title: str) -> None:
        super().__init__(width=640)
        self.banner = Banner()
        self.secret = SecretEntry()
        self.secret.completed.connect(self._want)
        self.waiting = Waiting()
        self._open = button(_("Look at this backup"), self._want, kind="primary", name="open_backup")
        self._back = button(_("Back"), self.back_wanted.emit, icon_name="arrow-left", name="back")
        self.add(
            heading(_("Put back a backup")),
            strong(title),
            quiet(
                _(
                    "Type the passphrase that your vault had when this backup was made. The recovery sheet of"
                    " that time opens it too."
                )
            ),
            self.banner,
            Card(column(self.secret, margins=(20, 16, 20, 16))),
            self.waiting,
            row(self._back, None, self._open),
        )
        self.setFocusProxy(self.secret.passphrase)

    def go_on(self, progress: Progress) -> None:
        """Say how far it is."""
        self.waiting.go_on(label(progress.stage), progress.done, progress.total)

    def show_error(self, error: VpdeskError) -> None:
        """Say why the backup cannot be put back, and let the person try again."""
        self._ready(True)
        self.waiting.end()
        if isinstance(error, WrongPassphraseError) and not self.secret.is_sheet:
            self.secret.say_wrong(explain(error))
        else:
            self.banner.show_error(error)

    def _want(self) -> None:
        if not self._open.isEnabled():
            return
        secret = self.secret.secret()
        if secret is None:
            return
        self.banner.hide()
        self._ready(False)
        self.waiting.begin(
            _("The backup is being read and checked"), _("Nothing happens to your vault meanwhile.")
        )
        self.wanted.emit(secret)

    def _ready(self, ready: bool) -> None:
        self._open.setEnabled(ready)
        self._back.setEnabled(ready)
        self.secret.setEnabled(ready)
