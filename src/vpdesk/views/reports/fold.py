"""A heading that opens and closes what stands below it, with one line that is seen either way."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpdesk.views.contents import Contents
from vpdesk.views.look import current
from vpdesk.views.parts import button, put_icon, quiet


class Fold(QWidget):
    """`said` stands below the heading. `opened` tells that somebody opened it."""

    opened = Signal()

    def __init__(self, name: str, title: str, said: str = "", *, is_open: bool = False) -> None:
        super().__init__()
        px = current().px
        self.head = button(title, self._turn, kind="section", name=name)
        self.head.setCheckable(True)
        self.head.setAccessibleDescription(said)
        self._said = quiet(said)
        self._said.setContentsMargins(px(39), 0, px(12), 0)
        self._content = Contents(gap=px(4))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(4), px(4), px(4), px(4))
        layout.setSpacing(0)
        for each in (self.head, self._said, self._content):
            layout.addWidget(each)
        self._said.setVisible(bool(said))
        self._show(is_open)

    @property
    def is_open(self) -> bool:
        """Whether what stands below the heading is seen."""
        return self.head.isChecked()

    def fill(self, *widgets: QWidget) -> None:
        """Let `widgets` stand below the heading instead of what stood there."""
        self._content.show_only(*widgets)

    def _turn(self) -> None:
        self._show(self.is_open)
        if self.is_open:
            self.opened.emit()

    def _show(self, is_open: bool) -> None:
        self.head.setChecked(is_open)
        put_icon(self.head, "chevron-down" if is_open else "chevron-right", "quiet", gap=8)
        self._content.setVisible(is_open)
