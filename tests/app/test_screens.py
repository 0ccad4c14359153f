"""Every screen of the real program, as a person with a small screen, large text or no mouse meets it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from tests.app.conftest import Stage
from tests.factories import CHEAP, PASSPHRASE
from tests.views.audit import findings
from tests.views.fitting import cut_off
from vpdesk import settings
from vpdesk.app.gallery import screens
from vpdesk.app.program import Program
from vpdesk.services.practice import fill, practice
from vpdesk.settings import Settings
from vpdesk.vault.vault import Vault
from vpdesk.views.pictures import settle

SMALL = QSize(1024, 700)


@pytest.fixture
def program(stage: Stage) -> Program:
    with Vault.create(stage.folder, PASSPHRASE, cost=CHEAP) as vault:
        fill(vault, practice(3, date(2026, 11, 21), cases=30))
    made = Program(stage.app, replace(stage.around, places=()))
    stage.programs.append(made)
    made.window.show()
    return made


def shown(program: Program, stage: Stage) -> Iterator[tuple[str, QWidget]]:
    for name, window in screens(program, stage.folder, PASSPHRASE):
        if window is program.window:
            window.resize(SMALL)
        settle()
        yield name, window


def too_wide(window: QWidget) -> list[str]:
    """Return what sticks out to the right of its scroll area."""
    areas = [area for area in window.findChildren(QAbstractScrollArea) if area.isVisible()]
    return [
        f"{type(area.parentWidget()).__name__} by {area.horizontalScrollBar().maximum()} pixels"
        for area in areas
        if area.horizontalScrollBar().maximum() > 0
    ]


def test_everything_has_a_name_a_place_and_a_key_of_its_own(program: Program, stage: Stage) -> None:
    assert {name: found for name, window in shown(program, stage) if (found := findings(window))} == {}


class Windows(QObject):
    """Notes what comes up as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds: set[str] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.kinds.add(type(watched).__name__)
        return False


def test_no_part_of_a_screen_comes_up_as_a_window_of_its_own(program: Program, stage: Stage) -> None:
    """It would flash, and take the keys away from the window."""
    windows = Windows()
    stage.app.installEventFilter(windows)
    for _name, _window in shown(program, stage):
        pass
    early = QWidget()
    early.show()  # the control
    stage.app.removeEventFilter(windows)
    assert windows.kinds == {"QWidget", "SettingsDialog", "IdleWarning"}


@pytest.mark.parametrize(("language", "text_size"), [("nl", 100), ("nl", 200), ("en", 200)])
@pytest.mark.usefixtures("dutch")
def test_nothing_sticks_out_of_a_small_window_or_is_cut_off(
    program: Program, stage: Stage, language: str, text_size: int
) -> None:
    program.take_settings(Settings(language=language, theme="light", text_size=text_size))
    found = {}
    for name, window in shown(program, stage):
        if wrong := [*too_wide(window), *cut_off(window)]:
            found[name] = wrong
        if window is program.window and window.size() != SMALL:
            found[f"{name} itself"] = [f"{window.width()} x {window.height()}"]
    assert found == {}
    assert settings.load(stage.around.settings_file).text_size == text_size
