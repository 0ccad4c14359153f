"""The covered window that could not save everything: locked for whoever comes by, and nothing is lost."""

from PySide6.QtCore import Signal

from vpdesk.domain.errors import VpdeskError
from vpdesk.i18n import _, explain
from vpdesk.views.gate import Gate
from vpdesk.views.parts import body, button, heading, row, symbol
from vpdesk.views.passphrase_field import PassphraseField
from vpdesk.views.states import Banner


class HeldPage(Gate):
    """`back_wanted` carries the passphrase with which the person wants her window back."""

    back_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__(width=480)
        self.banner = Banner()
        self.field = PassphraseField(_("Passphrase"), "held_passphrase")
        self._back = button(_("Back to my work"), self._want, kind="primary", name="held_back")
        self.field.completed.connect(self._want)
        self.add(
            row(None, symbol("shield-check", "brand", 44), None),
            row(None, heading(_("Locked")), None),
            self.banner,
            body(
                _(
                    "What you typed last is not saved yet. vpdesk waits here and keeps trying; as soon as it"
                    " is saved, the vault closes. With your passphrase you can go back to your work."
                )
            ),
            self.field,
            self._back,
        )
        self.setFocusProxy(self.field)

    def say(self, error: VpdeskError) -> None:
        """Say why it could not be saved."""
        if self.banner.text() != explain(error) or self.banner.isHidden():
            self.banner.show_error(error)

    def refuse(self, error: VpdeskError) -> None:
        """Say that this is not the passphrase."""
        self._back.setEnabled(True)
        self.field.say_wrong(explain(error))

    def _want(self) -> None:
        if not self._back.isEnabled():
            return
        if not self.field.text():
            self.field.say_wrong(_("Type your passphrase."))
            return
        self._back.setEnabled(False)
        self.back_wanted.emit(self.field.text())
