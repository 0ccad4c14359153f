"""The screens before the window is open share one shape: a narrow column in the middle of calm paper."""

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vpdesk.views.look import current
from vpdesk.views.page import scrolling
from vpdesk.views.read_out import read_out
from vpdesk.views.reading_order import tell_in_order

#: Milliseconds after the first look: neither that nor what is loaded right after it waits for the order.
_AFTER: Final = 150


class Gate(QWidget):
    """Add widgets with `add`. `width` is the widest that the column gets, in pixels at 100 % text size."""

    def __init__(self, *, width: int) -> None:
        super().__init__()
        self._is_told = False
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QWidget()
        column.setMaximumWidth(current().px(width))
        self._column = QVBoxLayout(column)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        content = QWidget()
        across = QHBoxLayout()
        self._middle = QVBoxLayout(content)
        self._middle.setContentsMargins(24, 16, 24, 32)
        self._middle.addStretch(1)
        self._middle.addLayout(across)
        across.addStretch(1)
        across.addWidget(column, 1000)
        across.addStretch(1)
        self._middle.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(content))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._is_told = False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_told:
            self._is_told = True
            QTimer.singleShot(_AFTER, self, self._tell_all)

    def _tell_all(self) -> None:
        tell_in_order(self)
        read_out(self)

    def add(self, *widgets: QWidget) -> None:
        """Add `widgets` below what is there."""
        for widget in widgets:
            self._column.addWidget(widget)

    def put_above(self, top: QWidget) -> None:
        """Put `top` along the upper edge: what is not the matter itself."""
        self._middle.insertWidget(0, top)

    def space(self, height: int) -> None:
        """Add room."""
        self._column.addSpacing(height)
