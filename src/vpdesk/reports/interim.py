"""The interim report: totals only, on one page, inside a period that a full report covers later."""

from vpdesk.i18n import Words
from vpdesk.pdf.document import Document
from vpdesk.pdf.text import Callout, Text, Tiles
from vpdesk.reports import brief, method, totals
from vpdesk.reports.content import AnnualReport


def compose(report: AnnualReport) -> Document:
    """Return the document: the totals, what they are and are not, and how people are protected.

    That earlier numbers are not in it is said whether or not there are any: it tells nobody that there are.
    A band stands alone: beside earlier periods it says no more, and would take a second page.
    """
    words = Words(report.language)
    release = report.release
    total = release.total("cases")
    exact = total is not None and total.count is not None
    protection = method.protection_of_a_total if exact else method.protection_of_a_band
    return brief.page(
        report,
        [
            *brief.opening(report, words),
            Tiles(tiles=tuple(totals.tiles(release, words))) if exact else brief.band(report, words),
            *totals.band_note(release, words),
            Callout(
                text=words(
                    "This is an interim figure. What was reported earlier over a part of this period is not"
                    " counted in it. A full report over the whole period follows; these cases count in it"
                    " too."
                )
            ),
            Text(
                text=words(
                    "An interim report gives totals only. Whoever could subtract an interim table from that"
                    " of the full report would see who made the difference. That is why all tables stand in"
                    " the full report."
                )
            ),
            *(brief.by_period(report, words) if exact else ()),
            *brief.closing(protection(report, words), words),
        ],
        words,
    )
