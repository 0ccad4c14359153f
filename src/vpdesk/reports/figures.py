"""The sections with figures: for each printed table its bars, and beside it the earlier periods."""

from vpdesk.disclosure.released import Release, ReleasedTable
from vpdesk.i18n import Words
from vpdesk.pdf.block import Block, Together
from vpdesk.pdf.charts import Bar, Bars
from vpdesk.pdf.tables import Row, Table
from vpdesk.pdf.text import Heading, Text
from vpdesk.reports import spans, totals
from vpdesk.reports.comparison import Comparison, compare, earlier_periods, equally_long
from vpdesk.reports.content import AnnualReport
from vpdesk.reports.counting import heading, what_is_counted, why_together
from vpdesk.reports.labels import DIMENSIONS, category_inside, category_words, unit_words
from vpdesk.reports.period import Period
from vpdesk.reports.printed_total import DASH
from vpdesk.reports.shares import has_shares, share
from vpdesk.reports.spans import Basis
from vpdesk.reports.wording import number


def table_section(report: AnnualReport, table: ReleasedTable, words: Words) -> Together:
    """Return the section of one printed table."""
    release = report.release
    chart = Together(
        (
            Heading(text=heading(release, table, words), level=2),
            Text(text=what_is_counted(release, table, words), style="note"),
            _bars(release, table, words),
        )
    )
    comparison = compare(release, earlier_periods(release, report.earlier), table)
    if len(comparison.columns) == 1:
        return Together((chart,))
    return Together((chart, Together((_side_by_side(comparison, table, words),))))


def _bars(release: Release, table: ReleasedTable, words: Words) -> Bars:
    bars = [
        Bar(
            words=category_words(table.dimension, line.category, words),
            value=line.count,
            number=number(line.count, words),
            share=share(line.count, table, words),
        )
        for line in table.lines
    ]
    if table.remainder:
        bars.append(
            Bar(
                words=words(DIMENSIONS[table.dimension].together),
                value=table.remainder.count,
                number=number(table.remainder.count, words),
                parts=_hidden_names(table, words),
                share=share(table.remainder.count, table, words),
            )
        )
    said = "; ".join(_said(bar) for bar in bars)
    unit = unit_words(table.unit, words)
    if spans.basis_of(release, table) is Basis.OWN:
        alt = words("Bar chart of the number of {unit}. {said}.", unit=unit, said=said)
    else:
        period = spans.name(table.over, words)
        alt = words(
            "Bar chart of the number of {unit}, {period}. {said}.", unit=unit, period=period, said=said
        )
    return Bars(bars=tuple(bars), alt=alt)


def _said(bar: Bar) -> str:
    label = f"{bar.words} ({bar.parts})" if bar.parts else bar.words
    return f"{label}: {bar.number} ({bar.share})" if bar.share else f"{label}: {bar.number}"


def _hidden_names(table: ReleasedTable, words: Words) -> str:
    """Return the names of all categories in the joined line, those that did not occur included."""
    categories = table.remainder.categories if table.remainder else ()
    names = [category_inside(table.dimension, category, words) for category in categories]
    # a name may hold commas and an "and" of its own
    return " · ".join(names)


def _side_by_side(comparison: Comparison, table: ReleasedTable, words: Words) -> Table:
    def cell(count: int | None) -> str:
        return DASH if count is None else number(count, words)

    rows = [
        Row(
            words=category_words(table.dimension, row.category, words),
            numbers=tuple(cell(count) for count in row.counts),
        )
        for row in comparison.rows
        if any(count is not None for count in row.counts)
    ]
    if any(count is not None for count in comparison.remainders):
        rows.append(
            Row(
                words=words(DIMENSIONS[table.dimension].together),
                numbers=tuple(cell(count) for count in comparison.remainders),
            )
        )
    rows.append(
        Row(
            words=words("All {unit}", unit=unit_words(table.unit, words)),
            numbers=tuple(number(count, words) for count in comparison.totals),
            summing=True,
        )
    )
    return Table(
        head=words(
            "{table}, number of {unit}",
            table=words(DIMENSIONS[table.dimension].heading),
            unit=unit_words(table.unit, words),
        ),
        columns=tuple(Period.of(column).short(words) for column in comparison.columns),
        rows=tuple(rows),
    )


def how_to_read(report: AnnualReport, words: Words) -> list[Block]:
    """Return what the tables are over, what percentages, columns and dashes mean, and what is missing."""
    release = report.release
    earlier = earlier_periods(release, report.earlier)
    sentences = why_together(release, words)
    if any(has_shares(table) for table in release.tables):
        sentences.append(
            words(
                "A percentage is the part of all that its table counts, rounded to a whole number; so"
                " together they can make a little more or less than a hundred."
            )
        )
    compared = [compare(release, earlier, table) for table in release.tables]
    compared = [comparison for comparison in compared if len(comparison.columns) > 1]
    if compared:
        sentences.append(
            words(
                "Earlier periods stand beside {period} where the same table was printed then.",
                period=Period.of(release).name(words),
            )
        )
        if any(None in row.counts for comparison in compared for row in comparison.rows):
            sentences.append(
                words(
                    "A dash ({dash}) means: not printed separately over that period, but counted in the"
                    " line of the remaining categories together.",
                    dash=DASH,
                )
            )
        if not all(equally_long(comparison.columns) for comparison in compared):
            sentences.append(totals.unequal_warning(words))
    opening: list[Block] = [Text(text=" ".join(sentences))] if sentences else []
    return [*opening, *missing_tables(report, words)]


def missing_tables(report: AnnualReport, words: Words) -> list[Block]:
    """Return which tables the report does not have, by printed numbers only; nothing if all are there.

    No reason is given where the numbers would have allowed a table: a reason would tell what is in it.
    """
    release = report.release
    if release.withheld:
        names = [words(DIMENSIONS[dimension].inside) for dimension in release.withheld]
        return [Text(text=words("This report has no table by {dimensions}.", dimensions=_or(names, words)))]
    if release.tables:
        return []
    return [
        Text(
            text=words(
                "A report has tables from {n} cases. Where there are fewer, several periods may come to"
                " stand in one table together later.",
                n=number(2 * release.k, words),
            )
        )
    ]


def _or(names: list[str], words: Words) -> str:
    """Return the names with commas and "or" before the last."""
    if len(names) < 2:
        return "".join(names)
    return words("{list} or {last}", list=", ".join(names[:-1]), last=names[-1])
