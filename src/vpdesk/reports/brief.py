"""The report over a period with fewer cases than may be printed: one page, like a letter."""

from vpdesk.i18n import Words
from vpdesk.pdf.block import Block, Together
from vpdesk.pdf.document import Document
from vpdesk.pdf.text import Callout, Heading, Terms, Text
from vpdesk.reports import front, method, totals
from vpdesk.reports.content import AnnualReport
from vpdesk.reports.period import Period
from vpdesk.reports.printed_total import cases_in_words, not_in_a_band


def compose(report: AnnualReport) -> Document:
    """Return the document: the band and the method; no kinds, no chart, nothing that was typed."""
    words = Words(report.language)
    release = report.release
    items: list[Block | Together] = [
        *opening(report, words),
        band(report, words),
        Text(text=not_in_a_band(words)),
        Text(
            text=words(
                "With so few cases, each further detail could show who came. That is why this report"
                " says nothing about them: no breakdown, no comparison between people, no description."
            )
        ),
        *totals.parts(release, words),
        *by_period(report, words),
        *closing(method.protection_of_a_band(report, words), words),
        method.counted_once(words),
    ]
    return page(report, items, words)


def page(report: AnnualReport, items: list[Block | Together], words: Words) -> Document:
    """Return `items` as a document without a cover."""
    return Document(
        title=front.title(report, words),
        language=report.language,
        footer=front.footer(report, words),
        page_words=words("page {page}", page="{page}"),
        items=tuple(items),
    )


def opening(report: AnnualReport, words: Words) -> list[Block]:
    """Return the heading, and for whom, over which days, by whom and when."""
    facts = (
        (words("Written for"), report.release.organisation),
        (words("Period"), Period.of(report.release).span(words)),
        (words("Written by"), report.practice),
        (words("Date"), words.day(report.dated)),
    )
    return [
        Heading(text=front.title(report, words)),
        Terms(terms=tuple((term, value) for term, value in facts if value)),
    ]


def band(report: AnnualReport, words: Words) -> Block:
    """Return the number of cases where it is a band, so that it cannot be overlooked."""
    said = cases_in_words(report.release, words)
    return Callout(text=words("Number of cases: {band}.", band=said), style="statement")


def by_period(report: AnnualReport, words: Words) -> list[Together]:
    """Return the cases beside those of earlier periods of the same kind; nothing without these."""
    table = totals.side_by_side(report, ("cases",), words)
    if not table:
        return []
    return [Together((Heading(text=words("Number of cases by period"), level=2), *table))]


def closing(protection: list[Block], words: Words) -> list[Block | Together]:
    """Return what is counted, and how people are protected."""
    return [
        Heading(text=words("What is counted"), level=2),
        Text(
            text=words(
                "A case is everything about one reporter's matter. The number follows from the"
                " counsellor's own records; it is computed, not typed in."
            )
        ),
        Heading(text=words("How people are protected"), level=2),
        *protection,
    ]
