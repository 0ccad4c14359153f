"""The lock page: calm, and without a word of any case."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel

from vpdesk.domain.errors import FindingError, VpdeskError, WrongPassphraseError
from vpdesk.i18n import _, explain
from vpdesk.views.contents import Contents
from vpdesk.views.gate import Gate
from vpdesk.views.parts import button, heading, quiet, symbol
from vpdesk.views.passphrase_field import PassphraseField
from vpdesk.views.states import Banner, Notice


class Unlock(Gate):
    """`wanted` carries what was typed; `other_wanted` asks for another vault's folder.

    `recovery_wanted` opens with the recovery sheet. When the vault is damaged, `restore_wanted` puts back a
    backup and `rescue_wanted` saves what can be read. `hint` tells the passphrase: only the practice vault's
    is told.
    """

    wanted = Signal(str)
    other_wanted = Signal()
    recovery_wanted = Signal()
    restore_wanted = Signal()
    rescue_wanted = Signal()

    def __init__(self, hint: str = "") -> None:
        super().__init__(width=408)  # the longest link in one line, in both languages
        shield = symbol("shield-check", "brand", 44)
        title = heading(_("Locked"))
        saved = quiet(_("What you wrote is saved."))
        for label in (shield, title, saved):
            self.add(_centred(label))
        self._told = Contents()
        self.banner = Banner()
        self.field = PassphraseField(_("Passphrase"), "passphrase")
        self._open = button(_("Unlock"), self._want, kind="primary", name="unlock")
        self.field.completed.connect(self._want)
        other = button(_("Open another vault"), self.other_wanted.emit, kind="link", name="other_vault")
        self.add(self._told, self.banner, self.field, self._open)
        forgotten = button(
            _("Passphrase forgotten? Open with your recovery sheet"),
            self.recovery_wanted.emit,
            kind="link",
            name="recovery",
        )
        self._restore = button(
            _("Put back a backup"), self.restore_wanted.emit, icon_name="history", name="restore"
        )
        self._rescue = button(
            _("Rescue what can be read"), self.rescue_wanted.emit, icon_name="life-buoy", name="rescue"
        )
        self.add(self._restore, self._rescue)
        self._restore.hide()
        self._rescue.hide()
        if hint:
            told = quiet(_("Practice vault. Its passphrase is: {passphrase}", passphrase=hint))
            self.add(_centred(told))
        else:
            self._column.addWidget(forgotten, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addWidget(other, 0, Qt.AlignmentFlag.AlignHCenter)
        self.setFocusProxy(self.field)

    def tell(self, *sentences: str) -> None:
        """Say what has come of something before."""
        self._told.show_only(Notice("\n\n".join(sentences), "circle-check"))

    def show_error(self, error: VpdeskError) -> None:
        """Say why it did not open, and let the person try again."""
        self._rest()
        for way_out in (self._restore, self._rescue):
            way_out.setVisible(isinstance(error, FindingError))
        if isinstance(error, WrongPassphraseError):
            self.field.say_wrong(explain(error))
        else:
            self.banner.show_error(error)

    def _want(self) -> None:
        if not self._open.isEnabled():
            return
        if not self.field.text():
            self.field.say_wrong(_("Type your passphrase."))
            return
        self.banner.hide()
        self._open.setEnabled(False)
        self._open.setText(_("Opening…"))
        self.wanted.emit(self.field.text())

    def _rest(self) -> None:
        self._open.setEnabled(True)
        self._open.setText(_("Unlock"))


def _centred(label: QLabel) -> QLabel:
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    if label.pixmap().isNull():
        return label
    label.setSizePolicy(label.sizePolicy().Policy.Preferred, label.sizePolicy().Policy.Fixed)
    return label
