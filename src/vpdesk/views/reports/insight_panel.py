"""What she knows and what the reader will know, card by card, and what would come out otherwise."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpdesk.i18n import Words, _, language
from vpdesk.models.desk import Desk
from vpdesk.models.row_text import Tone
from vpdesk.reports.annual import AnnualReport
from vpdesk.services.known_figures import ReportInsight
from vpdesk.services.report_insight import Insight, Question, insight, questions, what_if
from vpdesk.services.reporting import LOWEST_THRESHOLD, ReportRequest
from vpdesk.services.what_if import Answer
from vpdesk.views.contents import Contents
from vpdesk.views.flow import flow
from vpdesk.views.look import current
from vpdesk.views.parts import Card, Chip, body, column, quiet, subheading
from vpdesk.views.reports.fold import Fold
from vpdesk.views.reports.insight_words import advice, answers, question_words
from vpdesk.views.reports.known_card import TotalsCard, table_cards
from vpdesk.views.reports.outcome import never, unseen_card
from vpdesk.views.states import Notice, announce


class InsightPanel(QWidget):
    """Shows the true numbers beside those of a report (`show_report`).

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
        self._cards = Contents(gap=10)
        self._questions = Contents(gap=0)
        self._folds: dict[Question, Fold] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self._title = subheading("")
        self._title.setObjectName("insight_title")
        chip = Chip(_("for you alone"), Tone.SOFT)
        said = quiet(_("The numbers below “You know” stand on this screen only: in no document and no file."))
        self._alone = column(flow(chip), said, gap=6)
        self._asking = column(subheading(_("What would become visible if …")), self._questions, gap=8)
        for each in (self._title, self._alone, self._cards, self._asking):
            layout.addWidget(each)
        layout.insertSpacing(layout.indexOf(self._asking), 8)
        self.hide()

    def show_report(self, request: ReportRequest, report: AnnualReport) -> None:
        """Read the true numbers beside those of `report`, the report of `request`, and show them."""
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
        found = read.known
        self._alone.setVisible(found is not None)
        if found is None:
            self._asking.hide()
            self._title.setText(_("What the client does not see"))
            self._cards.show_only(unseen_card(report))
        else:
            self._title.setText(_("What you know, and what the reader knows"))
            self._show(report, found)
        self.show()
        self.shown.emit(read.attacked)

    def _show(self, report: AnnualReport, found: ReportInsight) -> None:
        words = Words(language())
        told = advice(found, words)
        above = [Notice(told, "info")] if told else []
        self._cards.show_only(*above, TotalsCard(found, words), *table_cards(found, words), *never(report))
        self._folds = {question: self._fold(question, words) for question in questions(found.release)}
        self._asking.setVisible(bool(self._folds))
        self._questions.show_only(Card(*self._folds.values()))

    def _ask(self, question: Question) -> None:
        request, report = self._request, self._report
        if request is None or report is None:
            return
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
        announce(self, " ".join(line.text() for line in lines))
        self.answered.emit()

    def _fold(self, question: Question, words: Words) -> Fold:
        made = Fold(_name(question), question_words(question, LOWEST_THRESHOLD, words))
        made.setObjectName("what_if")
        made.opened.connect(lambda: self._ask(question))
        return made


def _name(question: Question) -> str:
    return "_".join(("what_if", question.change.value, question.crossing[1]))
