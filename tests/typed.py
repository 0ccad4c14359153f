"""Typing into everything that a screen lets one type in."""

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from vpdesk.views.form import Form


def fields(within: QWidget) -> Iterator[QLineEdit | QPlainTextEdit]:
    """Yield every field in sight in which somebody could type."""
    found: list[QLineEdit | QPlainTextEdit] = [*within.findChildren(QLineEdit)]
    found += within.findChildren(QPlainTextEdit)
    for field in found:
        writable = field.isVisible() and field.isEnabled() and not field.isReadOnly()
        if writable and not isinstance(field.parent(), QComboBox):
            yield field


def forms(within: QWidget) -> list[Form]:
    """Return the forms in sight."""
    return [form for form in within.findChildren(Form) if form.isVisible()]


def type_everywhere(within: QWidget, words: Callable[[int], str]) -> int:
    """Type `words(number)` into field after field of `within`; return how many there were."""
    number = 0
    for number, field in enumerate(fields(within), 1):
        text = words(number)
        field.setText(text) if isinstance(field, QLineEdit) else field.setPlainText(text)
    return number
