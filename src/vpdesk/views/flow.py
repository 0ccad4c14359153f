"""A layout that puts widgets beside each other and goes on below when a line is full.

It knows its widgets and keeps no items for Qt: their Python halves are a danger (`vpdesk.views.laid_out`). So
it is empty to whoever counts, hears nothing when a widget goes, and looks which ones are left.
"""

from typing import Final

import shiboken6
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QSizePolicy, QWidget

from vpdesk.views.look import current

#: What a flow asks for at most, in pixels at 100 %, before it takes another line.
_WIDEST: Final = 640
_SHRINKS: Final = QSizePolicy.PolicyFlag.ShrinkFlag.value

Level = Qt.AlignmentFlag
_TOP: Final = Level.AlignTop
#: Level with the middle of the highest in the line.
MIDDLE: Final = Level.AlignVCenter


class FlowLayout(QLayout):
    """Left to right, then down, with the same gap both ways; `level` is where lower ones stand in a line."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8, level: Level = _TOP) -> None:
        super().__init__(parent)
        self._level = level
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)
        self._widgets: list[QWidget] = []

    def addWidget(self, w: QWidget) -> None:
        """Put `w` behind the others."""
        self.addChildWidget(w)
        self._widgets.append(w)
        self.invalidate()

    def widgets(self) -> list[QWidget]:
        """Return the widgets that are still here."""
        holder = self.parentWidget()
        return [each for each in self._widgets if shiboken6.isValid(each) and each.parentWidget() is holder]

    def addItem(self, _item: object) -> None:
        raise NotImplementedError

    def count(self) -> int:
        return 0

    def itemAt(self, _index: int) -> None:
        return None

    def takeAt(self, _index: int) -> None:
        return None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        # beside something else it asks for one line, within reason
        sizes = [_wanted(each) for each in self._shown()]
        width = sum(size.width() for size in sizes) + self.spacing() * max(0, len(sizes) - 1)
        return QSize(min(width, current().px(_WIDEST)), 0).expandedTo(self.minimumSize())

    def minimumSize(self) -> QSize:
        size = QSize()
        for each in self._shown():
            size = size.expandedTo(_least(each))
        return size

    def _shown(self) -> list[QWidget]:
        return [each for each in self.widgets() if not each.isHidden()]

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Return the height that is needed within `rect`'s width, moving the widgets there if asked."""
        x, y, line = rect.x(), rect.y(), 0
        beside: list[tuple[QWidget, QRect]] = []
        for each in self._shown():
            size = _wanted(each)
            if line and x + size.width() > rect.right() + 1:
                self._move(beside if move else [], line)
                beside = []
                x, y, line = rect.x(), y + line + self.spacing(), 0
            room = QSize(min(size.width(), rect.width()), size.height()).boundedTo(each.maximumSize())
            beside.append((each, QRect(QPoint(x, y), room)))
            x += size.width() + self.spacing()
            line = max(line, size.height())
        self._move(beside if move else [], line)
        return y + line - rect.y()

    def _move(self, beside: list[tuple[QWidget, QRect]], height: int) -> None:
        """Put the widgets of one line, `height` pixels high, where they stand in it."""
        for widget, place in beside:
            down = 0 if self._level is _TOP else (height - place.height()) // 2
            widget.setGeometry(place.translated(0, down))


def _wanted(widget: QWidget) -> QSize:
    """Return how large `widget` is at best."""
    return _bounded(widget, widget.sizeHint().expandedTo(widget.minimumSizeHint()))


def _least(widget: QWidget) -> QSize:
    """Return how small `widget` can be, by Qt's rules for what lies in a layout."""
    least, policy = _wanted(widget), widget.sizePolicy()
    if policy.horizontalPolicy().value & _SHRINKS:
        least.setWidth(widget.minimumSizeHint().width())
    if policy.verticalPolicy().value & _SHRINKS:
        least.setHeight(widget.minimumSizeHint().height())
    return _bounded(widget, least)


def _bounded(widget: QWidget, size: QSize) -> QSize:
    return size.boundedTo(widget.maximumSize()).expandedTo(widget.minimumSize())


def flow(*items: QWidget, gap: int = 8, level: Level = _TOP) -> QWidget:
    """Return `items` beside each other, going on below when a line is full.

    `level` is where the lower ones stand in a line: words beside a button stand in its middle.
    """
    made = QWidget()
    layout = FlowLayout(made, gap, level)
    for item in items:
        layout.addWidget(item)
    return made
