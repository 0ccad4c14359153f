"""Bringing into sight what a person has to see now, whatever it lies in."""

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from vpdesk.views.look import current


def bring_into_sight(widget: QWidget) -> None:
    """Scroll whatever `widget` lies in as far as is needed to see it."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget, 0, current().px(48))
        parent = parent.parentWidget()


def bring_soon_into_sight(widget: QWidget) -> None:
    """Do so once `widget`, which has just come, has its place in the layout."""
    QTimer.singleShot(0, widget, partial(bring_into_sight, widget))
