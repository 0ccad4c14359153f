"""A screen of its own: title, one summarising sentence, actions at the right, and a body that scrolls."""

from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from vpdesk.views.flow import flow
from vpdesk.views.in_sight import bring_soon_into_sight
from vpdesk.views.look import current
from vpdesk.views.parts import column, hairline, heading, quiet, row
from vpdesk.views.reading_order import tell_in_order
from vpdesk.views.states import Banner

#: From this text size on, what stood beside each other stands below each other.
ROOMY: Final = 1.5


def scrolling(content: QWidget) -> QScrollArea:
    """Return `content` in an area that scrolls up and down when the window is small or the text large."""
    content.setProperty("kind", "body")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area


def no_wider(content: QWidget, widest: int) -> QWidget:
    """Return `content` at most `widest` pixels wide (at 100 % text): longer lines tire the eye.

    The host around it makes its height right: a column asks what stands in it how high it is at the width of
    the column, even where that is more than `content` takes.
    """
    content.setMaximumWidth(current().px(widest))
    host = QWidget()
    line = QHBoxLayout(host)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(content, 100)
    line.addStretch(1)
    return host


class Page(QWidget):
    """Add widgets with `add`; errors of the screen go to `banner`."""

    def __init__(self, title: str, summary: str = "", *actions: QWidget) -> None:
        super().__init__()
        self.title = heading(title)
        self.summary = quiet(summary)
        if not summary:  # never shown here: without a parent it would flash up as a window of its own
            self.summary.hide()
        self.banner = Banner()
        # large text leaves no room for buttons beside the title
        beside = current().scale < ROOMY
        head = QBoxLayout(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        head.setSpacing(8)
        content = QWidget()
        self._body = QVBoxLayout(content)
        side = 28 if beside else 16
        self._body.setContentsMargins(side, 12, side, 24)
        self._body.setSpacing(12)
        self._whose = quiet("")
        self._whose.setObjectName("whose")
        self._whose.hide()
        self._body.addWidget(self._whose)
        self._body.addLayout(head)
        head.addWidget(self.title, 1)
        if actions and not beside:
            head.addWidget(flow(*actions))
        elif actions:
            head.addWidget(row(*actions), 0, Qt.AlignmentFlag.AlignTop)
        self._body.addWidget(self.summary)
        self._body.addWidget(self.banner)
        self._body.addStretch(1)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._area = scrolling(content)
        self._outer.addWidget(self._area)
        self._foot: QWidget | None = None
        self._foot_parts: tuple[QWidget, ...] = ()

    def add(self, *widgets: QWidget) -> None:
        """Add `widgets` below what is there."""
        for widget in widgets:
            self._body.insertWidget(self._body.count() - 1, widget)

    def add_foot(self, *widgets: QWidget) -> None:
        """Add `widgets` below what scrolls: what comes and goes there moves nothing under the pointer."""
        side = 28 if current().scale < ROOMY else 16
        self._foot_parts = widgets
        self._foot = column(hairline(), column(*widgets, margins=(side, 10, side, 12)), gap=0)
        self._outer.addWidget(self._foot)
        self.settle_foot()

    def settle_foot(self) -> None:
        """Let the foot take no room when nothing stands in it; call it after something came or went."""
        if self._foot is not None:
            came = self._foot.isHidden()
            self._foot.setVisible(any(not each.isHidden() for each in self._foot_parts))
            focused = self.window().focusWidget()
            if came and self._area.isAncestorOf(focused):
                bring_soon_into_sight(focused)  # it takes room from what was in sight

    def say_whose(self, whose: str) -> None:
        """Say above the title to what all of the page belongs."""
        self._whose.setText(whose)
        self._whose.show()

    def say(self, summary: str) -> None:
        """Change the summarising sentence."""
        self.summary.setText(summary)
        self.summary.setVisible(bool(summary))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        tell_in_order(self)

    def scroll_to(self, widget: QWidget) -> None:
        """Bring `widget` to the top of the screen, as far as there is something below it."""
        top = widget.mapTo(self._area.widget() or self, QPoint(0, 0)).y()
        self._area.verticalScrollBar().setValue(top - current().px(8))
