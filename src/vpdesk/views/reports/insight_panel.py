"""What she knows and what the reader will know, card by card, and what would come out otherwise.

All of that lies under a veil until she asks for it: who sits beside her, or sees a screen with her, reads
small numbers at a glance. Under it the panel says what the page beside it does not tell, and gives nothing
away that the page does not.
"""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vpdesk.i18n import N_, Words, _, language
from vpdesk.models.desk import Desk
from vpdesk.models.row_text import Tone
from vpdesk.reports.annual import AnnualReport
from vpdesk.services.report_insight import Insight, Question, insight, questions, what_if
from vpdesk.services.reporting import LOWEST_THRESHOLD, ReportRequest
from vpdesk.services.what_if import Answer
from vpdesk.views.contents import Contents, focus_first
from vpdesk.views.look import current
from vpdesk.views.parts import Card, Chip, body, column, quiet, row, subheading, symbol
from vpdesk.views.reports.fold import Fold
from vpdesk.views.reports.insight_words import advice, answers, open_advice, question_words
from vpdesk.views.reports.known_card import TotalsCard, table_cards
from vpdesk.views.reports.outcome import never, unseen_card
from vpdesk.views.states import Notice, announce
from vpdesk.views.veil import Veil

_OUT_OF_SIGHT: Final = N_("Your own numbers are out of sight.")


class InsightPanel(QWidget):
    """Shows the true numbers beside those of a report (`show_report`), when they are asked for.

    `shown` carries what the auditor found, once they follow the report; `answered` tells that an answer
    stands there. `failed` carries an error of the vault.
    """

    shown = Signal(object)
    answered = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._request: ReportRequest | None = None
        self._report: AnnualReport | None = None
        self._read: Insight | None = None
        self._cards = Contents(gap=10)
        self._questions = Contents(gap=0)
        self._folds: dict[Question, Fold] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self._title = subheading("")
        self._title.setObjectName("insight_title")
        self.veil = Veil(self)
        self.veil.lifted.connect(self._note_veil)
        self.veil.drawn.connect(self._note_veil)
        self._alone = Contents(gap=6)
        self._asking = column(subheading(_("What would become visible if …")), self._questions, gap=8)
        for each in (self._title, self._alone, self._cards, self._asking):
            layout.addWidget(each)
        layout.insertSpacing(layout.indexOf(self._asking), 8)
        self.hide()

    def show_report(self, request: ReportRequest, report: AnnualReport) -> None:
        """Read the true numbers beside those of `report`, the report of `request`, and show them."""
        if self._request is not None and request.organisation_id != self._request.organisation_id:
            self.veil.draw()
        self._request, self._report = request, report
        printed = report.release
        self._desk.do(
            lambda vault: insight(vault, request, printed),
            owner=self,
            done=lambda found: self._note_insight(report, found),
            failed=self.failed.emit,
        )

    def _note_insight(self, report: AnnualReport, read: Insight) -> None:
        if report is not self._report:
            return  # another report was asked for since
        self._read = read
        self._show(report)
        self.show()
        self.shown.emit(read.attacked)

    def _note_veil(self) -> None:
        """Show what she knows, or take it out of sight, and say so to whoever hears it."""
        if self._report is None:
            return
        had_focus = self.isAncestorOf(self.window().focusWidget())
        self._show(self._report)
        announce(self, _("Your own numbers are in sight.") if self.veil.is_lifted else _(_OUT_OF_SIGHT))
        if had_focus:
            focus_first(self._alone)

    def _show(self, report: AnnualReport) -> None:
        words, found = Words(language()), self._read.known if self._read is not None else None
        self._alone.setVisible(found is not None)
        if found is not None and self.veil.is_lifted:
            self._title.setText(_("What you know, and what the reader knows"))
            self._alone.show_only(*self._lifted())
            above = advice(found, words)
            cards = (TotalsCard(found, words), *table_cards(found, words), *never(report))
            self._folds = {question: self._fold(question, words) for question in questions(found.release)}
        else:
            self._title.setText(_("What the client does not see"))
            self._alone.show_only(self._drawn())
            above = "" if found is None else open_advice(found.release, words)
            cards = (unseen_card(report),)
            self._folds = {}
        self._cards.show_only(*([Notice(above, "info")] if above else []), *cards)
        self._asking.setVisible(bool(self._folds))
        self._questions.show_only(Card(*self._folds.values()))

    def _lifted(self) -> tuple[QWidget, ...]:
        said = quiet(_("The numbers below “You know” stand on this screen only: in no document and no file."))
        hide = self.veil.hide_button(_("your own numbers"), "known")
        return row(Chip(_("for you alone"), Tone.SOFT), hide, None), said

    def _drawn(self) -> QWidget:
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(symbol("eye-off", "quiet", 18))
        layout.addWidget(quiet(_(_OUT_OF_SIGHT)), 1)
        layout.addWidget(self.veil.show_button(_("your own numbers"), "known"))
        return line

    def _ask(self, question: Question) -> None:
        request, report = self._request, self._report
        if request is None or report is None:
            return
        self.veil.lift()  # she is looking at it: the two minutes begin anew
        self._folds[question].fill()  # an answer of before is not said as well
        self._desk.do(
            lambda vault: what_if(vault, request, question),
            owner=self,
            done=lambda answer: self._note_answer(report, question, answer),
            failed=self.failed.emit,
        )

    def _note_answer(self, report: AnnualReport, question: Question, answer: Answer) -> None:
        fold = self._folds.get(question)
        if fold is None or report is not self._report:
            return  # it was asked of another report
        lines = [body(sentence) for sentence in answers(answer, Words(language()))]
        fold.fill(column(*lines, gap=6, margins=(current().px(39), 0, 12, 8)))
        self.answered.emit()

    def _fold(self, question: Question, words: Words) -> Fold:
        made = Fold(_name(question), question_words(question, LOWEST_THRESHOLD, words))
        made.setObjectName("what_if")
        made.opened.connect(lambda: self._ask(question))
        return made


def _name(question: Question) -> str:
    return "_".join(("what_if", question.change.value, question.crossing[1]))
