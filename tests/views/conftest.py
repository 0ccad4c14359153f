"""Widgets under test: dressed in our look, in English unless a test asks otherwise, over a real vault."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.factories import CHEAP, PASSPHRASE
from vpdesk import i18n
from vpdesk.models.desk import Desk
from vpdesk.vault.thread import DatabaseThread
from vpdesk.vault.vault import Vault
from vpdesk.views import look, states

Show = Callable[[QWidget], None]
ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 21, 14, 9)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """The light look at 100 %, in English; put back afterwards."""
    i18n.use("en")
    if look.current().tokens.name != "light" or look.current().scale != 1 or not qapp.styleSheet():
        look.use(qapp, "light", 100)  # half a second: only where a test before changed it
    yield
    i18n.use("en")


@pytest.fixture
def desk(tmp_path: Path, qapp: QApplication) -> Iterator[Desk]:
    """An empty vault behind a desk."""
    made = Desk(DatabaseThread(lambda: Vault.create(tmp_path / "vault", PASSPHRASE, cost=CHEAP)))
    yield made
    made.close()
    qapp.processEvents()


@pytest.fixture
def aloud(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader is given to say, in order, as if one listened."""
    said: list[str] = []

    class Listener:
        """Takes the place of Qt's own way to the screen readers of the system."""

        @staticmethod
        def isActive() -> bool:  # noqa: N802  as Qt calls it
            return True

        @staticmethod
        def updateAccessibility(event: QAccessibleAnnouncementEvent) -> None:  # noqa: N802  the same
            said.append(event.message())

    monkeypatch.setattr(states, "QAccessible", Listener)
    return said


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Show]:
    """Shows a screen and holds it until the test is over, as the window does.

    Otherwise the last reference could be that of one of its own buttons, and go with that button.
    """
    held: list[QWidget] = []

    def shown(screen: QWidget) -> None:
        held.append(screen)
        qtbot.addWidget(screen)
        screen.show()
        qtbot.waitExposed(screen)

    yield shown
    QApplication.processEvents()


@pytest.fixture(scope="session")
def dutch() -> str:
    """The compiled Dutch catalogue stands ready; returns its language."""
    subprocess.run([sys.executable, ROOT / "packaging" / "catalogue.py", "compile"], check=True)
    return "nl"
