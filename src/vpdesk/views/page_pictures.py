"""The pages of a document as pictures, below each other, as wide as there is room."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from vpdesk.i18n import _
from vpdesk.pdf.preview import PagePicture
from vpdesk.views.look import current

#: Wider than this (pixels at 100 % text) a page is larger than its paper.
_WIDEST: Final = 820
#: Milliseconds of rest before pages are drawn anew in another width.
_REST: Final = 250
#: Pages within so many per cent of the right width are scaled, not drawn anew.
_NEAR: Final = 0.02


class PageWidget(QWidget):
    """One page: a sheet of paper with a rim, drawn from its picture."""

    def __init__(self, picture: PagePicture, number: int, count: int, description: str) -> None:
        super().__init__()
        self._image = QImage()
        self._shape = (picture.width, picture.height)
        self.show_picture(picture)
        self.setObjectName("page")
        self.setAccessibleName(_("Page {n} of {count}", n=number, count=count))
        self.setAccessibleDescription(description)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_picture(self, picture: PagePicture) -> None:
        """Show a sharper or smaller picture of the same page."""
        self._image = QImage(
            picture.pixels, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32
        ).copy()
        self._shape = (picture.width, picture.height)
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(min(width, current().px(_WIDEST)) * self._shape[1] / self._shape[0])

    def sizeHint(self) -> QSize:
        width = current().px(480)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(current().px(160), 0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  Qt's signature
        width = min(self.width(), current().px(_WIDEST))
        sheet = QRect((self.width() - width) // 2, 0, width, self.heightForWidth(self.width()))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(sheet, self._image)
        painter.setPen(QColor(current().tokens.line))
        painter.drawRect(sheet.adjusted(0, 0, -1, -1))
        painter.end()


class Pages(QWidget):
    """Shows pages (`show_pages`); `width_changed` asks for sharper ones after the room has changed."""

    width_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._pages: list[PageWidget] = []
        self._drawn = 0
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(16)
        self._layout.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self.width_changed)

    @property
    def wanted_width(self) -> int:
        """How many device pixels wide a page should be drawn."""
        room = min(self.width() or current().px(480), current().px(_WIDEST))
        return round(max(room, current().px(160)) * self.devicePixelRatio())

    def show_pages(self, pictures: Sequence[PagePicture], description: str) -> None:
        """Show the pages of a document; `description` says what the whole is."""
        self._drawn = pictures[0].width if pictures else 0
        if len(pictures) != len(self._pages) or not pictures:
            self._build(pictures, description)
            return
        for page, picture in zip(self._pages, pictures, strict=True):
            page.show_picture(picture)
            page.setAccessibleDescription(description)

    def _build(self, pictures: Sequence[PagePicture], description: str) -> None:
        for page in self._pages:
            self._layout.removeWidget(page)
            page.hide()
            page.deleteLater()
        count = len(pictures)
        self._pages = [
            PageWidget(picture, number, count, description) for number, picture in enumerate(pictures, 1)
        ]
        for page in self._pages:
            self._layout.addWidget(page)

    @property
    def count(self) -> int:
        """How many pages are shown."""
        return len(self._pages)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._drawn and abs(self.wanted_width - self._drawn) > _NEAR * self._drawn:
            self._rest.start()
