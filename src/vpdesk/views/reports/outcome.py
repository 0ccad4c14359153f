"""Below the choices: what the reader does not see, and the three things that can be said of the report."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vpdesk.i18n import Words, _, language
from vpdesk.reports.annual import AnnualReport
from vpdesk.views.contents import Contents
from vpdesk.views.parts import Card, body, column, quiet, strong, subheading, symbol
from vpdesk.views.reports.seen import NEVER, Check, checks, unseen, why


class ReportOutcome(QWidget):
    """Says of one report what it does not tell, and what may be ticked (`show_report`)."""

    def __init__(self) -> None:
        super().__init__()
        self._checks = Contents(gap=0)
        self._unseen = Contents(gap=8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._checks)
        layout.addSpacing(8)
        layout.addWidget(subheading(_("What the client does not see")))
        layout.addWidget(self._unseen)
        self.hide()

    def show_report(self, report: AnnualReport, *, released: bool) -> None:
        """Say it of `report`, in the language of the window."""
        words = Words(language())
        said = checks(report, words, released=released)
        self._checks.show_only(Card(*(_check(check) for check in said)))
        lines = [_line("eye-off", "quiet", sentence) for sentence in unseen(report, words)]
        never = _line("eye-off", "quiet", _(NEVER))
        self._unseen.show_only(
            Card(column(*lines, never, quiet(why(report, words)), gap=10, margins=(16, 10, 16, 12)))
        )
        self.show()


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
