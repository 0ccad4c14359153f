"""Other programs that record the screen see our windows empty, where the system offers that.

Windows: SetWindowDisplayAffinity, by Microsoft's documentation (from version 2004 on the window is left out,
before that it is black). macOS: NSWindow.sharingType, by Apple's documentation; recorders of macOS 15 and
later may pass it by. Linux has nothing of the kind, and the settings say so. Neither system was run.
"""

import ctypes
import sys
from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QWindow

_EXCLUDE: Final = 0x11
_BLACK: Final = 0x1
_SHARE_NOTHING: Final = 0


class CaptureGuard(QObject):
    """Guards each window of ours when it is first shown to somebody."""

    def __init__(self, app: QGuiApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._app = app
        if sys.platform in ("win32", "darwin"):
            app.focusWindowChanged.connect(lambda _window: self.guard())
            self.guard()

    def guard(self) -> None:
        """Guard every window that is there."""
        for window in self._app.topLevelWindows():
            if window.isVisible():
                _guard(window)
                window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's own name
        # a window that is made anew by the system begins unguarded
        if event.type() == QEvent.Type.WinIdChange and isinstance(watched, QWindow):
            _guard(watched)
        return False


def _guard(window: QWindow) -> None:
    if sys.platform == "win32":
        handle = ctypes.c_void_p(int(window.winId()))
        user32 = ctypes.WinDLL("user32")
        if not user32.SetWindowDisplayAffinity(handle, _EXCLUDE):
            user32.SetWindowDisplayAffinity(handle, _BLACK)
    elif sys.platform == "darwin":
        from ctypes.util import find_library  # noqa: PLC0415  brings all that starts a process with it

        runtime = ctypes.CDLL(find_library("objc") or "libobjc.dylib")
        runtime.sel_registerName.restype = ctypes.c_void_p
        runtime.sel_registerName.argtypes = (ctypes.c_char_p,)
        send = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)(("objc_msgSend", runtime))
        share = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong)(
            ("objc_msgSend", runtime)
        )
        if native := send(int(window.winId()), runtime.sel_registerName(b"window")):
            share(native, runtime.sel_registerName(b"setSharingType:"), _SHARE_NOTHING)
