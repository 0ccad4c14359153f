"""A client organisation added in passing: its name and what the agreement covers, while a report waits."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from vpdesk.domain.errors import RuleError, VpdeskError
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.values import Mandate
from vpdesk.i18n import _
from vpdesk.models.desk import Desk
from vpdesk.services.organisations import save_organisation
from vpdesk.views.cases.asking import AskingForm
from vpdesk.views.organisations.declared import BRIEF_ORGANISATION_FIELDS
from vpdesk.views.parts import Card, button


class NewOrganisation(Card):
    """`added` carries the identifier of the stored organisation."""

    added = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, today: Callable[[], date]) -> None:
        super().__init__()
        self.setObjectName("new_organisation")
        self.setAccessibleName(_("New client organisation"))
        self._desk = desk
        self._form = AskingForm(BRIEF_ORGANISATION_FIELDS, today=today)
        self._form.begin(Organisation, name="", mandates=(Mandate.CONDUCT,))
        self._press = button(_("Add"), self.add_organisation, name="add_organisation")
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(12)
        layout.addWidget(self._form)
        layout.addWidget(self._press, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(content)

    def focus_on_name(self) -> None:
        """Put the cursor where the name goes."""
        self._form.focus_on("name")

    def add_organisation(self) -> None:
        """Store it, or say at its field what is missing."""
        self._form.check_all()
        try:
            organisation = self._form.value()
        except RuleError:
            return
        self._desk.do(
            lambda vault: save_organisation(vault, organisation),
            owner=self,
            done=lambda _none: self._note_added(organisation),
            failed=self._note_failed,
        )

    def _note_added(self, organisation: Organisation) -> None:
        self._form.begin(Organisation, name="", mandates=(Mandate.CONDUCT,))
        self.added.emit(organisation.id)

    def _note_failed(self, error: VpdeskError) -> None:
        if isinstance(error, RuleError):
            self._form.show_error(error)
        else:
            self.failed.emit(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressing = isinstance(self.focusWidget(), QPushButton)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not pressing:
            self.add_organisation()
        else:
            super().keyPressEvent(event)
