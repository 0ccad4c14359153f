"""What only an open vault needs is loaded ahead, while the person reads or types on the first screen."""

from threading import Thread
from types import ModuleType


def load_ahead() -> None:
    """Load it beside the window, with the first places."""
    Thread(target=_load, daemon=True).start()


def indoors() -> ModuleType:
    """Return `vpdesk.app.indoors`, loaded now where it was not yet."""
    from vpdesk.app import indoors  # noqa: PLC0415  not before the first screen stands

    return indoors


def _load() -> None:
    loaded = indoors()
    loaded.load(*loaded.FIRST)
