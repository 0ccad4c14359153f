"""What only an open vault needs is loaded ahead, while the person reads or types on the first screen.

What unlocking itself needs comes first.
"""

from importlib import import_module
from threading import Thread
from types import ModuleType
from typing import Final

#: What the program itself takes up at unlocking.
_AT_UNLOCKING: Final = ("doorbell", "last_backup", "locking")


def load_ahead() -> None:
    """Load it beside the window, with the first places."""
    Thread(target=_load, daemon=True).start()


def unlocking() -> ModuleType:
    """Return `vpdesk.app.unlocking`, loaded now where it was not yet."""
    from vpdesk.app import unlocking  # noqa: PLC0415  not before the first screen stands

    return unlocking


def indoors() -> ModuleType:
    """Return `vpdesk.app.indoors`, loaded now where it was not yet."""
    from vpdesk.app import indoors  # noqa: PLC0415  not before the first screen stands

    return indoors


def _load() -> None:
    unlocking()
    loaded = indoors()
    loaded.load(*loaded.FIRST)
    for name in _AT_UNLOCKING:
        import_module(f"vpdesk.app.{name}")
