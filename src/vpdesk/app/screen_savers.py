"""What the screen savers of Linux tell on the session bus: the screen was locked, or blanked before it is."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection

#: Interfaces that tell `ActiveChanged(true)`; which one is there depends on the desktop.
INTERFACES: Final = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)


def has_session_bus() -> bool:
    """Tell whether there is one to listen at: looking for it otherwise would start one."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    return bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS")) or bool(runtime and Path(runtime, "bus").exists())


class ScreenSavers(QObject):
    """Calls `locks` when one of them becomes active."""

    def __init__(self, parent: QObject, locks: Callable[[], None]) -> None:
        super().__init__(parent)
        self._locks = locks
        bus = QDBusConnection.sessionBus()
        for interface in INTERFACES:
            told = SLOT("note_active(bool)")
            bus.connect("", "", interface, "ActiveChanged", self, told)  # type: ignore[call-overload]  # stub: bytes

    @Slot(bool)
    def note_active(self, active: bool) -> None:
        """Hear what a screen saver tells."""
        if active:
            self._locks()
