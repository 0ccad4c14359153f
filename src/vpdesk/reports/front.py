"""What both forms of the report share: its title, the line at the foot, the paragraphs on protection."""

from collections.abc import Sequence

from vpdesk.disclosure.released import Release
from vpdesk.i18n import Words
from vpdesk.pdf.block import Block
from vpdesk.pdf.tables import Row, Table
from vpdesk.pdf.text import Text
from vpdesk.reports.comparison import earlier_periods, equally_long
from vpdesk.reports.content import AnnualReport
from vpdesk.reports.labels import unit_words
from vpdesk.reports.period import Period
from vpdesk.reports.wording import number

DASH = "\N{EN DASH}"


def kind_of_report(report: AnnualReport, words: Words) -> str:
    """Return what the report is called, without its period."""
    if Period.of(report.release).is_year:
        return words("Annual report of the confidential counsellor")
    return words("Periodic report of the confidential counsellor")


def title(report: AnnualReport, words: Words) -> str:
    """Return the title with the period."""
    return f"{kind_of_report(report, words)} {Period.of(report.release).name(words)}"


def footer(report: AnnualReport, words: Words) -> str:
    """Return the words at the foot of each page."""
    return f"{title(report, words)} · {report.release.organisation}"


def band(k: int, words: Words) -> str:
    """Return what is printed where a total is smaller than k."""
    return words("fewer than {k}, possibly none", k=k)


def totals_table(report: AnnualReport, units: Sequence[str], words: Words) -> list[Block]:
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
    notes = notes_below_totals(columns, units, words)
    return [table, *([Text(text=notes, style="note")] if notes else [])]


def total_of(release: Release, unit: str, words: Words) -> str:
    """Return the printed total of `unit`, its band in a narrow form, or a dash where there is none."""
    total = release.total(unit)
    if total is None:
        return DASH
    return f"< {number(release.k, words)}" if total.count is None else number(total.count, words)


def notes_below_totals(columns: Sequence[Release], units: Sequence[str], words: Words) -> str:
    """Return what must be known to read the totals of several periods beside each other."""
    notes = []
    totals = [column.total(unit) for column in columns for unit in units]
    if any(total is not None and total.count is None for total in totals):
        notes.append(words("<: smaller than that number, possibly none."))
    if None in totals:
        notes.append(words("{dash}: not printed over that period.", dash=DASH))
    if not equally_long(columns):
        notes.append(unequal_warning(words))
    return " ".join(notes)


def unequal_warning(words: Words) -> str:
    """Return the warning where periods of unequal length stand beside each other."""
    return words("Mind: these periods are not equally long, so their numbers do not compare directly.")
