"""The bin: what was deleted, when, how long it stays; and putting it back."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from vpdesk.domain.binned import BinKind
from vpdesk.domain.case import Case
from vpdesk.i18n import _, label
from vpdesk.services.binning import (
    BinContent,
    BinnedPart,
    is_over,
    put_back,
    put_case_back,
    read_bin,
    stays_until,
)
from vpdesk.vault.vault import Vault
from vpdesk.views import dates
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.cases.words import breakable
from vpdesk.views.contents import Contents
from vpdesk.views.fact_line import FactLine
from vpdesk.views.parts import Card, button
from vpdesk.views.states import EmptyState, announce
from vpdesk.views.verb_page import VerbPage

#: So many are drawn at first, and by each press of the button that brings more.
FIRST: Final = 60
_ICONS: Final = {
    BinKind.CONTACT: "message-circle",
    BinKind.CONSENT: "file-check",
    BinKind.STEP: "route",
    BinKind.OPTION: "route",
    BinKind.REFERRAL: "users",
    BinKind.DOCUMENT: "file-text",
    BinKind.FORMAL_TRACK: "scale",
    BinKind.MILESTONE: "scale",
    BinKind.AFTERCARE: "heart-handshake",
    BinKind.ROUTE_CHOICE: "route",
    BinKind.CONFIDENTIALITY_EXCEPTION: "scale",
}


class BinPage(VerbPage):
    """Shows what is in the bin, of one case or of all.

    `erase_asked` carries a case to erase for good, `emptying_asked` what goes before its time (`BinContent`:
    of whole cases those that stay).
    """

    erase_asked = Signal(object)
    emptying_asked = Signal(object)

    def __init__(self, around: PageContext, case: Case | None = None) -> None:
        done = button(_("Done"), self.leave, kind="primary", name="done")
        self._empty = button(_("Empty the bin now…"), self._ask_all, icon_name="trash-2", name="empty_bin")
        title = _("Bin") if case is None else breakable(_("Bin of {alias}", alias=case.alias))
        super().__init__(
            "bin_page",
            title,
            _(
                "What you delete comes here, and can be put back as it was. A part of a case goes by itself"
                " after thirty days; a whole case never does."
            ),
            done,
            self._empty,
        )
        self._found = BinContent(parts=(), cases=())
        self.back.hide()  # here Done says the same
        self._around = around
        self._case_id = None if case is None else case.id
        self._drawn = FIRST
        self._content = Contents(gap=16)
        self.page.add(self._content)
        around.desk.changed.connect(self._note_changes)
        self._read()

    def _note_changes(self, tables: frozenset[str]) -> None:
        if tables & {"binned", "cases"}:
            self._read()

    def _read(self) -> None:
        case_id = self._case_id
        focused = self.window().focusWidget()
        here = next((at for at, line in enumerate(self._lines()) if line.isAncestorOf(focused)), None)
        self._show(self._around.desk.ask(lambda vault: read_bin(vault, case_id)))
        if here is not None:
            self._go_on_at(here)

    def _lines(self) -> list[FactLine]:
        return [each for each in self._content.findChildren(FactLine) if each.isVisibleTo(self._content)]

    def _go_on_at(self, place: int) -> None:
        """Put the focus on what puts the next one back: never on what lets go of one for good."""
        lines = self._lines()
        near = lines[min(place, len(lines) - 1)] if lines else None
        back = [] if near is None else near.findChildren(QPushButton)
        there = next((each for each in back if each.objectName().startswith("back_")), self.primary)
        there.setFocus()

    def _show(self, found: BinContent) -> None:
        self._found = found
        self._empty.setVisible(bool(found.parts))
        rows = [*(self._case(case) for case in found.cases), *(self._part(part) for part in found.parts)]
        if not rows:
            self._content.show_only(
                EmptyState(
                    _("The bin is empty"),
                    _("A conversation, a document or a whole case that you delete comes here first."),
                )
            )
            return
        shown: list[Any] = [Card(*(make() for make in rows[: self._drawn]))]
        if len(rows) > self._drawn:
            shown.append(button(_("Show more"), self._show_more, kind="link", name="show_more"))
        self._content.show_only(*shown)

    def _ask_all(self) -> None:
        self.emptying_asked.emit(self._found)

    def _show_more(self) -> None:
        self._drawn += 2 * FIRST
        self._read()

    def _case(self, case: Case) -> Callable[[], FactLine]:
        return partial(self._case_line, case)

    def _part(self, found: BinnedPart) -> Callable[[], FactLine]:
        return partial(self._part_line, found)

    def _case_line(self, case: Case) -> FactLine:
        today = self._around.today()
        back = self._back(f"back_{case.id}", lambda vault: put_case_back(vault, case.id), case.alias)
        buttons = [back]
        on = case.binned_on or today
        said = _(
            "Deleted {day}. It never goes by itself: after {last} vpdesk asks whether you want to erase it or"
            " put it back.",
            day=dates.day_and_month(on, today),
            last=dates.day_and_month(stays_until(on), today),
        )
        if is_over(case, today):
            said = _(
                "Deleted {day}. It has been here for more than thirty days: erase it, or put it back.",
                day=dates.day_and_month(on, today),
            )
        erase = button(_("Erase for good"), partial(self.erase_asked.emit, case.id), kind="link",
                       name=f"erase_{case.id}")  # fmt: skip
        buttons.insert(0, erase)
        title = _("The whole case {alias}", alias=case.alias)
        return FactLine("folder", breakable(title), said, *buttons)

    def _part_line(self, found: BinnedPart) -> FactLine:
        today, part = self._around.today(), found.part
        back = self._back(f"back_{part.id}", lambda vault: put_back(vault, part.id), part.label)
        said = _facts(part.binned_at.date(), today)
        if self._case_id is None:
            said = f"{found.alias}\N{NO-BREAK SPACE}· {said}"
        words = part.label or label(part.kind)
        alone = BinContent(parts=(found,), cases=())
        now = button(_("Delete for good"), lambda: self.emptying_asked.emit(alone), kind="link",
                     name=f"let_go_{part.id}")  # fmt: skip
        now.setAccessibleName(f"{now.text()}: {words}")
        return FactLine(_ICONS[part.kind], breakable(words), breakable(said), now, back)

    def _back(self, name: str, verb: Callable[[Vault], Any], what: str) -> Any:
        def press() -> None:
            self.page.banner.hide()
            self._around.desk.do(
                verb,
                owner=self,
                done=lambda _value: announce(self, _("Put back: {what}", what=what)),
                failed=self.page.banner.show_error,
            )

        return button(_("Put back"), press, icon_name="undo-2", kind="link", name=name)


def _facts(on: date, today: date) -> str:
    return _(
        "Deleted {day}, stays until {last}",
        day=dates.day_and_month(on, today),
        last=dates.day_and_month(stays_until(on), today),
    )
