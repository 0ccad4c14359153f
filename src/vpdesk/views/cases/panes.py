"""List and case beside each other, or the one that is asked for where only one fits."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QStackedWidget, QWidget

from vpdesk.i18n import _
from vpdesk.views.look import current
from vpdesk.views.parts import column
from vpdesk.views.states import EmptyState

#: Narrower than this (at 100 % text), list and case do not fit beside each other.
_BESIDE = 790
#: Pixels at 100 % by which a key moves the border.
_STEP = 24


class _Border(QSplitterHandle):
    """The border between list and case: a stop of its own to Tab, where the arrows move it."""

    def __init__(self, splitter: QSplitter) -> None:
        super().__init__(Qt.Orientation.Horizontal, splitter)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(_("Border between list and case"))
        self.setAccessibleDescription(_("The arrow keys move it."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in ways:
            self.moveSplitter(self.x() + ways[Qt.Key(event.key())] * current().px(_STEP))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.fillRect(self.rect(), QColor(current().tokens.brand))
            painter.end()


class Panes(QSplitter):
    """`arrange` shows both, or one of them; the border between them stays where it was put."""

    def createHandle(self) -> QSplitterHandle:
        return _Border(self)

    def __init__(self, left: QWidget, right: QStackedWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._list = left
        self._case = right
        self._both = False
        self._border = 0
        self.setChildrenCollapsible(False)
        self.addWidget(left)
        self.addWidget(right)
        self.setStretchFactor(1, 1)
        self.splitterMoved.connect(self._note_border)
        # a splitter turns the reading order around: put it right for screen readers
        left.raise_()
        right.raise_()

    def arrange(self, room: int, *, chosen: bool) -> bool:
        """Show what fits in `room` pixels, before the list the case that is `chosen`; tell if both do."""
        both = room >= current().px(_BESIDE)
        in_list = self._list.isAncestorOf(self.window().focusWidget())
        self._list.setVisible(both or not chosen)
        self._case.setVisible(both or chosen)
        if self.isVisible():  # else the width is not what it will be
            # a splitter gives a pane that comes back the room it had: nothing, when it was out of sight
            if not both:
                self.setSizes([room, room])
            elif not self._both:
                left = self._border or min(current().px(392), max(current().px(300), room * 33 // 100))
                self.setSizes([left, room - left])
            self._both = both
        if in_list and self._list.isHidden():  # else it would be on whatever comes next, "Undo" for example
            (self._case.currentWidget() or self._case).setFocus()
        return both

    def _note_border(self, left: int) -> None:
        self._border = left


def nothing_chosen() -> QWidget:
    """Return what stands at the right while no case is chosen."""
    state = EmptyState(
        _("Choose a case"),
        _("Here you see who and what it is about, what it waits for, and everything that happened."),
    )
    return column(state, None, margins=(16, 64, 28, 24))
