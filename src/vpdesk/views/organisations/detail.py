"""One organisation: its fields, which save themselves, and the lists of its reports."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpdesk.domain.errors import RuleError, VpdeskError
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.values import Mandate
from vpdesk.i18n import _
from vpdesk.models.desk import Desk
from vpdesk.services.organisations import save_organisation
from vpdesk.views.autosave import Autosave
from vpdesk.views.flow import flow
from vpdesk.views.form import Form
from vpdesk.views.organisations.declared import NEW_ORGANISATION_DRAFT, ORGANISATION_FIELDS
from vpdesk.views.organisations.lists import ReportLists
from vpdesk.views.parts import Card, button, column, subheading


class OrganisationDetail(QWidget):
    """Shows one organisation at a time (`show_organisation`)."""

    failed = Signal(object)

    def __init__(self, desk: Desk, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._desk = desk
        self.form = Form(ORGANISATION_FIELDS)
        self.lists = ReportLists(desk, now)
        self._autosave = Autosave(self.form, desk, "organisation", save_organisation, now=now)
        self._autosave.failed.connect(self._note_failed)
        self.lists.failed.connect(self.failed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(Card(column(self.form, margins=(16, 12, 16, 12))))
        layout.addWidget(self.lists)

    def show_organisation(self, organisation_id: int) -> None:
        """Turn to another organisation; what was typed for the one before is saved first, or stays here."""
        try:
            self._autosave.turn_to(f"organisation/{organisation_id}")
        except VpdeskError as error:
            self.failed.emit(error)
            return
        self.form.load(self._desk.ask(lambda vault: vault.organisations.get(organisation_id)))
        self._autosave.restore()
        self.lists.show_lists(organisation_id)

    def _note_failed(self, error: VpdeskError) -> None:
        if not isinstance(error, RuleError):  # a rule is said at its field by the form
            self.failed.emit(error)


class NewOrganisation(QWidget):
    """A form for an organisation that is not there yet; what is typed is kept as a draft.

    `added` carries its identifier.
    """

    added = Signal(object)
    left = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.form = Form(ORGANISATION_FIELDS)
        self.form.begin(Organisation, name="", mandates=(Mandate.CONDUCT,), remarks="")
        self._autosave = Autosave(self.form, desk, NEW_ORGANISATION_DRAFT, None, now=now)
        self._autosave.failed.connect(self._note_failed)
        self._autosave.restore()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(subheading(_("New client organisation")))
        layout.addWidget(Card(column(self.form, margins=(16, 12, 16, 12))))
        layout.addWidget(
            flow(
                button(_("Add organisation"), self._add, kind="primary", name="add_organisation"),
                button(_("Cancel"), self._leave, name="leave_new_organisation"),
            )
        )
        self.setFocusProxy(self.form.editor("name"))

    def _add(self) -> None:
        try:
            self.form.value()
        except RuleError as error:
            if error.field:
                self.form.focus_on(error.field)
            return
        self._autosave.complete(save_organisation, lambda organisation: self.added.emit(organisation.id))

    def keep(self) -> None:
        """Keep what was typed; raises VpdeskError when that fails."""
        self._autosave.commit()

    def _leave(self) -> None:
        self._autosave.discard()
        self.left.emit()

    def _note_failed(self, error: VpdeskError) -> None:
        if not isinstance(error, RuleError):
            self.failed.emit(error)
