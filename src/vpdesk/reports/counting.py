"""What one table counts, in words: its heading, and the note that says of which cases and how."""

from collections.abc import Mapping
from typing import Final

from vpdesk.disclosure.released import Release, ReleasedTable
from vpdesk.i18n import N_, Words
from vpdesk.reports import spans
from vpdesk.reports.comparison import printed_total
from vpdesk.reports.labels import DIMENSIONS, counted
from vpdesk.reports.period import Period
from vpdesk.reports.printed_total import PrintedTotal
from vpdesk.reports.spans import Basis

#: How often a case counts, by what is counted.
_ONCE: Final[Mapping[str, str]] = {
    "cases": N_("Each case counts once."),
    "matters": N_("A case can have several matters and counts once in each category."),
    "relations": N_("A case can concern several people and counts once in each category."),
    "routes": N_("A case can take several routes and counts once in each category."),
}


def heading(release: Release, table: ReleasedTable, words: Words) -> str:
    """Return the heading of `table`; it names the periods where they are not those of the report."""
    basis = spans.basis_of(release, table)
    plain = words(DIMENSIONS[table.dimension].heading)
    if basis is Basis.FOLLOWED:
        return words("Running cases of {period}: what came of them", period=spans.name(table.over, words))
    if basis is Basis.BLOCK:
        return words("{table}, {period}", table=plain, period=spans.name(table.over, words))
    return plain


def what_is_counted(release: Release, table: ReleasedTable, words: Words) -> str:
    """Return how much `table` counts, of which cases, and how often one counts."""
    once = words(_ONCE[table.unit])
    basis = spans.basis_of(release, table)
    if basis is Basis.FOLLOWED:
        return words(
            "In the report before this one, {cases} of {period} were given as still running. This is how"
            " they stand now. They are not in the other tables of this report.",
            period=spans.name(table.over, words), cases=_cases(table, words),
        )  # fmt: skip
    if basis is Basis.OWN:
        total = counted(table.unit, printed_total(table), words)
        return " ".join((words("Counted: {counted} in all.", counted=total), once))
    sentences = [_counted_over(table, words), once]
    if basis is Basis.INSIDE:
        sentences.append(words("The other cases of this report are not in this table."))
    return " ".join(sentences)


def why_together(release: Release, words: Words) -> list[str]:
    """Return why tables are over several periods: this one alone has too few, by its printed number."""
    block = [table for table in release.tables if spans.basis_of(release, table) is Basis.BLOCK]
    if not block:
        return []
    over = block[0].over
    sentences = [
        words(
            "Over {period} alone there were too few cases for tables. That is why the tables are over"
            " {periods} together.",
            period=Period.of(release).name(words), periods=spans.name(over, words),
        )
    ]  # fmt: skip
    printed = PrintedTotal.of(release, "cases")
    if spans.has_gap(over) or (printed is not None and printed.band):
        sentences.append(words("Cases that were not given as an exact number are not in them."))
    return sentences


def _counted_over(table: ReleasedTable, words: Words) -> str:
    period = spans.name(table.over, words)
    if table.unit == "cases":
        return words("Counted: {cases} over {period}.", cases=_cases(table, words), period=period)
    return words(
        "Counted: {counted} in {cases} over {period}.",
        counted=counted(table.unit, printed_total(table), words), cases=_cases(table, words), period=period,
    )  # fmt: skip


def _cases(table: ReleasedTable, words: Words) -> str:
    """Return how many cases `table` counts; one that counts cases adds up to them."""
    return counted("cases", printed_total(table) if table.cases is None else table.cases, words)
