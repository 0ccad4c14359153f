"""The editor of several moments of a case: each is a toggle that says in full what it is, on several lines.

A button of Qt's keeps its words on one line. Beside large text a small window has no room for that, so the
words are broken here into as many lines as they need.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from vpdesk.views import dates
from vpdesk.views.cases.moment import Moment, detail_line
from vpdesk.views.editors import Editor
from vpdesk.views.look import current
from vpdesk.views.parts import button, on_button, put_icon, tip

#: Letters of what was written that are told.
_TEXT: Final = 120
#: Pixels (at 100 %) below which a button does not ask for room: then it is broken into more lines.
_NARROWEST: Final = 80


class MomentsEditor(Editor):
    """Any number of moments, each with its day; the value is what they are about."""

    def __init__(self, found: Sequence[Moment], today: date) -> None:
        holder = QWidget()
        super().__init__(holder)
        self._boxes: dict[int, QPushButton] = {}
        self._words: dict[int, str] = {}
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current().px(4))
        for moment in found:
            if moment.value_id not in self._boxes:
                self._words[moment.value_id] = _moment_words(moment, today)
                box = self._box(moment.value_id)
                self._boxes[moment.value_id] = box
                layout.addWidget(box)
        if self._boxes:
            self.setFocusProxy(next(iter(self._boxes.values())))

    def _box(self, value_id: int) -> QPushButton:
        def press() -> None:
            _mark(box)
            self.changed.emit()

        words = self._words[value_id]
        box = button("", press, kind="toggle", name=f"moves_{value_id}")
        box.setCheckable(True)
        box.setAccessibleName(words)
        box.setMinimumWidth(current().px(_NARROWEST))
        tip(box, words)
        _mark(box)
        return box

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the words of each moment where they have no more room."""
        super().resizeEvent(event)
        for value_id, box in self._boxes.items():
            words = box.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, box.text()).width()
            around = box.sizeHint().width() - words
            box.setText(on_button(_in_lines(self._words[value_id], box, self.width() - around)))

    def value(self) -> list[int]:
        return [value_id for value_id, box in self._boxes.items() if box.isChecked()]

    def set_value(self, value: Sequence[int]) -> None:
        for value_id, box in self._boxes.items():
            box.setChecked(value_id in value)
            _mark(box)


def _mark(box: QPushButton) -> None:
    """Show beside the words whether a moment is chosen, as every choice of several does."""
    on = box.isChecked()
    put_icon(box, "check" if on else "plus", "brand" if on else "quiet", size=16, gap=4)


def _in_lines(words: str, box: QPushButton, room: int) -> str:
    """Return `words` in lines of at most `room` pixels in the font of `box`; a longer word is broken too."""
    laid = QTextLayout(words, box.font())
    breaks = QTextOption(Qt.AlignmentFlag.AlignLeft)
    breaks.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    laid.setTextOption(breaks)
    as_qt_counts = words.encode("utf-16-le")
    lines = []
    laid.beginLayout()
    while (line := laid.createLine()).isValid():
        line.setLineWidth(max(room, QFontMetrics(box.font()).averageCharWidth()))
        start, end = line.textStart(), line.textStart() + line.textLength()
        lines.append(as_qt_counts[2 * start : 2 * end].decode("utf-16-le").strip())
    laid.endLayout()
    return "\n".join(lines)


def _moment_words(moment: Moment, today: date) -> str:
    """Return what a moment is, and how its text begins: by the hour alone nobody knows which talk it was."""
    day = dates.day_and_month(moment.day, today)
    first = moment.text.strip().partition("\n")[0]
    short = first if len(first) <= _TEXT else f"{_whole_words(first[:_TEXT])}\N{NO-BREAK SPACE}…"
    return detail_line(day, moment.title, moment.details, short)


def _whole_words(text: str) -> str:
    """Return `text` without the word at its end that may be cut off; one word that goes on and on stays."""
    return text.rpartition(" ")[0].rstrip() or text
