"""The sections with figures: for each printed table its bars, and beside it the earlier periods."""

from vpdesk.disclosure.released import Release, ReleasedTable
from vpdesk.i18n import Words
from vpdesk.pdf.block import Block, Together
from vpdesk.pdf.charts import Bar, Bars, Column, Columns
from vpdesk.pdf.tables import Row, Table
from vpdesk.pdf.text import Heading, Text
from vpdesk.reports import front
from vpdesk.reports.comparison import Comparison, compare, earlier_periods, equally_long
from vpdesk.reports.content import AnnualReport
from vpdesk.reports.labels import DIMENSIONS, category_words, counted, unit_words
from vpdesk.reports.period import Period
from vpdesk.reports.wording import inside, number


def totals(report: AnnualReport, words: Words) -> list[Block | Together]:
    """Return the cases of each period side by side; nothing without earlier periods."""
    earlier = earlier_periods(report.release, report.earlier)
    if not earlier:
        return []
    columns = []
    for release in (*earlier, report.release):
        total = release.total("cases")
        count = total.count if total else None
        columns.append(
            Column(
                words=Period.of(release).short(words),
                value=count,
                number=front.total_of(release, "cases", words),
                now=release is report.release,
            )
        )
    said = "; ".join(f"{column.words}: {column.number}" for column in columns)
    chart = Columns(
        columns=tuple(columns), alt=words("Column chart of the number of cases. {said}.", said=said)
    )
    blocks: list[Block] = [Heading(text=words("Number of cases by period"), level=2), chart]
    notes = front.notes_below_totals((*earlier, report.release), ("cases",), words)
    if notes:
        blocks.append(Text(text=notes, style="note"))
    return [Together(tuple(blocks))]


def other_totals(report: AnnualReport, words: Words) -> list[Block | Together]:
    """Return the totals that stand in no table of their own, such as conversations, side by side."""
    release = report.release
    elsewhere = {"cases", *(table.unit for table in release.tables)}
    units = [total.unit for total in release.totals if total.unit not in elsewhere]
    table = front.totals_table(report, units, words)
    if not table:
        return []
    return [Together((Heading(text=words("Other totals by period"), level=2), *table))]


def table_section(report: AnnualReport, table: ReleasedTable, words: Words) -> Together:
    """Return the section of one printed table."""
    release = report.release
    dimension = DIMENSIONS[table.dimension]
    earlier = earlier_periods(release, report.earlier)
    comparison = compare(release, earlier, table.dimension)
    chart = Together(
        (
            Heading(text=words(dimension.heading), level=2),
            Text(text=_what_is_counted(release, table, words), style="note"),
            _bars(table, words),
        )
    )
    if len(comparison.columns) == 1:
        return Together((chart,))
    return Together((chart, Together((_side_by_side(comparison, table, words),))))


def _what_is_counted(release: Release, table: ReleasedTable, words: Words) -> str:
    total = release.total(table.unit)
    if total is None or total.count is None:
        begin = words("Counted: {unit}.", unit=unit_words(table.unit, words))
    else:
        begin = words("Counted: {counted} in all.", counted=counted(table.unit, total.count, words))
    once = {
        "cases": words("Each case counts once."),
        "matters": words("A case can have several matters and counts once in each category."),
        "relations": words("A case can concern several people and counts once in each category."),
        "routes": words("A case can take several routes and counts once in each category."),
    }
    return f"{begin} {once[table.unit]}"


def _bars(table: ReleasedTable, words: Words) -> Bars:
    bars = [
        Bar(
            words=category_words(table.dimension, line.category, words),
            value=line.count,
            number=number(line.count, words),
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
            )
        )
    said = "; ".join(
        f"{bar.words} ({bar.parts}): {bar.number}" if bar.parts else f"{bar.words}: {bar.number}"
        for bar in bars
    )
    unit = unit_words(table.unit, words)
    alt = words("Bar chart of the number of {unit}. {said}.", unit=unit, said=said)
    return Bars(bars=tuple(bars), alt=alt)


def _hidden_names(table: ReleasedTable, words: Words) -> str:
    """Return the names of all categories in the joined line, those that did not occur included."""
    categories = table.remainder.categories if table.remainder else ()
    names = [inside(category_words(table.dimension, category, words)) for category in categories]
    # a name may hold commas and an "and" of its own
    return " · ".join(names)


def _side_by_side(comparison: Comparison, table: ReleasedTable, words: Words) -> Table:
    def cell(count: int | None) -> str:
        return front.DASH if count is None else number(count, words)

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
    if comparison.totals[-1] is not None:
        rows.append(
            Row(
                words=words("All {unit}", unit=unit_words(table.unit, words)),
                numbers=tuple(cell(count) for count in comparison.totals),
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
    """Return what the columns and dashes of the tables mean, if there are any beside each other."""
    release = report.release
    earlier = earlier_periods(release, report.earlier)
    compared = [compare(release, earlier, table.dimension) for table in release.tables]
    if all(len(comparison.columns) == 1 for comparison in compared):
        return []
    sentences = [
        words(
            "Earlier periods stand beside {period} where the same table was printed then.",
            period=Period.of(release).name(words),
        )
    ]
    if any(None in row.counts for comparison in compared for row in comparison.rows):
        sentences.append(
            words(
                "A dash ({dash}) means: not printed separately over that period, but counted in the line of"
                " the remaining categories together.",
                dash=front.DASH,
            )
        )
    if not all(equally_long(comparison.columns) for comparison in compared):
        sentences.append(front.unequal_warning(words))
    return [Text(text=" ".join(sentences))]


def withheld(report: AnnualReport, words: Words) -> list[Block]:
    """Return one neutral sentence on the tables that are not printed; nothing if all are."""
    if not report.release.withheld:
        return []
    names = [words(DIMENSIONS[dimension].inside) for dimension in report.release.withheld]
    sentence = words("This report has no table by {dimensions}.", dimensions=words_or(names, words))
    return [Text(text=sentence)]


def words_or(names: list[str], words: Words) -> str:
    """Return the names with commas and "or" before the last."""
    if len(names) < 2:
        return "".join(names)
    return words("{list} or {last}", list=", ".join(names[:-1]), last=names[-1])
