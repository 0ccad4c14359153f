"""A page for one verb: it scrolls, its buttons stay at the foot, Enter finishes it and Esc goes back."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from vpdesk.i18n import _
from vpdesk.views.flow import flow
from vpdesk.views.leavable import Leavable
from vpdesk.views.look import current
from vpdesk.views.page import ROOMY, Page
from vpdesk.views.parts import button, column, hairline, row
from vpdesk.views.read_out import read_out


class VerbPage(Leavable, QWidget):
    """Add widgets to `page`. `primary` is the button that Enter presses; `left` says that it was left."""

    left = Signal()

    def __init__(self, name: str, title: str, sentence: str, primary: QPushButton, *beside: QWidget) -> None:
        super().__init__()
        self.setObjectName(name)
        self._telling = QTimer(self, singleShot=True, interval=0)
        self._telling.timeout.connect(lambda: read_out(self))
        self.page = Page(title, sentence)
        self.primary = primary
        self.back = button(_("Back"), self.leave, icon_name="arrow-left", name="back")
        self.back.setToolTip("Esc")
        buttons = flow(primary, *beside, self.back, gap=12)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.page, 1)
        side = 28 if current().scale < ROOMY else 16  # level with the page above
        self._foot = row(buttons, gap=12, margins=(side, 12, side, 12))
        layout.addWidget(column(hairline(), self._foot, gap=0))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self._telling.start()  # when the focus has come to where one begins: it would break in on this

    def begin_typing(self) -> None:
        """Put the focus where work begins."""
        self.primary.setFocus()

    def leave(self) -> None:
        """Go back."""
        self.left.emit()

    def step_back(self) -> None:
        self.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            (focused if isinstance(focused, QPushButton) else self.primary).click()
        else:
            super().keyPressEvent(event)
