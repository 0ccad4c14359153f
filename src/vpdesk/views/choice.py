"""A list to choose one thing from: the wheel does not change it in passing, and typing goes to a line."""

from PySide6.QtCore import QElapsedTimer, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QListView, QSizePolicy

from vpdesk.views.look import current, pixmap
from vpdesk.views.parts import tip


class _Options(QListView):
    """The list of a combo box, in which a number that is typed is that number, and not one that begins so."""

    def __init__(self) -> None:
        super().__init__()
        self._typed = ""
        self._since = QElapsedTimer()

    def keyboardSearch(self, search: str) -> None:
        on = self._since.isValid() and self._since.elapsed() < QApplication.keyboardInputInterval()
        self._typed = (self._typed if on else "") + search
        self._since.start()
        for place in range(self.model().rowCount()):
            index = self.model().index(place, 0)
            if search.isdigit() and str(index.data()).split(maxsplit=1)[:1] == [self._typed]:
                self.setCurrentIndex(index)
                return
        super().keyboardSearch(search)


class Choice(QComboBox):
    """A combo box that the mouse wheel does not change in passing, with our own arrow."""

    def __init__(self) -> None:
        super().__init__()
        self.setView(_Options())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def call(self, title: str) -> None:
        """Call it by words that stand nowhere on the screen: on Linux they are heard from its tip alone."""
        self.setAccessibleName(title)
        tip(self, title)

    def minimumSizeHint(self) -> QSize:
        # a long option must not make a whole screen wide; the list that opens shows it in full
        return QSize(current().px(112), super().minimumSizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        size = current().px(16)
        painter = QPainter(self)
        place = QRect(self.width() - size - current().px(8), (self.height() - size) // 2, size, size)
        painter.drawPixmap(place, pixmap("chevron-down", "quiet", 16))
        painter.end()
