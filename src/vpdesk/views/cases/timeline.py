"""The timeline of a case on the screen: the days, newest first, and below each what happened on it.

To the keyboard the timeline is one stop: the arrows go through its moments, Enter performs the first thing
that can be done with the moment, and Tab goes on to its buttons and then out of the timeline.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QWidget

from vpdesk.i18n import _, label
from vpdesk.views import dates
from vpdesk.views.cases.folded import FoldedText
from vpdesk.views.cases.moment import Moment
from vpdesk.views.cases.verbs import Verb
from vpdesk.views.cases.words import breakable
from vpdesk.views.flow import flow
from vpdesk.views.in_sight import bring_into_sight
from vpdesk.views.look import current
from vpdesk.views.parts import Card, button, column, hairline, quiet, symbol, titled

#: Moments that are drawn without asking, and by each press of the button that brings earlier ones.
FIRST: Final = 40
MORE: Final = 120
#: Moments that are drawn at one go: a few milliseconds each, and the window must not stand still.
AT_ONCE: Final = 8
#: Rounds of events in which texts find their height.
_SETTLES: Final = 3
#: Pixels at 100 %: a wider button stands below the words, and not beside them.
_NARROW: Final = 110
#: Letters of details that stand behind a title when there are buttons beside it.
_FEW: Final = 14


class Timeline(Card):
    """`chosen` carries the verb and the identifier of the value that it is about.

    `at_once` moments are there from the beginning, and others follow while nothing else happens.
    """

    chosen = Signal(object, object)

    def __init__(self, moments: Sequence[Moment], today: date, at_once: int = AT_ONCE) -> None:
        super().__init__()
        self.setObjectName("timeline")
        self.setAccessibleName(_("What happened"))
        self._today = today
        self._rest = list(moments)
        self._rows: list[MomentRow] = []
        self._here: MomentRow | None = None
        self._wanted = max(FIRST, at_once)
        more = button(_("Show what was earlier"), self._show_earlier, kind="link", name="show_earlier")
        self._foot = column(hairline(), more, gap=0)
        self._layout.addWidget(self._foot)
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(lambda: self._draw(AT_ONCE))
        self._draw(at_once)
        self._idle.start()
        if self._rows:
            self.turn_to(self._rows[0])

    @property
    def rows(self) -> Sequence["MomentRow"]:
        """The moments that are drawn, newest first."""
        return self._rows

    @property
    def drawing(self) -> bool:
        """Whether more moments are about to be drawn."""
        return self._idle.isActive()

    def turn_to(self, there: "MomentRow") -> None:
        """Let the keyboard come in at `there`."""
        if self._here is not None:
            self._here.let_tab_in(False)
        self._here = there
        there.let_tab_in(True)

    def turn_to_first_of(self, value_ids: Sequence[int]) -> None:
        """Let the keyboard come in at the moment about the first of `value_ids` that is still there."""
        drawn = {each.moment.value_id: each for each in reversed(self._rows)}
        for value_id in value_ids:
            if value_id in drawn:
                self.turn_to(drawn[value_id])
                return

    def show_value(self, value_id: int) -> None:
        """Put the focus on the newest moment about a value, unfolded; earlier ones are drawn up to it."""
        while not any(each.moment.value_id == value_id for each in self._rows) and self._rest:
            self._wanted = max(self._wanted, len(self._rows) + AT_ONCE)
            self._draw(AT_ONCE)
        for each in self._rows:
            if each.moment.value_id == value_id:
                each.unfold()
                each.setFocus()
                self._keep_in_sight(each, _SETTLES)
                return

    def _keep_in_sight(self, there: "MomentRow", rounds: int) -> None:
        """Bring a moment into sight again and again, until all is drawn and lies where it stays."""
        bring_into_sight(there)
        if rounds:
            left = rounds if self.drawing else rounds - 1
            QTimer.singleShot(0, there, partial(self._keep_in_sight, there, left))

    def take_focus(self) -> None:
        """Put the focus on the moment at which the keyboard comes in."""
        if self._here is not None:
            self._here.setFocus()

    def around_here(self) -> list[int]:
        """Return what the moment is about to which somebody went, and then those around it, nearest first.

        Nothing while that is the newest: what comes above it is newer.
        """
        focused = self.window().focusWidget()
        pressed = (each for each in self._rows if each.isAncestorOf(focused))  # a button, by the mouse
        here = next(pressed, self._here)
        if here is None or here is self._rows[0]:
            return []
        place = self._rows.index(here)
        below, above = self._rows[place:], reversed(self._rows[:place])
        return [each.moment.value_id for each in (*below, *above)]

    def go(self, start: "MomentRow", step: int) -> None:
        """Put the focus on the moment `step` places after `start`; earlier ones are drawn when needed."""
        place = self._rows.index(start) + step
        if place >= len(self._rows) and self._rest:
            self._wanted = max(self._wanted, len(self._rows) + AT_ONCE)
            self._draw(AT_ONCE)
        there = self._rows[max(0, min(place, len(self._rows) - 1))]
        there.setFocus()
        bring_into_sight(there)

    def go_to_end(self, *, last: bool) -> None:
        """Put the focus on the newest moment, or on the last that is drawn."""
        there = self._rows[-1 if last else 0]
        there.setFocus()
        bring_into_sight(there)

    def _show_earlier(self) -> None:
        self._wanted += MORE
        self._foot.hide()
        self._idle.start()

    def _draw(self, number: int) -> None:
        """Draw the next moments, up to as many as are wanted."""
        number = max(0, min(number, self._wanted - len(self._rows)))
        now, self._rest = self._rest[:number], self._rest[number:]
        day = self._rows[-1].moment.day if self._rows else None
        lines: list[QWidget] = []
        for moment in now:
            if moment.day != day:
                lines += [] if day is None else [hairline()]
                day = moment.day
                lines.append(_day(day, self._today))
            made = MomentRow(moment, self)
            self._rows.append(made)
            lines.append(made)
        # in a holder of their own, so that what was laid out before need not be laid out again
        self._layout.insertWidget(self._layout.count() - 1, column(*lines, gap=0))
        done = not self._rest or len(self._rows) >= self._wanted
        if done:
            self._idle.stop()
        self._foot.setVisible(done and bool(self._rest))


class MomentRow(QFrame):
    """One moment: its symbol, what it was, the text, and what can be done with it."""

    def __init__(self, moment: Moment, timeline: Timeline) -> None:
        super().__init__()
        self.moment = moment
        self._timeline = timeline
        self.setProperty("kind", "moment")
        self.setObjectName(f"moment_{moment.icon}_{moment.value_id}")
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
        # beside buttons there is room for a few words only
        below = len(moment.details) > _FEW and bool(moment.verbs)
        layout.addWidget(titled(breakable(moment.title), "" if below else moment.details), 0, 1)
        if below:
            layout.addWidget(quiet(breakable(moment.details)), 1, 1, 1, 3)
        self._text = FoldedText(moment.text, moment.title) if moment.text else None
        if self._text is not None:
            layout.addWidget(self._text, 2, 1, 1, 3)
        self._buttons: list[QPushButton] = [_verb(verb, moment, timeline) for verb in moment.verbs]
        shown = [
            each for each, verb in zip(self._buttons, moment.verbs, strict=True) if verb is not Verb.DELETE
        ]
        if len(shown) == 1 and shown[0].sizeHint().width() <= px(_NARROW):
            layout.addWidget(shown[0], 0, 2, Qt.AlignmentFlag.AlignTop)
            picture.setContentsMargins(0, px(5), 0, 0)  # level with the words beside the button
        elif shown:
            layout.addWidget(flow(*shown, gap=px(4)), 3, 1, 1, 3)
        self._delete = self._buttons[-1] if Verb.DELETE in moment.verbs else None
        if self._delete is not None:
            layout.addWidget(self._delete, 0, 3, Qt.AlignmentFlag.AlignTop)
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
            Qt.Key.Key_Delete: self._let_go,
        }
        move = moves.get(event.key()) if self.hasFocus() else None
        if move is None:
            super().keyPressEvent(event)
        else:
            move()

    def unfold(self) -> None:
        """Show all of its text."""
        if self._text is not None:
            self._text.unfold()

    def _open(self) -> None:
        if self._buttons and self._buttons[0] is not self._delete:
            self._buttons[0].click()
        elif self._text is not None:
            self._text.turn()

    def _let_go(self) -> None:
        if self._delete is not None:
            self._delete.click()


def _day(day: date, today: date) -> QWidget:
    px = current().px
    said = quiet(dates.day_of_timeline(day, today))
    said.setProperty("kind", "day")
    said.setContentsMargins(px(14), px(6), px(14), 0)
    return said


def _verb(verb: Verb, moment: Moment, timeline: Timeline) -> QPushButton:
    deletes = verb is Verb.DELETE  # at every moment: a symbol, so that the words stay those of the case
    made = button(
        "" if deletes else label(verb),
        lambda: timeline.chosen.emit(verb, moment.value_id),
        icon_name="trash-2" if deletes else "",
        kind="bare" if deletes else "link",
        name=f"{verb.value}_{moment.value_id}",
    )
    if deletes:
        made.setToolTip(_("{delete}: it can be put back for thirty days", delete=label(verb)))
    day = dates.in_full(moment.day)
    made.setAccessibleName(f"{label(verb)}: {moment.title}, {day}")
    return made
