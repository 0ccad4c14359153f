"""A number that the client knows already, from a talk or a letter or an invoice: it counts as released."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpdesk.domain.code import N_
from vpdesk.domain.errors import RuleError, VpdeskError
from vpdesk.i18n import _
from vpdesk.models.desk import Desk
from vpdesk.reports.period import Period
from vpdesk.services.telling import ToldNumber, enter_told
from vpdesk.views.autosave import Autosave
from vpdesk.views.cases.asking import AskingForm
from vpdesk.views.fields import Field, text
from vpdesk.views.flow import flow
from vpdesk.views.parts import Card, body, button, column, quiet
from vpdesk.views.period_editor import PeriodEditor
from vpdesk.views.periods import last_whole_year
from vpdesk.views.reports.fold import Fold
from vpdesk.views.states import announce

#: More digits than anybody has cases.
_DIGITS: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldChoices:
    """A number as it stands in the form: `cases` as it was typed, for none is a number too."""

    period: Period
    cases: str
    how: str

    def __post_init__(self) -> None:
        typed = self.cases.strip()
        if not (typed.isascii() and typed.isdigit() and len(typed) <= _DIGITS):
            raise RuleError("cases", N_("Fill in a whole number."))
        if not self.how.strip():
            raise RuleError("how", N_("Say how this number got out."))

    def told_to(self, organisation_id: int) -> ToldNumber:
        """Return what the register keeps of it; raises RuleError at the field of this form."""
        return ToldNumber(
            organisation_id=organisation_id,
            start=self.period.start,
            end=self.period.end,
            cases=int(self.cases),
            how=self.how,
        )


class ToldPart(QWidget):
    """About the organisation of the last `turn_to`. `failed` carries an error that is no rule of a field."""

    failed = Signal(object)

    def __init__(self, desk: Desk, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._desk = desk
        self._now = now
        self._organisation_id = 0
        self.form = AskingForm(
            (
                Field("period", N_("Period"), partial(PeriodEditor, self._today)),
                Field("cases", N_("How many new cases the client knows of"), text),
                Field("how", N_("How it was told"), text, N_("In a talk, a letter, an invoice.")),
            ),
            today=self._today,
        )
        self._fold = Fold("open_told", _("Does the client know a number already?"))
        said = body(
            _(
                "A number that was said in a talk, or stood in a letter or on an invoice, can be laid beside"
                " a report. Enter it here: reports take it into account from now on. It cannot be taken back."
                " Was a draft of a report shown? Then release that report, as it was shown."
            )
        )
        self._said = quiet("")
        self._said.hide()
        enter = button(_("Enter this number"), self._finish, name="enter_told")
        self._fold.fill(column(said, self.form, flow(enter), self._said, gap=12, margins=(14, 4, 12, 12)))
        self._autosave = Autosave(self.form, desk, "told", None)
        self._autosave.failed.connect(self.failed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Card(self._fold))
        self._begin(last_whole_year(self._today()))
        self._autosave.restore()

    def turn_to(self, organisation_id: int, period: Period) -> None:
        """What is entered now was told to this organisation; over `period`, unless it was begun before."""
        self._organisation_id = organisation_id
        if not self._fold.is_open and not any(self.form.editor(name).raw() for name in ("cases", "how")):
            self._begin(period)

    def _today(self) -> date:
        return self._now().date()

    def _begin(self, period: Period) -> None:
        self.form.begin(ToldChoices, period=period, cases="", how="")

    def _finish(self) -> None:
        self.form.check_all()
        try:
            choices: ToldChoices = self.form.value()
            told = choices.told_to(self._organisation_id)
        except RuleError:
            return  # the form says what is wrong
        self._desk.do(
            lambda vault: enter_told(vault, told, now=self._now()),
            owner=self,
            done=self._note_entered,
            failed=self._note_refused,
        )

    def _note_entered(self, _entry: object) -> None:
        self._autosave.discard()
        self._begin(last_whole_year(self._today()))
        said = _("Entered. Reports take it into account from now on.")
        self._said.setText(said)
        self._said.show()
        announce(self, said)

    def _note_refused(self, error: VpdeskError) -> None:
        if isinstance(error, RuleError):
            error.field = {"start": "period", "end": "period"}.get(error.field, error.field)
            self.form.show_error(error)
        else:
            self.failed.emit(error)
