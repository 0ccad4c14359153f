"""Ctrl+K as a person meets it: typing finds, the arrows and Enter lead there, Esc leads back."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.factories import make_case, make_contact
from tests.hostile import HOSTILE
from tests.views.audit import findings
from tests.views.conftest import NOW
from tests.views.finding import child
from vpdesk import i18n
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.reporter_identity import ReporterIdentity
from vpdesk.models.desk import Desk
from vpdesk.models.hits import Heading
from vpdesk.models.windowed import VALUE
from vpdesk.services.finding import Hit
from vpdesk.vault.vault import Vault
from vpdesk.views import look
from vpdesk.views.cases.list_pane import ListPane
from vpdesk.views.cases.timeline import MomentRow
from vpdesk.views.cases.verbs import VEILED, Verb
from vpdesk.views.find import panel as module
from vpdesk.views.find.panel import FindPanel
from vpdesk.views.main_window import MainWindow
from vpdesk.views.place import Guide
from vpdesk.views.places import NEW_CASE, PLACES
from vpdesk.views.workplace import Workplace

GEPEST = "Eerst dit. Zij werd gepest. Daarna rust."


class Window:
    """The window over a vault with two clients, in which a few things were said."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk, self.qtbot = desk, qtbot
        self.vliet, self.oost = Organisation(name="Waterschap De Vliet"), Organisation(name="Zorgpunt Oost")
        self.eik = make_case(self.vliet.id, alias="Eik-14")
        self.linde = make_case(self.oost.id, alias="Linde-03")

        def fill(vault: Vault) -> None:
            with vault.transaction():
                vault.organisations.add_all([self.vliet, self.oost])
                for case in (self.eik, self.linde):
                    vault.cases.save(case)
                    vault.contacts.save(
                        make_contact(case.id, notes=GEPEST)
                    )
                    vault.contacts.save(make_contact(case.id, notes=f"Gesprek over pesten bij {case.alias}."))

        desk.ask(fill)
        self.main = MainWindow()
        qtbot.addWidget(self.main)
        guide = Guide(lambda: NOW)
        self.page = Workplace(desk, guide, PLACES, new_case=NEW_CASE)
        guide.setParent(self.page)
        self.main.show_page(self.page)
        with qtbot.waitActive(self.main):
            self.main.show()
            self.main.activateWindow()
        self.page.go("today")

    @property
    def panel(self) -> FindPanel:
        return child(self.page, FindPanel)

    @property
    def focused(self) -> QWidget | None:
        return self.main.focusWidget()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.focused or self.main, key, modifier)

    def open(self) -> FindPanel:
        """Press Ctrl+K, wherever the focus is."""
        self.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        assert self.panel.isVisible()
        return self.panel

    def type(self, words: str) -> list[str]:
        """Type letter by letter and wait for all that is found; return the rows as they are heard."""
        with self.qtbot.waitSignal(
            self.panel.finder.found, check_params_cb=lambda _found, complete: complete
        ):
            for letter in words:
                event = QKeyEvent(
                    QKeyEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter
                )  # the way of a keyboard, also for letters that QTest knows no key of
                QApplication.sendEvent(self.focused or self.main, event)
        return self.rows()

    def rows(self) -> list[str]:
        model = self.panel.model
        return [model.index(row).data() for row in range(model.rowCount())]

    def hits(self) -> list[Hit]:
        model = self.panel.model
        values = [model.index(row).data(VALUE) for row in range(model.rowCount())]
        return [value for value in values if isinstance(value, Hit)]

    def says(self) -> str:
        labels = self.panel.findChildren(QLabel)
        return " ".join(each.text() for each in labels if each.isVisible())


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Window:
    return Window(desk, qtbot)


def test_it_opens_with_the_cursor_in_the_words_and_says_what_can_be_found(window: Window) -> None:
    panel = window.open()
    assert window.focused is panel.words
    assert "alias of a reporter" in window.says()


def test_typing_finds_grouped_with_the_sentence_and_whose_it_is(window: Window) -> None:
    window.open()
    rows = window.type("eik")
    assert rows == [
        "Cases, 1",
        "Eik-14, opened on 2 Mar 2026, Waterschap De Vliet",
        "In conversations and steps, 1",
        "Eik-14 · Conversation · 9 Mar 2026, Gesprek over pesten bij Eik-14., Waterschap De Vliet",
    ]
    assert "2 found" in window.says()


def test_what_begins_so_stands_above_what_has_it_inside_a_word(window: Window) -> None:
    window.open()
    window.type("pest")
    assert [hit.excerpt.text for hit in window.hits()] == [
        "Gesprek over pesten bij Linde-03.", "Gesprek over pesten bij Eik-14.",
        "Zij werd gepest.", "Zij werd gepest.",
    ]  # fmt: skip


def test_the_arrows_and_enter_lead_to_the_conversation_itself(window: Window) -> None:
    window.open()
    window.type("gepest")
    window.press(Qt.Key.Key_Down)
    assert window.focused is window.panel.list
    window.press(Qt.Key.Key_Down)
    wanted = window.hits()[1]
    assert wanted.case_id == window.eik.id
    window.press(Qt.Key.Key_Return)
    assert not window.panel.isVisible()
    assert window.page.here == "cases"

    def is_there() -> bool:
        there = window.focused
        return isinstance(there, MomentRow) and there.moment.value_id == wanted.value_id

    window.qtbot.waitUntil(is_there)


def test_enter_among_the_words_finds_all_and_goes_to_the_best(window: Window) -> None:
    window.open()
    window.type("pesten linde")
    window.press(Qt.Key.Key_Return)
    window.qtbot.waitUntil(lambda: window.focused is window.panel.list)
    current = window.panel.list.currentIndex().data(VALUE)
    assert isinstance(current, Hit)
    assert current.case_id == window.linde.id
    window.press(Qt.Key.Key_Return)
    assert window.page.here == "cases"


def test_an_organisation_is_opened_in_its_own_place(window: Window) -> None:
    window.open()
    window.type("vliet")
    window.press(Qt.Key.Key_Down)
    window.press(Qt.Key.Key_Return)
    assert window.page.here == "organisations"


def test_a_click_opens_too(window: Window) -> None:
    window.open()
    window.type("eik")
    window.panel.list.clicked.emit(window.panel.model.index(1))
    assert window.page.here == "cases"
    assert window.page.item == window.eik.id


def test_esc_leads_back_to_where_one_was(window: Window) -> None:
    before = child(window.page, QPushButton, "new_case")
    before.setFocus()
    window.open()
    window.type("eik")
    window.press(Qt.Key.Key_Down)
    window.press(Qt.Key.Key_Escape)
    assert not window.panel.isVisible()
    assert window.focused is before


def test_opened_again_the_words_of_before_are_chosen_and_typing_begins_anew(window: Window) -> None:
    window.open()
    window.type("eik")
    window.press(Qt.Key.Key_Escape)
    panel = window.open()
    assert panel.words.selectedText() == "eik"
    window.type("linde")
    assert panel.words.text() == "linde"


def test_up_from_the_first_goes_back_to_the_words_and_letters_go_there_too(window: Window) -> None:
    window.open()
    window.type("eik")
    window.press(Qt.Key.Key_Down)
    window.press(Qt.Key.Key_Up)
    assert window.focused is window.panel.words
    window.press(Qt.Key.Key_Down)
    window.type("-14")
    assert window.panel.words.text() == "eik-14"
    assert window.focused is window.panel.words
    window.press(Qt.Key.Key_Down)
    window.press(Qt.Key.Key_Backspace)
    assert window.panel.words.text() == "eik-1"


def test_headings_are_no_stop_of_the_arrows(window: Window) -> None:
    window.open()
    window.type("eik")
    window.press(Qt.Key.Key_Down)
    seen = []
    for _round in range(4):
        seen.append(window.panel.list.currentIndex().data(VALUE))
        window.press(Qt.Key.Key_Down)
    assert not any(isinstance(row, Heading) for row in seen)


def test_with_a_client_chosen_nothing_of_another_is_shown(window: Window) -> None:
    window.open()
    window.type("pest")
    assert {hit.organisation for hit in window.hits()} == {"Waterschap De Vliet", "Zorgpunt Oost"}
    panel = window.panel
    panel.organisations.setCurrentIndex(panel.organisations.findData(window.oost.id))
    with window.qtbot.waitSignal(panel.shown):
        panel.organisations.activated.emit(panel.organisations.currentIndex())
    assert {hit.organisation for hit in window.hits()} == {"Zorgpunt Oost"}


def test_tab_goes_round_within_the_panel(window: Window) -> None:
    window.open()
    window.type("eik")
    met = set()
    for _round in range(8):
        window.press(Qt.Key.Key_Tab)
        focused = window.focused
        assert focused is not None
        assert focused is window.panel or window.panel.isAncestorOf(focused)
        met.add(focused.objectName())
    assert met == {"find_words", "close_find", "find_organisation", "hits"}


def test_nothing_found_is_said_in_words_and_aloud(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    aloud: list[str] = []
    monkeypatch.setattr(module, "announce", lambda _widget, text: aloud.append(text))
    window.open()
    window.type("xyzzy")
    assert "There is no text with all of these words" in window.says()
    window.qtbot.waitUntil(lambda: aloud == ["Nothing was found with these words."])


def test_how_much_was_found_is_said_once_after_a_rest(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    aloud: list[str] = []
    monkeypatch.setattr(module, "announce", lambda _widget, text: aloud.append(text))
    window.open()
    window.type("eik")
    window.qtbot.waitUntil(lambda: bool(aloud))
    assert aloud == ["2 found, the newest first"]


def test_what_changes_meanwhile_is_found(window: Window) -> None:
    window.open()
    window.type("nieuw")
    assert window.hits() == []

    def record(vault: Vault) -> None:
        with vault.transaction():
            vault.contacts.save(make_contact(window.eik.id, notes="Nieuw gesprek."))

    window.desk.ask(record)
    window.qtbot.waitUntil(lambda: len(window.hits()) == 1)


def test_a_case_that_went_meanwhile_leads_nowhere_and_harms_nothing(window: Window) -> None:
    window.open()
    window.type("eik")
    hit = window.hits()[0]

    def delete(vault: Vault) -> None:
        with vault.transaction():
            vault.cases.delete(window.eik.id)

    window.desk.ask(delete)
    window.panel.opened.emit(hit)
    assert window.page.here == "cases"
    assert window.page.item is None


@pytest.mark.parametrize("typed", HOSTILE[::9])
def test_whatever_is_pasted_is_looked_for(window: Window, typed: str) -> None:
    panel = window.open()
    shown = typed.encode("utf-8", "replace").decode()
    with window.qtbot.waitSignal(panel.shown):
        panel.words.setText(shown or " ")
    assert panel.isVisible()
    assert not child(panel, QWidget, "banner").isVisible()


def test_nothing_that_a_case_veils_is_seen_or_heard_in_a_hit(window: Window) -> None:
    words = {Verb.CHANGE_REFLECTION: "terugkijkwoord", Verb.CHANGE_IDENTITY: "naamwoord"}
    assert set(words) == VEILED
    looked_back = replace(window.eik, reflection="Ik bleef te lang beleefd, terugkijkwoord.")
    who = ReporterIdentity(case_id=window.eik.id, name="naamwoord", reach="naamwoord", remarks="naamwoord")

    def write(vault: Vault) -> None:
        with vault.transaction():
            vault.cases.save(looked_back)
            vault.identities.save(who)

    window.desk.ask(write)
    window.open()
    said = "These words stand in it; the text is out of sight here."
    assert window.type(words[Verb.CHANGE_REFLECTION]) == [
        "In conversations and steps, 1",
        f"Eik-14 · Looking back, for yourself, {said}, Waterschap De Vliet",
    ]
    assert findings(window.main) == []
    window.press(Qt.Key.Key_Down)
    window.press(Qt.Key.Key_Return)
    assert window.page.item == window.eik.id
    window.open()
    assert window.type(words[Verb.CHANGE_IDENTITY]) == []


def test_the_audit_is_clean(window: Window) -> None:
    window.open()
    window.type("eik")
    assert findings(window.main) == []


def test_the_window_that_is_covered_shows_nothing_of_it(window: Window) -> None:
    window.open()
    window.type("eik")
    window.main.cover()
    assert not window.panel.isVisible()


@pytest.mark.parametrize("size", [100, 200])
def test_it_fits_into_the_window_at_any_text_size(
    qapp: QApplication, desk: Desk, qtbot: QtBot, size: int
) -> None:
    look.use(qapp, "light", size)
    window = Window(desk, qtbot)
    window.main.resize(1280, 800)
    window.open()
    window.type("eik")
    panel = window.panel
    for part in (panel.words, panel.list, panel.organisations):
        area = part.rect().translated(part.mapTo(panel, part.rect().topLeft()))
        assert panel.rect().contains(area), part.objectName()
    assert panel.list.height() > 200


def test_it_speaks_dutch(window: Window, dutch: str) -> None:
    i18n.use(dutch)
    window.open()
    window.type("eik")
    assert window.rows()[0] == "Dossiers, 1"


def test_a_letter_typed_while_a_search_runs_is_not_lost(window: Window) -> None:
    panel = window.open()
    line: QLineEdit = panel.words
    window.type("gesprek over pesten bij eik")
    assert line.text() == "gesprek over pesten bij eik"
    assert [hit.case_id for hit in window.hits()] == [window.eik.id]


def test_a_matter_leads_to_the_list_of_its_cases_whatever_stood_there(window: Window) -> None:
    window.page.go("cases")
    pane = child(window.page, ListPane)
    window.qtbot.waitUntil(lambda: pane.model.rowCount() == 2)
    pane.take_stance({"tab": 1, "due": "late", "organisation": window.oost.id, "order": "alias"})
    assert pane.model.rowCount() == 0
    window.open()
    rows = window.type("bully")
    assert rows == ["Matters, 1", "Bullying, 2 cases: show them in the list"]
    assert "One found" in window.says()
    assert findings(window.panel) == []
    window.press(Qt.Key.Key_Down)
    window.press(Qt.Key.Key_Return)
    assert not window.panel.isVisible()
    assert window.page.here == "cases"
    assert [pane.model.value(place).alias for place in range(pane.model.rowCount())] == ["Eik-14", "Linde-03"]
    assert pane.stance()["order"] == "alias", "the order stays"


def test_of_one_client_a_matter_leads_to_its_cases_only(window: Window) -> None:
    panel = window.open()
    panel.organisations.setCurrentIndex(panel.organisations.findData(window.oost.id))
    assert window.type("bully") == ["Matters, 1", "Bullying, 1 case: show it in the list"]
    window.press(Qt.Key.Key_Down)
    window.press(Qt.Key.Key_Return)
    pane = child(window.page, ListPane)
    assert [pane.model.value(place).alias for place in range(pane.model.rowCount())] == ["Linde-03"]


def test_nothing_at_one_client_leads_on_to_all_of_them(window: Window) -> None:
    panel = window.open()
    window.type("zzzz")
    assert not child(panel, QPushButton, "find_everywhere").isVisible(), "there is nowhere else to look"
    panel.organisations.setCurrentIndex(panel.organisations.findData(window.oost.id))
    panel.words.clear()
    window.type("eik-14")
    assert window.hits() == []
    assert findings(panel) == []
    with window.qtbot.waitSignal(panel.shown):
        child(panel, QPushButton, "find_everywhere").click()
    assert "Eik-14" in [hit.alias for hit in window.hits()]
    assert window.focused is panel.words
