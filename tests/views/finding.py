"""Finding widgets as a person would: by what they are and what they are called."""

from typing import TypeVar

from PySide6.QtWidgets import QWidget

W = TypeVar("W", bound=QWidget)


def child(parent: QWidget, kind: type[W], name: str = "") -> W:
    """Return the (first) widget of `kind` below `parent`, with the object name `name` if given."""
    found = parent.findChild(kind, name) if name else parent.findChild(kind)
    assert isinstance(found, kind), f"no {kind.__name__} {name!r} in {type(parent).__name__}"
    return found
