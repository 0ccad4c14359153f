"""What a person without a mouse or without sight needs of any window; `findings` says what is missing."""

from collections import Counter
from collections.abc import Iterator
from html import unescape

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QCalendarWidget,
    QComboBox,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QWidget,
)

from vpdesk.views.actions import specs
from vpdesk.views.parts import ActionButton


def findings(window: QWidget) -> list[str]:
    """Return, in words, what has no name of its own, no place, a key for two, or is not read out as it is."""
    return [
        *unnamed(window),
        *alike(window),
        *miscalled(window),
        *spelt(window),
        *faults_untold(window),
        *placeless(window),
        *shared_shortcuts(window),
    ]


def _all(window: QWidget) -> Iterator[QWidget]:
    yield window
    yield from window.findChildren(QWidget)


def unnamed(window: QWidget) -> list[str]:
    """Return the focusable widgets that a screen reader would call nothing."""
    found = []
    for widget in _all(window):
        if widget.focusPolicy() is Qt.FocusPolicy.NoFocus or isinstance(widget, QScrollArea):
            continue
        if _is_inner(widget) or (isinstance(widget, QLabel) and not widget.text()):
            continue  # a label that says nothing now is not shown
        if not _name(widget):
            found.append(f"no name: {type(widget).__name__} {widget.objectName()!r}")
    return found


def _name(widget: QWidget) -> str:
    """Return what a screen reader calls `widget`.

    On Linux Qt calls a list by what it shows, and beside it are told its label and its tip; elsewhere it is
    called by its own name or by its label.
    """
    if isinstance(widget, QComboBox):
        labels = [each.text() for each in widget.window().findChildren(QLabel) if each.buddy() is widget]
        own = widget.accessibleName()
        return labels[0] if labels else own if own in unescape(widget.toolTip()) else ""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()


def alike(window: QWidget) -> list[str]:
    """Return the names that two buttons without words bear at once: the eye tells them by where they are."""
    names = Counter(
        _name(each)
        for each in window.findChildren(QPushButton)
        if not each.text() and each.isVisibleTo(window)
    )
    return [f"{count} buttons of one name: {name}" for name, count in names.items() if count > 1]


def miscalled(window: QWidget) -> list[str]:
    """Return the buttons that a screen reader calls something else than they read (WCAG 2.2, 2.5.3)."""
    found = []
    for each in window.findChildren(QPushButton):
        words, called = (" ".join(said.replace("&", "").split()) for said in (each.text(), _name(each)))
        pieces = words.casefold().split("…")  # a long name of a file is cut in its middle
        if each.isVisibleTo(window) and not all(piece in called.casefold() for piece in pieces):
            found.append(f"reads {words!r} and is called {called!r}")
    return found


def spelt(window: QWidget) -> list[str]:
    """Return what a screen reader would read in pieces: words that may break on the screen."""
    found = []
    for widget in _all(window):
        told = QAccessible.queryAccessibleInterface(widget)
        texts = (told.text(QAccessible.Text.Name), told.text(QAccessible.Text.Description))
        found += [f"in pieces: {text}" for text in texts if "\N{ZERO WIDTH SPACE}" in text]
    return found


def faults_untold(window: QWidget) -> list[str]:
    """Return the fields with a rim for what is wrong that do not say it to whoever comes back to them."""
    said = [
        each.text()
        for each in window.findChildren(QLabel)
        if each.property("kind") == "error" and each.text() and each.isVisibleTo(window)
    ]
    return [
        f"does not say what is wrong: {_name(widget)}"
        for widget in _all(window)
        if widget.property("wrong")
        and widget.isVisibleTo(window)
        and not any(fault in widget.accessibleDescription() for fault in said)
    ]


def _is_inner(widget: QWidget) -> bool:
    """Tell whether `widget` is Qt's own part of another, which carries the name."""
    if widget.objectName().startswith("qt_"):
        return True
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QCalendarWidget | QComboBox):
            return True
        parent = parent.parentWidget()
    owner = widget.parentWidget()
    return isinstance(owner, QAbstractScrollArea) and owner.viewport() is widget


def placeless(window: QWidget) -> list[str]:
    """Return the declared actions that no button or menu offers."""
    placed = {id(button.action) for button in window.findChildren(ActionButton)}
    for menu in window.findChildren(QMenu):
        placed |= {id(action) for action in menu.actions()}
    found = []
    for widget in _all(window):
        declared = {spec.name for spec in specs(type(widget))}
        lost = (a for a in widget.actions() if a.objectName() in declared and id(a) not in placed)
        found += [f"no place: {type(widget).__name__}.{action.objectName()}" for action in lost]
    return found


def shared_shortcuts(window: QWidget) -> list[str]:
    """Return the shortcuts that stand for more than one action, and the mnemonics that do.

    One action may take the place of another: keys go to what can be seen, and of two places one is hidden.
    """
    keys = Counter(
        action.shortcut().toString()
        for action in window.findChildren(QAction)
        if not action.shortcut().isEmpty() and _can_be_pressed(action, window)
    )
    return [f"{count} times: {key}" for key, count in keys.items() if count > 1]


def _can_be_pressed(action: QAction, window: QWidget) -> bool:
    """Tell whether the key of an action works in `window` as it is: a widget that bears it can be seen."""
    bearers = [each for each in action.associatedObjects() if isinstance(each, QWidget)]
    return any(each is window or each.isVisibleTo(window) for each in bearers)
