"""The report over a period with fewer cases than may be printed: one page, like a letter."""

from vpdesk.i18n import Words
from vpdesk.pdf.block import Block, Together
from vpdesk.pdf.document import Document
from vpdesk.pdf.text import Callout, Heading, Terms, Text
from vpdesk.reports import front, method
from vpdesk.reports.content import AnnualReport
from vpdesk.reports.period import Period


def compose(report: AnnualReport) -> Document:
    """Return the document: the band and the method; no kinds, no chart, nothing that was typed."""
    words = Words(report.language)
    release = report.release
    facts = (
        (words("Written for"), release.organisation),
        (words("Period"), Period.of(release).span(words)),
        (words("Written by"), report.practice),
        (words("Date"), words.day(report.dated)),
    )
    band = front.band(release.k, words)
    items: list[Block | Together] = [
        Heading(text=front.title(report, words)),
        Terms(terms=tuple((term, value) for term, value in facts if value)),
        Callout(text=words("Number of cases in this period: {band}.", band=band), style="statement"),
        Text(
            text=words(
                "With so few cases, each further detail could show who came. That is why this report"
                " says nothing about them: no breakdown, no comparison between people, no description."
            )
        ),
    ]
    table = front.totals_table(report, ("cases",), words)
    if table:
        items.append(Together((Heading(text=words("Number of cases by period"), level=2), *table)))
    items += [
        Heading(text=words("What is counted"), level=2),
        Text(
            text=words(
                "A case is everything about one reporter's matter. Each case counts once. The number"
                " follows from the counsellor's own records; it is computed, not typed in."
            )
        ),
        Heading(text=words("How people are protected"), level=2),
        *method.protection_of_a_band(report, words),
    ]
    return Document(
        title=front.title(report, words),
        language=report.language,
        footer=front.footer(report, words),
        page_words=words("page {page}", page="{page}"),
        items=tuple(items),
    )
