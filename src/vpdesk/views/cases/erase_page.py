"""Erasing a case for good: what goes and what stays is said first, and its alias is typed over."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpdesk.domain.code import N_
from vpdesk.domain.erasure import ErasureRule
from vpdesk.domain.errors import RuleError
from vpdesk.i18n import _
from vpdesk.services.casework import CaseFile
from vpdesk.services.drafts import has_drafts
from vpdesk.services.erasing import erase_case
from vpdesk.services.row_words import said_of_rows
from vpdesk.views.busy import do_busily
from vpdesk.views.cases.asking import AskingForm
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.cases.words import breakable
from vpdesk.views.fields import Field, choice, text
from vpdesk.views.page import no_wider
from vpdesk.views.parts import Card, body, button, column, row, strong, symbol
from vpdesk.views.verb_page import VerbPage

#: Pixels at 100 %: longer lines than this tire the eye.
_WIDEST: Final = 680
#: What a case file has several of, and in which table: each is said to go. What happened to the case itself,
#: and the milestones of a track, go without saying.
GOES: Final = {
    "contacts": "contacts",
    "consents": "consents",
    "steps": "steps",
    "aftercares": "aftercares",
    "options": "options",
    "choices": "route_choices",
    "tracks": "formal_tracks",
    "referrals": "referrals",
    "exceptions": "confidentiality_exceptions",
    "documents": "documents",
}


class ErasePage(VerbPage):
    """`erased` carries the `ErasureResult`."""

    erased = Signal(object)

    def __init__(self, around: PageContext, file: CaseFile) -> None:
        alias = file.case.alias
        primary = button(_("Erase for good"), self.finish, kind="primary", name="finish")
        super().__init__(
            "erase_page",
            breakable(_("Erase {alias} for good", alias=alias)),
            _("Erasing is not closing: the whole case goes, and nobody can bring it back."),
            primary,
        )
        self._around = around
        self._file = file
        fields = (
            Field("rule", N_("Why is it erased?"), choice(ErasureRule)),
            Field("alias", N_("Type the name of the case over"), text, N_("So that it cannot be a slip.")),
        )
        begun = around.desk.ask(lambda vault: has_drafts(vault, file.case.id))
        binned = bool(around.desk.ask(lambda vault: vault.bin.of_case(file.case.id)))
        self.form = AskingForm(fields, today=around.today)
        self.form.begin(self._agreed, rule=None, alias="")
        parts = column(
            Card(
                _part(_("This goes"), "trash-2", _going(file, begun=begun, binned=binned)),
                _part(
                    _("This stays"),
                    "check",
                    (
                        _("The figures in reports that you released; nobody can be recognised in them."),
                        _("A mark that says nothing, so that a backup does not bring the case back."),
                    ),
                ),
            ),
            self.form,
            gap=16,
        )
        self.page.add(no_wider(parts, _WIDEST))

    def begin_typing(self) -> None:
        self.form.focus_first()

    def finish(self) -> None:
        """Erase it when the reason is chosen and the alias typed; else say what is missing."""
        self.page.banner.hide()
        self.form.check_all()
        try:
            rule: ErasureRule = self.form.value()
        except RuleError as error:
            self.form.turn_to_fault(error.field)
            return
        case_id, now = self._file.case.id, self._around.now()
        do_busily(
            self._around.desk,
            lambda vault, report: erase_case(vault, case_id, rule=rule, now=now, progress=report),
            owner=self,
            title=_("The case is being erased, and searched for"),
            done=self.erased.emit,
            failed=self.page.banner.show_error,
        )

    def _agreed(self, rule: ErasureRule, alias: str) -> ErasureRule:
        if alias.strip().casefold() != self._file.case.alias.casefold():
            raise RuleError(
                "alias", N_("Type over the name of this case: {alias}."), alias=self._file.case.alias
            )
        return rule


def _going(file: CaseFile, *, begun: bool, binned: bool) -> tuple[str, ...]:
    counts = {table: len(getattr(file, name)) for name, table in GOES.items()}
    beside = (
        (file.identity_known, _("How to reach the reporter")),
        (binned, _("What lies in its bin")),
        (begun, _("What you began to write about it and did not finish")),
    )
    return (
        _("All that is recorded of the case itself"),
        *said_of_rows(counts),
        *(words for there, words in beside if there),
    )


def _part(title: str, icon_name: str, lines: tuple[str, ...]) -> QWidget:
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(20, 14, 20, 14)
    layout.setSpacing(6)
    layout.addWidget(strong(title))
    for line in lines:
        layout.addWidget(row(symbol(icon_name, "quiet", 16), body(line), gap=10))
    return made
