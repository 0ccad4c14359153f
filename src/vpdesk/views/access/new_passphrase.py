"""A new passphrase, right after the vault was opened with the recovery sheet."""

from PySide6.QtCore import Signal

from vpdesk.domain.errors import VpdeskError
from vpdesk.i18n import _
from vpdesk.views.access.passphrase_choice import PassphraseChoice
from vpdesk.views.gate import Gate
from vpdesk.views.parts import button, heading, quiet, row
from vpdesk.views.states import Banner


class NewPassphrase(Gate):
    """`wanted` carries the passphrase that was chosen."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__(width=620)
        self.banner = Banner()
        self.choice = PassphraseChoice()
        self.choice.completed.connect(self._want)
        self.choice.failed.connect(self.banner.show_error)
        self._save = button(_("Use this passphrase"), self._want, kind="primary", name="use_passphrase")
        self.add(
            heading(_("Choose a new passphrase")),
            quiet(
                _("Your vault is open. The passphrase that you forgot does not open it any more after this.")
            ),
            self.banner,
            self.choice,
            row(None, self._save),
        )
        self.setFocusProxy(self.choice)

    def show_error(self, error: VpdeskError) -> None:
        """Say why it could not be changed, and let the person try again."""
        self._ready(True)
        self.banner.show_error(error)

    def _want(self) -> None:
        if not self._save.isEnabled():
            return
        if passphrase := self.choice.agreed():
            self.banner.hide()
            self._ready(False)
            self.wanted.emit(passphrase)

    def _ready(self, ready: bool) -> None:
        self._save.setEnabled(ready)
        self._save.setText(_("Use this passphrase") if ready else _("Changing the passphrase…"))
