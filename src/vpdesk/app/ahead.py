"""What only an open vault needs is loaded ahead, while the person reads or types on the first screen.

What unlocking itself needs comes first. All of it is loaded in the window's own thread, a little at a time:
PySide makes each type of Qt when it is first named, and lets another thread see it half made. A class of ours
that is derived from it there has no type data, and making one of it ends the program with a segmentation
fault (PySide6 6.11.3; 5 of some 600 starts, when a thread beside the window loaded these). So a module that
names Qt is loaded in this thread alone. To have PySide make all types at once is safe too
(`PYSIDE6_OPTION_LAZY=0`), and takes 50 ms of every start.
"""

from types import ModuleType
from typing import Final

from PySide6.QtCore import QObject

from vpdesk.app.turns import load_in_turns

#: From the cellar up, so that no step of it takes long: the key, what reads a database, the window, and what
#: the program itself takes up at unlocking.
FIRST: Final = (
    *(f"vpdesk.vault.{name}" for name in ("keys", "header", "doorway")),
    "vpdesk.app.unlocking",
    *(f"vpdesk.vault.{name}" for name in ("casework", "repositories", "shelves", "backup", "vault")),
    *("vpdesk.views.workplace", "vpdesk.models.keeping", "vpdesk.app.indoors"),
    *("vpdesk.views.cases.place", "vpdesk.views.today.place"),
    *(f"vpdesk.app.{name}" for name in ("doorbell", "last_backup", "locking")),
)


def load_ahead(owner: QObject) -> None:
    """Load it, with the first places, as long as `owner` is there."""
    load_in_turns(iter(FIRST), owner, breath=0)


def unlocking() -> ModuleType:
    """Return `vpdesk.app.unlocking`, loaded now where it was not yet; names nothing of Qt: any thread."""
    from vpdesk.app import unlocking  # noqa: PLC0415  not before the first screen stands

    return unlocking


def indoors() -> ModuleType:
    """Return `vpdesk.app.indoors`, loaded now where it was not yet."""
    from vpdesk.app import indoors  # noqa: PLC0415  the same

    return indoors
