"""Emptying the bin before its time: what goes for ever is said first, and asked once."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from vpdesk.domain.case import Case
from vpdesk.domain.errors import VpdeskError
from vpdesk.i18n import _, label, ngettext
from vpdesk.services.binning import BinContent, BinnedPart, let_go
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.cases.words import breakable
from vpdesk.views.page import no_wider
from vpdesk.views.parts import Card, body, button, column, row, symbol
from vpdesk.views.verb_page import VerbPage

#: Pixels at 100 %: longer lines than this tire the eye.
_WIDEST: Final = 680
#: So many parts are named; of the others it is said how many there are.
_NAMED: Final = 12


class EmptyingPage(VerbPage):
    """Names the parts that go for ever; `emptied` says that they are gone, `back_pressed` that they are not.

    A whole case goes by a question of its own, which erases it and proves that: whichever stay are named.
    """

    emptied = Signal()
    back_pressed = Signal()

    def __init__(self, around: PageContext, going: BinContent) -> None:
        parts = going.parts
        primary = button(_("Delete for good"), self._let_go, kind="primary", name="finish")
        super().__init__(
            "emptying_page",
            _("Delete for good what lies in the bin"),
            ngettext(
                "This goes now, and nobody can bring it back.",
                "These {n} things go now, and nobody can bring them back.",
                len(parts),
            ),
            primary,
        )
        self.back.clicked.connect(self.back_pressed)
        self._around = around
        self._ids = tuple(found.part.id for found in parts)
        lines = [_line("trash-2", _words(found)) for found in parts[:_NAMED]]
        if len(parts) > _NAMED:
            more = len(parts) - _NAMED
            lines.append(_line("trash-2", ngettext("and {n} more", "and {n} more", more)))
        if going.cases:
            lines.append(_line("folder", _stay(going.cases)))
        backups = _(
            "Backups that were made before still hold it, encrypted. It is out of them too once newer"
            " backups have taken their place, or once you delete them."
        )
        card = Card(*lines, _line("triangle-alert", backups))
        self.page.add(no_wider(card, _WIDEST))

    def begin_typing(self) -> None:
        self.back.setFocus()  # who presses Enter in passing deletes nothing

    def step_back(self) -> None:
        self.back.click()  # back to the bin, where the question came from

    def _let_go(self) -> None:
        self.primary.setEnabled(False)
        ids = self._ids
        self._around.desk.do(
            lambda vault: let_go(vault, ids),
            owner=self,
            done=lambda _none: self.emptied.emit(),
            failed=self._note_failed,
        )

    def _note_failed(self, error: VpdeskError) -> None:
        self.primary.setEnabled(True)
        self.page.banner.show_error(error)


def _words(found: BinnedPart) -> str:
    return f"{found.alias}: {found.part.label or label(found.part.kind)}"


def _stay(cases: Sequence[Case]) -> str:
    """Return which whole cases stay in the bin, and why."""
    return ngettext(
        "The whole case {aliases} stays in the bin. Erasing a case is asked apart, on a page that shows what"
        " goes, and afterwards the vault is searched for what might be left of it.",
        "The whole cases {aliases} stay in the bin. Erasing a case is asked apart for each, on a page that"
        " shows what goes, and afterwards the vault is searched for what might be left of it.",
        len(cases),
        aliases=", ".join(case.alias for case in cases),
    )


def _line(icon_name: str, words: str) -> QWidget:
    said = row(symbol(icon_name, "quiet", 18), body(breakable(words)), gap=12)
    return column(said, margins=(16, 10, 16, 10))
