"""A column of a screen whose widgets are replaced as a whole when the vault has changed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpdesk.views.laid_out import laid_out


class Contents(QWidget):
    """Shows the widgets of the last `show_only`, below each other."""

    def __init__(self, gap: int = 12) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(gap)

    def show_only(self, *widgets: QWidget) -> None:
        """Show `widgets` instead of what stood here; a focus that stood here goes to the first of them."""
        had_focus = self.isAncestorOf(self.window().focusWidget())
        for old in laid_out(self._layout):
            if isinstance(old, QWidget):
                self._layout.removeWidget(old)
                old.hide()
                old.deleteLater()
        for widget in widgets:
            self._layout.addWidget(widget)
            if self.isVisible():  # else it comes with this, and is laid out once, at its width
                widget.show()
        if had_focus:
            focus_first(self)


def focus_first(within: QWidget) -> bool:
    """Put the focus on the first widget of `within` that takes it; False when there is none."""
    for widget in within.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(within):
            widget.setFocus()
            return True
    return False
