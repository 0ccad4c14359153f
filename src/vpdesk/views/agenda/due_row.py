"""Things that fall due, as rows of a card: symbol, words, chip, and the button that answers each."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from vpdesk.domain.overview import DueItem
from vpdesk.i18n import _, ngettext
from vpdesk.models.row_text import Tone
from vpdesk.views import dates
from vpdesk.views.agenda import due_words
from vpdesk.views.beside import Beside
from vpdesk.views.parts import Card, Chip, button, column, quiet, row, strong, subheading, symbol

#: Narrower than this (at 100 % text), chip and button stand below the words.
_BESIDE: Final = 520
#: More rows than this wait behind a button: a screen is read, not searched.
SHOWN: Final = 20


class DueRow(QWidget):
    """One due thing. `asked` carries its `DueItem` when the counsellor wants to record what came of it.

    `day` stands in a column of its own at the left; without it the words name the day.
    """

    asked = Signal(object)

    def __init__(self, item: DueItem, today: date, *, day: str | None = None) -> None:
        super().__init__()
        kind = due_words.KINDS[item.kind]
        words, tone = due_words.nearness(item, today)
        title = strong(due_words.title(item))
        title.setWordWrap(True)
        said = quiet(due_words.agreement(item, today, dated=day is None))
        answer = button(_(kind.button), lambda: self.asked.emit(item), name="answer")
        answer.setAccessibleName(f"{_(kind.button)}: {due_words.title(item)}, {words}")
        answer.setAccessibleDescription(said.text())
        lead = QHBoxLayout()
        lead.setSpacing(14)
        # with the day beside it, only what presses needs a chip
        chip = None if day is not None and tone is Tone.SOFT else Chip(words, tone)
        answering = row(None, *([chip] if chip else []), answer, gap=14)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.addWidget(Beside(lead, answering, room=_BESIDE))
        if day is not None:
            lead.addWidget(_day_column(day))
        lead.addWidget(symbol(kind.icon, tone.value if tone in (Tone.LATE, Tone.SOON) else "quiet"))
        lead.addWidget(column(title, said, gap=1), 1)


def _day_column(text: str) -> QLabel:
    made = quiet(text, wraps=False)
    made.setAlignment(Qt.AlignmentFlag.AlignVCenter)
    made.setMinimumWidth(QFontMetrics(made.font()).horizontalAdvance("ww 00 wwww"))
    return made


class DueGroup(QWidget):
    """A heading and its rows; with `by_day` each day stands once at the left, before its first row.

    Beyond `most` rows a button tells how many more there are and calls `rest`, or shows them here.
    """

    asked = Signal(object)

    def __init__(  # noqa: PLR0913  each says one thing of the group
        self,
        title: str,
        items: Sequence[DueItem],
        today: date,
        *,
        note: str = "",
        by_day: bool = False,
        most: int = SHOWN,
        rest: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self._today = today
        self._by_day = by_day
        self._last_day: date | None = None
        self._card = Card()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self.title = subheading(title)
        layout.addWidget(row(self.title, quiet(note, wraps=False), None, gap=12) if note else self.title)
        layout.addWidget(self._card)
        self._add(items[:most])
        if later := items[most:]:
            text = ngettext("Show {n} more", "Show {n} more", len(later))
            self._more = button(text, rest or (lambda: self._show(later)), kind="link", name="more")
            layout.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)

    def _show(self, later: Sequence[DueItem]) -> None:
        self._more.hide()
        self._add(later)

    def _add(self, items: Sequence[DueItem]) -> None:
        for item in items:
            day = None
            if self._by_day:
                day = "" if item.due_on == self._last_day else dates.short_weekday(item.due_on, self._today)
                self._last_day = item.due_on
            each = DueRow(item, self._today, day=day)
            each.asked.connect(self.asked)
            self._card.add(each)
