"""The timeline of a case on the screen: the days, newest first, and below each what happened on it.

To the keyboard the timeline is one stop: the arrows go through its moments, Enter performs the first thing
that can be done with the moment, and Tab goes on to its buttons and then out of the timeline.
"""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QWidget

from vpdesk.i18n import _, label
from vpdesk.views import dates
from vpdesk.views.cases.folded import FoldedText
from vpdesk.views.cases.moment import Moment
from vpdesk.views.cases.verbs import Verb
from vpdesk.views.cases.words import breakable
from vpdesk.views.look import current
from vpdesk.views.page import bring_into_sight
from vpdesk.views.parts import Card, button, column, quiet, row, symbol, titled

#: Moments that are drawn at first, and by each press of the button that brings earlier ones.
FIRST = 40
MORE = 120


class Timeline(Card):
    """`chosen` carries the verb and the identifier of the value that it is about."""

    chosen = Signal(object, object)

    def __init__(self, moments: Sequence[Moment], today: date) -> None:
        super().__init__()
        self.setObjectName("timeline")
        self.setAccessibleName(_("What happened"))
        self._today = today
        self._rest = list(moments)
        self._rows: list[MomentRow] = []
        self._here: MomentRow | None = None
        self._more: QPushButton | None = None
        self._add_moments(FIRST)
        if self._rows:
            self.turn_to(self._rows[0])

    @property
    def rows(self) -> Sequence["MomentRow"]:
        """The moments that are drawn, newest first."""
        return self._rows

    def turn_to(self, there: "MomentRow") -> None:
        """Let the keyboard come in at `there`."""
        if self._here is not None:
            self._here.let_tab_in(False)
        self._here = there
        there.let_tab_in(True)

    def turn_to_value(self, value_id: int) -> None:
        """Let the keyboard come in at the newest moment about a value, if there is one."""
        for each in self._rows:
            if each.moment.value_id == value_id:
                self.turn_to(each)
                return

    def here(self) -> int:
        """Return what the moment is about to which somebody went; 0 while that is the newest."""
        if self._here is None or self._here is self._rows[0]:
            return 0
        return self._here.moment.value_id

    def go(self, start: "MomentRow", step: int) -> None:
        """Put the focus on the moment `step` places after `start`; earlier ones are drawn when needed."""
        place = self._rows.index(start) + step
        if place >= len(self._rows) and self._rest:
            self._add_moments(MORE)
        there = self._rows[max(0, min(place, len(self._rows) - 1))]
        there.setFocus()
        bring_into_sight(there)

    def go_to_end(self, *, last: bool) -> None:
        """Put the focus on the newest moment, or on the last that is drawn."""
        there = self._rows[-1 if last else 0]
        there.setFocus()
        bring_into_sight(there)

    def _add_moments(self, number: int) -> None:
        if self._more is not None:
            self._more.hide()
        now, self._rest = self._rest[:number], self._rest[number:]
        day = self._rows[-1].moment.day if self._rows else None
        lines: list[QWidget] = []
        for moment in now:
            if moment.day != day and lines:
                self.add(column(*lines, gap=0))
                lines = []
            if moment.day != day:
                day = moment.day
                lines.append(_day(day, self._today))
            made = MomentRow(moment, self)
            self._rows.append(made)
            lines.append(made)
        if lines:
            self.add(column(*lines, gap=0))
        if self._rest:
            self._more = button(
                _("Show what was earlier"), lambda: self._add_moments(MORE), kind="link", name="show_earlier"
            )
            self.add(self._more)


class MomentRow(QFrame):
    """One moment: its symbol, what it was, the text, and what can be done with it."""

    def __init__(self, moment: Moment, timeline: Timeline) -> None:
        super().__init__()
        self.moment = moment
        self._timeline = timeline
        self.setProperty("kind", "moment")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        said = ", ".join(part for part in (moment.title, moment.details) if part)
        self.setAccessibleName(f"{dates.in_full(moment.day)}: {said}")
        self.setAccessibleDescription(moment.text)
        px = current().px
        layout = QGridLayout(self)
        layout.setContentsMargins(px(14), px(6), px(14), px(6))
        layout.setHorizontalSpacing(px(12))
        layout.setVerticalSpacing(px(2))
        layout.setColumnStretch(1, 1)
        picture = symbol(moment.icon, "brand")
        picture.setContentsMargins(0, px(1), 0, 0)
        layout.addWidget(picture, 0, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(titled(breakable(moment.title), moment.details), 0, 1)
        self._text = FoldedText(moment.text, moment.title) if moment.text else None
        if self._text is not None:
            layout.addWidget(self._text, 1, 1, 1, 2)
        self._buttons: list[QPushButton] = [_verb(verb, moment, timeline) for verb in moment.verbs]
        if len(self._buttons) == 1:
            layout.addWidget(self._buttons[0], 0, 2, Qt.AlignmentFlag.AlignTop)
            picture.setContentsMargins(0, px(5), 0, 0)  # level with the words beside the button
        elif self._buttons:
            layout.addWidget(row(*self._buttons, None, gap=px(4)), 2, 1, 1, 2)
        self.let_tab_in(False)

    def let_tab_in(self, here: bool) -> None:
        """Whether Tab stops at this moment and its buttons: at one moment of the timeline at a time."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)
        inner = Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus
        for each in (*self._buttons, *(self._text.buttons if self._text is not None else ())):
            each.setFocusPolicy(inner)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._timeline.turn_to(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Down: lambda: self._timeline.go(self, 1),
            Qt.Key.Key_Up: lambda: self._timeline.go(self, -1),
            Qt.Key.Key_Home: lambda: self._timeline.go_to_end(last=False),
            Qt.Key.Key_End: lambda: self._timeline.go_to_end(last=True),
            Qt.Key.Key_Return: self._open,
            Qt.Key.Key_Enter: self._open,
        }
        move = moves.get(event.key()) if self.hasFocus() else None
        if move is None:
            super().keyPressEvent(event)
        else:
            move()

    def _open(self) -> None:
        if self._buttons:
            self._buttons[0].click()
        elif self._text is not None:
            self._text.turn()


def _day(day: date, today: date) -> QWidget:
    px = current().px
    said = quiet(dates.day_of_timeline(day, today))
    said.setProperty("kind", "day")
    said.setContentsMargins(px(14), px(6), px(14), 0)
    return said


def _verb(verb: Verb, moment: Moment, timeline: Timeline) -> QPushButton:
    made = button(
        label(verb),
        lambda: timeline.chosen.emit(verb, moment.value_id),
        kind="link",
        name=f"{verb.value}_{moment.value_id}",
    )
    day = dates.in_full(moment.day)
    made.setAccessibleName(f"{label(verb)}: {moment.title}, {day}")
    return made
