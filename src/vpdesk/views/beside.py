"""Two parts beside each other, or below each other where there is no room."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget

from vpdesk.views.look import current


class Beside(QWidget):
    """`left` and `right` beside each other from `room` pixels (at 100 % text) on, else `right` below.

    `shares` is how they divide the width. A layout is put here while it is empty (`vpdesk.views.laid_out`).
    """

    def __init__(
        self,
        left: QWidget | QLayout,
        right: QWidget,
        *,
        room: int,
        shares: tuple[int, int] = (1, 0),
        gap: int = 10,
    ) -> None:
        super().__init__()
        self._room = room
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(gap)
        if isinstance(left, QLayout):
            self._box.addLayout(left, shares[0])
        else:
            self._box.addWidget(left, shares[0])
        self._box.addWidget(right, shares[1])

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < current().px(self._room)
        self._box.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )
        super().resizeEvent(event)
