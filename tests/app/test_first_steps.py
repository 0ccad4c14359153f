"""The first ten minutes: a sheet that is proven, a copy that was tested by putting it back, and to work."""

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QProgressBar, QPushButton, QWidget

from tests.app.conftest import Stage
from tests.app.test_program import STRONG, desk_of, page, press, spoken, type_in
from tests.views.audit import findings
from tests.views.finding import child
from vpdesk.app.program import Program
from vpdesk.services.access import recovery_proven_on
from vpdesk.vault.local import recall
from vpdesk.views.access.first_sheet import FirstSheet
from vpdesk.views.first_organisation import FirstOrganisation
from vpdesk.views.vault import first_backup
from vpdesk.views.vault.first_backup import FirstBackup
from vpdesk.views.workplace import Workplace


@pytest.fixture
def begun(stage: Stage) -> Program:
    """A vault was just made."""
    program = stage.start()
    press(program.window, "new")
    type_in(program.window, "passphrase", STRONG)
    type_in(program.window, "repeat", STRONG)
    press(program.window, "make_vault")
    stage.wait(lambda: isinstance(program.window.centralWidget(), FirstSheet))
    return program


def groups(page: QWidget) -> list[str]:
    digits = [re.sub(r"\D", "", label.text()) for label in page.findChildren(QLabel)]
    return [each for each in digits if len(each) == 6]


def on_copy_page(program: Program) -> FirstBackup:
    press(program.window, "later")
    found = page(program, FirstBackup)
    assert isinstance(found, FirstBackup)
    return found


def test_from_the_passphrase_to_work_with_sheet_and_copy(
    stage: Stage, begun: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = begun.window
    stage.wait(lambda: child(window, QPushButton, "on_paper").isEnabled())
    on_paper = groups(window)
    press(window, "on_paper")
    for line in window.findChildren(QLineEdit):
        line.setText(on_paper[int(line.objectName().removeprefix("group_")) - 1])
    press(window, "check_sheet")
    stage.wait(lambda: isinstance(window.centralWidget(), FirstBackup))
    assert desk_of(begun).ask(recovery_proven_on) is not None
    assert "Your recovery sheet is checked." in spoken(window)
    assert findings(window) == []
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(first_backup, "choose_folder", lambda *_asked: stick)
    press(window, "choose_place")
    assert child(window, QProgressBar).isVisible()
    stage.wait(lambda: "Copy made and checked, 14:09." in spoken(window))
    assert findings(window) == []
    assert len(list(stick.glob("*.vpbak"))) == 1
    assert recall(desk_of(begun).ask(lambda vault: vault.folder)).drilled_at is not None
    press(window, "next")
    assert isinstance(page(begun, FirstOrganisation), FirstOrganisation)
    press(window, "skip")
    assert isinstance(page(begun, Workplace), Workplace)


def test_a_place_that_cannot_be_used_is_said_and_another_may_be_chosen(
    stage: Stage, begun: Program, tmp_path: Path
) -> None:
    copy_page = on_copy_page(begun)
    assert "is checked" not in spoken(begun.window)  # the sheet was put off
    copy_page.use(tmp_path / "not there")
    stage.wait(lambda: "Put in the stick" in spoken(begun.window))
    assert child(begun.window, QPushButton, "choose_place").isEnabled()
    assert child(begun.window, QPushButton, "later").isVisible()


def test_a_place_on_the_same_disk_is_named_as_such(stage: Stage, begun: Program, tmp_path: Path) -> None:
    copy_page = on_copy_page(begun)
    copy_page.use(tmp_path)
    stage.wait(lambda: "same disk" in spoken(begun.window))
    assert child(begun.window, QPushButton, "another_place").isVisible()
