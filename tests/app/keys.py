"""A person without a mouse: she goes by Tab, types, chooses from lists with the arrows and presses Enter."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QMenu, QWidget

from tests.app.conftest import Stage
from tests.app.test_program import unlocked
from tests.factories import CHEAP, PASSPHRASE
from vpdesk.domain.case import Case
from vpdesk.domain.contact import Contact
from vpdesk.domain.organisation import Organisation
from vpdesk.services.casework import CaseFile, read_case
from vpdesk.vault.vault import Vault
from vpdesk.views.pictures import settle
from vpdesk.views.verb_page import VerbPage
from vpdesk.views.workplace import Workplace

if TYPE_CHECKING:
    from vpdesk.app.program import Program
    from vpdesk.models.desk import Desk

#: No screen has so many stops.
_MANY = 250


class Keys:
    """The real window of an unlocked vault, reached by the keyboard alone."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.program: Program = stage.start()
        self.workplace: Workplace = unlocked(stage, self.program)
        self.program.window.resize(1280, 800)
        settle()

    @property
    def desk(self) -> "Desk":
        assert self.program.indoors is not None
        return self.program.indoors.desk

    @property
    def focus(self) -> QWidget:
        """Where the keyboard is."""
        found = self.program.window.focusWidget()
        assert found is not None
        return found

    @property
    def page(self) -> str:
        """The object name of the page that lies over the case; "" when there is none."""
        settle()
        pages = [page for page in self.workplace.findChildren(VerbPage) if page.isVisible()]
        return pages[0].objectName() if pages else ""

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(QApplication.activePopupWidget() or self.focus, key)
        settle()

    def tab_to(self, name: str) -> None:
        """Press Tab until the keyboard is in the widget of this name, or in a part of it."""
        seen: list[str] = []
        for _stop in range(_MANY):
            names = list(_names(self.focus))
            if name in names:
                return
            seen.append(names[0])
            self.key(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not come to {name!r}, but to {sorted(set(seen))}")

    def press(self, name: str) -> None:
        """Go to a button by Tab, and press Enter."""
        self.tab_to(name)
        self.key(Qt.Key.Key_Return)

    def write(self, name: str, words: str) -> None:
        """Go to a field by Tab, and type over what stands there."""
        self.tab_to(name)
        QTest.keyClick(self.focus, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(self.focus, words)
        settle()

    def choose(self, name: str, word: str) -> None:
        """Go to a list by Tab, and go through it with the arrows as far as `word`."""
        self.tab_to(name)
        combo = self.focus
        assert isinstance(combo, QComboBox)
        self.key(Qt.Key.Key_Home)
        for _line in range(combo.count()):
            if combo.currentText() == word:
                return
            self.key(Qt.Key.Key_Down)
        raise AssertionError(f"{word!r} is not in the list {name!r}: {combo.currentText()!r} is the last")

    def finish(self) -> None:
        """Press the button at the foot of the page, and wait until the page has gone."""
        before = self._shown()
        self.press("finish")
        self.stage.wait(lambda: self._shown() is not before)
        settle()

    def refuse(self) -> str:
        """Press the same button where something is missing; return what the page says is wrong."""
        self.press("finish")

        def said() -> str:
            labels = self.workplace.findChildren(QLabel)
            return " ".join(
                each.text() for each in labels if each.property("kind") == "error" and each.isVisible()
            )

        self.stage.wait(said)
        return said()

    def from_menu(self, word: str) -> None:
        """Open the menu of the case, and choose what reads `word`."""
        self.press("more")
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        for _line in menu.actions():
            if _chosen(menu) == word:
                break
            self.key(Qt.Key.Key_Down)
        self.key(Qt.Key.Key_Return)

    def says(self) -> str:
        """Return everything that can be read in the window, in one line."""
        settle()
        labels = self.workplace.findChildren(QLabel)
        text = " ".join(each.text() for each in labels if each.isVisible())
        return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{ZERO WIDTH SPACE}", "").split())

    def _shown(self) -> VerbPage | None:
        pages = [page for page in self.workplace.findChildren(VerbPage) if page.isVisible()]
        return pages[0] if pages else None


def _chosen(menu: QMenu) -> str:
    """Return the words of the line that the arrows have come to; "" before the first."""
    lines = [each.text() for each in menu.actions() if each is menu.activeAction()]
    return lines[0] if lines else ""


def _names(widget: QWidget) -> Iterator[str]:
    """Yield what a widget is called, and what it is a part of, as far as the page."""
    place: QWidget | None = widget
    while place is not None and not isinstance(place, VerbPage | Workplace):
        if place.objectName():
            yield place.objectName()
        place = place.parentWidget()
    yield type(widget).__name__


def at_case(
    stage: Stage, organisation: Organisation, case: Case, contacts: Sequence[Contact] = ()
) -> Keys:
    """Return the keys of a window that shows the one case of a new vault, with these `contacts` before."""
    with Vault.create(stage.folder, PASSPHRASE, cost=CHEAP) as vault, vault.transaction():
        vault.organisations.save(organisation)
        vault.cases.save(case)
        vault.contacts.add_all(contacts)
    stage.around = replace(stage.around, places=())
    keys = Keys(stage)
    keys.workplace.go("cases", case.id)
    return keys


def file_of(keys: Keys, case: Case) -> CaseFile:
    """Return what the vault holds of the case."""
    return keys.desk.ask(lambda vault: read_case(vault, case.id))
