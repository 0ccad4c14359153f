"""A flow goes on below when a line is full, and follows what its widgets become."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QPushButton, QSizePolicy, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from vpdesk.views import look
from vpdesk.views.flow import MIDDLE, FlowLayout
from vpdesk.views.pictures import settle


class Block(QWidget):
    """As large as it is told to be."""

    def __init__(self, width: int, height: int = 20) -> None:
        super().__init__()
        self.size_wanted = QSize(width, height)

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return self.size_wanted

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(10, 10)

    def become(self, width: int) -> None:
        self.size_wanted.setWidth(width)
        self.updateGeometry()


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(200, 300)
    return made


def fill(page: QWidget, *blocks: QWidget) -> FlowLayout:
    layout = FlowLayout(page, gap=5)
    for each in blocks:
        layout.addWidget(each)
    return layout


def places(*blocks: QWidget) -> list[tuple[int, int]]:
    settle()
    return [(each.x(), each.y()) for each in blocks]


def test_what_does_not_fit_beside_goes_below(page: QWidget) -> None:
    blocks = [Block(90), Block(90, 30), Block(90)]
    layout = fill(page, *blocks)
    page.show()
    assert places(*blocks) == [(0, 0), (95, 0), (0, 35)]
    assert layout.heightForWidth(200) == 55
    assert layout.heightForWidth(100) == 20 + 5 + 30 + 5 + 20
    assert layout.sizeHint().width() == 3 * 90 + 2 * 5


def test_what_is_lower_stands_at_the_top_of_its_line_or_in_the_middle(page: QWidget) -> None:
    blocks = [Block(90), Block(90, 30), Block(90)]
    fill(page, *blocks)
    page.show()
    assert places(*blocks) == [(0, 0), (95, 0), (0, 35)]
    other = QWidget(page)
    other.resize(200, 300)
    blocks = [Block(90), Block(90, 30), Block(90)]
    layout = FlowLayout(other, 5, MIDDLE)
    for each in blocks:
        layout.addWidget(each)
    other.show()
    assert places(*blocks) == [(0, 5), (95, 0), (0, 35)]


def test_it_asks_for_as_much_room_as_the_text_is_large(page: QWidget, qapp: QApplication) -> None:
    layout = fill(page, Block(400), Block(400))
    assert layout.sizeHint().width() == 640
    look.use(qapp, "light", 200)
    layout.invalidate()
    assert layout.sizeHint().width() == 400 + 5 + 400


def test_what_is_hidden_takes_no_room_and_what_is_shown_again_does(page: QWidget) -> None:
    blocks = [Block(90), Block(90), Block(90)]
    fill(page, *blocks)
    page.show()
    blocks[0].hide()
    assert places(*blocks[1:]) == [(0, 0), (95, 0)]
    blocks[0].show()
    assert places(*blocks) == [(0, 0), (95, 0), (0, 25)]


def test_what_has_gone_leaves_no_gap(page: QWidget) -> None:
    blocks = [Block(90), Block(90)]
    fill(page, *blocks)
    page.show()
    blocks[0].hide()
    blocks[0].deleteLater()
    assert places(blocks[1]) == [(0, 0)]


def test_what_is_put_into_a_flow_that_is_shown_is_shown(page: QWidget) -> None:
    layout = fill(page, Block(90))
    page.show()
    late = Block(90)
    layout.addWidget(late)
    assert places(late) == [(95, 0)]
    assert late.isVisible()


def test_what_grows_while_out_of_sight_pushes_what_is_below(qtbot: QtBot) -> None:
    page, line, below = QWidget(), QWidget(), Block(50)
    qtbot.addWidget(page)
    outer = QVBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(0)
    first, second = Block(90), Block(90)
    fill(line, first, second)
    outer.addWidget(line)
    outer.addWidget(below)
    outer.addStretch(1)
    page.resize(200, 300)
    page.show()
    assert places(below) == [(0, 20)]
    page.hide()
    first.become(150)
    page.show()
    assert places(first, second) == [(0, 0), (0, 25)]
    assert below.y() == 45


@pytest.mark.parametrize("fixed", [False, True])
def test_a_flow_gets_as_narrow_as_its_widest_part_can(page: QWidget, *, fixed: bool) -> None:
    blocks = [Block(90), Block(60)]
    if fixed:
        blocks[0].setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    layout = fill(page, *blocks)
    assert layout.minimumSize() == (QSize(90, 20) if fixed else QSize(10, 10))
    blocks[1].setMinimumWidth(95)
    assert layout.minimumSize().width() == 95


def test_a_flow_asks_as_much_as_qt_would(page: QWidget) -> None:
    """The rules for what lies in a layout are Qt's: held against a layout of its own."""
    ours, theirs = QPushButton("Some words"), QPushButton("Some words")
    other = QWidget(page)
    column = QVBoxLayout(other)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(theirs)
    layout = fill(page, ours)
    assert layout.minimumSize() == column.minimumSize()
    assert layout.sizeHint() == column.sizeHint()
