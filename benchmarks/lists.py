"""G9 and `open`: the list of cases and one case on the screen, beside Qt's own parts with the same words.

A frame is a full repaint after scrolling by three rows; about one in thirty fetches another window of rows.
Its yardstick draws as many texts from a C++ model, by C++, without a style sheet. Opening a case lasts from
the choice to its last pixel; its yardstick lays out and draws the same words as one plain text.
"""

import itertools
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QMainWindow,
    QTableView,
    QTextBrowser,
    QWidget,
)

from benchmarks import caseload
from benchmarks.measure import Timed, compare, seconds
from benchmarks.rows import Row, measures
from vpdesk.domain.overview import CaseFilter
from vpdesk.models.desk import Desk
from vpdesk.models.windowed import TEXT, WINDOW
from vpdesk.vault.thread import DatabaseThread
from vpdesk.vault.vault import Vault
from vpdesk.views import look
from vpdesk.views.cases.place import CasesPlace

_NOW: Final = datetime(2026, 11, 20, 9)  # noqa: DTZ001  her own clock
_ROWS_A_FRAME: Final = 3


@dataclass(frozen=True, slots=True)
class Screen:
    """The place with its cases, in a window that alone wears the product's style sheet."""

    place: CasesPlace
    ids: list[int]

    @property
    def view(self) -> QAbstractItemView:
        """The list itself."""
        return self.place.list.list


@measures("G9")
def frames(size: str, _cases: int) -> Iterator[Row]:
    """One frame of the list."""
    with screen(size) as shown:
        table = _table(shown)
        window = show(table)
        window.resize(shown.view.size())
        settle()
        ratio = compare(_frame(shown.view), _frame(table), first=60, most=240)
        row = Row(name="G9", size=size, what="one frame of the list", peer="C++ model, table", ratio=ratio)
        yield replace(row, what=f"{row.what}, p50")
        yield replace(row, what=f"{row.what}, p95", figure="p95", goal=1.5)
        window.close()


@measures("open")
def opening(size: str, _cases: int) -> Iterator[Row]:
    """One case opened from the list."""
    with screen(size) as shown:
        texts = [_words(shown, case_id) for case_id in shown.ids]
        turn, other = itertools.cycle(shown.ids), itertools.cycle(texts)
        browser = QTextBrowser()
        window = show(browser)
        ratio = compare(
            seconds(lambda: _open(shown, next(turn))),
            seconds(lambda: _read(browser, next(other))),
            first=40,
            most=120,
        )
        yield Row(name="open", size=size, what="open a case", peer="one plain text", ratio=ratio)
        window.close()


@contextmanager
def screen(size: str) -> Iterator[Screen]:
    """Lend the place with its cases."""
    folder = caseload.copy_of(size, f"screen-{size}")
    app = application()
    desk = Desk(DatabaseThread(partial(Vault.open, folder, caseload.PASSPHRASE)))
    half = desk.ask(lambda vault: vault.cases.count(CaseFilter())) // 2
    rows = desk.ask(lambda vault: vault.cases.rows(CaseFilter(), offset=half, limit=20))
    look.use(app, "light")
    sheet = app.styleSheet()
    app.setStyleSheet("")
    place = CasesPlace(desk, _NOW.date, lambda: _NOW)
    window = show(place, sheet)
    place.open_case(rows[0].id)  # turns to all cases
    settle()
    try:
        yield Screen(place, [row.id for row in rows])
    finally:
        window.close()
        window.deleteLater()
        settle()
        desk.close()
        shutil.rmtree(folder)


def application() -> QApplication:
    """Return the one application, without a display."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    existing = QApplication.instance()
    return existing if isinstance(existing, QApplication) else QApplication(["benchmarks"])


def show(widget: QWidget, sheet: str = "") -> QMainWindow:
    """Show a widget in a window of its own, which alone wears the style sheet `sheet`."""
    window = QMainWindow()
    window.setStyleSheet(sheet)
    window.setCentralWidget(widget)
    window.resize(1280, 800)
    window.show()
    settle()
    return window


def settle() -> None:
    """Let everything happen that waits to."""
    for _round in range(3):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


# ----- one frame


def _frame(view: QAbstractItemView) -> Timed:
    bar = view.verticalScrollBar()
    away = _ROWS_A_FRAME * view.sizeHintForRow(0)

    def work() -> None:
        bar.setValue((bar.value() + away) % bar.maximum())
        view.viewport().repaint()

    return seconds(work)


def _table(screen: Screen) -> QTableView:
    """Return a C++ table of the same size with the texts of as many rows as a window of the list."""
    model = QStandardItemModel(0, 4)
    source = screen.view.model()
    for row in range(min(WINDOW, source.rowCount())):
        text = source.index(row, 0).data(TEXT)
        model.appendRow([QStandardItem(part) for part in (text.title, text.chip, text.sub, text.third)])
    table = QTableView()
    model.setParent(table)
    table.setModel(model)
    table.horizontalHeader().hide()
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(screen.view.sizeHintForRow(0))
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.horizontalHeader().setDefaultSectionSize(screen.view.viewport().width() // 4)
    return table


# ----- one case


def _open(screen: Screen, case_id: int) -> None:
    screen.place.open_case(case_id)
    settle()


def _read(browser: QTextBrowser, text: str) -> None:
    browser.setPlainText(text)
    settle()


def _words(screen: Screen, case_id: int) -> str:
    _open(screen, case_id)
    return "\n".join(label.text() for label in screen.place.detail.findChildren(QLabel))
