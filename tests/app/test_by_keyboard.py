"""A report and its first conversation, from Ctrl+N to the timeline, without touching a mouse."""

from dataclasses import replace
from datetime import date, time

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from tests.app.conftest import Stage
from tests.app.test_program import unlocked
from tests.factories import CHEAP, PASSPHRASE
from tests.views.finding import child
from vpdesk.app.program import Program
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.overview import CaseFilter
from vpdesk.domain.referral import Helper
from vpdesk.domain.values import Channel, Entry, Mandate, Matter
from vpdesk.services.casework import CaseFile, read_case
from vpdesk.vault.vault import Vault
from vpdesk.views.cases.place import CasesPlace
from vpdesk.views.pictures import settle
from vpdesk.views.workplace import Workplace

#: So many keys at most: at the pace of a slow typist well within a minute each.
MOST = 60


class Keyboard:
    """Presses keys where the focus is, and counts them."""

    def __init__(self, program: Program) -> None:
        self.window = program.window
        self.pressed = 0

    @property
    def focus(self) -> QWidget:
        settle()
        focused = self.window.focusWidget()
        assert focused is not None
        return focused

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.focus, key, modifier)
        self.pressed += 1
        settle()

    def type_in(self, text: str) -> None:
        for letter in text:
            QTest.keyClicks(self.focus, letter)
            self.pressed += 1

    def write_over(self, text: str) -> None:
        self.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.type_in(text)

    def tab_to(self, name: str) -> None:
        """Press Tab until the focus is on, or in, what bears this name."""
        for _turn in range(30):
            here: QWidget | None = self.focus
            while here is not None and here.objectName() != name:
                here = here.parentWidget()
            if here is not None:
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(name)


def test_a_report_and_its_first_conversation_by_keyboard_alone(stage: Stage) -> None:
    with Vault.create(stage.folder, PASSPHRASE, cost=CHEAP) as vault, vault.transaction():
        for name in ("Stichting Zorgpunt Oost", "Waterschap De Vliet"):
            vault.organisations.save(Organisation(name=name, mandates=(Mandate.CONDUCT,)))
    stage.around = replace(stage.around, places=())
    program = stage.start()
    workplace = unlocked(stage, program)
    settle()
    keys = Keyboard(program)

    place = take_in(keys, stage, workplace)
    taken_in = keys.pressed
    record_contact(keys, stage, place)

    file = stored(program)
    case, contact = file.case, file.contacts[0]
    assert (file.organisation.name, case.entry) == ("Waterschap De Vliet", Entry.EMAIL)
    assert (case.matters, case.mandate) == ((Matter.LABOUR_DISPUTE,), Mandate.OUTSIDE)
    assert [referral.helper for referral in file.referrals] == [Helper.LAWYER]
    assert (contact.held_on, contact.held_at) == (date(2026, 11, 20), time(14, 30))
    assert (contact.channel, contact.minutes, contact.notes) == (Channel.PHONE, 35, "Rustig.")
    assert case.told_of_reservation_on == date(2026, 11, 20)
    assert case.next_contact_on == date(2026, 12, 5)
    assert taken_in <= MOST
    assert keys.pressed - taken_in <= 2 * MOST


def take_in(keys: Keyboard, stage: Stage, workplace: Workplace) -> CasesPlace:
    child(workplace, QPushButton, "new_case").setFocus()
    keys.press(Qt.Key.Key_Return)
    keys.tab_to("organisation_id")
    keys.type_in("w")
    keys.tab_to("opened_on")
    keys.write_over("yesterday")
    keys.tab_to("entry")
    keys.type_in("e")
    keys.tab_to("matters")
    keys.type_in("lab")  # labour dispute
    keys.press(Qt.Key.Key_Space)
    keys.tab_to("helper")
    keys.type_in("l")  # lawyer
    keys.tab_to("finish")
    keys.press(Qt.Key.Key_Return)
    place = child(workplace, CasesPlace)
    stage.wait(lambda: place.detail.case_id)
    return place


def record_contact(keys: Keyboard, stage: Stage, place: CasesPlace) -> None:
    keys.tab_to("record_contact")
    keys.press(Qt.Key.Key_Return)
    keys.write_over("yesterday 14:30")
    keys.tab_to("channel")
    keys.type_in("t")
    keys.tab_to("minutes")
    keys.type_in("35")
    keys.tab_to("announced_yes")
    keys.press(Qt.Key.Key_Space)
    keys.tab_to("notes")
    keys.type_in("Rustig.")
    keys.tab_to("finish")
    keys.press(Qt.Key.Key_Return)
    stage.wait(lambda: place.findChild(QWidget, "next_contact_page"))
    keys.type_in("+2w")
    keys.press(Qt.Key.Key_Return)
    stage.wait(lambda: place.shown_item() == place.detail.case_id)


def stored(program: Program) -> CaseFile:
    assert program.indoors is not None
    desk = program.indoors.desk
    row = desk.ask(lambda vault: vault.cases.rows(CaseFilter()))[0]
    return desk.ask(lambda vault: read_case(vault, row.id))
