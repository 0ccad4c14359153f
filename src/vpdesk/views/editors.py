"""Editors: one widget for one kind of value, that reads, writes and keeps half-typed input.

`value` raises RuleError in words when what stands there cannot be read; `raw` is what stands there anyway,
as a JSON value, so that a draft can keep it.
"""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from math import ceil
from typing import Any, Final

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QTextOption
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from vpdesk.domain.code import N_, Code
from vpdesk.domain.errors import RuleError
from vpdesk.i18n import _, label
from vpdesk.views.choice import Choice
from vpdesk.views.duration_words import minutes_from_words
from vpdesk.views.look import current
from vpdesk.views.parts import quiet, row

#: Letters of a word from which on Qt takes quadratic time to find where a line may end.
_LONGEST_WORD: Final = 2000
#: Qt cuts off a line after 32,767 letters without a word; nobody has more than this in the clipboard.
_MOST_LETTERS: Final = 100_000_000
#: How the document of Qt tells the end of a line.
_BREAKS: Final = re.compile("[\u2028\u2029]")


class Editor(QWidget):
    """What a form asks of an editor; `box` is the widget that takes the focus and bears the label."""

    changed = Signal()
    #: Something that has to be read was typed, and the cursor goes elsewhere.
    left = Signal()

    #: Where "yesterday" is seen from; the form sets its own.
    today: Callable[[], date] = date.today

    def __init__(self, box: QWidget, *beside: QWidget) -> None:
        super().__init__()
        self.box = box
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (box, *beside):
            layout.addWidget(widget)
        self.setFocusProxy(box)

    def call(self, title: str) -> None:
        """Have a screen reader call it by the words above it."""
        self.box.setAccessibleName(title)

    def value(self) -> Any:
        """Return the value; raises RuleError (without a field) when it cannot be read."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show `value`."""
        raise NotImplementedError

    def raw(self) -> Any:
        """Return what stands there, as a JSON value."""
        return self.value()

    def set_raw(self, raw: Any) -> None:
        """Put back what `raw` returned."""
        self.set_value(raw)

    def reword(self, words: Callable[[Code], str]) -> None:
        """Show the codes that it offers by these words."""

    def mark_wrong(self, wrong: bool) -> None:
        """Show or clear the rim of a faulty field."""
        if bool(self.box.property("wrong")) is not wrong:
            self.box.setProperty("wrong", wrong)
            self.box.style().unpolish(self.box)
            self.box.style().polish(self.box)


class TextEditor(Editor):
    """One line of text."""

    def __init__(self) -> None:
        self._line = QLineEdit()
        self._line.setMaxLength(_MOST_LETTERS)
        super().__init__(self._line)
        self._line.textChanged.connect(self.changed)

    def value(self) -> str:
        return self.raw().strip()

    def set_value(self, value: str) -> None:
        self._line.setText(value)

    def propose(self, value: str) -> None:
        """Put in a word that is chosen as a whole, so that whatever is typed takes its place."""
        self._line.setText(value)
        self._line.selectAll()

    def raw(self) -> str:
        return self._line.text().replace("\0", "")  # which nobody sees, and nobody types


class GrowingText(QPlainTextEdit):
    """A text box as high as what is written in it, from `lines` lines to four times as many."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self._lines = lines
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self.updateGeometry())

    def text(self) -> str:
        """Return what is written, to the letter: Qt's plain text has lost which spaces do not break."""
        return _BREAKS.sub("\n", self.document().toRawText()).replace("\0", "")

    def setPlainText(self, text: str) -> None:
        self._mind_words_of(text)
        super().setPlainText(text)

    def insertFromMimeData(self, source: QMimeData) -> None:
        self._mind_words_of(source.text())
        super().insertFromMimeData(source)

    def _mind_words_of(self, text: str) -> None:
        """Break lines anywhere once a word is so long that looking for its end would take minutes."""
        if max(map(len, text.split()), default=0) > _LONGEST_WORD:
            self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)

    def sizeHint(self) -> QSize:
        written = int(self.document().size().height())  # a plain text document counts in lines
        lines = max(self._lines, min(written, 4 * self._lines))
        px = current().px
        # a line is as high as Qt lays it out: a pixel too little makes it scroll over one of its own lines
        line = ceil(QFontMetricsF(self.font()).lineSpacing())
        return QSize(px(240), line * lines + px(24))

    def minimumSizeHint(self) -> QSize:
        return QSize(current().px(120), self.sizeHint().height())


class LongTextEditor(Editor):
    """Several lines of text; it grows with what is written, and Tab goes on to the next field.

    `begins` (a msgid) stands in it while it is empty.
    """

    def __init__(self, lines: int = 4, begins: str = "") -> None:
        self._page = GrowingText(lines)
        super().__init__(self._page)
        self.begin_with(begins)
        self._page.textChanged.connect(self.changed)

    def begin_with(self, begins: str) -> None:
        """Let other words (a msgid) stand in it while it is empty, or none."""
        self._page.setPlaceholderText(_(begins) if begins else "")

    def value(self) -> str:
        return self.raw().strip()

    def set_value(self, value: str) -> None:
        self._page.setPlainText(value)

    def raw(self) -> str:
        return self._page.text()


class ChoiceEditor(Editor):
    """One of some options, each a value and its word; None is shown as `nothing` when that may be."""

    def __init__(self, options: Callable[[], Sequence[tuple[Any, str]]], nothing: str = "") -> None:
        self._combo = Choice()
        super().__init__(self._combo)
        self._options = options
        self._nothing = nothing
        self._values: list[Any] = []
        self._words: Callable[[Code], str] = label
        self.reload()
        self._combo.currentIndexChanged.connect(self.changed)

    def reload(self) -> None:
        """Ask for the options again, keeping the choice."""
        kept = self.raw()
        offered: list[tuple[Any, str]] = [(None, _(self._nothing))] if self._nothing else []
        offered += self._options()
        self._combo.blockSignals(True)  # the same choice is no change
        self._combo.clear()
        self._values = [value for value, _word in offered]
        self._combo.addItems(
            [self._words(value) if isinstance(value, Code) else word for value, word in offered]
        )
        self.set_value(kept if kept in self._values else None)
        self._combo.blockSignals(False)

    def reword(self, words: Callable[[Code], str]) -> None:
        self._words = words
        self.reload()

    def value(self) -> Any:
        index = self._combo.currentIndex()
        if 0 <= index < len(self._values):
            return self._values[index]
        raise RuleError("", N_("Choose one from the list."))

    def set_value(self, value: Any) -> None:
        if value is None and not self._nothing:
            self._combo.setCurrentIndex(0 if len(self._values) == 1 else -1)
            return
        self._combo.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    def raw(self) -> Any:
        index = self._combo.currentIndex()
        return self._values[index] if 0 <= index < len(self._values) else None


class NumberEditor(Editor):
    """A whole number, 0 or more; empty reads as 0."""

    def __init__(self, unit: str = "") -> None:
        self._line = QLineEdit()
        self._line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        super().__init__(row(self._line, quiet(_(unit), wraps=False), None) if unit else self._line)
        self.box = self._line
        self.setFocusProxy(self._line)
        self._line.textChanged.connect(self.changed)
        self._line.editingFinished.connect(self.left)

    def value(self) -> int:
        text = self._line.text().strip()
        if not text:
            return 0
        if not (text.isascii() and text.isdigit() and len(text) <= 9):
            raise RuleError("", N_("Fill in a whole number."))
        return int(text)

    def set_value(self, value: int) -> None:
        self._line.setText(str(value) if value else "")

    def raw(self) -> str:
        return self._line.text()

    def set_raw(self, raw: str) -> None:
        self._line.setText(raw)


class MinutesEditor(NumberEditor):
    """A number of minutes, also typed as hours (1:30); empty reads as 0."""

    def __init__(self) -> None:
        super().__init__(N_("minutes"))
        self._line.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self._line.editingFinished.connect(self._write_out)

    def value(self) -> int:
        return minutes_from_words(self.raw()) if self.raw().strip() else 0

    def _write_out(self) -> None:
        # she sees what was understood: 1:30 becomes 90
        with suppress(RuleError):
            self.set_value(self.value())
