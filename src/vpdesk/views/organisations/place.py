"""The place Opdrachtgevers: the client organisations at the left, one of them at the right."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpdesk.domain.code import N_
from vpdesk.domain.errors import VpdeskError
from vpdesk.domain.overview import OrganisationRow
from vpdesk.i18n import _, ngettext
from vpdesk.models.desk import Desk
from vpdesk.models.row_text import RowText
from vpdesk.models.windowed import Query, WindowedModel
from vpdesk.views.actions import action, build_actions
from vpdesk.views.autosave import commit_all
from vpdesk.views.beside import Beside
from vpdesk.views.contents import focus_first
from vpdesk.views.organisations.declared import NEW_ORGANISATION
from vpdesk.views.organisations.detail import NewOrganisation, OrganisationDetail
from vpdesk.views.page import Page
from vpdesk.views.parts import action_button, button, column
from vpdesk.views.row_delegate import RowList
from vpdesk.views.states import EmptyState
from vpdesk.views.undoing import Undoing

#: The tables that the list is read from.
_TABLES: Final = frozenset({"organisations", "cases"})
#: Rows of the list before it scrolls by itself.
_ROWS: Final = 12
#: Narrower than this (at 100 % text), the list stands above the form.
_BESIDE: Final = 680


class OrganisationsPlace(QWidget):
    """Shows and changes the client organisations; identifiers are what `show_item` takes."""

    def __init__(self, desk: Desk, now: Callable[[], datetime] = datetime.now) -> None:
        super().__init__()
        self._desk = desk
        self._now = now
        actions = build_actions(self)
        self.page = Page(_("Client organisations"), "", action_button(actions["begin_organisation"]))
        self.undoing = Undoing(desk, settle=self._save_typed)
        self.undoing.undone.connect(self._read_again)
        self._detail = OrganisationDetail(desk, now, self.undoing)
        self.undoing.listen_in(self._detail)
        self._below = column(self.undoing, gap=0)
        self._detail.failed.connect(self.page.banner.show_error)
        self._new: NewOrganisation | None = None
        self._rows = self._read()
        model = WindowedModel(
            Query(count=lambda: len(self._rows), fetch=lambda start, n: self._rows[start : start + n]),
            text=_row_text,
            key=lambda row: row.id,
        )
        self.list = RowList(model, _("Client organisations"), lines=2)
        self.list.setObjectName("organisation_list")
        self._side = column(self.list, None)
        self._aside = column(self._detail, None)
        self._columns = Beside(self._side, self._aside, room=_BESIDE, shares=(2, 5), gap=24)
        self._nothing = EmptyState(
            _("No client organisations yet"),
            _(
                "Here you will see the organisations that hired you, with what was agreed: which part of the"
                " mandate, and how their reports are laid out."
            ),
            button(
                _("New client organisation"),
                self.begin_organisation,
                icon_name="plus",
                kind="primary",
                name="first_organisation",
            ),
        )
        self.page.add(self._nothing, self._columns)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.page, 1)
        layout.addWidget(self._below)
        self.list.chosen.connect(self._note_chosen)
        desk.changed.connect(self._note_changes)
        self._settle()
        if self._rows:
            self.list.setCurrentIndex(model.index(0))

    def show_item(self, item: object) -> None:
        """Turn to the organisation with the identifier `item`, or to the one that was begun."""
        if item == NEW_ORGANISATION:
            self.begin_organisation()
        elif self._leave_new():
            self.list.choose(item)

    def shown_item(self) -> int | str | None:
        """Return the identifier of the organisation that is shown."""
        if self._new is not None:
            return NEW_ORGANISATION
        row = self.list.value()
        return row.id if isinstance(row, OrganisationRow) else None

    @action(N_("New client organisation"), icon="plus")
    def begin_organisation(self) -> None:
        """Ask for a new organisation, or go on with the one that was begun."""
        if self._new is None:
            self._new = NewOrganisation(self._desk, self._now, self.undoing)
            self._new.added.connect(self._note_added)
            self._new.left.connect(self._leave_new)
            self._new.failed.connect(self.page.banner.show_error)
            place = self._aside.layout()
            if isinstance(place, QVBoxLayout):
                place.insertWidget(0, self._new)
        self._settle()
        self._new.setFocus()

    def _leave_new(self) -> bool:
        """Go back from the new organisation, keeping what was typed; False when the vault cannot keep it."""
        typing = False
        if self._new is not None:
            try:
                self._new.keep()
            except VpdeskError as error:
                self.page.banner.show_error(error)
                return False
            typing = self._new.isAncestorOf(self.window().focusWidget())
            self._new.hide()
            self._new.deleteLater()
            self._new = None
        self._settle()
        if typing and len(self._rows):  # what had the focus has gone
            self.list.setFocus()
        elif typing:
            focus_first(self._nothing)
        return True

    def _note_added(self, organisation_id: int) -> None:
        self.refresh()
        self.show_item(organisation_id)
        self.list.setFocus()

    def _note_chosen(self, row: OrganisationRow | None) -> None:
        if row is not None and self._leave_new():
            self._detail.show_organisation(row.id)

    def _save_typed(self) -> None:
        commit_all(self)

    def _read_again(self) -> None:
        self.refresh()
        self._detail.read_again()

    def refresh(self) -> None:
        """Read the list again; the form at the right keeps what is being typed."""
        self._rows = self._read()
        self.list.refresh()
        self._settle()

    def _read(self) -> Sequence[OrganisationRow]:
        return self._desk.ask(lambda vault: vault.organisations.rows())

    def _settle(self) -> None:
        """Show what there is to show, with the list as high as its rows."""
        rows = len(self._rows)
        self.page.say(ngettext("You work for one organisation.", "You work for {n} organisations.", rows))
        self.page.summary.setVisible(bool(rows))
        begun = self._new is not None
        self._nothing.setVisible(not rows and not begun)
        self._columns.setVisible(bool(rows) or begun)
        self._detail.setVisible(bool(rows) and not begun)
        self._below.setVisible(not begun)  # what it would undo is out of sight
        self._side.setVisible(bool(rows))
        if rows:
            frame = 2 * self.list.frameWidth()
            self.list.setMinimumHeight(min(rows, _ROWS) * self.list.sizeHintForRow(0) + frame)
            self.list.setMaximumHeight(self.list.minimumHeight())

    def _note_changes(self, tables: frozenset[str]) -> None:
        if tables & _TABLES:
            self.refresh()


def _row_text(row: OrganisationRow) -> RowText:
    running = ngettext("{n} running", "{n} running", row.running)
    return RowText(title=row.name, sub=f"{running} · " + ngettext("{n} closed", "{n} closed", row.closed))
