"""One organisation: what was agreed with it, section by section, and the lists of its reports."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpdesk.domain.errors import RuleError, VpdeskError
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.values import Mandate
from vpdesk.i18n import _, ngettext
from vpdesk.models.desk import Desk
from vpdesk.services.organisations import save_organisation
from vpdesk.vault.vault import Vault
from vpdesk.views import dates
from vpdesk.views.autosave import Autosave
from vpdesk.views.flow import flow
from vpdesk.views.form import Form
from vpdesk.views.leavable import Leavable
from vpdesk.views.organisations import hours_part, people_part, terms_part, units_part, words_part
from vpdesk.views.organisations.declared import (
    DATES_FIELDS,
    NEW_ORGANISATION_DRAFT,
    ORGANISATION_FIELDS,
    PROCEDURE_FIELDS,
    RETENTION_FIELDS,
    USUAL_RETENTION,
)
from vpdesk.views.organisations.deeds import Deeds
from vpdesk.views.organisations.fields_part import FieldsPart
from vpdesk.views.organisations.hours_part import HoursPart
from vpdesk.views.organisations.lists import ReportLists
from vpdesk.views.organisations.people_part import PeoplePart
from vpdesk.views.organisations.section import Glance, Part, Section
from vpdesk.views.organisations.terms_part import TermsPart
from vpdesk.views.organisations.units_part import UnitsPart
from vpdesk.views.organisations.words_part import WordsPart
from vpdesk.views.parts import Card, button, column, subheading
from vpdesk.views.posture import posture, put_back
from vpdesk.views.undoing import Undoing

#: Days that stand beside the one before.
_BESIDE: Final = ("appointment_ends_on",)


#: The tables that the lines below the headings are read from.
_TABLES: Final = frozenset(
    {"organisations", "terms", "contact_persons", "own_labels", "units", "contacts", "cases"}
)


class OrganisationDetail(QWidget):
    """Shows one organisation at a time (`show_organisation`); its sections open one by one."""

    failed = Signal(object)

    def __init__(self, desk: Desk, now: Callable[[], datetime], undoing: Undoing) -> None:
        super().__init__()
        self._desk = desk
        self._now = now
        self._organisation_id = 0
        self._main = FieldsPart(desk, now, Deeds(desk, undoing, ""), "", ORGANISATION_FIELDS)
        self._main.failed.connect(self.failed)

        def section(name: str, title: str, make: Callable[..., Part], glance: Glance) -> Section:
            return Section(name, title, partial(make, desk, now, Deeds(desk, undoing, title)), glance)

        procedure = partial(FieldsPart, name="procedure", fields=PROCEDURE_FIELDS)
        days = partial(FieldsPart, name="dates", fields=DATES_FIELDS, beside=_BESIDE)
        kept = partial(FieldsPart, name="retention", fields=RETENTION_FIELDS)
        self.sections = (
            section("person", _("People"), PeoplePart, people_part.glance),
            section("procedure", _("Procedure and routes"), procedure, _glance_at_procedure),
            section("terms", _("Terms"), TermsPart, terms_part.glance),
            section("dates", _("Appointment and report"), days, _glance_at_dates),
            section("retention", _("Keeping cases"), kept, _glance_at_retention),
            Section("hours", _("Hours"), partial(HoursPart, desk, now), hours_part.glance),
            section("word", _("Their own words"), WordsPart, words_part.glance),
            section("unit", _("Sites and departments"), UnitsPart, units_part.glance),
        )
        for each in self.sections:
            each.failed.connect(self.failed)
        self.lists = ReportLists(desk, now, undoing)
        self.lists.failed.connect(self.failed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(Card(column(self._main, margins=(16, 12, 16, 12))))
        layout.addWidget(Card(*self.sections))
        layout.addWidget(self.lists)
        desk.changed.connect(self._note_changes)

    def show_organisation(self, organisation_id: int) -> None:
        """Turn to another organisation; what was typed for the one before is saved first, or stays here."""
        begun = self._desk.ask(lambda vault: vault.drafts.places(f"organisation/{organisation_id}/"))
        half_done = {place.split("/")[2] for place in begun}
        try:
            self._main.show_part(organisation_id)
            for section in self.sections:
                section.show_section(organisation_id, half_done=section.name in half_done)
        except VpdeskError as error:
            self.failed.emit(error)
            return
        self._organisation_id = organisation_id
        self._glance()
        self.lists.show_lists(organisation_id)

    def read_again(self) -> None:
        """Show what the vault holds now, with the eye and the cursor where they were."""
        organisation_id = self._organisation_id
        if self._desk.ask(lambda vault: vault.organisations.is_there(organisation_id)):
            stood = posture(self, self.window().focusWidget())
            self.show_organisation(self._organisation_id)
            put_back(self, stood)

    def _glance(self) -> None:
        organisation_id, today = self._organisation_id, self._now().date()

        def read(vault: Vault) -> list[str]:
            if not vault.organisations.is_there(organisation_id):  # its adding was undone
                return []
            return [section.glance(vault, organisation_id, today) for section in self.sections]

        for section, sentence in zip(self.sections, self._desk.ask(read), strict=False):
            section.say(sentence)

    def _note_changes(self, tables: frozenset[str]) -> None:
        if self._organisation_id and tables & _TABLES:
            self._glance()


def _glance_at_procedure(vault: Vault, organisation_id: int, _today: date) -> str:
    organisation = vault.organisations.get(organisation_id)
    if organisation.open_routes:
        said = ngettext("{n} route", "{n} routes", len(organisation.open_routes))
    else:
        said = _("All routes are open")
    for kept, words in (
        (organisation.committee, _("complaints committee recorded")),
        (organisation.reporting_point, _("reporting point recorded")),
    ):
        if kept:
            said += f" · {words}"
    return said


def _glance_at_dates(vault: Vault, organisation_id: int, today: date) -> str:
    organisation = vault.organisations.get(organisation_id)
    ends, due = organisation.appointment_ends_on, organisation.report_due_on
    said = []
    if ends is not None:
        day = dates.day_and_month(ends, today)
        running = ends >= today
        said.append(
            _("appointed until {day}", day=day) if running else _("appointment ended on {day}", day=day)
        )
    if due is not None:
        said.append(_("report due on {day}", day=dates.day_and_month(due, today)))
    return " · ".join(said) or _("Not filled in yet")


def _glance_at_retention(vault: Vault, organisation_id: int, _today: date) -> str:
    years = vault.organisations.get(organisation_id).retention_years
    return _(USUAL_RETENTION) if years is None else ngettext("{n} year", "{n} years", years)


class NewOrganisation(Leavable, QWidget):
    """A form for an organisation that is not there yet; what is typed is kept as a draft.

    `added` carries its identifier.
    """

    added = Signal(object)
    left = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, now: Callable[[], datetime], undoing: Undoing) -> None:
        super().__init__()
        self._deeds = Deeds(desk, undoing, "")
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
                self.form.turn_to_fault(error.field)
            return
        self._autosave.complete(self._deeds.adding(save_organisation), self._note_added)

    def _note_added(self, organisation: Organisation) -> None:
        self._deeds.take_in()
        self.added.emit(organisation.id)

    def keep(self) -> None:
        """Keep what was typed; raises VpdeskError when that fails."""
        self._autosave.commit()

    def step_back(self) -> None:
        self.left.emit()  # what was typed is kept then, and comes back with the next one

    def _leave(self) -> None:
        self._autosave.discard()
        self.left.emit()

    def _note_failed(self, error: VpdeskError) -> None:
        if not isinstance(error, RuleError):
            self.failed.emit(error)
