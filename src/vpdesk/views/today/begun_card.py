"""What was begun and not recorded, on Vandaag: nothing that was typed waits unseen in a case for months."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Signal

from vpdesk.domain.draft import Draft
from vpdesk.domain.overview import BegunDraft
from vpdesk.i18n import _, ngettext
from vpdesk.views.contents import Contents
from vpdesk.views.fact_line import FactLine
from vpdesk.views.parts import Card, button

#: More cases than this are counted: a screen is read, not searched.
_MOST: Final = 5


class BegunCard(Contents):
    """Takes no room when everything is recorded. `case_asked` carries the identifier of a case."""

    case_asked = Signal(object)
    new_case_asked = Signal()

    def __init__(self) -> None:
        super().__init__(gap=0)
        self.setObjectName("begun")
        self._shown: object = None
        self.hide()

    def show_begun(self, begun: Sequence[BegunDraft], new_case: Draft | None) -> None:
        """Show what was begun in cases, and a new case; what is on the screen stays when nothing differs."""
        told = (tuple(begun), new_case is not None)
        if told == self._shown:
            return
        self._shown = told
        lines = [*self._new_case(new_case), *self._cases(begun)]
        self.show_only(*([Card(*lines)] if lines else []))
        self.setVisible(bool(lines))

    def _new_case(self, draft: Draft | None) -> Iterator[FactLine]:
        if draft is not None:
            go_on = button(_("Go on"), self.new_case_asked.emit, name="go_on_new_case")
            yield FactLine("pencil", _("New case"), _("Begun and not finished yet"), go_on)

    def _cases(self, begun: Sequence[BegunDraft]) -> Iterator[FactLine]:
        if not begun:
            return
        from vpdesk.views.cases.begun import deeds, told_elsewhere  # noqa: PLC0415  Vandaag does not wait for Dossiers

        found = {each.case_id: each for each in begun}
        told = [(each, deeds(begun, case_id)) for case_id, each in found.items()]
        told = [(each, verbs) for each, verbs in told if verbs]
        for each, verbs in told[:_MOST]:
            parts = filter(None, (each.organisation, told_elsewhere(verbs)))
            to_case = button(_("To the case"), partial(self.case_asked.emit, each.case_id), name="to_begun")
            title = _("Not recorded yet: {alias}", alias=each.alias)
            yield FactLine("pencil", title, "\N{NO-BREAK SPACE}· ".join(parts), to_case)
        if (more := len(told) - _MOST) > 0:
            yield FactLine("pencil", ngettext("And in {n} more case", "And in {n} more cases", more))
