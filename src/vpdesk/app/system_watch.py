"""Whether the computer locks, sleeps or changes hands: each system has its own way to tell.

Linux: the screen savers tell it on the session bus (never the system bus); a sleep is seen by the clock.
Windows: messages to the window (Microsoft: WM_WTSSESSION_CHANGE, WM_POWERBROADCAST).
macOS: the session's dictionary is looked at; a sleep is seen by the clock.

Only Linux was run; the others are written by the documentation of their makers.
"""

import sys
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

#: What is to be done when the computer locks.
Locks = Callable[[], None]


def watch_system(window: QWidget, locks: Locks) -> QObject | None:
    """Call `locks` when the computer locks, sleeps or changes hands, while `window` is there."""
    if sys.platform == "win32":
        from vpdesk.app.windows_session import WindowsSession  # noqa: PLC0415  of one system only

        return WindowsSession(window, locks)
    if sys.platform == "darwin":
        from vpdesk.app.mac_session import MacSession  # noqa: PLC0415  of one system only

        return MacSession(window, locks)
    from vpdesk.app.screen_savers import ScreenSavers, has_session_bus  # noqa: PLC0415  the same

    return ScreenSavers(window, locks) if has_session_bus() else None
