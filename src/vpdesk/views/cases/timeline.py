"""The timeline of a case on the screen: one row a moment, hairlines between them."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from vpdesk.i18n import _, label
from vpdesk.views.cases.moments import Moment
from vpdesk.views.cases.verbs import Verb
from vpdesk.views.cases.words import breakable
from vpdesk.views.look import current
from vpdesk.views.parts import Card, body, button, row, symbol

#: Moments that are drawn at first; a button brings the earlier ones.
FIRST = 40


class Timeline(Card):
    """`chosen` carries the verb and the identifier of the value that it is about."""

    chosen = Signal(object, object)

    def __init__(self, moments: Sequence[Moment]) -> None:
        super().__init__()
        self.setObjectName("timeline")
        self.setAccessibleName(_("What happened"))
        self._rest = list(moments)
        self._add_moments(FIRST)

    def _add_moments(self, number: int) -> None:
        now, self._rest = self._rest[:number], self._rest[number:]
        for moment in now:
            self.add(MomentRow(moment, self))
        if self._rest:
            more = button(_("Show what was earlier"), self._show_rest, kind="link", name="show_earlier")
            self.add(more)
            self._more = more

    def _show_rest(self) -> None:
        self._more.hide()
        self._add_moments(len(self._rest))


class MomentRow(QWidget):
    """One moment: its symbol, what it was and when, the text, and what can be done with it."""

    def __init__(self, moment: Moment, timeline: Timeline) -> None:
        super().__init__()
        px = current().px
        layout = QGridLayout(self)
        layout.setContentsMargins(px(16), px(12), px(16), px(12))
        layout.setHorizontalSpacing(px(12))
        layout.setVerticalSpacing(px(4))
        layout.setColumnStretch(1, 1)
        picture = symbol(moment.icon, "brand")
        layout.addWidget(picture, 0, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(_head(moment), 0, 1)
        if moment.text:
            text = body(breakable(moment.text))
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            layout.addWidget(text, 1, 1, 1, 2)
        if moment.verbs:
            verbs = row(*(_verb(verb, moment, timeline) for verb in moment.verbs), None, gap=px(4))
            if len(moment.verbs) == 1:
                layout.addWidget(verbs, 0, 2, Qt.AlignmentFlag.AlignTop)
                picture.setContentsMargins(0, px(4), 0, 0)  # level with the words beside the button
            else:
                layout.addWidget(verbs, 2, 1)


def _head(moment: Moment) -> QLabel:
    """Return title and details as one text, so that they wrap together."""
    quiet = current().tokens.quiet
    head = body("")
    head.setTextFormat(Qt.TextFormat.RichText)
    head.setText(
        f'<span style="font-weight:600">{escape(breakable(moment.title))}</span>&nbsp;&nbsp; '
        f'<span style="color:{quiet}">{escape(moment.details)}</span>'
    )
    return head


def _verb(verb: Verb, moment: Moment, timeline: Timeline) -> QPushButton:
    made = button(
        label(verb),
        lambda: timeline.chosen.emit(verb, moment.value_id),
        kind="link",
        name=f"{verb.value}_{moment.value_id}",
    )
    made.setAccessibleName(f"{label(verb)}: {moment.title}, {moment.details}")
    return made
