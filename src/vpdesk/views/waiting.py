"""How far long work is, in words and a bar; it takes no room while nothing runs."""

from typing import Final

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout

from vpdesk.i18n import _
from vpdesk.views.parts import quiet, strong
from vpdesk.views.states import announce

#: Steps of the bar: a number of bytes does not fit in one.
_FINE: Final = 1000


class Waiting(QFrame):
    """`begin` shows it, `go_on` says where the work is, `end` takes it away."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("waiting")
        self._title = strong("")
        self._title.setWordWrap(True)
        self._step = quiet("")
        self._step.setObjectName("waiting_step")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Progress"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for widget in (self._title, self._bar, self._step):
            layout.addWidget(widget)
        self.hide()

    def begin(self, title: str, hint: str = "") -> None:
        """Say what is being done, and perhaps what that means for the person."""
        self._title.setText(title)
        self._step.setText(hint or _("This can take a moment. You can go on working."))
        self._bar.setRange(0, 0)
        if self.isVisible():
            announce(self, title)
        self.show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            announce(self, self._title.text())

    def go_on(self, step: str, done: int, total: int) -> None:
        """Say which step it is at, and how much of that is done."""
        self._step.setText(step)
        self._bar.setRange(0, _FINE)
        self._bar.setValue(_FINE * min(done, total) // max(1, total))

    def end(self) -> None:
        """Take it away."""
        self.hide()
