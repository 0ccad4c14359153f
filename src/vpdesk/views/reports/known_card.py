"""Cards: tables and totals with the true numbers beside those that the document prints."""

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from vpdesk.disclosure.released import Release
from vpdesk.i18n import Words
from vpdesk.reports.labels import DIMENSIONS
from vpdesk.reports.wording import number
from vpdesk.services.known_figures import KnownLine, KnownTable, ReportInsight, Why
from vpdesk.views.look import current
from vpdesk.views.parts import column, quiet, strong
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
    """A table that the document holds; it lies open."""

    def __init__(self, release: Release, table: KnownTable, words: Words) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setObjectName(f"known_{table.dimension}")
        name = f"open_known_{table.dimension}"
        fold = Fold(name, heading_of(release, table, words), summary_of(table, words), is_open=True)
        fold.fill(_rows(table, release.k, words))
        _only(self, fold)


class AbsentCard(QFrame):
    """Tables that the document does not hold, all for the same reason, which is said once; each opens."""

    def __init__(self, why: Why, tables: Sequence[KnownTable], k: int, words: Words) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setObjectName(f"absent_{why.value}")
        px = current().px
        sentence = why_hidden(why, k, words)
        inner = column(strong(words("Not in the report")), quiet(sentence), gap=px(2))
        inner.setContentsMargins(px(10), px(10), px(10), px(6))
        folds = [self._fold(table, sentence, k, words) for table in tables]
        _only(self, column(inner, *folds, gap=0))

    @staticmethod
    def _fold(table: KnownTable, sentence: str, k: int, words: Words) -> Fold:
        fold = Fold(f"open_known_{table.dimension}", words(DIMENSIONS[table.dimension].heading))
        fold.head.setAccessibleDescription(sentence)
        fold.fill(_rows(table, k, words))
        return fold


def table_cards(insight: ReportInsight, words: Words) -> list[QFrame]:
    """Return the cards of all tables: first those that the document holds."""
    release = insight.release
    cards: list[QFrame] = [KnownCard(release, table, words) for table in insight.tables if table.printed]
    absent = [table for table in insight.tables if not table.printed]
    for why in Why:
        alike = [table for table in absent if table.lines[0].why is why]
        if alike:
            cards.append(AbsentCard(why, alike, release.k, words))
    return cards


class TotalsCard(QFrame):
    """The totals: of cases, conversations and hours."""

    def __init__(self, insight: ReportInsight, words: Words) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setObjectName("known_totals")
        rows = KnownRows()
        hidden: list[KnownRow | QLabel] = []
        before = ""
        for total in insight.totals:
            name = total_name(total, words)
            sentence = "" if total.printed is not None else why_hidden(total.why, insight.release.k, words)
            read = total_printed(total, insight, words)
            said = said_of(name, total.count, total.printed, sentence, words)
            one = KnownRow(name, number(total.count, words), read, said, shut=not read)
            if not sentence:
                rows.add(one)
                continue
            hidden += [one] if sentence == before else [quiet(sentence), one]
            before = sentence
        if hidden:
            rows.hide_together(*hidden)
        _only(self, rows)


def _only(card: QFrame, within: QWidget) -> None:
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
