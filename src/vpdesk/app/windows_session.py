"""What Windows tells a window of its session: locked, disconnected, logged off, asleep, the lid closed.

By Microsoft's documentation of WTSRegisterSessionNotification, RegisterSuspendResumeNotification and
RegisterPowerSettingNotification; not run. A message is answered before it returns: the system waits for
that, two seconds at most, before it sleeps.
"""

import ctypes
import sys
from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QAbstractNativeEventFilter, QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

_SESSION_CHANGE: Final = 0x02B1
_POWER_BROADCAST: Final = 0x0218
#: Console and remote disconnect (another user), logging off, locking.
_SESSION_ENDS: Final = frozenset({0x2, 0x4, 0x6, 0x7})
_SUSPEND: Final = 0x4
_SETTING_CHANGE: Final = 0x8013
#: GUID_LIDSWITCH_STATE_CHANGE {BA3E0F4D-B817-4094-A2D1-D56379E6A0F3}, as it lies in memory.
_LID: Final = bytes.fromhex("4d0f3eba17b89440a2d1d56379e6a0f3")
_CLOSED: Final = 0


class _Message(ctypes.Structure):
    """The head of MSG."""

    _fields_ = (
        ("window", ctypes.c_void_p),
        ("message", ctypes.c_uint),
        ("wparam", ctypes.c_size_t),
        ("lparam", ctypes.c_ssize_t),
    )


class _PowerSetting(ctypes.Structure):
    """POWERBROADCAST_SETTING of a setting that is one number."""

    _fields_ = (("setting", ctypes.c_ubyte * 16), ("length", ctypes.c_uint32), ("value", ctypes.c_uint32))


def ends_presence(message: int, wparam: int, lparam: int) -> bool:
    """Tell whether a message says that whoever sat there may be gone."""
    if message == _SESSION_CHANGE:
        return wparam in _SESSION_ENDS
    if message != _POWER_BROADCAST:
        return False
    if wparam == _SETTING_CHANGE and lparam:
        told = _PowerSetting.from_address(lparam)
        return bytes(told.setting) == _LID and told.value == _CLOSED
    return wparam == _SUSPEND


class _Filter(QAbstractNativeEventFilter):
    def __init__(self, locks: Callable[[], None]) -> None:
        super().__init__()
        self._locks = locks

    def nativeEventFilter(self, _kind: Any, message: Any) -> object:  # noqa: N802  Qt's own name
        told = _Message.from_address(int(message))
        if ends_presence(told.message, told.wparam, told.lparam):
            self._locks()
        return False, 0


class WindowsSession(QObject):
    """Calls `locks` when the session of `window` is left."""

    def __init__(self, window: QWidget, locks: Callable[[], None]) -> None:
        super().__init__(window)
        self._filter = _Filter(locks)
        app = QCoreApplication.instance()
        if app is not None:
            app.installNativeEventFilter(self._filter)
        if sys.platform == "win32":
            handle = ctypes.c_void_p(int(window.winId()))
            lid = (ctypes.c_ubyte * 16).from_buffer_copy(_LID)
            user32 = ctypes.WinDLL("user32")
            ctypes.WinDLL("wtsapi32").WTSRegisterSessionNotification(handle, 0)
            user32.RegisterSuspendResumeNotification(handle, 0)
            user32.RegisterPowerSettingNotification(handle, ctypes.byref(lid), 0)
