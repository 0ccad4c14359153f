"""The search over the whole window: it finds while one types, and leads to where it was said.

Down goes from the words to what was found, Enter opens it; Enter among the words finds all, the best first.
Esc goes back to where one was.
"""

from collections.abc import Callable
from typing import Final

import shiboken6
from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from vpdesk.domain.errors import VpdeskError
from vpdesk.domain.finding import Question
from vpdesk.i18n import _
from vpdesk.models.desk import Desk
from vpdesk.models.finder import Finder
from vpdesk.models.hits import HitsModel
from vpdesk.services.finding import Found, Hit
from vpdesk.services.finding_matters import MatterHit
from vpdesk.views.choice import Choice
from vpdesk.views.find.hit_list import ENTER, HitList
from vpdesk.views.find.words import spoken, summary
from vpdesk.views.leavable import Leavable
from vpdesk.views.look import current
from vpdesk.views.page import ROOMY
from vpdesk.views.parts import button, column, quiet, row, symbol, tip
from vpdesk.views.reading_order import next_stop, tell_in_order
from vpdesk.views.states import Banner, EmptyState, announce

#: Milliseconds without typing after which a screen reader is told how much was found.
_REST: Final = 600
_LONGEST: Final = 200
#: The widest that the panel gets, in pixels at 100 % text size.
_WIDTH: Final = 860


class FindPanel(Leavable, QWidget):
    """Lies over `over` while it is open. `opened` carries the `Hit` or `MatterHit` that the person chose.

    `shown` follows when all that was found for the last question stands there.
    """

    opened = Signal(object)
    shown = Signal()

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("find_panel")
        self.setAccessibleName(_("Find"))
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.hide()
        self._desk = desk
        self._before: QWidget | None = None
        self._summary = ""
        self._go_to_first = False  # as soon as there is something to go to
        self.finder = Finder(desk, self)
        self.finder.found.connect(self._show_found)
        self.finder.failed.connect(self._show_error)
        self.words = QLineEdit()
        self.words.setObjectName("find_words")
        self.words.setAccessibleName(_("Words to find"))
        self.words.setPlaceholderText(_("Type the beginning of a word"))
        self.words.setMaxLength(_LONGEST)
        self.words.textChanged.connect(self._ask)
        self.words.installEventFilter(self)
        self.organisations = Choice()
        self.organisations.setObjectName("find_organisation")
        self.organisations.call(_("Client organisation"))
        self.organisations.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.organisations.setMinimumContentsLength(20)
        self.organisations.activated.connect(lambda _index: self._ask())
        self.model = HitsModel(spoken)
        self.list = HitList(self.model, self.words)
        self.list.opened.connect(self._open)
        self._said = quiet("", wraps=current().scale >= ROOMY)
        self._said.setObjectName("find_summary")
        self._banner = Banner()
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(lambda: announce(self.words, self._summary))
        self._everywhere = button(
            _("Look at all client organisations"), self._look_everywhere, name="find_everywhere"
        )
        self._body = QStackedWidget()
        self._lay_out()
        desk.changed.connect(self._note_changes)
        over.installEventFilter(self)

    def _lay_out(self) -> None:
        px = current().px
        close = button("", self.close_panel, icon_name="x", kind="bare", name="close_find")
        close.setAccessibleName(_("Close the search"))
        tip(close, _("Close the search") + "  Esc")
        self.words.setMinimumHeight(px(44))
        field = row(symbol("search", "quiet", 24), self.words, close, gap=10)
        roomy = current().scale < ROOMY
        below = (self._said, None, self.organisations) if roomy else (self._said,)
        self._body.addWidget(self.list)
        for made in (_nothing_typed(), _nothing_found(self._everywhere)):
            self._body.addWidget(column(made, None))
        parts = [field, row(*below, gap=12), self._banner, self._body, _keys()]
        if not roomy:
            parts.insert(1, self.organisations)
        inner = QWidget()
        inner.setMaximumWidth(px(_WIDTH))
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(8))
        for part in parts:
            layout.addWidget(part, 1 if part is self._body else 0)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(*((24, 20, 24, 12) if roomy else (12, 8, 12, 4)))
        outer.addStretch(1)
        outer.addWidget(inner, 1000)
        outer.addStretch(1)

    # -- coming and going

    def open_panel(self) -> None:
        """Come over the window; the words of before are chosen, so that typing begins anew."""
        if self.isHidden():
            self._before = self.window().focusWidget()
        self._load_organisations()
        over = self.parentWidget()
        if over is not None:
            self.setGeometry(over.rect())
        self._ask()
        self.show()
        self.raise_()
        tell_in_order(self)
        self.words.selectAll()
        self.words.setFocus()

    def close_panel(self) -> None:
        """Go back to where one was."""
        self._leave()
        if self._before is not None and shiboken6.isValid(self._before) and self._before.isVisible():
            self._before.setFocus()
        elif (over := self.parentWidget()) is not None:
            over.setFocus()

    def _leave(self) -> None:
        self.finder.stop()
        self._rest.stop()
        self.hide()

    def _open(self, hit: Hit | MatterHit) -> None:
        self._leave()
        self.opened.emit(hit)

    # -- asking and showing

    def _question(self) -> Question:
        return Question.of(self.words.text(), self.organisations.currentData())

    def _ask(self, _text: str = "") -> None:
        self.finder.ask(self._question())

    def _look_everywhere(self) -> None:
        """Look for the same words at every client: the one that was chosen before is easily forgotten."""
        self.organisations.setCurrentIndex(0)
        self.words.setFocus()
        self._ask()

    def _ask_best(self) -> None:
        question = self._question()
        if question.words:
            self._go_to_first = True
            self.finder.ask_best(question)

    def _show_found(self, found: Found, complete: bool) -> None:
        self._banner.hide()
        self.model.put(found)
        self.list.setCurrentIndex(QModelIndex())
        self.list.scrollToTop()
        if found.count:
            self._body.setCurrentIndex(0)
        elif complete:
            self._everywhere.setVisible(found.question.organisation_id is not None)
            self._body.setCurrentIndex(2 if found.question.words else 1)
        if complete or found.count:
            self._summary = summary(found)
            self._said.setText(self._summary if found.count else "")  # else it stands below
        if complete:
            self._rest.start()
            if self._go_to_first and found.count:
                self.list.go_to_first()
            self._go_to_first = False
            self.shown.emit()

    def _show_error(self, error: VpdeskError) -> None:
        self._banner.show_error(error)

    def _note_changes(self, _tables: object) -> None:
        if self.isVisible():
            self._load_organisations()
            self._ask()

    def _load_organisations(self) -> None:
        found = self._desk.ask(lambda vault: vault.organisations.all())
        kept = self.organisations.currentData()
        self.organisations.clear()
        self.organisations.addItem(_("All client organisations"), None)
        for organisation in found:
            self.organisations.addItem(organisation.name, organisation.id)
        self.organisations.setCurrentIndex(max(0, self.organisations.findData(kept)))
        self.organisations.setVisible(len(found) > 1)

    # -- keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget():
            resized: QResizeEvent = event  # type: ignore[assignment]  # Qt hands on the base class
            self.resize(resized.size())
        if watched is self.words and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            deed = self._keys_of_words().get(event.key())
            if deed is not None:
                deed()
                return True
        return super().eventFilter(watched, event)

    def _keys_of_words(self) -> dict[int, Callable[[], None]]:
        down = self.list.go_to_first
        return {Qt.Key.Key_Down: down, **dict.fromkeys(ENTER, self._ask_best)}

    def step_back(self) -> None:
        self.close_panel()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002  Qt's own word
        """Go round within the panel: what lies below it is out of sight."""
        found = next_stop(self, self.window().focusWidget(), forward=next)
        if found is None:
            return False
        found.setFocus(Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason)
        return True


def _nothing_typed() -> QWidget:
    return EmptyState(
        _("What are you looking for?"),
        _(
            "The alias of a reporter, a matter, a word from a conversation or a step, the name of a document"
            " or of a client organisation. The beginning of a word is enough, and several words are looked"
            " for together. From three letters on, words are found inside others as well."
        ),
    )


def _nothing_found(everywhere: QPushButton) -> QWidget:
    return EmptyState(
        _("Nothing was found"),
        _(
            "There is no text with all of these words. Try fewer words, or only the beginning of one. Who a"
            " reporter is cannot be searched, and what lies in the bin is not found either."
        ),
        everywhere,
    )


def _keys() -> QWidget:
    said = quiet(_("↓ to what was found · Enter finds all, the best first · Esc goes back"))
    said.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return said
