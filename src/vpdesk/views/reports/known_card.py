"""One card: a table with the true numbers beside those that the document prints."""

from collections.abc import Iterator

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from vpdesk.i18n import Words
from vpdesk.reports.labels import DIMENSIONS
from vpdesk.reports.wording import number
from vpdesk.services.known_figures import KnownLine, KnownTable, ReportInsight, Why
from vpdesk.views.parts import quiet
from vpdesk.views.reports.fold import Fold
from vpdesk.views.reports.insight_words import (
    heading_of,
    name_of,
    said_of,
    summary_of,
    total_name,
    total_printed,
    why_hidden,
)
from vpdesk.views.reports.known_rows import KnownRow, KnownRows


class KnownCard(QFrame):
    """A table that the document holds lies open; one that it does not hold says why, and opens."""

    def __init__(self, table: KnownTable, k: int, words: Words) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setObjectName(f"known_{table.dimension}")
        fold = Fold(
            f"open_known_{table.dimension}",
            heading_of(table, words),
            summary_of(table, k, words),
            is_open=table.printed,
        )
        fold.fill(_rows(table, k, words))
        _only(self, fold)


class TotalsCard(QFrame):
    """The totals: of cases, conversations and hours."""

    def __init__(self, insight: ReportInsight, words: Words) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setObjectName("known_totals")
        rows = KnownRows()
        hidden: list[KnownRow | QLabel] = []
        for total in insight.totals:
            name = total_name(total, words)
            sentence = "" if total.printed is not None else why_hidden(total.why, insight.release.k, words)
            row = KnownRow(
                name,
                number(total.count, words),
                total_printed(total, insight, words),
                said_of(name, total.count, total.printed, sentence, words),
                shut=not total_printed(total, insight, words),
            )
            if sentence:
                hidden += [quiet(sentence), row]
            else:
                rows.add(row)
        if hidden:
            rows.hide_together(*hidden)
        _only(self, rows)


def _only(card: QFrame, within: Fold | KnownRows) -> None:
    layout = QVBoxLayout(card)
    layout.setContentsMargins(1, 4, 1, 6)
    layout.addWidget(within)


def _rows(table: KnownTable, k: int, words: Words) -> KnownRows:
    rows = KnownRows()
    for line in table.lines:
        if line.printed is not None:
            rows.add(_row(table, line, k, words))
    if table.hidden:
        rows.hide_together(*_hidden(table, k, words))
    return rows


def _hidden(table: KnownTable, k: int, words: Words) -> Iterator[KnownRow | QLabel]:
    """Yield the joint line, and below it what it hides, under the reason that lines have in common."""
    if table.remainder is not None:
        name = words(DIMENSIONS[table.dimension].together)
        count = sum(line.count for line in table.hidden)
        said = said_of(name, count, table.remainder, "", words)
        yield KnownRow(name, number(count, words), number(table.remainder, words), said)
    for why in Why:
        lines = [line for line in table.hidden if line.why is why]
        if lines and table.printed:
            yield quiet(why_hidden(why, k, words))
        for line in lines:
            yield _row(table, line, k, words)


def _row(table: KnownTable, line: KnownLine, k: int, words: Words) -> KnownRow:
    name = name_of(table, line, words)
    count = number(line.count, words)
    if line.printed is not None:
        said = said_of(name, line.count, line.printed, "", words)
        return KnownRow(name, count, number(line.printed, words), said)
    said = said_of(name, line.count, None, why_hidden(line.why, k, words), words)
    together = words("together") if table.printed else ""
    return KnownRow(name, count, together, said, shut=True)
