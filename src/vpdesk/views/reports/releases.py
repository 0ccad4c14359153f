"""What was released to an organisation before, each with a way to keep it as a file again."""

import json
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpdesk.disclosure.released import Release
from vpdesk.domain.register import RegisteredRelease, ReleaseKind
from vpdesk.i18n import Words, _, label, language
from vpdesk.reports.labels import counted
from vpdesk.reports.period import Period
from vpdesk.views import dates
from vpdesk.views.beside import Beside
from vpdesk.views.contents import Contents
from vpdesk.views.parts import Card, button, column, quiet, row, strong, subheading

#: Narrower than this (at 100 % text), the buttons stand below the words.
_BESIDE = 440


class EarlierReleases(QWidget):
    """`save_asked` and `look_asked` carry the `RegisteredRelease`."""

    save_asked = Signal(object)
    look_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._shown: Sequence[RegisteredRelease] = ()
        self._body = Contents(gap=0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(subheading(_("Released before")))
        layout.addWidget(self._body)
        self.hide()

    def show_releases(self, entries: Sequence[RegisteredRelease]) -> None:
        """Show the releases, newest period first; nothing at all when there are none."""
        self.setVisible(bool(entries))
        if entries == self._shown:
            return  # whoever pressed a button here keeps the focus on it
        self._shown = entries
        card = Card()
        for entry in reversed(entries):
            card.add(self._row(entry))
        self._body.show_only(card)

    def _row(self, entry: RegisteredRelease) -> QWidget:
        words = Words(language())
        name = Period(start=entry.start, end=entry.end).name(words)
        if entry.kind is not ReleaseKind.FULL:
            name = f"{label(entry.kind)}, {name}"
        title = strong(name)
        title.setWordWrap(True)
        line = QWidget()
        layout = QVBoxLayout(line)
        layout.setContentsMargins(16, 10, 16, 10)
        if entry.kind is ReleaseKind.TOLD:  # there is no document
            layout.addWidget(column(title, quiet(_told(entry, words)), gap=1))
            return line
        said = quiet(_("released on {day}", day=dates.short(entry.released_at.date())))
        look = self._button(_("Look"), self.look_asked.emit, entry, "look", name)
        save = self._button(_("Keep as PDF…"), self.save_asked.emit, entry, "save_again", name)
        layout.addWidget(Beside(column(title, said, gap=1), row(None, look, save), room=_BESIDE))
        return line

    @staticmethod
    def _button(
        words: str, asked: Callable[[object], object], entry: RegisteredRelease, name: str, period: str
    ) -> QWidget:
        made = button(words, partial(asked, entry), name=name)
        made.setAccessibleName(f"{words} {period}")
        return made


def _told(entry: RegisteredRelease, words: Words) -> str:
    total = Release.from_json(json.loads(entry.body)).total("cases")
    number = 0 if total is None or total.count is None else total.count
    day = dates.short(entry.released_at.date())
    return _(
        "{cases}: {how}. Entered on {day}.", cases=counted("cases", number, words), how=entry.reason, day=day
    )
