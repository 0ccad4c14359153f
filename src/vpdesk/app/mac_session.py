"""What macOS says of the session when it is asked: is the screen locked, does another user have it?

By Apple's documentation of CGSessionCopyCurrentDictionary; the key of the locked screen is not documented but
has stood there since 10.5. Not run. A notification would need PyObjC or a class made by hand at run time.
"""

import ctypes
import ctypes.util
from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer

#: Milliseconds between two looks.
_STEP: Final = 1000
_LOCKED: Final = b"CGSSessionScreenIsLocked"
_ON_CONSOLE: Final = b"kCGSSessionOnConsoleKey"
_UTF8: Final = 0x08000100


def _library(name: str) -> Any:
    return ctypes.CDLL(ctypes.util.find_library(name) or name)


class _Session:
    """Reads truth values from the dictionary of the session."""

    def __init__(self) -> None:
        self._core = _library("CoreFoundation")
        self._graphics = _library("ApplicationServices")
        pointer = ctypes.c_void_p
        self._graphics.CGSessionCopyCurrentDictionary.restype = pointer
        self._core.CFStringCreateWithCString.restype = pointer
        self._core.CFStringCreateWithCString.argtypes = (pointer, ctypes.c_char_p, ctypes.c_uint32)
        self._core.CFDictionaryGetValue.restype = pointer
        self._core.CFDictionaryGetValue.argtypes = (pointer, pointer)
        self._core.CFBooleanGetValue.restype = ctypes.c_ubyte
        self._core.CFBooleanGetValue.argtypes = (pointer,)
        self._core.CFRelease.argtypes = (pointer,)
        self._keys = {
            name: self._core.CFStringCreateWithCString(None, name, _UTF8) for name in (_LOCKED, _ON_CONSOLE)
        }

    def left(self) -> bool:
        """Tell whether the screen is locked or shows another user."""
        told = self._graphics.CGSessionCopyCurrentDictionary()
        if not told:
            return False  # no session with a window: started from afar
        try:
            return self._value(told, _LOCKED) is True or self._value(told, _ON_CONSOLE) is False
        finally:
            self._core.CFRelease(told)

    def _value(self, told: int, key: bytes) -> bool | None:
        found = self._core.CFDictionaryGetValue(told, self._keys[key])
        return bool(self._core.CFBooleanGetValue(found)) if found else None


class MacSession(QObject):
    """Calls `locks` once each time the session is left."""

    def __init__(
        self, parent: QObject, locks: Callable[[], None], left: Callable[[], bool] | None = None
    ) -> None:
        super().__init__(parent)
        self._locks = locks
        self._left = left or _Session().left
        self._was_left = False
        timer = QTimer(self, interval=_STEP)
        timer.timeout.connect(self.look)
        timer.start()

    def look(self) -> None:
        """Ask once."""
        before, self._was_left = self._was_left, self._left()
        if self._was_left and not before:
            self._locks()
