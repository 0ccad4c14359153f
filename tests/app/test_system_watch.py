"""Whether we hear it when the computer locks: from a real session bus, from Windows' messages, from macOS."""

import ctypes
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.programs import need
from vpdesk.app import system_watch
from vpdesk.app.mac_session import MacSession
from vpdesk.app.screen_savers import INTERFACES, ScreenSavers
from vpdesk.app.windows_session import _LID, ends_presence

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[QDBusConnection]:
    """A session bus of this test's own, which the product takes for the computer's."""
    program = need("dbus-daemon")
    address = f"unix:path={tmp_path}/bus"
    daemon = subprocess.Popen(
        [program, "--session", "--nofork", f"--address={address}", "--print-address=1"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert daemon.stdout is not None
    assert daemon.stdout.readline()
    ours = QDBusConnection.connectToBus(address, "ours")
    monkeypatch.setattr("vpdesk.app.screen_savers.QDBusConnection.sessionBus", lambda: ours)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    yield QDBusConnection.connectToBus(address, "theirs")
    QCoreApplication.processEvents()
    for name in ("ours", "theirs"):
        QDBusConnection.disconnectFromBus(name)
    daemon.stdout.close()
    daemon.terminate()
    daemon.wait()


def tell(bus: QDBusConnection, interface: str, *, active: bool) -> None:
    message = QDBusMessage.createSignal("/org/any/ScreenSaver", interface, "ActiveChanged")
    message.setArguments([active])
    assert bus.send(message)


def wait_until_heard() -> None:
    """Wait until the bus knows what is listened for: it answers after that, over the same connection."""
    question = QDBusMessage.createMethodCall(
        "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "GetId"
    )
    answer = QDBusConnection("ours").call(question)
    assert answer.type() is QDBusMessage.MessageType.ReplyMessage


@pytest.mark.parametrize("interface", INTERFACES)
def test_a_screen_saver_that_becomes_active_locks(qtbot: QtBot, bus: QDBusConnection, interface: str) -> None:
    window, locked = QWidget(), []
    qtbot.addWidget(window)
    assert isinstance(system_watch.watch_system(window, lambda: locked.append(True)), ScreenSavers)
    wait_until_heard()
    tell(bus, interface, active=False)
    tell(bus, interface, active=True)
    qtbot.waitUntil(lambda: bool(locked))
    assert locked == [True]  # and not for the one that ended


def test_without_a_session_bus_none_is_looked_for(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    window = QWidget()
    qtbot.addWidget(window)
    assert system_watch.watch_system(window, QApplication.beep) is None


@pytest.mark.parametrize(
    ("message", "wparam", "locks"),
    [
        (0x02B1, 0x7, True),  # locked
        (0x02B1, 0x8, False),  # unlocked
        (0x02B1, 0x2, True),  # another user at the console
        (0x02B1, 0x4, True),  # the remote screen went away
        (0x02B1, 0x6, True),  # logging off
        (0x0218, 0x4, True),  # going to sleep
        (0x0218, 0x12, False),  # waking up
        (0x0218, 0xA, False),  # on mains or battery
        (0x0100, 0x7, False),  # a key
    ],
)
def test_the_messages_of_windows_that_lock(message: int, wparam: int, locks: bool) -> None:
    assert ends_presence(message, wparam, 0) is locks


@pytest.mark.parametrize(("value", "locks"), [(0, True), (1, False)])
def test_a_lid_that_closes_locks_on_windows(value: int, locks: bool) -> None:
    told = ctypes.create_string_buffer(_LID + (4).to_bytes(4, "little") + value.to_bytes(4, "little"))
    assert ends_presence(0x0218, 0x8013, ctypes.addressof(told)) is locks
    other = ctypes.create_string_buffer(bytes(16) + told.raw[16:])
    assert not ends_presence(0x0218, 0x8013, ctypes.addressof(other))


def test_the_session_of_macos_locks_once_each_time_it_is_left() -> None:
    looks = iter([False, True, True, False, True])
    owner, locked = QObject(), []
    session = MacSession(owner, lambda: locked.append(True), left=lambda: next(looks))
    counted = []
    for _look in range(5):
        session.look()
        counted.append(len(locked))
    assert counted == [0, 1, 1, 1, 2]
