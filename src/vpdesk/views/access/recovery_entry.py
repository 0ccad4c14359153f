"""Opening with the recovery sheet, from the lock page: eight groups, and an error stands at its group."""

from PySide6.QtCore import Signal

from vpdesk.domain.errors import VpdeskError
from vpdesk.i18n import _
from vpdesk.views.access.recovery_fields import RecoveryFields
from vpdesk.views.gate import Gate
from vpdesk.views.leavable import Leavable
from vpdesk.views.parts import Card, button, column, heading, quiet, row
from vpdesk.views.states import Banner


class RecoveryEntry(Leavable, Gate):
    """`wanted` carries the `RecoveryKey`; `back_wanted` goes back to the lock page."""

    wanted = Signal(object)
    back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(width=620)
        self.banner = Banner()
        self.fields = RecoveryFields()
        self.fields.completed.connect(self._want)
        self._open = button(_("Open the vault"), self._want, kind="primary", name="open")
        back = button(_("Back"), self.back_wanted.emit, icon_name="arrow-left", name="back")
        self.add(
            heading(_("Open with your recovery sheet")),
            quiet(_("Type the eight groups from your sheet. After that you choose a new passphrase.")),
            self.banner,
            Card(column(self.fields, margins=(20, 16, 20, 16))),
            row(back, None, self._open),
        )
        self.setFocusProxy(self.fields)

    def step_back(self) -> None:
        self.back_wanted.emit()

    def show_error(self, error: VpdeskError) -> None:
        """Say why it did not open, and let the person try again."""
        self._ready(True)
        self.banner.show_error(error)

    def _want(self) -> None:
        if not self._open.isEnabled():
            return
        key = self.fields.key()
        if key is not None:
            self.banner.hide()
            self._ready(False)
            self.wanted.emit(key)

    def _ready(self, ready: bool) -> None:
        self._open.setEnabled(ready)
        self._open.setText(_("Open the vault") if ready else _("Opening…"))
