"""Bringing into sight what a person has to see now, whatever it lies in."""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractSlider, QScrollArea, QWidget

from vpdesk.views.look import current

#: The keys that turn what is longer than the screen.
_TURNS: Final = {
    Qt.Key.Key_PageUp.value: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown.value: QAbstractSlider.SliderAction.SliderPageStepAdd,
}


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


def turn_page(within: QWidget, key: int) -> bool:
    """Turn the largest thing that scrolls in `within`, where `key` turns pages; tell whether it does.

    What only tells takes no focus: without this nobody would come past it by the keyboard.
    """
    shown = [each for each in within.findChildren(QScrollArea) if each.isVisible()]
    if key not in _TURNS or not shown:
        return False
    largest = max(shown, key=lambda each: each.width() * each.height())
    largest.verticalScrollBar().triggerAction(_TURNS[key])
    return True
