"""The program as a person meets it: settings of its own, a clock that stands still, a lock that is noted."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.factories import CHEAP, PASSPHRASE
from tests.views.conftest import NOW, dressed, dutch
from vpdesk import paths
from vpdesk.app.program import Program
from vpdesk.app.surroundings import Surroundings
from vpdesk.domain.organisation import Organisation
from vpdesk.models.desk import Desk
from vpdesk.vault.vault import Vault
from vpdesk.views.autosave import Autosave
from vpdesk.views.fields import Field, text
from vpdesk.views.form import Form
from vpdesk.views.place import Guide, Place
from vpdesk.views.places import NEW_CASE

__all__ = ["dressed", "dutch"]


def save_organisation(vault: Vault, organisation: Organisation) -> None:
    with vault.transaction():
        vault.organisations.save(organisation)


class FormPlace(QWidget):
    """A place with one form that saves itself."""

    def __init__(self, desk: Desk, guide: Guide) -> None:
        super().__init__()
        self.shown: object = None
        self.form = Form((Field("name", "Name", text),))
        self.autosave = Autosave(self.form, desk, "organisation/1", save_organisation, now=guide.now)
        self.form.load(Organisation(id=1, name="Waterschap De Vliet"))
        self.autosave.restore()
        QVBoxLayout(self).addWidget(self.form)

    def show_item(self, item: object) -> None:
        self.shown = item

    def shown_item(self) -> int | str | None:
        return 7


PLACES = (
    Place(key="first", title="First", icon="sun", build=lambda _desk, _guide: QWidget()),
    Place(key=NEW_CASE[0], title="Form", icon="folder", build=FormPlace),
)


@dataclass
class Stage:
    """Starts programs on one vault folder; `relaunched` notes where a locked process would have started,
    `left` that the program ended."""

    app: QApplication
    qtbot: QtBot
    folder: Path
    around: Surroundings
    programs: list[Program] = field(default_factory=list)
    relaunched: list[Path] = field(default_factory=list)
    left: list[bool] = field(default_factory=list)

    def start(self) -> Program:
        program = Program(self.app, self.around)
        self.programs.append(program)
        program.start()
        self.qtbot.waitExposed(program.window)
        return program

    def with_vault(self) -> "Stage":
        Vault.create(self.folder, PASSPHRASE, cost=CHEAP).close()
        return self

    def wait(self, ready: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(ready()), timeout=20_000)


@pytest.fixture
def stage(
    tmp_path: Path, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Stage]:
    """No vault yet; the usual places lie in a folder of this test's own, and no backup is made unasked."""
    folder = tmp_path / "data" / "vault"
    monkeypatch.setattr(paths, "default_vault", lambda: folder)
    relaunched: list[Path] = []
    left: list[bool] = []
    around = Surroundings(
        settings_file=tmp_path / "settings.ini",
        now=lambda: NOW,
        relaunch=relaunched.append,
        leave=lambda: left.append(True),
        places=PLACES,
        cost=CHEAP,
        backs_up=False,
    )
    made = Stage(app=qapp, qtbot=qtbot, folder=folder, around=around, relaunched=relaunched, left=left)
    (tmp_path / "settings.ini").write_text("[vpdesk]\nlanguage = en\ntheme = light\n", "utf-8")
    yield made
    for program in made.programs:
        program.window.may_close = lambda: True
        if program.indoors is not None:
            program.indoors.leave()
            program.indoors = None
        program.window.close()
        program.window.deleteLater()
        program.deleteLater()
    qapp.processEvents()
    # or else the window, with its watch over the clocks, would live on into another test and lock there
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
