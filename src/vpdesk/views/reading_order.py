"""The order in which the eye goes through a screen, for whoever goes through it by Tab or by ear.

Qt takes Tab in the order in which widgets were made, and a screen reader in the order in which siblings were
put into their parent. Both are accidents of the code: a button made before the form above it comes first.
"""

from collections.abc import Iterator
from itertools import takewhile

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLayout,
    QMainWindow,
    QScrollArea,
    QSplitter,
    QWidget,
)

from vpdesk.views.laid_out import laid_out


def stops(within: QWidget) -> list[QWidget]:
    """Return what Tab stops at, as the eye meets it."""
    return [
        each
        for each in _parts(within)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible() and each.isEnabled()
    ]


def next_stop(within: QWidget, now: QWidget | None, *, forward: bool) -> QWidget | None:
    """Return where Tab (or Shift+Tab) goes from `now`, round and round; None when there is nowhere to go.

    A title that was given the focus is no stop itself: from there it goes to the one beside it.
    """
    found = stops(within)
    if not found:
        return None
    parts = list(_parts(within))
    if now not in parts:
        return found[0 if forward else -1]
    here = parts.index(now)
    after = parts[here + 1 :] + parts[:here]
    beside = after if forward else reversed(after)
    return next((each for each in beside if each in found), now if now in found else None)


def texts_before(within: QWidget, stop: QWidget | None) -> list[QLabel]:
    """Return the texts that the eye meets in `within` before it comes to `stop`; all of them without one."""
    before = takewhile(lambda each: each is not stop, _parts(within))
    return [each for each in before if isinstance(each, QLabel) and each.isVisible() and each.text()]


def tell_in_order(within: QWidget) -> None:
    """Have a screen reader meet every part of `within` as the eye does."""
    for each in list(_parts(within)):
        each.raise_()  # among its siblings: they do not overlap, so nothing changes on the screen


def _parts(within: QWidget) -> Iterator[QWidget]:
    """Yield every widget that is laid out in `within`, each before its own parts."""
    for each in _children(within):
        yield each
        yield from _parts(each)


def _children(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QMainWindow | QScrollArea | QSplitter):
        yield from (each for each in _panes(widget) if each is not None)
    elif not isinstance(widget, QAbstractScrollArea | QComboBox):  # those are one thing to the hand
        yield from _laid_out(widget.layout())


def _panes(widget: QMainWindow | QScrollArea | QSplitter) -> list[QWidget | None]:
    if isinstance(widget, QSplitter):  # the first handle is never shown
        pairs = ((widget.handle(place), widget.widget(place)) for place in range(widget.count()))
        return [each for pair in pairs for each in pair][1:]
    return [widget.centralWidget() if isinstance(widget, QMainWindow) else widget.widget()]


def _laid_out(layout: QLayout | None) -> Iterator[QWidget]:
    for each in laid_out(layout) if layout is not None else ():
        if isinstance(each, QWidget):
            yield each
        else:
            yield from _laid_out(each)
