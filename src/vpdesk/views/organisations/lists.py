"""The lists of an organisation's reports: each in words, with a way to change it.

A list that is half changed is kept with each change: a lock, another organisation, or Esc does not lose it.
"""

import json
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpdesk.disclosure.lists import COARSE_ENTRIES
from vpdesk.domain.errors import RuleError, VpdeskError
from vpdesk.i18n import _
from vpdesk.models.desk import Desk
from vpdesk.models.row_text import Tone
from vpdesk.reports.labels import DIMENSIONS as LABELS
from vpdesk.services.dimensions import DIMENSIONS
from vpdesk.services.drafts import drop_draft, load_draft, save_draft
from vpdesk.services.report_lists import declare_list, declared_lists
from vpdesk.vault.vault import Vault
from vpdesk.views.beside import Beside
from vpdesk.views.contents import Contents, focus_first
from vpdesk.views.in_sight import bring_soon_into_sight
from vpdesk.views.organisations.deeds import Deeds
from vpdesk.views.organisations.entries import entry_words, split, usual
from vpdesk.views.organisations.list_editor import ListEditor
from vpdesk.views.parts import Card, Chip, button, column, quiet, row, strong, subheading
from vpdesk.views.undoing import Undoing

#: Narrower than this (at 100 % text), a list's button stands below its words.
_BESIDE: Final = 460


class ReportLists(QWidget):
    """Shows the lists of one organisation (`show_lists`); one at a time can be changed."""

    failed = Signal(object)

    def __init__(self, desk: Desk, now: Callable[[], datetime], undoing: Undoing) -> None:
        super().__init__()
        self._desk = desk
        self._now = now
        self._deeds = Deeds(desk, undoing, _("Lists in reports"))
        self._organisation_id = 0
        self._declared: dict[str, str] = {}
        self._editing = ""
        self._half: list[str] | None = None  # how the list that is changed stands
        self._body = Contents(gap=0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(subheading(_("Lists in reports")))
        layout.addWidget(
            quiet(
                _(
                    "These lines stand in the tables of a report, in this order. A shorter list shows more:"
                    " kinds that are empty or small are told as one line together, and often a larger one"
                    " must join them. Your first report fixes the lists: what you change after it holds for"
                    " periods that begin later."
                )
            )
        )
        layout.addWidget(self._body)

    def show_lists(self, organisation_id: int) -> None:
        """Show what `organisation_id` declared, or the usual lists."""
        if organisation_id != self._organisation_id:
            self._organisation_id = organisation_id
            self._take_half()
        self._declared = self._desk.ask(lambda vault: declared_lists(vault, organisation_id))
        self._show()

    def _take_half(self) -> None:
        """Go on with the list that was half changed, if there is one."""
        halves = ((dimension.name, self._half_of(dimension.name)) for dimension in DIMENSIONS)
        self._editing, self._half = next((each for each in halves if each[1]), ("", None))

    def _half_of(self, name: str) -> list[str] | None:
        """Return the lines of a list as somebody left them half changed."""
        places = (self._place(name), self._place())  # at the second an earlier version kept it

        def load(vault: Vault) -> list[str] | None:
            drafts = (load_draft(vault, place) for place in places)
            found = (json.loads(each.body) for each in drafts if each is not None)
            return next((each["entries"] for each in found if each["list"] == name), None)

        return self._desk.ask(load)

    def _drop_half(self, vault: Vault, name: str) -> None:
        drop_draft(vault, self._place(name))
        drop_draft(vault, self._place())

    def _keep_half(self, name: str, editor: ListEditor) -> None:
        self._half = list(editor.entries())
        body, place, now = json.dumps({"list": name, "entries": self._half}), self._place(name), self._now()
        self._desk.do(lambda vault: save_draft(vault, place, body, now), owner=self, failed=self.failed.emit)

    def _place(self, name: str = "") -> str:
        return f"organisation/{self._organisation_id}/list" + (f"/{name}" if name else "")

    def _show(self) -> None:
        card = Card()
        for dimension in DIMENSIONS:
            card.add(self._list(dimension.name))
        self._body.show_only(card)

    def _list(self, name: str) -> QWidget:
        own = name in self._declared
        entries = split(self._declared[name]) if own else usual(name)
        title = strong(_(LABELS[name].heading))
        title.setWordWrap(True)
        if name == self._editing:
            editor = ListEditor(name, self._half or entries, own=own)
            editor.edited.connect(partial(self._keep_half, name, editor))
            editor.finished.connect(partial(self._declare, name))
            editor.left.connect(self._leave)
            editor.put_away.connect(partial(self._edit, ""))
            return column(row(title, margins=(16, 10, 16, 0)), editor, gap=4)
        said = quiet(" · ".join(entry_words(name, entry, entries) for entry in entries))
        words = [title, said]
        if name in COARSE_ENTRIES and not own:
            short = COARSE_ENTRIES[name]
            lines = " · ".join(entry_words(name, entry, short) for entry in short)
            words.append(quiet(_("In a report over few cases: {lines}", lines=lines)))
        chip = [Chip(_("own list"), Tone.SOFT)] if own else []
        change = button(_("Change"), partial(self._edit, name), name=f"change_{name}")
        change.setAccessibleName(_("Change the list: {list}", list=title.text()))
        change.setEnabled(not self._editing)  # another list, half changed, would be lost without a word
        line = QWidget()
        layout = QVBoxLayout(line)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.addWidget(Beside(column(*words, gap=1), row(None, *chip, change, gap=14), room=_BESIDE))
        return line

    def _leave(self) -> None:
        name = self._editing
        self._desk.do(lambda vault: self._drop_half(vault, name), owner=self, failed=self.failed.emit)
        self._edit("")

    def _edit(self, name: str) -> None:
        self._half = self._half_of(name) if name else None
        before, self._editing = self._editing, name
        self._show()
        if name:
            self._focus_editor()
        else:
            again = self._body.findChild(QWidget, f"change_{before}")
            if again is not None:
                again.setFocus()
                bring_soon_into_sight(again)

    def _focus_editor(self) -> None:
        for editor in self._body.findChildren(ListEditor):
            if editor.isVisibleTo(self._body):
                focus_first(editor)

    def _declare(self, name: str, entries: str) -> None:
        organisation_id, on = self._organisation_id, self._now().date()

        def declare(vault: Vault) -> None:
            declare_list(vault, organisation_id, name, entries, on=on)
            self._drop_half(vault, name)

        def done(_nothing: None) -> None:
            self._editing = name  # `_edit` gives its button the focus again
            self._declared = self._desk.ask(lambda vault: declared_lists(vault, organisation_id))
            self._edit("")

        self._deeds.do(declare, organisation_id, done=done, failed=partial(self._note_failed, name))

    def _note_failed(self, name: str, error: VpdeskError) -> None:
        if isinstance(error, RuleError):
            # the service speaks of codes, as the command line does; here they have words
            values = dict(error.values)
            values["dimension"] = _(LABELS[name].inside)
            if entry := str(values.get("entry", "")):
                values["entry"] = entry_words(name, entry, [entry])
            error = RuleError(error.field, error.wrong, safe=error.safe, todo=error.todo, **values)
        self.failed.emit(error)
