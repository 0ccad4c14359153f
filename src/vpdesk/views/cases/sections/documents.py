"""The documents of a case: each by its name, which opens it; and where files come in."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt

from vpdesk.i18n import _
from vpdesk.services.casework import CaseFile
from vpdesk.views.cases.documents.words import kind_of, size_of
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.cases.sections.section import Section, aside
from vpdesk.views.cases.verbs import Verb
from vpdesk.views.look import current
from vpdesk.views.parts import column, on_button, tip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

#: Pixels (at 100 %) of a name that are shown; its ending always is.
_WIDEST: Final = 150


class CaseDocuments(Section):
    """What was put into the vault with this case."""

    def __init__(self, around: PageContext) -> None:
        super().__init__(around, "documents", _("Documents"))

    def show_file(self, file: CaseFile) -> None:
        lines: list[str | QWidget] = []
        for document in file.documents:
            facts = f"{kind_of(document)}, {size_of(document)}"
            opens = self.ask(Verb.VIEW, document.id, self._short(document.name), "file-text")
            opens.setAccessibleName(f"{document.name}: {facts}")
            tip(opens, document.name)
            lines.append(column(opens, aside(facts), gap=0))
        add = self.ask(Verb.ADD_DOCUMENTS, file.case.id, icon_name="plus")
        self.say([*lines, aside(_("Drag files onto this case: at most 25 MB each."))], add)

    def _short(self, name: str) -> str:
        """Return a name as short as the column wants it."""
        middle = Qt.TextElideMode.ElideMiddle
        short = self.fontMetrics().elidedText(name, middle, current().px(_WIDEST))
        return on_button(short)
