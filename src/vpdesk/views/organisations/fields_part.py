"""Some fields of an organisation, which save themselves without touching its other fields."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from operator import attrgetter

from PySide6.QtWidgets import QVBoxLayout

from vpdesk.domain.errors import RuleError, VpdeskError
from vpdesk.domain.organisation import Organisation
from vpdesk.models.desk import Desk
from vpdesk.services.organisations import save_organisation
from vpdesk.vault.vault import Vault
from vpdesk.views.autosave import Autosave
from vpdesk.views.fields import Field
from vpdesk.views.form import Form
from vpdesk.views.look import current
from vpdesk.views.organisations.deeds import Deeds
from vpdesk.views.organisations.section import Part
from vpdesk.views.page import ROOMY


class FieldsPart(Part):
    """`name` distinguishes its draft from those of other parts."""

    def __init__(  # noqa: PLR0913  what each part has, and what makes this one
        self,
        desk: Desk,
        now: Callable[[], datetime],
        deeds: Deeds,
        name: str,
        fields: Sequence[Field],
        *,
        beside: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self._desk = desk
        self._names = tuple(field.name for field in fields)
        self._suffix = f"/{name}" if name else ""
        self.form = Form(
            fields,
            today=lambda: now().date(),
            beside=beside if current().scale < ROOMY else (),
        )
        save = deeds.recording(self._save, attrgetter("id"), lambda: self._autosave.visits)
        self._autosave = Autosave(self.form, desk, "organisation", save, now=now)
        self._autosave.saved.connect(deeds.take_in)
        self._autosave.failed.connect(self._note_failed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.form)

    def show_part(self, organisation_id: int) -> None:
        self._autosave.turn_to(f"organisation/{organisation_id}{self._suffix}")
        self.form.load(self._desk.ask(lambda vault: vault.organisations.get(organisation_id)))
        self._autosave.restore()

    def _save(self, vault: Vault, changed: Organisation) -> None:
        # the other fields are those of another part, and may have changed since this one was shown
        stored = vault.organisations.get(changed.id)
        own = {name: getattr(changed, name) for name in self._names}
        save_organisation(vault, replace(stored, **own))

    def _note_failed(self, error: VpdeskError) -> None:
        if not isinstance(error, RuleError):  # a rule is said at its field by the form
            self.failed.emit(error)
