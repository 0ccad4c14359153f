"""One repaint of the list asks for each visible row once, however long the list is."""

from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication

from vpdesk.models.row_text import RowText
from vpdesk.models.windowed import WINDOW, Query, WindowedModel
from vpdesk.views import look
from vpdesk.views.row_delegate import RowList


class Counting(WindowedModel):
    """Counts what the view asks."""

    asked = 0

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        self.asked += 1
        return super().data(index, role)


@pytest.mark.parametrize("cases", [1_000, 100_000])
def test_a_repaint_asks_for_each_visible_row_once(qapp: QApplication, cases: int) -> None:
    look.use(qapp, "light", 100)
    fetched: list[int] = []

    def fetch(offset: int, limit: int) -> list[str]:
        fetched.append(limit)
        return [f"Eik-{number}" for number in range(offset, min(offset + limit, cases))]

    model = Counting(
        Query(count=lambda: cases, fetch=fetch),
        text=lambda word: RowText(title=word, sub="Waterschap De Vliet", third="pesten", chip="vr 27 nov"),
        key=lambda word: word,
    )
    view = RowList(model, "cases")
    view.resize(400, 700)
    view.show()
    qapp.processEvents()
    model.asked = 0
    view.viewport().repaint()
    rows = 700 // view.sizeHintForRow(0) + 2
    assert 0 < model.asked <= rows
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    view.viewport().repaint()
    assert fetched == [WINDOW, WINDOW]
    view.close()
