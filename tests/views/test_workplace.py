"""The open window by keyboard: where the focus is, and where Tab comes in."""

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.views.conftest import NOW
from tests.views.finding import child
from vpdesk.domain.errors import DiskFullError
from vpdesk.domain.organisation import Organisation
from vpdesk.models.desk import Desk
from vpdesk.services.drafts import WINDOW, save_draft
from vpdesk.services.organisations import save_organisation
from vpdesk.vault import vault as vault_module
from vpdesk.vault.faults import MovedError
from vpdesk.views.autosave import Autosave
from vpdesk.views.fields import Field, text
from vpdesk.views.form import Form
from vpdesk.views.main_window import MainWindow
from vpdesk.views.place import Guide, Place
from vpdesk.views.reading_order import stops
from vpdesk.views.states import Banner
from vpdesk.views.workplace import Workplace


class Taking(QWidget):
    """A place that takes the focus when it is asked for something."""

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        QVBoxLayout(self).addWidget(self.line)

    def show_item(self, _item: object) -> None:
        self.line.setFocus()


def opened(desk: Desk, qtbot: QtBot, third: type[QWidget] = QWidget) -> tuple[MainWindow, Workplace]:
    def build(desk: Desk, _guide: Guide, make: Callable[..., QWidget]) -> QWidget:
        return make(desk) if make is Saving else make()

    places = [
        Place(key=key, title=key, icon="sun", build=partial(build, make=make))
        for key, make in (("first", QWidget), ("second", Taking), ("third", third))
    ]
    window = MainWindow()
    qtbot.addWidget(window)
    guide = Guide()
    page = Workplace(desk, guide, places, new_case=("second", "new"))
    guide.setParent(page)
    window.show_page(page)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window, page


def focused(window: MainWindow) -> str:
    return window.focusWidget().objectName()


def test_somebody_who_listens_is_told_where_she_is(desk: Desk, qtbot: QtBot) -> None:
    window, page = opened(desk, qtbot)
    page.go("first")
    assert focused(window) == "place_first"


def test_a_place_that_takes_the_focus_keeps_it(desk: Desk, qtbot: QtBot) -> None:
    window, page = opened(desk, qtbot)
    page.go("second", "new")
    assert isinstance(window.focusWidget(), QLineEdit)


class Saving(QWidget):
    """A place with a form that saves itself, and where it says what goes wrong."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.banner = Banner()
        self.form = Form((Field("name", "Name", text),))
        self.autosave = Autosave(self.form, desk, "organisation/1", save_organisation)
        self.autosave.failed.connect(self.banner.show_error)
        self.form.load(Organisation(id=1, name="Waterschap De Vliet"))
        layout = QVBoxLayout(self)
        layout.addWidget(self.banner)
        layout.addWidget(self.form)


def test_nothing_says_that_all_is_saved_while_the_disk_is_full(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    _window, page = opened(desk, qtbot, Saving)
    page.go("third")
    place, saved = child(page, Saving), child(page, QLabel, "saved")
    assert saved.text() == "Everything is saved"
    monkeypatch.setattr(vault_module, "ROOM", 1 << 62)
    child(place.form.editor("name"), QLineEdit).setText("Gemeente Molendrecht")
    with qtbot.waitSignal(place.autosave.failed):
        place.autosave.flush()
    assert place.banner.isVisible()
    assert saved.text() == "Not all is saved yet"
    page.go("first")  # wherever one goes; it is tried once more
    desk.ask(lambda _vault: None)
    assert saved.text() == "Not all is saved yet"
    monkeypatch.setattr(vault_module, "ROOM", 0)
    with qtbot.waitSignal(desk.changed):  # what else is saved says nothing of it
        desk.ask(lambda vault: save_draft(vault, "elsewhere", "{}", NOW))
    assert saved.text() == "Not all is saved yet"
    with qtbot.waitSignal(desk.taken_in):
        place.autosave.flush()
    assert saved.text().startswith("Saved ")
    assert place.banner.isHidden()


def test_it_says_saved_of_what_was_written_and_not_of_where_she_is(desk: Desk, qtbot: QtBot) -> None:
    _window, page = opened(desk, qtbot, Saving)
    saved = child(page, QLabel, "saved")
    with qtbot.waitSignal(desk.changed):
        desk.ask(lambda vault: save_draft(vault, WINDOW, "{}", NOW))
    assert saved.text() == "Everything is saved"
    # the control: a draft of what was typed
    with qtbot.waitSignal(desk.changed):
        desk.ask(lambda vault: save_draft(vault, "elsewhere", "{}", NOW))
    assert saved.text().startswith("Saved ")


def test_an_error_that_is_not_over_stays(desk: Desk, qtbot: QtBot) -> None:
    """The control."""
    _window, page = opened(desk, qtbot, Saving)
    page.go("third")
    page.show_error(MovedError())
    desk.taken_in.emit(DiskFullError().tried_on())
    assert page.banner.isVisible()


def test_tab_comes_to_the_place_where_one_is_and_the_arrows_lead_on(desk: Desk, qtbot: QtBot) -> None:
    window, page = opened(desk, qtbot)
    page.go("first")
    page.go("second", "new")  # by a key, not by the column
    entries = [each.objectName() for each in stops(page) if each.objectName().startswith("place_")]
    assert entries == ["place_second"]
    page.go("first")
    page.setFocus()
    page.go("first")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Down)
    assert focused(window) == "place_second"
    assert page.here == "second"
