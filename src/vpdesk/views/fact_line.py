"""One thing that is so, as a row of a card: symbol, title, sentence, and the buttons that change it."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from vpdesk.models.row_text import Tone
from vpdesk.views.beside import Beside
from vpdesk.views.look import pixmap
from vpdesk.views.parts import column, quiet, row, strong, symbol

#: Narrower than this (at 100 % text), the buttons stand below the words.
_BESIDE: Final = 560


class FactLine(QWidget):
    """`say` changes the sentence. The colour of the symbol says no more than the sentence does."""

    def __init__(self, icon_name: str, title: str, sentence: str = "", *buttons: QPushButton) -> None:
        super().__init__()
        self._icon_name = icon_name
        self._symbol = symbol(icon_name)
        self.title = strong(title)
        self.title.setWordWrap(True)
        self._sentence = quiet(sentence)
        self.buttons = buttons
        lead = QHBoxLayout()
        lead.setSpacing(14)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 10)
        if buttons:
            layout.addWidget(Beside(lead, row(None, *buttons, gap=10), room=_BESIDE))
            self._describe()
        else:
            layout.addLayout(lead)
        lead.addWidget(self._symbol, 0, Qt.AlignmentFlag.AlignTop)
        lead.addWidget(column(self.title, self._sentence, gap=1), 1)
        self._sentence.setVisible(bool(sentence))  # not before it has its place: it would be a window

    def say(self, sentence: str, tone: Tone = Tone.SOFT) -> None:
        """Say something else; what presses gets its colour."""
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        colour = "quiet" if tone is Tone.SOFT else tone.value
        self._symbol.setPixmap(pixmap(self._icon_name, colour, 20, self.devicePixelRatio() * 2))
        self._describe()

    def reword(self, button: QPushButton, words: str) -> None:
        """Let one of its buttons read `words`."""
        button.setText(words)
        self._describe()

    def sentence(self) -> str:
        """Return what it says."""
        return self._sentence.text()

    def _describe(self) -> None:
        # the button alone would be "Change…": of what, is in the words beside it
        for each in self.buttons:
            words = each.text().replace("&", "")
            each.setAccessibleName(f"{words}: {self.title.text()}")
            each.setAccessibleDescription(self._sentence.text())
