"""A text that is folded when it is long: its beginning, and a button that shows the rest."""

import re
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from vpdesk.i18n import _
from vpdesk.views.cases.words import breakable
from vpdesk.views.parts import body, button

#: Letters, and lines, that are shown of a long text; a text that is hardly longer is shown whole.
_LETTERS: Final = 360
_LINES: Final = 6
_SLACK: Final = 1.3


class FoldedText(QWidget):
    """`whose` tells a screen reader what the button unfolds."""

    def __init__(self, text: str, whose: str) -> None:
        super().__init__()
        self._whole = text
        self._beginning = beginning(text)
        self._whose = whose
        self._said = body("")
        self._said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._said)
        #: What Tab may stop at: the button, where there is one.
        self.buttons: tuple[QPushButton, ...] = ()
        if self._beginning != text:
            turn = button("", self.turn, kind="link", name="unfold_text")
            self.buttons = (turn,)
            layout.addWidget(turn, 0, Qt.AlignmentFlag.AlignLeft)
        self._show(whole=False)

    def turn(self) -> None:
        """Unfold what is folded, and fold what is not."""
        if self.buttons:
            self._show(whole=self._said.text() != breakable(self._whole))

    def unfold(self) -> None:
        """Show all of it."""
        self._show(whole=True)

    def _show(self, *, whole: bool) -> None:
        self._said.setText(breakable(self._whole if whole else self._beginning))
        for each in self.buttons:
            each.setText(_("Less") if whole else _("More"))
            each.setAccessibleName(f"{each.text()}: {self._whose}")


def beginning(text: str) -> str:
    """Return `text`, or its beginning up to the end of a word when it is long."""
    lines = text.split("\n")
    if len(text) <= _LETTERS * _SLACK and len(lines) <= _LINES * _SLACK:
        return text
    short = "\n".join(lines[:_LINES])
    if len(short) > _LETTERS:
        cut = short[:_LETTERS]
        # at a space, unless the text is one word
        short = re.sub(r"\s+\S*$", "", cut) or cut
    return short.rstrip() + " …"
