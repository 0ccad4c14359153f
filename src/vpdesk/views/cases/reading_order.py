"""Tab and a screen reader go through a screen as the eye does: along its layouts.

Qt remembers the order in which widgets were put together, which is rarely the order in which they are read.
"""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def put_in_reading_order(screen: QWidget) -> None:
    """Bring everything within `screen` into the order of its layouts."""
    before: QWidget | None = None
    for widget in _along(screen):
        widget.raise_()  # the order of children is the order of the accessibility tree
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
            if before is not None:
                QWidget.setTabOrder(before, widget)
            before = widget


def _along(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QScrollArea):
        if (inner := widget.widget()) is not None:
            yield from _along(inner)
    elif (layout := widget.layout()) is not None:
        yield from _within(layout)


def _within(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            yield widget
            yield from _along(widget)
        elif (deeper := item.layout()) is not None:
            yield from _within(deeper)
