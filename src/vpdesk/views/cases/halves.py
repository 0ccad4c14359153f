"""The two halves of a case: what happened, and what is known now: beside each other where there is room."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from vpdesk.views.look import current

#: Pixels at 100 % from which both stand beside each other, and what the column at the right takes of them.
_BESIDE: Final = 600
_NARROWEST: Final = 250
_WIDEST: Final = 330
_SHARE: Final = 0.38
_UNBOUND: Final = 16_777_215


class Halves(QWidget):
    """`line` takes the room that `column` leaves. `turned` tells that they changed places."""

    turned = Signal()

    def __init__(self, line: QWidget, column: QWidget, gap: int = 16) -> None:
        super().__init__()
        self._side = _at_top(column)
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(gap)
        self._box.addWidget(_at_top(line), 1)
        self._box.addWidget(self._side)

    @property
    def beside(self) -> bool:
        """Whether both stand beside each other."""
        return self._box.direction() is QBoxLayout.Direction.LeftToRight

    def resizeEvent(self, event: QResizeEvent) -> None:
        px, before = current().px, self.beside
        width = event.size().width()
        if width >= px(_BESIDE):
            self._side.setFixedWidth(max(px(_NARROWEST), min(px(_WIDEST), round(width * _SHARE))))
            self._box.setDirection(QBoxLayout.Direction.LeftToRight)
        else:
            self._box.setDirection(QBoxLayout.Direction.TopToBottom)
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(_UNBOUND)
        super().resizeEvent(event)
        if self.beside is not before:
            self.turned.emit()


def _at_top(widget: QWidget) -> QWidget:
    """Return a holder in which `widget` is no higher than it must be, however high its neighbour is."""
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(widget)
    layout.addStretch(1)
    return holder
