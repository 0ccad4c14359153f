"""The button itself: what presses it, and how it shows that it has the focus."""

from typing import Final

from PySide6.QtCore import QMargins, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton

from vpdesk.views.look import current

#: The kinds of button that are filled with the colour of the brand.
FILLED: Final = ("primary", "large-primary")
#: Pixels from the rim of such a button to the middle of the line that shows the focus, and its width.
_FOCUS_INSET: Final = 4
_FOCUS_LINE: Final = 2


class Pressable(QPushButton):
    """A button that Enter presses as well as the space bar, also outside dialogs.

    Its kind is its property `kind` (`vpdesk.views.parts.button`).
    """

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setAutoDefault(False)  # in a dialog Enter elsewhere is not for us

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():  # a key held down on the page before presses nothing here
            self.click()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.property("kind") in FILLED and self.hasFocus():
            self._draw_focus()

    def _draw_focus(self) -> None:
        """Draw a line within the colour: what a style sheet draws around it is hardly seen, or broken."""
        look = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.tokens.brand_ink), _FOCUS_LINE))
        inside = self.rect().marginsRemoved(QMargins(*[_FOCUS_INSET] * 4))
        painter.drawRoundedRect(inside, look.px(8) - _FOCUS_INSET, look.px(8) - _FOCUS_INSET)
