"""One case at the right: who and what it is about, what it waits for, and everything that happened."""

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from vpdesk.domain.case import Case
from vpdesk.domain.values import Mandate, Position
from vpdesk.i18n import _
from vpdesk.services.casework import CaseFile
from vpdesk.views import dates
from vpdesk.views.actions import action, build_actions
from vpdesk.views.beside import Beside
from vpdesk.views.cases.due import due_card
from vpdesk.views.cases.moments import moments
from vpdesk.views.cases.timeline import Timeline
from vpdesk.views.cases.verbs import Verb
from vpdesk.views.cases.words import breakable, in_sentence, listing
from vpdesk.views.contents import Contents
from vpdesk.views.flow import flow
from vpdesk.views.look import current
from vpdesk.views.page import scrolling
from vpdesk.views.parts import (
    ActionButton,
    Chip,
    action_button,
    button,
    heading,
    put_icon,
    quiet,
    row,
    symbol,
)
from vpdesk.views.reading_order import tell_in_order
from vpdesk.views.states import Banner, Notice

#: What is seldom done with a case, as links.
_MORE: Final = ("record_consent", "plan_step", "change_case", "erase_case")


class CaseDetail(QWidget):
    """Shows a `CaseFile`. `answered` carries a verb and the identifier of what it is about."""

    answered = Signal(object, object)
    back_pressed = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        actions = build_actions(self)
        self.setObjectName("case_detail")
        self.setAccessibleName(_("Case"))
        self._today = today
        self._case_id: int | None = None
        self.title = heading("")
        self.title.setObjectName("alias")
        self.banner = Banner()
        self._back = button(_("Cases"), self.back_pressed.emit, icon_name="arrow-left", kind="link",
                            name="back_to_list")  # fmt: skip
        self._facts = quiet("")
        self._facts.setObjectName("facts")
        self._chips = Contents(gap=0)
        self._announcement = quiet("")
        self._announced = row(symbol("circle-check", "good", 18), self._announcement, gap=8)
        self._unannounced = Beside(
            row(
                symbol("circle-dot", "soon", 18),
                quiet(_("Limit of confidentiality not announced yet")),
                gap=8,
            ),
            action_button(actions["tell_reservation"], kind="link"),
            room=400,
        )
        self._told = Contents(gap=8)
        self._due = Contents(gap=0)
        self._line = Contents(gap=0)
        main = [action_button(actions[name]) for name in ("record_contact", "close_case", "reopen_case")]
        self.setFocusProxy(main[0])
        self._buttons = main
        self._close, self._reopen = main[1], main[2]
        more = [_linked(actions[name]) for name in _MORE]
        self._lay_out(main, more)

    def _lay_out(self, main: list[ActionButton], more: list[ActionButton]) -> None:
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(8)
        self._head.addWidget(self.title, 1)
        self._head.addWidget(flow(*main), 0, Qt.AlignmentFlag.AlignTop)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(16, 12, 28, 24)
        layout.setSpacing(8)
        layout.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(self._head)
        for part in (self._facts, self._chips, flow(*more, gap=4), self.banner, self._told):
            layout.addWidget(part)
        layout.addSpacing(4)
        layout.addWidget(self._due)
        layout.addSpacing(4)
        layout.addWidget(self._announced)
        layout.addWidget(self._unannounced)
        layout.addSpacing(4)
        layout.addWidget(self._line)
        layout.addStretch(1)
        self._area = scrolling(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)

    @action(Verb.RECORD.word, icon="message-circle")
    def record_contact(self) -> None:
        """Record what was said."""
        self._ask(Verb.RECORD)

    @action(Verb.CONSENT.word, icon="file-check")
    def record_consent(self) -> None:
        """Record what the reporter allows or refuses."""
        self._ask(Verb.CONSENT)

    @action(Verb.PLAN.word, icon="route")
    def plan_step(self) -> None:
        """Plan a step towards a third party."""
        self._ask(Verb.PLAN)

    @action(Verb.CHANGE_CASE.word, icon="pencil")
    def change_case(self) -> None:
        """Change what is known of the case."""
        self._ask(Verb.CHANGE_CASE)

    @action(Verb.CLOSE.word, icon="circle-check")
    def close_case(self) -> None:
        """Close the case with its aftercare agreement."""
        self._ask(Verb.CLOSE)

    @action(Verb.REOPEN.word, icon="undo-2")
    def reopen_case(self) -> None:
        """Let the case run again."""
        self._ask(Verb.REOPEN)

    @action(Verb.ERASE.word, icon="trash-2")
    def erase_case(self) -> None:
        """Erase the case for good."""
        self._ask(Verb.ERASE)

    @action(Verb.TELL.word, icon="check")
    def tell_reservation(self) -> None:
        """Record that the limit of confidentiality was announced today."""
        self._ask(Verb.TELL)

    def _ask(self, verb: Verb) -> None:
        if self._case_id is not None:
            self.answered.emit(verb, self._case_id)

    def show_file(self, file: CaseFile) -> None:
        """Show a case; the place on the screen stays when it is the one that was shown."""
        today = self._today()
        case = file.case
        scroll = self._area.verticalScrollBar()
        kept = scroll.value() if case.id == self._case_id else 0
        if case.id != self._case_id:
            self.say_nothing()
        self._case_id = case.id
        self.title.setText(breakable(case.alias))
        self._facts.setText(breakable(_facts(file, today)))
        self._chips.show_only(flow(*(Chip(in_sentence(code)) for code in (*case.matters, *case.routes))))
        self._close.setVisible(case.closed_on is None)
        self._reopen.setVisible(case.closed_on is not None)
        self._arrange_head()
        due = due_card(file, today, self.answered.emit)
        self._due.show_only(*([due] if due is not None else []))
        self._show_reservation(case, today)
        timeline = Timeline(moments(file, today))
        timeline.chosen.connect(self.answered)
        self._line.show_only(timeline)
        tell_in_order(self)
        scroll.setValue(kept)

    def offer(self, sentence: str, *buttons: QWidget) -> None:
        """Say what came of a deed, with what may follow from it; it stays until another case is shown."""
        close = button(_("Close this message"), self.say_nothing, name="close_notice")
        notice = Notice(breakable(sentence), "info")
        notice.setObjectName("notice")
        self._told.show_only(notice, flow(*buttons, close))

    def say_nothing(self) -> None:
        """Take away what was said."""
        self._told.show_only()
        self.banner.hide()

    def show_way_back(self, shown: bool) -> None:
        """Whether the list is out of sight, so that a button must lead to it."""
        self._back.setVisible(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange_head()

    def _arrange_head(self) -> None:
        """The buttons beside the title, or below it when both do not fit on a line."""
        title = self.title.fontMetrics().horizontalAdvance(self.title.text())
        shown = [each.sizeHint().width() for each in self._buttons if not each.isHidden()]
        needed = title + sum(shown) + (len(shown) + 1) * 8 + 44  # the gaps, and the margins at the sides
        below = self.width() < needed + current().px(12)
        self._head.setDirection(
            QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        )

    def _show_reservation(self, case: Case, today: date) -> None:
        told = case.told_of_reservation_on
        self._announced.setVisible(told is not None)
        self._unannounced.setVisible(told is None)
        if told is not None:
            day = dates.day_and_month(told, today)
            self._announcement.setText(_("Limit of confidentiality announced on {day}", day=day))


def _facts(file: CaseFile, today: date) -> str:
    case = file.case
    facts = [
        file.organisation.name,
        _("opened {day}", day=dates.day_and_month(case.opened_on, today)),
    ]
    if case.closed_on is not None:
        facts.append(_("closed {day}", day=dates.day_and_month(case.closed_on, today)))
    if case.reporter_position is not Position.UNKNOWN:
        facts.append(_("reporter: {position}", position=in_sentence(case.reporter_position)))
    if case.respondent_relations:
        facts.append(_("about: {relations}", relations=listing(case.respondent_relations)))
    if case.mandate is Mandate.OUTSIDE:
        facts.append(in_sentence(case.mandate))
    return "\N{NO-BREAK SPACE}· ".join(facts)


def _linked(action: QAction) -> ActionButton:
    made = action_button(action, kind="link")
    put_icon(made, action.property("icon_name"), "brand")
    return made
