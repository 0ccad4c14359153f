"""A heading that opens and closes what stands below it, with one line that is seen either way."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vpdesk.views.contents import Contents
from vpdesk.views.look import current
from vpdesk.views.parts import button, put_icon, quiet, strong
from vpdesk.views.read_out import read_out


class Fold(QWidget):
    """`said` stands below the heading. `opened` tells that somebody opened it.

    The heading is as long as it likes, and wraps: so it stands beside the button, and presses it.
    """

    opened = Signal()

    def __init__(self, name: str, title: str, said: str = "", *, is_open: bool = False) -> None:
        super().__init__()
        px = current().px
        self.head = button("", self._turn, kind="section", name=name)
        self.head.setCheckable(True)
        self.head.setAccessibleName(title)
        self.head.setAccessibleDescription(said)
        self._said = quiet(said)
        self._said.setContentsMargins(px(40), 0, px(12), 0)
        self._content = Contents(gap=px(4))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(4), px(4), px(4), px(4))
        layout.setSpacing(0)
        for each in (_Heading(self, title), self._said, self._content):
            layout.addWidget(each)
        self._said.setVisible(bool(said))
        self._show(is_open)

    @property
    def is_open(self) -> bool:
        """Whether what stands below the heading is seen."""
        return self.head.isChecked()

    def fill(self, *widgets: QWidget) -> None:
        """Let `widgets` stand below the heading instead of what stood there.

        They are said aloud where the focus is at the heading: whoever opened it waits for them.
        """
        self._content.show_only(*widgets)
        if self.is_open and self.head.hasFocus():
            read_out(self._content)

    def _turn(self) -> None:
        self._show(self.is_open)
        if self.is_open:
            self.opened.emit()
            read_out(self._content)

    def _show(self, is_open: bool) -> None:
        self.head.setChecked(is_open)
        put_icon(self.head, "chevron-down" if is_open else "chevron-right", "quiet", gap=0)
        self._content.setVisible(is_open)


class _Heading(QWidget):
    def __init__(self, fold: Fold, title: str) -> None:
        super().__init__()
        self._fold = fold
        words = strong(title)
        words.setWordWrap(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, current().px(8), 0)
        layout.setSpacing(current().px(2))
        layout.addWidget(fold.head, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(words, 1)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._fold.head.click()
