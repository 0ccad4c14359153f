"""One case at the right: who and what it is, what it waits for, what happened, and what is known now."""

from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from vpdesk.i18n import _
from vpdesk.services.casework import CaseFile
from vpdesk.views import dates
from vpdesk.views.actions import build_actions
from vpdesk.views.cases.begun import deeds, words
from vpdesk.views.cases.case_actions import MAIN, MORE, CaseActions
from vpdesk.views.cases.clock import running_since, since_words
from vpdesk.views.cases.documents.words import said_of_interrupted
from vpdesk.views.cases.due import due_card
from vpdesk.views.cases.halves import Halves
from vpdesk.views.cases.moment import Moment, detail_line
from vpdesk.views.cases.moments import moments
from vpdesk.views.cases.own_words import OwnWords
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.cases.sections.column import SectionColumn
from vpdesk.views.cases.timeline import AT_ONCE, Timeline
from vpdesk.views.cases.words import breakable
from vpdesk.views.contents import Contents, focus_first
from vpdesk.views.flow import MIDDLE, flow
from vpdesk.views.in_sight import bring_into_sight, bring_soon_into_sight
from vpdesk.views.look import current
from vpdesk.views.page import scrolling
from vpdesk.views.parts import action_button, button, heading, quiet, row, symbol
from vpdesk.views.reading_order import stops, tell_in_order
from vpdesk.views.states import Banner, Notice, announce


class CaseDetail(CaseActions):
    """Shows a `CaseFile`. `answered` carries a verb and the identifier of what it is about."""

    back_pressed = Signal()

    def __init__(self, around: PageContext) -> None:
        super().__init__()
        self._actions = build_actions(self)
        self.setObjectName("case_detail")
        self.setAccessibleName(_("Case"))
        self._around = around
        self._shown: list[Moment] = []
        self.title = heading("")
        self.title.setObjectName("alias")
        self.banner = Banner()
        self._back = button(_("Cases"), self.back_pressed.emit, icon_name="arrow-left", kind="link",
                            name="back_to_list")  # fmt: skip
        self._facts = quiet("")
        self._facts.setObjectName("facts")
        self._told = Contents(gap=8)
        self._clock = Contents(gap=0)
        self._begun = Contents(gap=0)
        self._due = Contents(gap=0)
        self._line = Contents(gap=0)
        self.known = SectionColumn(around)
        self.known.answered.connect(self.answered)
        self.answered.connect(self._note_place)
        self._left_at = ""
        self.known.failed.connect(self.banner.show_error)
        main = [action_button(self._actions[name]) for name in MAIN]
        self._more = button(_("More"), self._open_menu, icon_name="chevron-down", name="more")
        self._menu = QMenu(self)
        self._menu.setAccessibleName(_("More"))
        for group in MORE:
            self._menu.addActions([self._actions[name] for name in group])
            self._menu.addSeparator()
        self.setFocusProxy(main[0])
        self._buttons: list[QPushButton] = [*main, self._more]
        self._close, self._reopen = main[1], main[2]
        self._halves = Halves(self._line, self.known)
        self._halves.turned.connect(self._note_turn)
        self._to_known = button(_("What is known now"), self._go_to_known, icon_name="arrow-down",
                                kind="link", name="to_known")  # fmt: skip
        self._lay_out(self._buttons)
        from vpdesk.views.cases.documents.taking_in import TakingIn  # noqa: PLC0415  the list does not wait for it

        self.taking = TakingIn(
            around, self, lambda: self.case_id, told=self.offer, failed=self.banner.show_error
        )

    def _lay_out(self, buttons: list[QPushButton]) -> None:
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(8)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(16, 12, 28, 24)
        layout.setSpacing(8)
        layout.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(self._head)
        self._head.addWidget(self.title, 1)
        self._head.addWidget(flow(*buttons), 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._facts)
        layout.addWidget(self._to_known, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.banner)
        layout.addWidget(self._told)
        layout.addWidget(self._clock)
        layout.addWidget(self._begun)
        layout.addSpacing(4)
        layout.addWidget(self._due)
        layout.addSpacing(4)
        layout.addWidget(self._halves)
        layout.addStretch(1)
        self._area = scrolling(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)

    def _open_menu(self) -> None:
        self._menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def show_file(self, file: CaseFile) -> None:
        """Show a case; the place on the screen stays when it is the one that was shown."""
        today = self._around.today()
        case = file.case
        scroll = self._area.verticalScrollBar()
        same = case.id == self._case_id
        ahead = self._stops_ahead() if same else []
        kept = scroll.value() if same else 0
        if not same:
            self.say_nothing()
        self._case_id = case.id
        self.title.setText(breakable(case.alias))
        self._facts.setText(breakable(_facts(file, self._around)))
        self._close.setVisible(case.closed_on is None)
        self._reopen.setVisible(case.closed_on is not None)
        self._arrange_head()
        self._show_clock(case.id)
        self._show_begun(case.id)
        due = due_card(file, today, self.answered.emit)
        self._due.show_only(*([due] if due is not None else []))
        self.known.show_file(file)
        self._show_line(moments(file, today), same=same)
        tell_in_order(self)
        scroll.setValue(kept)
        self._go_on_at(ahead)
        if not same and (names := self.taking.interrupted(case.id)):
            self.offer(said_of_interrupted(names))

    def _show_line(self, found: list[Moment], *, same: bool) -> None:
        before = self._line.findChild(Timeline) if same else None
        if before is not None and found == self._shown:
            return  # what changed is elsewhere: hundreds of moments need not be drawn again
        self._shown = found
        # as much as was drawn before: otherwise the place on the screen would not be there
        drawn = max(AT_ONCE, 0 if before is None else len(before.rows))
        timeline = Timeline(found, self._around.today(), drawn)
        timeline.chosen.connect(self.answered)
        focused = before is not None and before.isAncestorOf(self.window().focusWidget())
        if before is not None:
            timeline.turn_to_first_of(before.around_here())
        self._line.show_only(timeline)
        if focused:
            timeline.take_focus()

    def _stops_ahead(self) -> list[str]:
        """Return what had the focus in this case, and what Tab comes to after it, by name; else nothing."""
        focused = self.window().focusWidget()
        if not self.isAncestorOf(focused):
            return []
        found = stops(self)
        here = found.index(focused) if focused in found else 0
        return [each.objectName() for each in found[here:]]

    def _go_on_at(self, ahead: list[str]) -> None:
        """Where what had the focus has gone with its deed, put it on what came after it."""
        if not ahead or self.isAncestorOf(self.window().focusWidget()):
            return
        there = {each.objectName(): each for each in stops(self) if each.objectName()}
        next((there[name] for name in ahead if name in there), self.title).setFocus()

    def _note_place(self) -> None:
        """Remember what was pressed, by its name: the widget itself may be another by then."""
        focused = QApplication.focusWidget()
        inside = focused is not None and self.isAncestorOf(focused)
        self._left_at = focused.objectName() if focused is not None and inside else ""

    def _show_clock(self, case_id: int) -> None:
        """Say that the clock of a conversation still runs: it is easily forgotten."""
        since = running_since(self._around, case_id)
        if since is None:
            self._clock.show_only()
            return
        began = since_words(since, self._around.now())
        said = quiet(_("The clock of a conversation runs since {time}.", time=began))
        go_on = button(_("To the conversation"), self.record_contact, kind="link", name="to_clock")
        self._clock.show_only(flow(row(symbol("clock", "brand", 18), said, gap=8), go_on, level=MIDDLE))

    def _show_begun(self, case_id: int) -> None:
        """Say what was typed here and not recorded: after months nobody remembers that it waits."""
        found = deeds(self._around.desk.ask(lambda vault: vault.drafts.begun()), case_id)
        self._begun.setVisible(bool(found))
        if not found:
            self._begun.show_only()
            return
        what = _("Begun and not recorded yet:")
        links = [
            button(words(verb), partial(self.answered.emit, verb, value_id), kind="link",
                   name=f"go_on_{verb.value}_{value_id}")
            for verb, value_id in found
        ]  # fmt: skip
        for link in links:
            link.setAccessibleDescription(what)  # by ear it would be one more button of the same words
        said = quiet(what, wraps=False)
        self._begun.show_only(flow(row(symbol("pencil", "brand", 18), said, gap=8), *links, level=MIDDLE))

    def say_which(self) -> None:
        """Have a screen reader say which case was opened: the focus is on what is done in it."""
        announce(self, f"{self.title.text()}\n{self._facts.text()}\n{self._begun_said()}".strip())

    def _begun_said(self) -> str:
        links = self._begun.findChildren(QPushButton)
        words = ", ".join(each.text() for each in links if not each.isHidden())
        return " ".join([_("Begun and not recorded yet:"), words]) if words else ""

    def come_back(self) -> None:
        """Put the focus where it was when a page was asked for, or on the first thing to do."""
        if self._case_id is not None:
            self._show_clock(self._case_id)
            before = self._begun_said()
            self._show_begun(self._case_id)
            if self._begun_said() != before:
                announce(self._begun, self._begun_said())
        there = self.findChild(QWidget, self._left_at) if self._left_at else None
        if there is not None and there.isVisible():
            there.setFocus()
            bring_into_sight(there)
        else:
            self.setFocus()
            bring_into_sight(self.title)

    def show_value(self, value_id: int) -> None:
        """Go to what happened with this identifier, once the case has its size on the screen."""

        def go() -> None:
            for timeline in self._line.findChildren(Timeline):
                timeline.show_value(value_id)

        QTimer.singleShot(0, self, go)

    def offer(self, sentence: str, *buttons: QWidget) -> None:
        """Say what came of a deed, with what may follow from it; it stays until another case is shown."""
        close = button(_("Close this message"), self.say_nothing, name="close_notice")
        notice = Notice(breakable(sentence), "info")
        notice.setObjectName("notice")
        self._told.show_only(notice, flow(*buttons, close))
        announce(notice, sentence)
        bring_soon_into_sight(notice)  # what was pressed or dropped on may be far below

    def say_nothing(self) -> None:
        """Take away what was said."""
        self._told.show_only()
        self.banner.hide()

    def show_way_back(self, shown: bool) -> None:
        """Whether the list is out of sight, so that a button must lead to it."""
        self._back.setVisible(shown)

    def _note_turn(self) -> None:
        # where it stands below what happened, it may be far away
        self._to_known.setVisible(not self._halves.beside)

    def _go_to_known(self) -> None:
        if (content := self._area.widget()) is not None:
            top = self.known.mapTo(content, QPoint(0, 0)).y()
            self._area.verticalScrollBar().setValue(top - current().px(8))
        focus_first(self.known)

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


def _facts(file: CaseFile, around: PageContext) -> str:
    case, today, words = file.case, around.today(), OwnWords(file.own_words)
    if case.closed_on is not None and case.outcome is not None:
        status = _("closed {day}: {outcome}", day=dates.day_and_month(case.closed_on, today),
                   outcome=words.in_sentence(case.outcome))  # fmt: skip
    else:
        status = _("running since {day}", day=dates.day_and_month(case.opened_on, today))
    return detail_line(file.organisation.name, status, words.listing(case.matters))
