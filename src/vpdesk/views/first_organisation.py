"""The first client organisation, right after a vault was made; it may be skipped."""

from PySide6.QtCore import Signal

from vpdesk.domain.errors import RuleError, VpdeskError
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.values import Mandate
from vpdesk.i18n import _
from vpdesk.models.desk import Desk
from vpdesk.services.organisations import save_organisation
from vpdesk.views.form import Form
from vpdesk.views.gate import Gate
from vpdesk.views.organisations.declared import BRIEF_ORGANISATION_FIELDS
from vpdesk.views.parts import Card, button, column, heading, quiet, row
from vpdesk.views.states import Banner


class FirstOrganisation(Gate):
    """`finished` says that it was saved or skipped."""

    finished = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(width=560)
        self._desk = desk
        self.banner = Banner()
        self.form = Form(BRIEF_ORGANISATION_FIELDS)
        self.form.begin(Organisation, mandates=(Mandate.CONDUCT,))
        self.add(
            heading(_("Whom do you work for?")),
            quiet(_("Begin with one client organisation. You can add others and change everything later.")),
            self.banner,
            Card(column(self.form, margins=(20, 16, 20, 16))),
            row(
                button(_("Skip"), self.finished.emit, name="skip"),
                None,
                button(_("Save and begin"), self._save, kind="primary", name="save"),
            ),
        )
        self.setFocusProxy(self.form.editor("name"))

    def _save(self) -> None:
        try:
            organisation = self.form.value()
        except RuleError as error:
            self.form.focus_on(error.field)  # the form says what is wrong there
            return
        self._desk.do(
            lambda vault: save_organisation(vault, organisation),
            owner=self,
            done=lambda _saved: self.finished.emit(),
            failed=self._show_error,
        )

    def _show_error(self, error: VpdeskError) -> None:
        if isinstance(error, RuleError):
            self.form.show_error(error)
        else:
            self.banner.show_error(error)
