"""The place Dossiers over a real vault with two organisations and a few cases."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.factories import make_case, make_contact
from tests.views.conftest import NOW
from vpdesk.domain.case import Case
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.values import Mandate, Matter, Outcome
from vpdesk.models.desk import Desk
from vpdesk.services.casework import CaseFile, read_case, save_contact
from vpdesk.vault.vault import Vault
from vpdesk.views.cases import CasesPlace
from vpdesk.views.cases.form_page import FormPage
from vpdesk.views.verb_page import VerbPage

T = TypeVar("T")
TODAY = date(2026, 11, 21)


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """What is in the vault: `eik` runs at `de_vliet`, `linde` runs at `oost`, `es` is closed there."""

    de_vliet: Organisation
    oost: Organisation
    eik: Case
    linde: Case
    es: Case


@pytest.fixture
def practice(desk: Desk) -> Practice:
    de_vliet = Organisation(name="Waterschap De Vliet", mandates=(Mandate.CONDUCT, Mandate.INTEGRITY))
    oost = Organisation(name="Stichting Zorgpunt Oost")
    made = Practice(
        de_vliet=de_vliet,
        oost=oost,
        eik=make_case(de_vliet.id, alias="Eik-14", opened_on=date(2026, 9, 3)),
        linde=make_case(oost.id, alias="Linde-03", opened_on=date(2026, 8, 1), matters=(Matter.STALKING,)),
        es=make_case(
            oost.id,
            alias="Es-05",
            opened_on=date(2026, 7, 1),
            closed_on=date(2026, 10, 1),
            outcome=Outcome.IMPROVED,
        ),
    )

    def fill(vault: Vault) -> None:
        with vault.transaction():
            for organisation in (de_vliet, oost):
                vault.organisations.save(organisation)
            for case in (made.eik, made.linde, made.es):
                vault.cases.save(case)

    desk.ask(fill)
    return made


class Window:
    """The place as a person meets it: what she presses, types and reads."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk = desk
        self.qtbot = qtbot
        self.place = CasesPlace(desk, lambda: TODAY, lambda: NOW)
        qtbot.addWidget(self.place)
        self.place.resize(1060, 720)
        with qtbot.waitActive(self.place):
            self.place.show()
            self.place.activateWindow()

    def press(self, name: str, within: QWidget | None = None) -> None:
        """Press the button that bears this object name and is in sight, or choose it from a menu."""
        around = within or self.place
        found = [b for b in around.findChildren(QPushButton, name) if b.isVisible()]
        offered = [
            each
            for menu in around.findChildren(QMenu)
            for each in menu.actions()
            if each.objectName() == name and each.isVisible() and each.isEnabled()
        ]
        assert found or offered, f"no button {name!r} in sight"
        if found:
            found[0].click()
        else:
            offered[0].trigger()

    @property
    def page(self) -> VerbPage:
        """The page that lies over list and case."""
        pages = [page for page in self.place.findChildren(VerbPage) if page.isVisible()]
        assert len(pages) == 1, f"pages in sight: {pages}"
        return pages[0]

    @property
    def form_page(self) -> FormPage:
        page = self.page
        assert isinstance(page, FormPage)
        return page

    def fill(self, **values: object) -> None:
        """Fill in fields of the form that is shown, each of which must be asked."""
        for name, value in values.items():
            assert self.form_page.form.is_asked(name), f"{name} is not asked"
            self.form_page.form.editor(name).set_raw(value)

    def finish(self) -> None:
        """Press the button that finishes the page, and wait until it has gone."""
        page = self.form_page
        with self.qtbot.waitSignal(page.stored):
            self.press("finish", page)

    def refuse(self) -> str:
        """Press the same button on a page that is not whole; return what it says is wrong."""
        self.press("finish", self.form_page)

        def said() -> list[str]:
            labels = self.form_page.form.findChildren(QLabel)
            return [each.text() for each in labels if each.property("kind") == "error" and each.text()]

        self.qtbot.waitUntil(lambda: bool(said()))
        return " ".join(said())

    def escape(self) -> None:
        """Press Esc where the focus is."""
        page = self.page
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Escape)

    def file(self, case: Case) -> CaseFile:
        """Return what the vault holds of a case."""
        return self.desk.ask(lambda vault: read_case(vault, case.id))

    def change(self, verb: Callable[[Vault], T]) -> T:
        """Change the vault from elsewhere, and wait until the window has heard of it."""
        with self.qtbot.waitSignal(self.desk.changed):
            return self.desk.ask(verb)

    def talk_with(self, *cases: Case) -> None:
        """Record a first conversation with each of them, so that nobody waits for one."""
        for case in cases:
            contact = make_contact(case.id, held_on=case.opened_on)
            self.change(partial(save_contact, contact=contact))

    def says(self) -> str:
        """Return all words of the case at the right."""
        labels = self.place.detail.findChildren(QLabel)
        return " ".join(each.text() for each in labels if each.isVisible()).replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def window(desk: Desk, practice: Practice, qtbot: QtBot) -> Window:
    assert practice.eik.alias
    return Window(desk, qtbot)
