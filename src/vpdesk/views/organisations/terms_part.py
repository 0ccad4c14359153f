"""The terms that run at an organisation: what is usual, until something else was agreed."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from operator import itemgetter
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from vpdesk.domain.code import N_
from vpdesk.domain.errors import RuleError, VpdeskError
from vpdesk.domain.term import USUAL, Term, TermKind, TermUnit
from vpdesk.i18n import _, label, ngettext
from vpdesk.models.desk import Desk
from vpdesk.services.agreements import agreed_terms, save_terms
from vpdesk.vault.vault import Vault
from vpdesk.views.autosave import Autosave
from vpdesk.views.choice import Choice
from vpdesk.views.editors import Editor
from vpdesk.views.fields import Field
from vpdesk.views.form import Form
from vpdesk.views.look import current
from vpdesk.views.organisations.deeds import Deeds
from vpdesk.views.organisations.section import Part
from vpdesk.views.page import ROOMY
from vpdesk.views.parts import button, quiet, row

#: More digits than this are no term.
_DIGITS: Final = 3
_ONE: Final = {
    TermUnit.WORKING_DAY: N_("1 working day"),
    TermUnit.DAY: N_("1 day"),
    TermUnit.WEEK: N_("1 week"),
    TermUnit.MONTH: N_("1 month"),
    TermUnit.YEAR: N_("1 year"),
}


def length_words(amount: int, unit: TermUnit) -> str:
    """Return "8 weken", "1 jaar"."""
    return _(_ONE[unit]) if amount == 1 else f"{amount} {label(unit)}"


def glance(vault: Vault, organisation_id: int, _today: date) -> str:
    """Return whether terms were agreed otherwise than is usual."""
    own = [term for term in agreed_terms(vault, organisation_id).values() if not term.is_usual]
    if not own:
        return _("As is usual")
    return ngettext("{n} term agreed otherwise", "{n} terms agreed otherwise", len(own))


class TermEditor(Editor):
    """A number and what it counts; below it whether that is usual, and the way back to what is."""

    def __init__(self, kind: TermKind) -> None:
        self._kind = kind
        self._organisation_id = 0
        self._line = QLineEdit()
        self._line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self._line.setMaximumWidth(current().px(72))
        self._unit = Choice()
        self._unit.setObjectName("unit")
        for unit in TermUnit:
            self._unit.addItem(label(unit), unit)
        self._unit.call(_("{term}: counted in", term=label(kind)))
        self._usual = quiet(_("As is usual"))
        words = _("Back to what is usual: {term}", term=length_words(*USUAL[kind]))
        self._back = button(words, self._take_usual, kind="link", name="usual_term")
        self._back.setAccessibleName(f"{label(kind)}: {words}")
        super().__init__(row(self._line, self._unit), self._usual, row(self._back, None))
        self.box = self._line
        self.setFocusProxy(self._line)
        self._line.textChanged.connect(self._note_change)
        self._unit.currentIndexChanged.connect(self._note_change)

    def value(self) -> Term:
        text = self._line.text().strip()
        if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
            raise RuleError("", N_("Fill in a whole number."))
        return Term(
            organisation_id=self._organisation_id,
            kind=self._kind,
            amount=int(text),
            unit=TermUnit.of(self._unit.currentData()),
        )

    def set_value(self, value: Term) -> None:
        self._organisation_id = value.organisation_id
        self.set_raw([str(value.amount), value.unit.value])

    def raw(self) -> list[str]:
        return [self._line.text(), str(self._unit.currentData())]

    def set_raw(self, raw: list[str]) -> None:
        text, unit = raw
        self._line.setText(text)
        self._unit.setCurrentIndex(self._unit.findData(TermUnit.of(unit)))

    def _take_usual(self) -> None:
        self._line.setFocus()  # the button goes out of sight
        self.set_value(Term.usual(self._organisation_id, self._kind))

    def _note_change(self) -> None:
        try:
            usual = self.value().is_usual
        except RuleError:
            usual = False
        self._usual.setVisible(usual)
        self._back.setVisible(not usual)
        self.changed.emit()


#: One field a term, under its code.
TERM_FIELDS: Final = tuple(Field(kind.value, kind.word, partial(TermEditor, kind)) for kind in TermKind)
_BESIDE: Final = ("complaint", "repair", "extension", "feedback")


class TermsPart(Part):
    """All terms at once; they save themselves."""

    def __init__(self, desk: Desk, now: Callable[[], datetime], deeds: Deeds) -> None:
        super().__init__()
        self._desk = desk
        self.form = Form(TERM_FIELDS, beside=_BESIDE if current().scale < ROOMY else ())
        save = deeds.recording(self._save, itemgetter(0), lambda: self._autosave.visits)
        self._autosave = Autosave(self.form, desk, "organisation", save, now=now)
        self._autosave.saved.connect(deeds.take_in)
        self._autosave.failed.connect(self._note_failed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(
            quiet(
                _(
                    "What stands in most regulations, and in the law for a report of wrongdoing. Look it up"
                    " in this organisation's own regulation, and change what is different there. Working"
                    " days are Monday to Friday, without the public holidays."
                )
            )
        )
        layout.addWidget(self.form)

    def show_part(self, organisation_id: int) -> None:
        self._autosave.turn_to(f"organisation/{organisation_id}/terms")
        terms = self._desk.ask(lambda vault: agreed_terms(vault, organisation_id))
        self.form.begin(
            lambda **terms: (organisation_id, {TermKind.of(name): term for name, term in terms.items()}),
            **{kind.value: term for kind, term in terms.items()},
        )
        self._autosave.restore()

    @staticmethod
    def _save(vault: Vault, changed: tuple[int, dict[TermKind, Term]]) -> None:
        save_terms(vault, *changed)

    def _note_failed(self, error: VpdeskError) -> None:
        if not isinstance(error, RuleError):
            self.failed.emit(error)
