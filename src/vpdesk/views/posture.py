"""Where the eye and the cursor are: how far each part is scrolled, what has the focus, where one types.

It is noted when the window is covered and put back after unlocking, so that one goes on in the middle of a
sentence. A widget is known by its kind, its name and its place among its like: of what has changed meanwhile
nothing is put back.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit, QPlainTextEdit, QWidget


def posture(page: QWidget, focused: QWidget | None) -> dict[str, Any]:
    """Return, as JSON values, how `page` stands, also while it is covered; `focused` had the focus."""
    found: dict[str, Any] = {"scrolled": {}}
    for key, widget in _shown(page):
        if isinstance(widget, QAbstractScrollArea) and widget.verticalScrollBar().value():
            found["scrolled"][key] = widget.verticalScrollBar().value()
        if widget is focused:
            found["focus"] = key
            found["cursor"] = _cursor(widget)
    return found


def put_back(page: QWidget, kept: Mapping[str, Any]) -> None:
    """Put `page`, which shows the same again, as it stood; call it when it has its size."""
    scrolled = kept.get("scrolled", {})
    for key, widget in list(_shown(page)):
        if key in scrolled and isinstance(widget, QAbstractScrollArea):
            widget.verticalScrollBar().setValue(int(scrolled[key]))
        if key == kept.get("focus"):
            widget.setFocus()
            _set_cursor(widget, *kept.get("cursor") or (0, 0))


def _shown(page: QWidget) -> Iterator[tuple[str, QWidget]]:
    """Yield what is not hidden within `page`, each with its key."""
    counted: dict[str, int] = {}
    for widget in page.findChildren(QWidget):
        if widget.isVisibleTo(page):
            like = f"{type(widget).__name__} {widget.objectName()}"
            counted[like] = counted.get(like, 0) + 1
            yield f"{like} {counted[like]}", widget


def _cursor(widget: QWidget) -> list[int] | None:
    """Return where the selection begins and where the cursor is."""
    if isinstance(widget, QPlainTextEdit):
        return [widget.textCursor().anchor(), widget.textCursor().position()]
    if isinstance(widget, QLineEdit):
        end = widget.cursorPosition()
        start = widget.selectionStart()
        return [end if start < 0 else start + widget.selectionLength() if start == end else start, end]
    return None


def _set_cursor(widget: QWidget, anchor: int, position: int) -> None:
    if isinstance(widget, QPlainTextEdit):
        cursor = widget.textCursor()
        last = widget.document().characterCount() - 1
        cursor.setPosition(min(anchor, last))
        cursor.setPosition(min(position, last), QTextCursor.MoveMode.KeepAnchor)
        widget.setTextCursor(cursor)
    elif isinstance(widget, QLineEdit):
        last = len(widget.text())
        anchor, position = min(anchor, last), min(position, last)
        widget.setCursorPosition(position)
        if anchor != position:
            widget.setSelection(anchor, position - anchor)
