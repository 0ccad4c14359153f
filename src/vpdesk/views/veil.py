"""Out of sight until somebody asks for it, and out of sight again soon after: for what others must not read.

Two things lie under a veil: how to reach a reporter, and the true numbers beside those of a report.
"""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from vpdesk.i18n import _
from vpdesk.views.parts import button

#: Milliseconds for which something stays in sight.
SHOWN_FOR: Final = 120_000
#: The owner is left, or another window has come in front of it.
_LEFT: Final = (QEvent.Type.Hide, QEvent.Type.WindowDeactivate)


class Veil(QObject):
    """Lies over what `owner` shows. `lifted` and `drawn` say that it must show that, or hide it, now.

    It is drawn again after two minutes, and when the owner or its window is left.
    """

    lifted = Signal()
    drawn = Signal()

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_FOR)
        self._timer.timeout.connect(self.drawn)
        owner.installEventFilter(self)

    @property
    def is_lifted(self) -> bool:
        """Whether what it lies over is in sight."""
        return self._timer.isActive()

    def lift(self) -> None:
        """Show what it lies over; from now on for two minutes, also where it is in sight already."""
        was_lifted = self.is_lifted
        self._timer.start()
        if not was_lifted:
            self.lifted.emit()

    def draw(self) -> None:
        """Take it out of sight, where it is in sight."""
        if self.is_lifted:
            self._timer.stop()
            self.drawn.emit()

    def show_button(self, what: str, name: str) -> QPushButton:
        """Return the button that lifts it; `what` is told to who does not see what stands around."""
        return self._button(_("Show"), "eye", what, f"show_{name}")

    def hide_button(self, what: str, name: str) -> QPushButton:
        """Return the button that draws it."""
        return self._button(_("Hide"), "eye-off", what, f"hide_{name}")

    def _button(self, word: str, icon: str, what: str, name: str) -> QPushButton:
        deed = self.lift if icon == "eye" else self.draw
        made = button(word, deed, icon_name=icon, kind="link", name=name)
        made.setAccessibleName(f"{word}: {what}")
        return made

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _LEFT:
            self.draw()
        return super().eventFilter(watched, event)
