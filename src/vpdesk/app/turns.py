"""What no first look needs is loaded when the window stands, in its own thread and a little at a time.

Another thread would take the interpreter from the window for as long as it likes, and may not name Qt
(`vpdesk.app.ahead`).
"""

from collections.abc import Iterator
from functools import partial
from importlib import import_module
from typing import Final

from PySide6.QtCore import QObject, QTimer

#: Milliseconds between two turns, in which whatever else is asked comes first.
_BREATH: Final = 20


def load_in_turns(names: Iterator[str], owner: QObject, *, breath: int = _BREATH) -> None:
    """Load the next of `names`, and after `breath` milliseconds the one after it, while `owner` is there."""
    name = next(names, None)
    if name is not None:
        import_module(name)
        QTimer.singleShot(breath, owner, partial(load_in_turns, names, owner, breath=breath))
