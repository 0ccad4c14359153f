"""A client organisation added in passing: its name and what the agreement covers, while a report waits.

What is typed is kept as a draft of its own. Adding it can be undone, as it can in the place of the clients.
"""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from vpdesk.domain.errors import RuleError, VpdeskError
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.values import Mandate
from vpdesk.i18n import _
from vpdesk.services.organisations import save_organisation
from vpdesk.views.autosave import Autosave
from vpdesk.views.cases.asking import AskingForm
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.leavable import Leavable
from vpdesk.views.organisations.declared import BRIEF_ORGANISATION_FIELDS
from vpdesk.views.organisations.deeds import Deeds
from vpdesk.views.parts import Card, button
from vpdesk.views.undoing import Undoing

_DRAFT: Final = "new_case/organisation"


class NewOrganisation(Leavable, Card):
    """`added` carries the identifier of the stored organisation; `put_away` that it is not added now."""

    added = Signal(object)
    put_away = Signal()
    failed = Signal(object)

    def __init__(self, around: PageContext, undoing: Undoing) -> None:
        super().__init__()
        self._deeds = Deeds(around.desk, undoing, "")
        self.setObjectName("new_organisation")
        self.setAccessibleName(_("New client organisation"))
        self._form = AskingForm(BRIEF_ORGANISATION_FIELDS, today=around.today)
        self._form.begin(Organisation, name="", mandates=(Mandate.CONDUCT,))
        self._autosave = Autosave(self._form, around.desk, _DRAFT, None, now=around.now)
        self._autosave.failed.connect(self._note_failed)
        #: Whether one was being typed when the window was left.
        self.restored = self._autosave.restore()
        #: Whether there are others to choose from, so that none has to be added.
        self.is_needless = True
        self._press = button(_("Add"), self.add_organisation, name="add_organisation")
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(12)
        layout.addWidget(self._form)
        layout.addWidget(self._press, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(content)

    @property
    def is_begun(self) -> bool:
        """Whether a name was typed."""
        return bool(self._form.editor("name").raw().strip())

    @property
    def can_be_left(self) -> bool:
        return self.is_needless

    def step_back(self) -> None:
        try:
            self._autosave.commit()
        except VpdeskError as error:
            self.failed.emit(error)
            return
        self.put_away.emit()

    def focus_on_name(self) -> None:
        """Put the cursor where the name goes."""
        self._form.focus_on("name")

    def add_organisation(self) -> None:
        """Store it, or say at its field what is missing."""
        self._form.check_all()
        self._autosave.complete(self._deeds.adding(save_organisation), self._note_added)

    def _note_added(self, organisation: Organisation) -> None:
        self._deeds.take_in()
        self._form.begin(Organisation, name="", mandates=(Mandate.CONDUCT,))
        self.added.emit(organisation.id)

    def _note_failed(self, error: VpdeskError) -> None:
        if not isinstance(error, RuleError):  # a rule is said at its field by the form
            self.failed.emit(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressing = isinstance(self.focusWidget(), QPushButton)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not pressing:
            self.add_organisation()
        else:
            super().keyPressEvent(event)
