"""What of a screen is cut off: words that have less room than they need, and parts beyond its sides."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget


def cut_off(screen: QWidget) -> list[str]:
    """Return, in words, what can not be read in full; `screen` is shown and laid out."""
    return [
        f"{wrong}: {type(widget).__name__} {widget.objectName()!r} {_words(widget)!r}"
        for widget in screen.findChildren(QWidget)
        if widget.isVisible() and (wrong := _short(widget) or _outside(widget, screen))
    ]


def _words(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QLabel | QAbstractButton | QLineEdit) else ""


def _short(widget: QWidget) -> str:
    if isinstance(widget, QLabel) and widget.text():
        if widget.wordWrap() and widget.heightForWidth(widget.width()) > widget.height():
            return "too low"
        if not widget.wordWrap() and widget.sizeHint().width() > widget.width():
            return "too narrow"
    if isinstance(widget, QAbstractButton) and widget.sizeHint().width() > widget.width():
        return "too narrow"
    return ""


def _outside(widget: QWidget, screen: QWidget) -> str:
    if not isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        return ""
    left = widget.mapTo(screen, QPoint(0, 0)).x()
    return "beyond the side" if left < 0 or left + widget.width() > screen.width() else ""
