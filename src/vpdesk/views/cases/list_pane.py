"""The list of cases at the left: which ones, of whom, and the one that is shown at the right."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QVBoxLayout, QWidget

from vpdesk.domain.case import CaseStatus
from vpdesk.domain.overview import CaseFilter, CaseRow
from vpdesk.domain.values import Matter
from vpdesk.i18n import _, ngettext
from vpdesk.models.desk import Desk
from vpdesk.models.windowed import VALUE, WindowedModel
from vpdesk.services.agenda import first_terms
from vpdesk.vault.vault import Vault
from vpdesk.views.cases.list_choices import ListChoices
from vpdesk.views.cases.rows import case_query, row_text
from vpdesk.views.cases.view_menu import ViewMenu
from vpdesk.views.flow import FlowLayout
from vpdesk.views.look import current
from vpdesk.views.page import ROOMY
from vpdesk.views.parts import button, heading
from vpdesk.views.row_delegate import RowList
from vpdesk.views.states import EmptyState, announce

_ALL: str = "all"
_TABS = {CaseStatus.OPEN.value: CaseStatus.OPEN, CaseStatus.CLOSED.value: CaseStatus.CLOSED, _ALL: None}


class ListPane(QWidget):
    """`chosen` carries the identifier of the case that the person turned to.

    Beside a case the arrows turn to one case after another. Where the list stands alone a case takes its
    place, so that only Enter or a click opens one.
    """

    chosen = Signal(object)

    def __init__(self, desk: Desk, today: Callable[[], date], new_case: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("case_list_pane")
        self._desk = desk
        self._today = today
        self._case_id: int | None = None
        self.views = ViewMenu(desk, self.stance)
        self.views.chosen.connect(self.take_stance)
        self.views.naming.connect(self._make_room_for_name)
        self.choices = ListChoices(self.views.button)
        self.choices.changed.connect(self._filter_anew)
        self.choices.unfolded.connect(self._make_room)
        self._tabs = QButtonGroup(self)
        self._filter = self._chosen()
        self.model = WindowedModel(
            case_query(desk, lambda: self._filter, self.choices.order),
            text=lambda row: row_text(row, today()),
            key=lambda row: row.id,
        )
        self.list = RowList(self.model, _("Cases"))
        self.list.setObjectName("case_list")
        self.list.chosen.connect(self._note_chosen)
        self.list.activated.connect(self._open)
        self.list.clicked.connect(self._open)
        self._alone = False
        self._body = QStackedWidget()
        self._body.addWidget(self.list)
        self._none_yet = EmptyState(
            _("No cases yet"),
            _(
                "Each report that comes to you becomes a case, with everything that happened in it. Do you"
                " have cases in Excel? You bring them in at Vault."
            ),
            button(_("New case"), new_case, icon_name="plus", kind="primary", name="first_case"),
        )
        self._none_here = EmptyState(
            _("Nothing here"),
            _("No case fits this choice. Choose All to see every case."),
            button(_("Show all cases"), self._let_all_through, name="show_every_case"),
        )
        for state in (self._none_yet, self._none_here):
            holder = QWidget()
            layout = QVBoxLayout(holder)
            layout.setContentsMargins(0, 0, 0, 0)
            layout.addWidget(state)
            layout.addStretch(1)
            self._body.addWidget(holder)
        self._lay_out()
        self._load_organisations()
        self._count()

    def _lay_out(self) -> None:
        tabs = QWidget()
        flow = FlowLayout(tabs, 4)
        for number, name in enumerate(_TABS):
            tab = button("", self._filter_anew, kind="tab", name=f"show_{name}")
            tab.setCheckable(True)
            tab.setChecked(number == 0)
            self._tabs.addButton(tab, number)
            flow.addWidget(tab)
        layout = QVBoxLayout(self)
        px = current().px
        layout.setSpacing(px(8))
        layout.addWidget(heading(_("Cases")))
        layout.addWidget(tabs)
        layout.addWidget(self.choices)
        layout.addWidget(self.views)
        layout.addWidget(self._body, 1)

    def stand_alone(self, alone: bool) -> None:
        """Whether there is no case beside the list: then its margins are those of a page."""
        self._alone = alone
        side = 28 if current().scale < ROOMY else 16
        if layout := self.layout():
            layout.setContentsMargins(side, 12, side if alone else 12, 12)

    def refresh(self) -> None:
        """Show what the vault holds now. The shown case keeps its place; when the choice hides it now, it
        stays shown at the right and no other takes its place. Spans of time are reckoned anew."""
        self._load_organisations()  # before what is chosen is asked: a client that is gone is chosen no more
        self._filter = self._chosen()
        self.list.blockSignals(True)
        self.list.refresh()
        self._keep_chosen()
        self.list.blockSignals(False)
        self._count()

    def show_case(self, case_id: int) -> None:
        """Turn to a case that was opened from elsewhere, showing all cases when the choice would hide it."""
        self._case_id = case_id
        place = self._place_of(case_id)
        if place is None:
            self._let_all_through()
            place = self._place_of(case_id) or 0
        self.model.value(place)  # fetches the window around it
        self.list.blockSignals(True)
        self.list.choose(case_id)
        self.list.blockSignals(False)
        QTimer.singleShot(0, self, self._bring_into_sight)  # a list that was filled anew knows no heights yet

    def _bring_into_sight(self) -> None:
        if self.list.currentIndex().isValid():
            self.list.scrollTo(self.list.currentIndex())

    @property
    def _is_roomy(self) -> bool:
        # with large text the list and all that can be chosen do not fit below each other
        return current().scale < ROOMY

    def _make_room_for_name(self, naming: bool) -> None:
        self.choices.setVisible(not naming or self._is_roomy)

    def _make_room(self, unfolded: bool) -> None:
        self._body.setVisible(not unfolded or self._is_roomy)

    def _place_of(self, case_id: int) -> int | None:
        order = self.choices.order
        return self._desk.ask(lambda vault: vault.cases.position(case_id, self._filter, order))

    def _let_all_through(self) -> None:
        """Show every case."""
        self.choices.let_all_through()
        self._tabs.button(list(_TABS).index(_ALL)).setChecked(True)
        self._filter_anew()

    def show_matter(self, matter: Matter, organisation_id: int | None) -> None:
        """Show all cases of a matter, of one client where that is given; the order stays."""
        all_of_it = {"opened": None, "due": None, "matter": matter.value, "organisation": organisation_id}
        self.take_stance({**self.stance(), **all_of_it, "tab": list(_TABS).index(_ALL)})

    def stance(self) -> Mapping[str, Any]:
        """Return, as JSON values, which cases are shown, of whom, and in what order."""
        return {"tab": self._tabs.checkedId(), **self.choices.stance()}

    def take_stance(self, kept: Mapping[str, Any]) -> None:
        """Show those again."""
        tab = self._tabs.button(kept.get("tab", 0))
        if tab is not None:
            tab.setChecked(True)
        self.choices.take_stance(kept)
        self._filter_anew()

    def _keep_chosen(self) -> None:
        if self._case_id is None or self.model.find(self._case_id) < 0:
            self.list.setCurrentIndex(QModelIndex())
        else:
            self.list.choose(self._case_id)

    def _chosen(self) -> CaseFilter:
        """Return which cases are to be shown as it is now."""
        status = list(_TABS.values())[max(0, self._tabs.checkedId())]
        chosen = self.choices.filter_of(status, self._today())
        return replace(chosen, terms=self._desk.ask(first_terms))

    def _filter_anew(self) -> None:
        self._filter = self._chosen()
        self.list.blockSignals(True)
        self.list.look_at(case_query(self._desk, lambda: self._filter, self.choices.order))
        self._keep_chosen()
        self.list.blockSignals(False)
        self._count()
        if self.isAncestorOf(self.window().focusWidget()):  # she chose it, and sees at once what came of it
            announce(self, ngettext("{n} case", "{n} cases", self.model.rowCount()))

    def _count(self) -> None:
        chosen = self._filter

        def counts(vault: Vault) -> tuple[int, int]:
            count = vault.cases.count
            return (
                count(replace(chosen, status=CaseStatus.OPEN)),
                count(replace(chosen, status=CaseStatus.CLOSED)),
            )

        running, closed = self._desk.ask(counts)
        words = (_("Running {n}", n=running), _("Closed {n}", n=closed), _("All"))
        for number, word in enumerate(words):
            self._tabs.button(number).setText(word)
        if self.model.rowCount():
            self._body.setCurrentIndex(0)
        else:
            nothing = running + closed == 0 and replace(chosen, status=None, terms=()) == CaseFilter()
            self._body.setCurrentIndex(1 if nothing else 2)

    def _load_organisations(self) -> None:
        self.choices.load_organisations(self._desk.ask(lambda vault: vault.organisations.all()))

    def _note_chosen(self, row: CaseRow | None) -> None:
        if row is not None:
            self._case_id = row.id
            if not self._alone:
                self.chosen.emit(row.id)

    def _open(self, index: QModelIndex) -> None:
        row: CaseRow | None = index.data(VALUE)
        if row is not None and self._alone:
            self.chosen.emit(row.id)
