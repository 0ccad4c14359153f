"""The form of the choices: asks for a reason and for texts only when they are wanted."""

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpdesk.disclosure.outline import THRESHOLD
from vpdesk.domain.errors import RuleError
from vpdesk.domain.register import ReleaseKind
from vpdesk.i18n import _, language
from vpdesk.models.desk import Desk
from vpdesk.reports.period import Period
from vpdesk.services.counsellor import read_counsellor, save_counsellor
from vpdesk.services.guarding import Tick
from vpdesk.services.proposing import so_far
from vpdesk.vault.vault import Vault
from vpdesk.views.autosave import Autosave
from vpdesk.views.cases.asking import AskingForm
from vpdesk.views.form import Form
from vpdesk.views.in_sight import bring_into_sight
from vpdesk.views.parts import Card, button, column
from vpdesk.views.periods import last_whole_year, proposed
from vpdesk.views.reports.choices import COUNSELLOR_FIELDS, TEXTS, ReportChoices, report_fields
from vpdesk.views.reports.text_check import TextChecks

#: Milliseconds of rest before the pages follow what was chosen.
_REST: Final = 400
_ALWAYS: Final = ("organisation_id", "period", "kind", "language", "threshold")


class ChoiceForm(QWidget):
    """`chosen` carries the `ReportChoices` after a rest, or None when something in them is wrong.

    `texts` looks over what was typed, and says it below each text.

    What is typed is kept as a draft in the vault until `clear`.
    """

    chosen = Signal(object)
    edited = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, today: Callable[[], date]) -> None:
        super().__init__()
        self._desk = desk
        self._today = today
        self.form = AskingForm(report_fields(self._organisations, today), today=today, beside=("threshold",))
        self.texts = TextChecks(desk, self.form)
        self.texts.failed.connect(self.failed)
        self._with_texts = False
        self._texts = button(
            _("Add your own texts"), self.ask_texts, icon_name="plus", kind="link", name="add_texts"
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._counsellor = Form(COUNSELLOR_FIELDS)
        self._counsellor.load(desk.ask(read_counsellor))
        self._keep_counsellor = Autosave(self._counsellor, desk, "counsellor", save_counsellor)
        self._keep_counsellor.failed.connect(self.failed)
        self._keep_counsellor.restore()
        asked = column(self.form, self._texts, self._counsellor, gap=12, margins=(16, 12, 16, 12))
        layout.addWidget(Card(asked))
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self.tell)
        self._autosave = Autosave(self.form, desk, "report", None)
        self._autosave.failed.connect(self.failed)
        first = self._default_organisation()
        self._begin(first, last_whole_year(today()) if first is None else self._proposed(first))
        #: the client for whom a period was proposed, and that period as it stood in the form
        self._proposal = (first, self.form.editor("period").raw())
        if self._autosave.restore():
            self._with_texts = any(self.form.editor(name).raw().strip() for name in TEXTS)
        self._ticked = self.ticked
        self._ask()
        self.form.edited.connect(self._note_edit)

    @property
    def ticked(self) -> tuple[Tick, ...]:
        """What may stay in the texts, and why; said now, without a rest."""
        return self.texts.ticks.value()

    def tell(self) -> None:
        """Say now what is chosen."""
        self._rest.stop()
        try:
            choices = self.form.value()
        except RuleError:
            choices = None  # the form says what is wrong
        self.chosen.emit(choices)

    def turn_to(self, organisation_id: int, period: Period, kind: ReleaseKind = ReleaseKind.FULL) -> None:
        """Choose an organisation and a period."""
        self.form.editor("organisation_id").set_value(organisation_id)
        self.form.editor("period").set_value(period)
        self.form.editor("kind").set_value(kind)

    def show_error(self, error: RuleError) -> None:
        """Say at its field what the vault found wrong, and bring that into sight."""
        self.form.show_error(error)
        if error.field in {field.name for field in fields(ReportChoices)}:
            bring_into_sight(self.form.editor(error.field))

    def clear(self) -> None:
        """Forget texts, threshold and reason, which belonged to one report."""
        for name in (*TEXTS, "reason"):
            self.form.editor(name).set_value("")
        self.form.editor("threshold").set_value(THRESHOLD)
        self.form.editor("sketch_about").set_value(None)
        self.texts.ticks.set_value(())
        self._autosave.discard()
        self._with_texts = False
        self._ask()
        self.tell()  # without a rest: nobody is typing

    def reload(self) -> None:
        """Offer the organisations that there are now."""
        self.form.editor("organisation_id").reload()  # type: ignore[attr-defined]  # it is a choice
        self._propose()

    def ask_texts(self) -> None:
        """Ask for activities, signals and recommendations too."""
        self._with_texts = True
        self._ask()
        self.form.focus_on(TEXTS[0])

    def _begin(self, organisation_id: int | None, period: Period) -> None:
        self.form.begin(
            ReportChoices,
            organisation_id=organisation_id,
            period=period,
            kind=ReleaseKind.FULL,
            language=language(),
            threshold=THRESHOLD,
            reason="",
            activities="",
            signals="",
            recommendations="",
            sketch="",
            sketch_about=None,
        )
        self.form.check_all()

    def _organisations(self) -> list[tuple[int, str]]:
        found = self._desk.ask(lambda vault: vault.organisations.all())
        return [(organisation.id, organisation.name) for organisation in found]

    def _default_organisation(self) -> int | None:
        def first(vault: Vault) -> int | None:
            return next((organisation.id for organisation in vault.organisations.all()), None)

        return self._desk.ask(first)

    def _proposed(self, organisation_id: int) -> Period:
        return proposed(self._desk.ask(lambda vault: so_far(vault, organisation_id)), self._today())

    def _propose(self) -> None:
        """Propose the period of the chosen client, unless another was chosen than what was proposed."""
        chosen, period = self.form.editor("organisation_id").raw(), self.form.editor("period")
        if chosen is not None and period.raw() == self._proposal[1]:
            wanted = self._proposed(chosen)
            if wanted != period.value():
                period.set_value(wanted)
            self._proposal = (chosen, period.raw())

    def _note_edit(self) -> None:
        if self.form.editor("organisation_id").raw() != self._proposal[0]:
            self._propose()
        if self._ticked != self.ticked:
            self._ticked = self.ticked
            return  # the pages stay as they are
        self._ask()
        self._rest.start()
        self.edited.emit()

    def _ask(self) -> None:
        asked = list(_ALWAYS)
        if self._is_low():
            asked.append("reason")
        texts = self.form.editor("kind").value() is ReleaseKind.FULL  # in interim figures there are none
        if self._with_texts and texts:
            asked += (*TEXTS, "sketch_about")
        self.form.ask_only(asked)
        self._texts.setVisible(texts and not self._with_texts)

    def _is_low(self) -> bool:
        try:
            threshold: int = self.form.editor("threshold").value()
        except RuleError:
            return False
        return 0 < threshold < THRESHOLD
