"""The column of sections, in the order in which a counsellor looks for them."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from vpdesk.i18n import _
from vpdesk.services.casework import CaseFile
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.cases.sections.documents import CaseDocuments
from vpdesk.views.cases.sections.effort import Effort
from vpdesk.views.cases.sections.facts import Arrival, LookingBack, Matters, OwnPart, People
from vpdesk.views.cases.sections.formal import Formal
from vpdesk.views.cases.sections.identity import Identity
from vpdesk.views.cases.sections.permissions import Confidence, Permissions
from vpdesk.views.cases.sections.referrals import Referrals
from vpdesk.views.cases.sections.routes import Routes
from vpdesk.views.cases.sections.same_person import SamePersonSection
from vpdesk.views.cases.sections.section import Section
from vpdesk.views.parts import hairline

#: Every section; one that has nothing to say is not seen.
SECTIONS: Final[tuple[Callable[[PageContext], Section], ...]] = (
    Matters,
    People,
    Confidence,
    Routes,
    Formal,
    Referrals,
    Permissions,
    Identity,
    Effort,
    Arrival,
    OwnPart,
    LookingBack,
    CaseDocuments,
    SamePersonSection,
)


class SectionColumn(QFrame):
    """`answered` carries a verb and what it is about, `failed` an error, whichever section it came from."""

    answered = Signal(object, object)
    failed = Signal(object)

    def __init__(self, around: PageContext) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setObjectName("known_now")
        self.setAccessibleName(_("What is known now"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 4, 1, 4)
        layout.setSpacing(0)
        self._parts: list[tuple[QWidget, Section]] = []
        for kind in SECTIONS:
            section = kind(around)
            section.answered.connect(self.answered)
            section.failed.connect(self.failed)
            border = hairline()
            self._parts.append((border, section))
            layout.addWidget(border)
            layout.addWidget(section)

    def show_file(self, file: CaseFile) -> None:
        """Show a case in every section, with a line between those that have something to say."""
        spoken = False
        for border, section in self._parts:
            section.show_file(file)
            speaks = not section.isHidden()
            border.setVisible(speaks and spoken)
            spoken = spoken or speaks
