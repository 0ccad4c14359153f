"""The first client organisation, right after a vault was made; it may be skipped.

What is typed is kept as the draft of a new organisation: after a lock one goes on with it in the place of the
organisations.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from vpdesk.domain.errors import RuleError, VpdeskError
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.values import Mandate
from vpdesk.i18n import _
from vpdesk.models.desk import Desk
from vpdesk.services.organisations import save_organisation
from vpdesk.views.autosave import Autosave
from vpdesk.views.form import Form
from vpdesk.views.gate import Gate
from vpdesk.views.leavable import Leavable
from vpdesk.views.organisations.declared import (
    BRIEF_ORGANISATION_FIELDS,
    NEW_ORGANISATION,
    NEW_ORGANISATION_DRAFT,
)
from vpdesk.views.parts import Card, button, column, heading, quiet, row
from vpdesk.views.states import Banner


class FirstOrganisation(Leavable, Gate):
    """`finished` says that it was saved or skipped."""

    finished = Signal()

    def __init__(self, desk: Desk, now: Callable[[], datetime] = datetime.now) -> None:
        super().__init__(width=560)
        self.banner = Banner()
        self.form = Form(BRIEF_ORGANISATION_FIELDS)
        self.form.begin(Organisation, mandates=(Mandate.CONDUCT,))
        self._autosave = Autosave(self.form, desk, NEW_ORGANISATION_DRAFT, None, now=now)
        self._autosave.failed.connect(self._show_error)
        desk.taken_in.connect(self.banner.take_back)
        self.add(
            heading(_("Whom do you work for?")),
            quiet(_("Begin with one client organisation. You can add others and change everything later.")),
            self.banner,
            Card(column(self.form, margins=(20, 16, 20, 16))),
            row(
                button(_("Skip"), self._skip, name="skip"),
                None,
                button(_("Save and begin"), self._save, kind="primary", name="save"),
            ),
        )
        self.setFocusProxy(self.form.editor("name"))

    def whereabouts(self) -> Mapping[str, Any]:
        """Return where to go on after a lock."""
        return {"place": "organisations", "item": NEW_ORGANISATION}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._save()
        else:
            super().keyPressEvent(event)

    def step_back(self) -> None:
        self._skip()

    def _skip(self) -> None:
        self._autosave.flush()  # it comes back with the next new organisation
        self.finished.emit()

    def _save(self) -> None:
        try:
            self.form.value()
        except RuleError as error:
            self.form.turn_to_fault(error.field)  # the form says what is wrong there
            return
        self._autosave.complete(save_organisation, lambda _saved: self.finished.emit())

    def _show_error(self, error: VpdeskError) -> None:
        if not isinstance(error, RuleError):  # a rule is said at its field by the form
            self.banner.show_error(error)
