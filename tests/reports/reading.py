"""Reading a written report back: its text, its numbers, its alternative texts."""

import re
from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pypdfium2

from vpdesk.disclosure.released import Release
from vpdesk.i18n import MONTHS, Words
from vpdesk.reports.annual import AnnualReport

_NUMBER = re.compile(r"\d+(?:[.,]\d{3})*")


def pages(content: bytes) -> list[str]:
    """The text of each page as a person would select it, with runs of white space as one space."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    finally:
        document.close()


def text(content: bytes) -> str:
    """The text of all pages."""
    return " ".join(pages(content))


def alternative_texts(content: bytes) -> list[str]:
    """What is said instead of the figures, to whoever cannot see them."""
    with pikepdf.open(BytesIO(content)) as document:
        return [str(element.Alt) for element in _elements(document.Root.StructTreeRoot) if "/Alt" in element]


def _elements(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    for child in element.get("/K", []):
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from _elements(child)


def numbers(words: str) -> set[int]:
    """Every number in `words`, written in Dutch or English."""
    return {int(re.sub("[.,]", "", found)) for found in _NUMBER.findall(words)}


def printed(report: AnnualReport) -> set[int]:
    """Every count that the releases of `report` print."""
    found: set[int] = set()
    for release in (report.release, *report.earlier):
        found |= _counts(release)
    return found


def _counts(release: Release) -> set[int]:
    counts = {total.count for total in release.totals if total.count is not None}
    for table in release.tables:
        counts |= {line.count for line in table.lines}
        if table.remainder:
            counts.add(table.remainder.count)
    return counts


def foreign_numbers(said: list[str], report: AnnualReport) -> set[int]:
    """The numbers on the pages `said` that are no count a release prints.

    Dates, years and the number of a page are set aside; only the contents may name pages. k is known.
    """
    known = printed(report) | {release.k for release in (report.release, *report.earlier)}
    found: set[int] = set()
    for page in said:
        left = _PAGE.sub("", _YEAR.sub("", _DAY.sub("", page)))
        listed = set(range(1, len(said) + 1)) if page.startswith(("Inhoud", "Contents")) else set()
        found |= numbers(left) - known - listed
    return found


_MONTH = "|".join(Words(language)(month) for language in ("nl", "en") for month in MONTHS)
_DAY = re.compile(rf"\b\d{{1,2}} (?={_MONTH})")
_YEAR = re.compile(r"\b20\d\d\b(?![.,]\d)")
_PAGE = re.compile(r"\b(?:pagina|page) \d+$")
