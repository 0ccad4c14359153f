"""The choices at the left and the pages at the right, or the pages below where there is little room."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from vpdesk.i18n import _
from vpdesk.views.look import current
from vpdesk.views.page import Page

#: Narrower than this (at 100 % text), the pages stand below the choices.
_BESIDE: Final = 720


class Panes(QWidget):
    """`page` with `foot` below it, and `sheet` in a room of its own beside them (`room`) or in the page."""

    def __init__(self, page: Page, foot: QWidget, sheet: QWidget) -> None:
        super().__init__()
        self._page = page
        self._sheet = sheet
        # the narrow way to begin with: what has room grows, what has none would push the window wider
        page.add(sheet)
        self.room = QScrollArea()
        self.room.setWidgetResizable(True)
        self.room.setFrameShape(QFrame.Shape.NoFrame)
        self.room.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # so that arrows and PgDn turn the pages
        self.room.setAccessibleName(_("Pages of the report"))
        self.room.hide()
        left = QVBoxLayout()
        left.setSpacing(0)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(left, 21)
        left.addWidget(page, 1)
        left.addWidget(foot)
        layout.addWidget(self.room, 19)

    def resizeEvent(self, event: QResizeEvent) -> None:
        beside = event.size().width() >= current().px(_BESIDE)
        if beside != self.room.isVisibleTo(self):
            self._move_pages(beside=beside)
        super().resizeEvent(event)

    def _move_pages(self, *, beside: bool) -> None:
        if beside:
            self._sheet.setProperty("kind", "body")
            self.room.setWidget(self._sheet)
        else:
            self.room.takeWidget()
            self._page.add(self._sheet)
        self._sheet.show()
        self.room.setVisible(beside)
        layout = self._sheet.layout()
        if layout is not None:
            layout.setContentsMargins(*((12, 20, 28, 24) if beside else (0, 8, 0, 0)))
