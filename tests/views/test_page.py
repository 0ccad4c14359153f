"""A page gives what stands in it the height that it needs at its own width."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from vpdesk.views.editors import LongTextEditor
from vpdesk.views.page import Page, no_wider
from vpdesk.views.parts import body, column
from vpdesk.views.pictures import settle

_WIDEST = 400
#: Five lines at 400 pixels, two at 1000.
_LONG = "The reporter decides about every step, and may stop at any time. " * 4


def _itself(content: QWidget, widest: int) -> QWidget:
    content.setMaximumWidth(widest)
    return content


@pytest.mark.parametrize(("held", "squeezed"), [(no_wider, False), (_itself, True)])
@pytest.mark.usefixtures("dressed")
def test_narrow_content_is_not_squeezed(
    qtbot: QtBot, held: Callable[[QWidget, int], QWidget], squeezed: bool
) -> None:
    """A column alone asks how high it is at the width of the page, where its words take fewer lines."""
    field = LongTextEditor(2)
    content = column(body(_LONG), field)
    page = Page("Title")
    qtbot.addWidget(page)
    page.add(held(content, _WIDEST))
    page.resize(1000, 120)  # it scrolls: nothing gives room away
    page.show()
    settle()
    assert content.width() == _WIDEST
    assert (field.box.height() < field.box.sizeHint().height()) is squeezed
