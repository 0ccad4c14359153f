"""Below the choices: the three things that can be said of the report, and what a reader never sees."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vpdesk.disclosure.audit.findings import AuditResult
from vpdesk.i18n import Words, _, language
from vpdesk.reports.annual import AnnualReport
from vpdesk.views.contents import Contents
from vpdesk.views.look import current
from vpdesk.views.parts import Card, body, column, quiet, strong, symbol
from vpdesk.views.reports.attack_words import tried_words
from vpdesk.views.reports.fold import Fold
from vpdesk.views.reports.seen import NEVER, Check, Texts, checks, unseen, why


class ReportOutcome(QWidget):
    """Says of one report what may be ticked (`show_report`), once it was attacked (`show_attack`)."""

    def __init__(self) -> None:
        super().__init__()
        self._report: AnnualReport | None = None
        self._released = False
        self._texts = Texts.NONE
        self._attacked: AuditResult | None = None
        self._checks = Contents(gap=0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._checks)
        self.hide()

    def show_report(self, report: AnnualReport, *, released: bool, texts: Texts) -> None:
        """Say it of `report`, in the language of the window."""
        self._report, self._released, self._texts = report, released, texts
        self._show()

    def show_attack(self, attacked: AuditResult | None) -> None:
        """Say what the auditor tried and found; None: it is still trying."""
        self._attacked = attacked
        self._show()

    def _show(self) -> None:
        report, attacked = self._report, self._attacked
        if report is None:
            return
        words = Words(language())
        said = checks(report, words, released=self._released, texts=self._texts, attacked=attacked)
        rows = [_check(check) for check in said]
        if attacked is not None:
            rows.insert(1, _tried(attacked, words))
        self._checks.show_only(Card(*rows))
        self.show()


def _tried(attacked: AuditResult, words: Words) -> Fold:
    fold = Fold("open_tried", words("What was tried"))
    lines = [quiet(line) for line in tried_words(attacked, words)]
    fold.fill(column(*lines, gap=4, margins=(current().px(40), 0, 12, 8)))
    return fold


def unseen_card(report: AnnualReport) -> Card:
    """Return what a reader does not see and why, in sentences: all that is known of it afterwards."""
    words = Words(language())
    lines = [_line("eye-off", "quiet", sentence) for sentence in unseen(report, words)]
    return Card(column(*lines, *never(report), gap=10, margins=(16, 10, 16, 12)))


def never(report: AnnualReport) -> tuple[QWidget, QWidget]:
    """Return what stands in no report, and why small numbers do not."""
    return _line("eye-off", "quiet", _(NEVER)), quiet(why(report, Words(language())))


def _check(check: Check) -> QWidget:
    icon, tone = ("circle-check", "good") if check.holds else ("info", "soon")
    said = _("yes") if check.holds else _("not yet")
    name = strong(check.name)
    name.setAccessibleName(f"{check.name}: {said}")
    line = QWidget()
    layout = QHBoxLayout(line)
    layout.setContentsMargins(16, 10, 16, 10)
    layout.setSpacing(12)
    layout.addWidget(symbol(icon, tone), 0, Qt.AlignmentFlag.AlignTop)
    layout.addWidget(column(name, quiet(check.sentence), gap=1), 1)
    line.setObjectName("check")
    line.setProperty("holds", check.holds)
    return line


def _line(icon: str, tone: str, sentence: str) -> QWidget:
    line = QWidget()
    layout = QHBoxLayout(line)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(10)
    layout.addWidget(symbol(icon, tone, 18), 0, Qt.AlignmentFlag.AlignTop)
    layout.addWidget(body(sentence), 1)
    return line
