"""The totals of a report: exact or as a band, in a sentence, in a table, beside earlier periods."""

from collections.abc import Sequence

from vpdesk.disclosure.released import Part, Release
from vpdesk.i18n import Words
from vpdesk.pdf.block import Block, Together
from vpdesk.pdf.charts import Column, Columns
from vpdesk.pdf.tables import Row, Table
from vpdesk.pdf.text import Heading, Text, Tile
from vpdesk.reports.comparison import earlier_periods, equally_long
from vpdesk.reports.content import AnnualReport, repeated
from vpdesk.reports.labels import counted, unit_words
from vpdesk.reports.period import Period
from vpdesk.reports.printed_total import DASH, PrintedTotal, band, not_in_a_band, total_of
from vpdesk.reports.wording import number


def parts(release: Release, words: Words) -> list[Block]:
    """Return what was said before of days inside the period; nothing where nothing was.

    It may have been interim figures or a number that was told: of either no more is said than that.
    """
    if not release.parts:
        return []
    kept = repeated(release)
    sentences = [_part(part, release.k, words) for part in kept]
    if any(part.count is None for part in kept) and not band_note(release, words):
        sentences.append(not_in_a_band(words))
    sentences += [
        words("Over {period} a number was told before.", period=_period(part).name(words))
        for part in release.parts
        if part not in kept
    ]
    sentences.append(
        words("What was counted then belongs to the number of this report: no case is counted twice.")
    )
    return [Text(text=" ".join(sentences))]


def _period(part: Part) -> Period:
    return Period(start=part.span.start, end=part.span.end)


def _part(part: Part, k: int, words: Words) -> str:
    period = _period(part).name(words)
    said = band(k, words) if part.count is None else counted("cases", part.count, words)
    return words("Reported before, over {period}: {said}.", period=period, said=said)


def tiles(release: Release, words: Words) -> list[Tile]:
    """Return the totals as key figures; `band_note` belongs below them."""
    found = []
    for unit in ("cases", "matters", "contacts", "hours"):
        printed = PrintedTotal.of(release, unit)
        if printed is None:
            continue
        said = unit_words(unit, words)
        if printed.band and printed.exact:
            besides = band(release.k, words)
            said = words("{unit}, and besides these {band}", unit=said, band=besides)
            shown = number(printed.exact, words)
        else:
            said = words("{unit}, possibly none", unit=said) if printed.band else said
            shown = printed.short(release.k, words)
        found.append(Tile(number=shown, words=said))
    return found


def band_note(release: Release, words: Words) -> list[Block]:
    """Return what goes with the bands among the totals of `release`; nothing where there are none."""
    banded = any(total.count is None for total in release.totals)
    return [Text(text=not_in_a_band(words), style="note")] if banded else []


def side_by_side(report: AnnualReport, units: Sequence[str], words: Words) -> list[Block]:
    """Return the totals of `units` over this and earlier periods; nothing without either."""
    earlier = earlier_periods(report.release, report.earlier)
    if not earlier or not units:
        return []
    columns = (*earlier, report.release)
    table = Table(
        head=words("Number of"),
        columns=tuple(Period.of(column).short(words) for column in columns),
        rows=tuple(
            Row(
                words=unit_words(unit, words).capitalize(),
                numbers=tuple(total_of(column, unit, words) for column in columns),
            )
            for unit in units
        ),
    )
    return [table, *_notes(columns, units, words)]


def _notes(columns: Sequence[Release], units: Sequence[str], words: Words) -> list[Block]:
    """Return what must be known to read the totals of several periods beside each other."""
    notes = []
    totals = [PrintedTotal.of(column, unit) for column in columns for unit in units]
    if any(total is not None and total.band for total in totals):
        notes += [words("<: smaller than that number, possibly none."), not_in_a_band(words)]
    if any(total is not None and total.told for total in totals):
        notes.append(words("+: besides what was told before over that period."))
    if None in totals:
        notes.append(words("{dash}: not printed over that period.", dash=DASH))
    if not equally_long(columns):
        notes.append(unequal_warning(words))
    return [Text(text=" ".join(notes), style="note")] if notes else []


def unequal_warning(words: Words) -> str:
    """Return the warning where periods of unequal length stand beside each other."""
    return words("Mind: these periods are not equally long, so their numbers do not compare directly.")


def cases_by_period(report: AnnualReport, words: Words) -> list[Together]:
    """Return a chart of the cases of each period side by side; nothing without earlier periods."""
    earlier = earlier_periods(report.release, report.earlier)
    if not earlier:
        return []
    releases = (*earlier, report.release)
    columns = tuple(
        Column(
            words=Period.of(release).short(words),
            value=_height(release),
            number=total_of(release, "cases", words),
            now=release is report.release,
        )
        for release in releases
    )
    said = "; ".join(f"{column.words}: {column.number}" for column in columns)
    chart = Columns(columns=columns, alt=words("Column chart of the number of cases. {said}.", said=said))
    heading = Heading(text=words("Number of cases by period"), level=2)
    return [Together((heading, chart, *_notes(releases, ("cases",), words)))]


def _height(release: Release) -> int | None:
    """Return the number that a column stands for; a band has no height that could be measured."""
    printed = PrintedTotal.of(release, "cases")
    return (printed.exact or None) if printed else None


def other_totals(report: AnnualReport, words: Words) -> list[Together]:
    """Return the totals that stand in no table of their own, such as conversations, side by side."""
    release = report.release
    elsewhere = {"cases", *(table.unit for table in release.tables if not table.over)}
    units = [total.unit for total in release.totals if total.unit not in elsewhere]
    table = side_by_side(report, units, words)
    if not table:
        return []
    return [Together((Heading(text=words("Other totals by period"), level=2), *table))]
