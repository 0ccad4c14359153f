"""Rows of numbers: what she knows, and what the reader will know of it.

To the keyboard the rows of one card are one stop: the arrows go through them, and each says of itself what
stands in both columns, or why one is hidden.
"""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from vpdesk.i18n import _
from vpdesk.views.in_sight import bring_into_sight
from vpdesk.views.look import current
from vpdesk.views.parts import body, column, quiet, row, symbol

#: Pixels at 100 % that the two columns of numbers take.
_KNOWN: Final = 68
_READ: Final = 116
#: How many rows a key goes down; beyond the last row it stays there.
_FAR: Final = 1000
_STEPS: Final[dict[int, int]] = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Home: -_FAR,
    Qt.Key.Key_End: _FAR,
}


class KnownRow(QFrame):
    """One row. `said` is what a screen reader says of it.

    `read` is what is printed, or a quiet word beside a shut eye where that is no number (`shut`).
    """

    def __init__(self, name: str, known: str, read: str, said: str, *, shut: bool = False) -> None:
        super().__init__()
        self.rows: KnownRows | None = None
        px = current().px
        self.setProperty("kind", "moment")
        self.setObjectName("known_row")
        self.setAccessibleName(said)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(px(8), px(2), px(8), px(2))
        layout.setSpacing(px(6))
        layout.addWidget(body(name), 1)
        layout.addWidget(_number(known, _KNOWN))
        layout.addWidget(_shut(read) if shut else _number(read, _READ))
        self.let_tab_in(False)

    def let_tab_in(self, here: bool) -> None:
        """Whether Tab stops at this row: at one of the card at a time."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.rows is not None:
            self.rows.turn_to(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(event.key())
        if step is None or self.rows is None:
            super().keyPressEvent(event)
        else:
            self.rows.go(self, step)


class KnownRows(QWidget):
    """Rows below the heads of their columns; `add` and `hide_together` fill it."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[KnownRow] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(_heads())

    def add(self, one: KnownRow) -> None:
        """Put a row below the others."""
        self._layout.addWidget(self._hold(one))

    def hide_together(self, *parts: KnownRow | QLabel) -> None:
        """Put rows that are hidden, and words between them, on one ground."""
        px = current().px
        ground = QFrame()
        ground.setProperty("kind", "hidden")
        layout = QVBoxLayout(ground)
        layout.setContentsMargins(0, px(4), 0, px(6))
        layout.setSpacing(0)
        for part in parts:
            if isinstance(part, KnownRow):
                layout.addWidget(self._hold(part))
            else:
                part.setContentsMargins(px(10), px(6), px(10), px(1))
                layout.addWidget(part)
        self._layout.addSpacing(px(4))
        self._layout.addWidget(ground)

    def turn_to(self, there: KnownRow) -> None:
        """Let the keyboard come in at `there`."""
        for each in self._rows:
            each.let_tab_in(each is there)

    def go(self, start: KnownRow, step: int) -> None:
        """Put the focus on the row `step` places after `start`, or on the last that way."""
        place = self._rows.index(start) + step
        there = self._rows[max(0, min(place, len(self._rows) - 1))]
        there.setFocus()
        bring_into_sight(there)

    def _hold(self, one: KnownRow) -> KnownRow:
        one.rows = self
        one.let_tab_in(not self._rows)
        self._rows.append(one)
        return one


def _heads() -> QWidget:
    px = current().px
    heads = QWidget()
    layout = QHBoxLayout(heads)
    layout.setContentsMargins(px(10), 0, px(10), px(2))
    layout.setSpacing(px(6))
    layout.addStretch(1)
    for words, width in ((_("You know"), _KNOWN), (_("Reader knows"), _READ)):
        said = quiet(words)
        said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        said.setMinimumWidth(px(width))
        said.setMaximumWidth(px(width))
        layout.addWidget(said)
    return heads


def _number(text: str, width: int) -> QLabel:
    said = body(text)
    said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    said.setMinimumWidth(current().px(width))
    said.setMaximumWidth(current().px(width))
    return said


def _shut(word: str) -> QWidget:
    eye = symbol("eye-off", "quiet", 18)
    shut = row(None, quiet(word, wraps=False), eye, gap=6) if word else row(None, eye)
    shut.setMinimumWidth(current().px(_READ))
    return column(shut, None, gap=0)
