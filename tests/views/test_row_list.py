from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from vpdesk.models.row_text import RowText, Tone
from vpdesk.models.windowed import Query, WindowedModel
from vpdesk.views.pictures import settle
from vpdesk.views.row_delegate import RowList


class Cases:
    """Aliases in an order that tests change."""

    def __init__(self, count: int) -> None:
        self.aliases = [f"Eik-{n}" for n in range(count)]

    def query(self) -> Query[str]:
        return Query(count=lambda: len(self.aliases), fetch=lambda start, n: self.aliases[start : start + n])

    def list(self) -> RowList:
        model = WindowedModel(
            self.query(),
            text=lambda alias: RowText(title=alias, chip="3 days", tone=Tone.SOON),
            key=lambda alias: alias,
        )
        made = RowList(model, "Cases")
        made.resize(400, 600)
        return made


def shown(qtbot: QtBot, cases: Cases) -> RowList:
    made = cases.list()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_the_chosen_row_stays_chosen_where_it_was_when_rows_come_before_it(qtbot: QtBot) -> None:
    cases = Cases(1000)
    made = shown(qtbot, cases)
    made.setCurrentIndex(made.model().index(500, 0))
    place = made.visualRect(made.currentIndex())
    chosen = QSignalSpy(made.chosen)
    cases.aliases[:0] = ["Beuk-1", "Beuk-2"]
    made.refresh()
    assert made.value() == "Eik-500"
    assert made.currentIndex().row() == 502
    assert made.visualRect(made.currentIndex()) == place
    assert chosen.count() == 0


def test_a_chosen_row_that_went_is_no_longer_chosen(qtbot: QtBot) -> None:
    cases = Cases(3)
    made = shown(qtbot, cases)
    made.setCurrentIndex(made.model().index(2, 0))
    chosen = QSignalSpy(made.chosen)
    del cases.aliases[2]
    made.refresh()
    assert chosen.count() >= 1
    assert made.value() != "Eik-2"


def test_another_query_starts_at_its_beginning(qtbot: QtBot) -> None:
    cases = Cases(1000)
    made = shown(qtbot, cases)
    made.setCurrentIndex(made.model().index(700, 0))
    made.look_at(Cases(5).query())
    assert made.model().rowCount() == 5
    assert made.verticalScrollBar().value() == 0
    assert made.value() is None


def test_all_rows_are_equally_high_and_speak(qtbot: QtBot) -> None:
    made = shown(qtbot, Cases(3))
    assert made.rowHeight(0) == made.rowHeight(2) > 0
    interface = QAccessible.queryAccessibleInterface(made)
    assert interface.text(QAccessible.Text.Name) == "Cases"
    names = [interface.child(n).text(QAccessible.Text.Name) for n in range(interface.childCount())]
    assert "Eik-1, 3 days" in names


def test_two_pictures_of_the_same_list_are_the_same(qtbot: QtBot) -> None:
    one, other = shown(qtbot, Cases(50)), shown(qtbot, Cases(50))
    assert one.grab().toImage() == other.grab().toImage()
    different = shown(qtbot, Cases(5))
    assert one.grab().toImage() != different.grab().toImage()


def test_a_row_that_comes_into_a_long_list_does_not_ask_about_every_row(qtbot: QtBot) -> None:
    asked = []

    class Counting(WindowedModel):
        def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802  Qt's signature
            asked.append(parent)
            return super().rowCount(parent)

    cases = Cases(100_000)
    model = Counting(cases.query(), text=lambda alias: RowText(title=alias), key=lambda alias: alias)
    made = RowList(model, "Cases")
    qtbot.addWidget(made)
    made.resize(400, 600)
    made.show()
    settle()
    made.look_at(cases.query())
    cases.aliases.insert(0, "Beuk-1")
    made.refresh()
    made.resize(420, 600)
    settle()
    assert 0 < len(asked) < 1000


def test_home_and_end_lead_to_the_first_and_the_last_row_and_tab_leaves_the_list(qtbot: QtBot) -> None:
    made = shown(qtbot, Cases(1000))
    made.setCurrentIndex(made.model().index(500, 0))
    QTest.keyClick(made, Qt.Key.Key_End)
    assert made.value() == "Eik-999"
    QTest.keyClick(made, Qt.Key.Key_Home)
    assert made.value() == "Eik-0"
    QTest.keyClick(made, Qt.Key.Key_Down)
    assert made.value() == "Eik-1"
    QTest.keyClick(made, Qt.Key.Key_Tab)
    assert made.value() == "Eik-1"
