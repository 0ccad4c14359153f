"""The place Dossiers: the list at the left, one case at the right, and a page over both for each verb."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from vpdesk.domain.case import Case
from vpdesk.domain.overview import DueItem
from vpdesk.models.desk import Desk
from vpdesk.models.keeping import Keeping
from vpdesk.services.casework import TABLES, CaseFile, read_case
from vpdesk.services.finding import Hit
from vpdesk.services.finding_matters import MatterHit
from vpdesk.views.agenda.midnight import Midnight
from vpdesk.views.autosave import Autosave
from vpdesk.views.cases.bin_link import BinLink
from vpdesk.views.cases.done_words import saved_words
from vpdesk.views.cases.list_pane import ListPane
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.cases.panes import Panes, nothing_chosen
from vpdesk.views.cases.verbs import ANSWERS_DUE, Deed, Verb, kept_as, read_kept
from vpdesk.views.cases.words import whose
from vpdesk.views.parts import column
from vpdesk.views.reading_order import tell_in_order
from vpdesk.views.undoing import Undoing
from vpdesk.views.verb_page import VerbPage

if TYPE_CHECKING:
    from vpdesk.views.cases.answers import Answers
    from vpdesk.views.cases.detail import CaseDetail
    from vpdesk.views.cases.form_page import FormPage

#: What the window keeps when a new case was being typed.
NEW: Final = "new"


class CasesPlace(QWidget):
    """`case_opened` carries the identifier of the case that is shown, `saved` the moment of a saving."""

    case_opened = Signal(object)
    saved = Signal(datetime)

    def __init__(
        self,
        desk: Desk,
        today: Callable[[], date],
        now: Callable[[], datetime] = datetime.now,
        keeping: Keeping | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("cases_place")
        self._desk = desk
        self._around = PageContext(
            desk=desk, today=today, now=now, keeping=keeping or Keeping(desk, now, self)
        )
        self._file: CaseFile | None = None
        self._page: VerbPage | None = None
        self._deed: Deed | None = None  # what the page is about
        self.list = ListPane(desk, today, self.new_case)
        self.list.chosen.connect(self._turn_to)
        bin_link = BinLink(desk, today)
        bin_link.asked.connect(lambda: self._answers.open_bin())  # noqa: PLW0108  built when it is asked
        self.undoing = Undoing(desk, bin_link)
        bin_link.counted.connect(self.undoing.hide_when_idle)
        self._right = QStackedWidget()
        self._right.addWidget(nothing_chosen())
        self._splitter = Panes(self.list, self._right)
        self._front = column(self._splitter, self.undoing, gap=0)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._front)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        desk.changed.connect(self._note_changes)
        Midnight(today, self).passed.connect(self._refresh)

    @cached_property
    def detail(self) -> "CaseDetail":
        """The case at the right; built when the first one is shown."""
        from vpdesk.views.cases.detail import CaseDetail  # noqa: PLC0415  see `views.places.rest`

        detail = CaseDetail(self._around)
        detail.answered.connect(self._answer)
        detail.back_pressed.connect(self._show_list)
        detail.taking.added.connect(lambda added: self._answers.keep.note_added(added))  # noqa: PLW0108  the same
        self._right.addWidget(detail)
        return detail

    @cached_property
    def _answers(self) -> "Answers":
        from vpdesk.views.cases.answers import Answers  # noqa: PLC0415  the same

        return Answers(
            self._around,
            self.detail,
            self.undoing,
            show_form=self.show_form,
            show_page=self.show_page,
            go_on=self._go_on,
            open_case=self.open_case,
        )

    # -- what others ask for

    def open_case(self, case_id: int) -> None:
        """Show one case, and its place in the list; one that is gone leaves everything as it is."""
        if self.leave_page() and self._read(case_id):
            self.list.show_case(case_id)
            self._arrange()
            self.detail.say_which()

    def new_case(self) -> None:
        """Begin a new case, or go on with the one that was being typed."""
        if self._page is not None and self._page.objectName() == "new_case_page":
            self._page.begin_typing()
        elif self.leave_page():
            from vpdesk.views.cases.new_case import NewCasePage  # noqa: PLC0415  the same

            page = NewCasePage(self._around, self.undoing)
            page.begun.connect(self._open_begun)
            self.show_form(page, lambda intake: self._open_begun(intake.case))

    def answer_due(self, item: DueItem) -> None:
        """Open the page that answers something that falls due."""
        if item.case_id is not None:  # else it is about an organisation, which has a place of its own
            self.open_case(item.case_id)
            self._answer(ANSWERS_DUE[item.kind], item.value_id)

    def show_hit(self, hit: Hit | MatterHit) -> None:
        """Open the case in which something was found, at what says it; of a matter, the list of its cases."""
        if isinstance(hit, MatterHit):
            if self.leave_page():
                self._show_list()
                self.list.show_matter(hit.matter, hit.organisation_id)
        elif hit.case_id is not None:
            self.open_case(hit.case_id)
            if self._page is None and self._file is not None and self._file.case.id == hit.case_id:
                self.detail.show_value(hit.value_id)

    def show_item(self, item: object) -> None:
        """Turn to a case (its identifier), a `DueItem`, a `Hit`, a new case, or a `shown_item`."""
        if item == NEW:
            self.new_case()
        elif isinstance(item, DueItem):
            self.answer_due(item)
        elif isinstance(item, Hit | MatterHit):
            self.show_hit(item)
        elif isinstance(item, int):
            self.open_case(item)
        elif isinstance(item, str):
            case_id, deed = read_kept(item)
            self.open_case(case_id)
            if deed is not None:
                with suppress(LookupError):  # the value has gone: the case itself is near enough
                    self._answer(*deed)

    def shown_item(self) -> int | str | None:
        """Return what `show_item` takes to come back, after locking too, to what is shown now."""
        if self._page is not None and self._page.objectName() == "new_case_page":
            return NEW
        if self._file is None:
            return None
        return kept_as(self._file.case.id, self._deed if self._page is not None else None)

    def _answer(self, verb: Verb, value_id: int) -> None:
        if self._file is not None:
            before = self._page
            self._answers.begin(verb, value_id, self._file)
            if self._page is not before and self._page is not None:
                self._stand_for((verb, value_id))

    def _stand_for(self, deed: Deed) -> None:
        """Remember what the page is about, and say there whose case it is."""
        self._deed = deed
        if self._page is not None and self._file is not None:
            self._page.page.say_whose(whose(self._file.case.alias, self._file.organisation.name))

    def _go_on(self, verb: Verb, value_id: int) -> None:
        """Begin what follows on another deed, which has changed the case."""
        if self._file is not None and self._read(self._file.case.id):
            self._answer(verb, value_id)

    def stance(self) -> Mapping[str, Any]:
        """Return which cases the list shows."""
        return self.list.stance()

    def take_stance(self, kept: Mapping[str, Any]) -> None:
        """Show those cases again."""
        self.list.take_stance(kept)

    def flush(self) -> None:
        """Store what was typed and wait for it, before the window locks or closes; raises VpdeskError."""
        for autosave in self.findChildren(Autosave):
            autosave.commit()

    # -- the panes

    def _turn_to(self, case_id: int) -> None:
        if self._read(case_id):
            self._arrange()

    def _read(self, case_id: int) -> bool:
        """Show what the vault holds of a case; False when it is not there (any more)."""
        try:
            file = self._desk.ask(lambda vault: read_case(vault, case_id))
        except LookupError:
            return False
        if file.case.binned_on is not None:
            return False
        fresh = self._file is None or self._file.case.id != case_id
        self._file = file
        self.detail.show_file(file)
        self._right.setCurrentWidget(self.detail)
        if fresh:
            self.case_opened.emit(case_id)
        return True

    def _show_list(self) -> None:
        """Back to the list, where only one of the two fits."""
        self._file = None
        self._right.setCurrentIndex(0)
        self._arrange()
        self.list.list.setFocus()

    def _arrange(self) -> None:
        both = self._splitter.arrange(self.width(), chosen=self._file is not None)
        if self._file is not None:
            self.detail.show_way_back(not both)
        self.list.stand_alone(not both)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: ARG002  Qt's signature
        # not by a focus proxy: behind a page the list is hidden, and Tab would not come past it
        if self._page is not None:
            self._page.begin_typing()
        else:
            (self.list.list if self.list.isVisible() else self.detail).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._arrange()

    def _note_changes(self, tables: frozenset[str]) -> None:
        if tables & TABLES:
            self._refresh()

    def _refresh(self) -> None:
        self.list.refresh()
        if self._file is not None and not self._read(self._file.case.id):
            self._show_list()

    # -- the pages over them

    def show_page(self, page: VerbPage) -> None:
        """Show `page` over list and case, until it is left."""
        if not self.leave_page():
            return
        page.left.connect(self._drop_page)
        self._page = page
        if self._file is not None:
            self.undoing.begin([self._file.case.id])
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        tell_in_order(page)
        page.begin_typing()

    def show_form(
        self,
        page: "FormPage",
        done: Callable[[Any], object] | None = None,
        deed: Deed | None = None,
    ) -> None:
        """Show a form; when its button has stored the value, go back and call `done` with it.

        `deed` is what it is about, where it is another than the one that was begun.
        """

        def finish(value: object) -> None:
            if self._page is page:  # not when the person has gone on already
                self._drop_page()
                if done is not None:
                    done(value)

        page.stored.connect(finish)
        page.autosave.saved.connect(self.saved)
        self.show_page(page)
        if deed is not None and self._page is page:
            self._stand_for(deed)

    def leave_page(self) -> bool:
        """Go back to the case, keeping what was typed; False when the vault cannot keep it."""
        if self._page is not None:
            self._page.leave()
        return self._page is None

    def _drop_page(self) -> None:
        if (page := self._page) is None:
            return
        said, self._page, self._deed = saved_words(self._file, self._deed), None, None
        self._stack.setCurrentWidget(self._front)
        self.undoing.end(said)
        self._stack.removeWidget(page)
        page.deleteLater()
        (self.list.list.setFocus if self._file is None else self.detail.come_back)()

    def _open_begun(self, case: Case) -> None:
        self._drop_page()
        self._answers.keep.note_begun(case)
        self.open_case(case.id)
