"""The warning that the window is about to lock because nobody is there; over any dialog."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget

from vpdesk.i18n import _, ngettext
from vpdesk.views.look import current
from vpdesk.views.parts import body, button, heading, row
from vpdesk.views.states import announce

#: Pixels at 100 %.
_WIDE: Final = 360


class IdleWarning(QDialog):
    """Counts down with `count`. `stay_asked` and `lock_asked` come from the person; Esc stays."""

    stay_asked = Signal()
    lock_asked = Signal()

    def __init__(self, left: int, window: QWidget) -> None:
        # over a dialog that is open it must be a dialog of that one: all else is shut off by it
        super().__init__(QApplication.activeModalWidget() or window)
        self.setObjectName("idle_warning")
        self.setWindowTitle("vpdesk")
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if QApplication.applicationState() is not Qt.ApplicationState.ApplicationActive:
            self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)  # she works elsewhere
        self._words = body("")
        self._words.setObjectName("idle_left")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(heading(_("Are you still there?")))
        layout.addWidget(self._words)
        stay = button(_("Keep working"), self.reject, kind="primary", name="stay")
        layout.addWidget(row(button(_("Lock now"), self._lock, name="lock_now"), None, stay))
        stay.setDefault(True)
        stay.setFocus()
        self.rejected.connect(self.stay_asked)
        self.count(left)
        announce(self, self._words.text())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if (layout := self.layout()) is not None:  # a dialog gives lines that wrap less height than they need
            width = max(self.width(), current().px(_WIDE))
            self.resize(width, layout.totalHeightForWidth(width))

    def count(self, left: int) -> None:
        """Say how many seconds are left."""
        self._words.setText(
            ngettext(
                "vpdesk locks in {n} second. What you typed is kept, and you come back to this place.",
                "vpdesk locks in {n} seconds. What you typed is kept, and you come back to this place.",
                left,
            )
        )

    def _lock(self) -> None:
        self.accept()
        self.lock_asked.emit()
