"""A picture of a screen without a display, when everything on it has come to rest."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

#: Rounds of the event loop in which layouts, answers and deletions settle.
_ROUNDS: Final = 12


def settle() -> None:
    """Let layouts, repaints and deletions come to rest."""
    for _round in range(_ROUNDS):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def grab(widget: QWidget, file: Path) -> Path:
    """Write a picture of `widget`, as large as it is, into `file` (PNG); return that."""
    widget.show()
    settle()
    file.parent.mkdir(parents=True, exist_ok=True)
    widget.grab().save(str(file))
    return file
