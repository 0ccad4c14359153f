"""A passphrase, or else the groups of a recovery sheet: whatever opens a vault or a backup of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpdesk.i18n import _
from vpdesk.vault.recovery import Secret
from vpdesk.views.access.recovery_fields import RecoveryFields
from vpdesk.views.parts import button
from vpdesk.views.passphrase_field import PassphraseField


class SecretEntry(QWidget):
    """`completed` says that Enter was pressed at its end."""

    completed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.passphrase = PassphraseField(_("Passphrase"), "passphrase")
        self.passphrase.completed.connect(self.completed)
        self.groups = RecoveryFields()
        self.groups.completed.connect(self.completed)
        self.groups.hide()
        self._turn = button("", self._turn_over, kind="link", name="turn_secret")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.passphrase)
        layout.addWidget(self.groups)
        layout.addWidget(self._turn, 0, Qt.AlignmentFlag.AlignLeft)
        self._word()

    def secret(self) -> Secret | None:
        """Return what was typed when it can be right; else say what is wrong with it, and return None."""
        if not self.groups.isHidden():
            return self.groups.key()
        if not self.passphrase.text():
            self.passphrase.say_wrong(_("Type your passphrase."))
            return None
        return self.passphrase.text()

    def say_wrong(self, sentence: str) -> None:
        """Say that this does not open it."""
        if self.groups.isHidden():
            self.passphrase.say_wrong(sentence)
        else:
            self.groups.setFocus()

    @property
    def is_sheet(self) -> bool:
        """Whether the groups of a sheet are asked."""
        return not self.groups.isHidden()

    def begin_typing(self) -> None:
        """Put the cursor where typing begins."""
        (self.groups if self.is_sheet else self.passphrase).setFocus()

    def forget(self) -> None:
        """Take what was typed off the screen."""
        self.passphrase.set_text("")
        self.groups.forget()

    def _turn_over(self) -> None:
        sheet = self.groups.isHidden()
        self.groups.setVisible(sheet)
        self.passphrase.setVisible(not sheet)
        self._word()
        self.begin_typing()

    def _word(self) -> None:
        self._turn.setText(
            _("Use the passphrase") if self.is_sheet else _("Passphrase forgotten? Use the recovery sheet")
        )
