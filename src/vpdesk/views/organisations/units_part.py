"""Sites and departments: off until the counsellor wants them, for a small one makes people recognisable."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from types import MappingProxyType
from typing import Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpdesk.domain.agreement import Unit
from vpdesk.domain.code import N_
from vpdesk.domain.values import Switch
from vpdesk.i18n import _, ngettext
from vpdesk.models.desk import Desk
from vpdesk.services.agreements import (
    record_units,
    remove_unit,
    report_units,
    save_unit,
    units_in_use,
)
from vpdesk.vault.vault import Vault
from vpdesk.views.fields import Field, text
from vpdesk.views.form import Form
from vpdesk.views.organisations.deeds import Deeds
from vpdesk.views.organisations.listed_part import ListedPart
from vpdesk.views.organisations.section import Part
from vpdesk.views.parts import body, button, row
from vpdesk.views.states import Notice

UNIT_FIELDS = (Field("name", N_("Name of the site or department"), text),)


def glance(vault: Vault, organisation_id: int, _today: date) -> str:
    """Return whether sites and departments are recorded, and how many there are."""
    if vault.organisations.get(organisation_id).unit_recording is Switch.OFF:
        return _("Off")
    units = vault.units.of_organisation(organisation_id)
    return ngettext("{n} site or department", "{n} sites and departments", len(units)) if units else _("On")


class _Units(ListedPart):
    """The sites and departments themselves."""

    name: ClassVar[str] = "unit"
    icon: ClassVar[str] = "building-2"
    #: In how many cases each stands, as read last.
    _cases: Mapping[int, int] = MappingProxyType({})

    def add_words(self) -> str:
        return _("Add a site or department")

    def fields(self) -> Sequence[Field]:
        return UNIT_FIELDS

    def begin(self, form: Form, value: Unit | None) -> None:
        if value is not None:
            form.load(value)
        else:
            form.begin(partial(Unit, organisation_id=self.organisation_id), name="")

    def line(self, value: Unit) -> tuple[str, str]:
        return value.name, ngettext("recorded in {n} case", "recorded in {n} cases", self._cases[value.id])

    def read(self, vault: Vault, organisation_id: int) -> Sequence[Unit]:
        units = vault.units.of_organisation(organisation_id)
        self._cases = {unit.id: len(vault.cases.of_unit(unit.id)) for unit in units}
        return units

    def save(self, vault: Vault, value: Unit) -> None:
        save_unit(vault, value)

    def remove(self, vault: Vault, value: Any) -> None:
        remove_unit(vault, value.id)


class UnitsPart(Part):
    """The switch with what it means, and below it the sites and departments while it is on."""

    def __init__(self, desk: Desk, now: Callable[[], datetime], deeds: Deeds) -> None:
        super().__init__()
        self._desk = desk
        self._deeds = deeds
        self._organisation_id = 0
        self._switch = self._reported = Switch.OFF
        self._notice = Notice(
            _(
                "In a small department a reporter is soon recognised, also by whoever glances at your screen."
                " Record sites and departments only when you need them for your work. They stand in no"
                " report, unless you choose that here. A small one then stands together with others, as every"
                " small number does."
            ),
            "info",
        )
        self._hidden = body("")
        self._on = button(_("Record sites and departments"), self._turn, name="units_on")
        self._off = button(_("Stop recording them"), self._turn, kind="link", name="units_off")
        self._report = button(
            _("Count by site or department in reports"), self._turn_reports, name="units_report"
        )
        self._no_report = button(
            _("Leave them out of reports"), self._turn_reports, kind="link", name="units_no_report"
        )
        self._units = _Units(desk, now, deeds)
        self._units.failed.connect(self.failed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        reports, records = row(self._report, self._no_report, None), row(self._on, self._off, None)
        for each in (self._notice, self._hidden, self._units, reports, records):
            layout.addWidget(each)

    def show_part(self, organisation_id: int) -> None:
        self._units.show_part(organisation_id)
        self._organisation_id = organisation_id
        self._show()

    def _turn(self) -> None:
        organisation_id = self._organisation_id
        switch = Switch.OFF if self._switch is Switch.ON else Switch.ON

        def done(_nothing: None) -> None:
            self._show()
            if switch is Switch.OFF:
                self._on.setFocus()
            else:  # on the button beside it, one Enter later they would be off again
                self._units.invite()

        self._deeds.do(
            lambda vault: record_units(vault, organisation_id, switch),
            organisation_id,
            done=done,
            failed=self.failed.emit,
        )

    def _turn_reports(self) -> None:
        organisation_id = self._organisation_id
        switch = Switch.OFF if self._reported is Switch.ON else Switch.ON

        def done(_nothing: None) -> None:
            self._show()
            near: QWidget = self._report if switch is Switch.OFF else self._no_report
            near.setFocus()

        self._deeds.do(
            lambda vault: report_units(vault, organisation_id, switch),
            organisation_id,
            done=done,
            failed=self.failed.emit,
        )

    def _show(self) -> None:
        organisation_id = self._organisation_id

        def read(vault: Vault) -> tuple[Switch, Switch, int, int]:
            organisation = vault.organisations.get(organisation_id)
            switches = organisation.unit_recording, organisation.unit_reporting
            return (*switches, *units_in_use(vault, organisation_id))

        self._switch, self._reported, units, cases = self._desk.ask(read)
        on, reported = self._switch is Switch.ON, self._reported is Switch.ON
        self._report.setVisible(on and not reported)
        self._no_report.setVisible(on and reported)
        self._units.setVisible(on)
        self._on.setVisible(not on)
        self._off.setVisible(on)
        self._hidden.setVisible(not on and bool(units))
        self._hidden.setText(
            ngettext("{n} site or department", "{n} sites and departments", units)
            + ", "
            + ngettext("recorded in {n} case", "recorded in {n} cases", cases)
            + ": "
            + _("all of it is kept, and shown nowhere until you record them again.")
        )
