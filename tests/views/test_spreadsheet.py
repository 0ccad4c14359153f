"""The cases of a spreadsheet come in from the window: asked, shown, brought in, undone."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.views.audit import findings
from tests.views.conftest import NOW, Show
from tests.views.finding import child
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.overview import CaseFilter
from vpdesk.models.desk import Desk
from vpdesk.models.keeping import Keeping
from vpdesk.vault.vault import Vault
from vpdesk.views.spreadsheet.example import example
from vpdesk.views.spreadsheet.page import SpreadsheetPage
from vpdesk.views.vault.place import SPREADSHEET, VaultPlace

OWN = "Klant;geopend;Soort;Naam\nDe Vliet;3-4-25;pesten;Jan\nDe Vliet;04-05-2025;pesterij;Piet\n"


@pytest.fixture
def place(desk: Desk, show: Show, qtbot: QtBot) -> VaultPlace:
    def add(vault: Vault) -> None:
        with vault.transaction():
            vault.organisations.save(Organisation(name="De Vliet"))

    desk.ask(add)
    keeping = Keeping(desk, lambda: NOW)
    with qtbot.waitSignal(keeping.known):
        made = VaultPlace(desk, keeping, lambda: NOW)
        show(made)
    return made


def page_of(place: VaultPlace) -> SpreadsheetPage:
    return place.findChildren(SpreadsheetPage)[-1]  # one that was left goes a moment later


def settle(desk: Desk) -> None:
    desk.ask(lambda _vault: None)
    QApplication.processEvents()


def press(place: VaultPlace, desk: Desk, name: str) -> None:
    child(place, QPushButton, name).click()
    settle(desk)


def read(place: VaultPlace, desk: Desk, file: Path, content: str) -> SpreadsheetPage:
    file.write_text(content, encoding="utf-8")
    place.show_item(SPREADSHEET)
    page = page_of(place)
    page.read(file)
    settle(desk)
    return page


def said(place: VaultPlace) -> str:
    return "\n".join(label.text() for label in place.findChildren(QLabel) if label.isVisible())


def answer(place: VaultPlace, question: str, word: str) -> None:
    for asked in place.findChildren(QComboBox, "asked"):
        if asked.isVisible() and asked.accessibleName().startswith(question):
            assert asked.findText(word) >= 0, [asked.itemText(i) for i in range(asked.count())]
            asked.setCurrentText(word)
            return
    raise AssertionError(question)


def count(desk: Desk) -> int:
    return desk.ask(lambda vault: vault.cases.count(CaseFilter()))


def test_a_file_of_ones_own_is_asked_shown_brought_in_and_taken_out_again(
    place: VaultPlace, desk: Desk, tmp_path: Path, aloud: list[str], qtbot: QtBot
) -> None:
    read(place, desk, tmp_path / "own.csv", OWN)
    assert "Still needed: Client organisation, Matters." in said(place)
    assert findings(place) == []
    answer(place, "Klant", "Client organisation")
    answer(place, "Soort", "Matters")
    press(place, desk, "go_on")
    answer(place, "pesterij", "Bullying")
    answer(place, "years of two digits", "25 is 2025, and 98 is 1998")
    assert findings(place) == []
    assert all(each.accessibleDescription() for each in place.findChildren(QComboBox, "asked"))
    press(place, desk, "go_on")
    settle(desk)
    assert "2 cases\n2 running, 0 closed." in aloud[-1]  # what would come is heard before it comes
    assert "2 running, 0 closed." in said(place)
    assert "Columns that are not taken along\nnaam" in said(place)
    assert findings(place) == []
    assert count(desk) == 0  # to look stores nothing
    assert child(place, QPushButton, "go_on").text() == "Bring in 2 cases"
    press(place, desk, "go_on")
    assert count(desk) == 2
    assert "2 cases were brought in. The file itself is still on your computer" in said(place)
    place.activateWindow()
    qtbot.waitUntil(place.isActiveWindow)
    QTest.keyClick(place.window(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: aloud[-1] == "The cases are out of the vault again.")
    assert count(desk) == 0


def test_what_is_left_unanswered_brings_in_nothing(place: VaultPlace, desk: Desk, tmp_path: Path) -> None:
    page = read(place, desk, tmp_path / "own.csv", OWN)
    answer(place, "Klant", "Client organisation")
    answer(place, "Soort", "Matters")
    for _time in range(4):
        press(place, desk, "go_on")
    assert page.primary.text() == "Go on with these answers"
    assert count(desk) == 0


def test_a_word_that_is_corrected_in_the_file_is_read_again(
    place: VaultPlace, desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "own.csv"
    page = read(place, desk, file, OWN)
    answer(place, "Klant", "Client organisation")
    answer(place, "Soort", "Matters")
    press(place, desk, "go_on")
    file.write_text(OWN.replace("3-4-25", "3-4-2025").replace("pesterij", "pesten"), encoding="utf-8")
    press(place, desk, "go_on")
    assert page.primary.text() == "Bring in 2 cases"


def test_the_same_file_again_says_that_reporters_would_count_twice(
    place: VaultPlace, desk: Desk, tmp_path: Path
) -> None:
    content = "organisation;opened;matters\nDe Vliet;2025-04-03;bullying\nDe Vliet;2025-04-04;fraud\n"
    for again in (False, True):
        page = read(place, desk, tmp_path / "own.csv", content)
        assert ("would count twice" in said(place)) is again
        assert page.primary.text() == ("Bring in 2 cases anyway" if again else "Bring in 2 cases")
        if not again:
            press(place, desk, "go_on")


def test_faults_are_named_by_line_and_nothing_can_be_brought_in(
    place: VaultPlace, desk: Desk, tmp_path: Path
) -> None:
    content = "organisation;opened;matters\nDe Vliet;31-02-2025;bullying\nDe Vliet;;bullying\n"
    page = read(place, desk, tmp_path / "own.csv", content)
    listed = child(place, QLabel, "faults").text().splitlines()
    assert [line.split(":")[0] for line in listed] == ["line 2, column opened", "line 3, column opened"]
    assert findings(place) == []
    press(place, desk, "go_on")
    assert page.primary.text() == "Read the file again"
    assert count(desk) == 0


@pytest.mark.parametrize(
    ("name", "content"), [("photo.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(1, 64))), ("none.csv", None)]
)
def test_what_is_no_file_of_cases_is_refused_in_words(
    place: VaultPlace, desk: Desk, tmp_path: Path, name: str, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    place.show_item(SPREADSHEET)
    page = page_of(place)
    page.read(tmp_path / name)
    settle(desk)
    assert "not a text" in said(place) or "This file is not there" in said(place)
    assert count(desk) == 0


def test_the_example_is_a_file_that_comes_in_once_its_client_is_known(
    place: VaultPlace, desk: Desk, tmp_path: Path
) -> None:
    page = read(place, desk, tmp_path / "example.csv", example().decode("utf-8-sig"))
    answer(place, "Example Ltd", "De Vliet")
    press(place, desk, "go_on")
    assert page.primary.text() == "Bring in 2 cases"
