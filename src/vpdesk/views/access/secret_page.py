"""A page that asks for a passphrase or a recovery sheet, then tells how far the long work behind it is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from vpdesk.domain.errors import VpdeskError, WrongPassphraseError
from vpdesk.i18n import _, explain, label
from vpdesk.vault.progress import Progress
from vpdesk.views.access.secret_entry import SecretEntry
from vpdesk.views.gate import Gate
from vpdesk.views.leavable import Leavable
from vpdesk.views.parts import button, row
from vpdesk.views.states import Banner
from vpdesk.views.waiting import Waiting


class SecretPage(Leavable, Gate):
    """`wanted` carries what was typed, `back_wanted` goes back; a page of this kind adds what it shows.

    `go` is its primary button. While the work goes on it says `doing`, and `calm`: what does not happen.
    """

    wanted = Signal(object)
    back_wanted = Signal()

    def __init__(self, go: str, name: str, *, doing: str, calm: str) -> None:
        super().__init__(width=640)
        self.banner = Banner()
        self.secret = SecretEntry()
        self.secret.completed.connect(self._want)
        self.waiting = Waiting()
        self._go = button(go, self._want, kind="primary", name=name)
        self._back = button(_("Back"), self.back_wanted.emit, icon_name="arrow-left", name="back")
        self._resting: list[QWidget] = [self._go, self._back, self.secret]
        self._doing, self._calm = doing, calm
        self.setFocusProxy(self.secret.passphrase)

    @property
    def can_be_left(self) -> bool:
        return self._back.isEnabled()

    def step_back(self) -> None:
        self.back_wanted.emit()

    def add_buttons(self) -> None:
        """Add what tells how far it is, and the two buttons, below what is there."""
        self.add(self.waiting, row(self._back, None, self._go))

    def rest_meanwhile(self, *widgets: QWidget) -> None:
        """Let `widgets` too take nothing while the work goes on."""
        self._resting += widgets

    def go_on(self, progress: Progress) -> None:
        """Say how far it is."""
        self.waiting.go_on(label(progress.stage), progress.done, progress.total)

    def show_error(self, error: VpdeskError) -> None:
        """Say why nothing came of it, and let the person try again."""
        self._ready(True)
        self.waiting.end()
        if isinstance(error, WrongPassphraseError) and not self.secret.is_sheet:
            self.secret.say_wrong(explain(error))
        else:
            self.banner.show_error(error)

    def _want(self) -> None:
        if not self._go.isEnabled():
            return
        secret = self.secret.secret()
        if secret is None:
            return
        self.banner.hide()
        self._ready(False)
        self.waiting.begin(self._doing, self._calm)
        self.wanted.emit(secret)

    def _ready(self, ready: bool) -> None:
        for each in self._resting:
            each.setEnabled(ready)
