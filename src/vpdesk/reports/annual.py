"""The annual or periodic report to an organisation: the one document that leaves with figures.

Everything in it comes from the frozen `AnnualReport`: released figures and what the counsellor typed for
it. Every number that is printed is a number of a release, or follows from printed numbers alone
(`disclosure.derived`), so the register holds all there is to subtract from; `manifest` lists them.
"""

from vpdesk.disclosure.released import Kind
from vpdesk.reports.content import AnnualReport

__all__ = ["AnnualReport", "write"]


def write(report: AnnualReport) -> bytes:
    """Return the report as a PDF, made in memory. Equal reports give equal bytes.

    Where the release prints no more than a band, what the counsellor typed is left out: a narrative
    over so few cases tells about a person. An interim report gives totals only. Raises
    ForeignNumberError where the document would hold a number that is not in its manifest.
    """
    # reportlab takes some 200 ms to import: only whoever writes a report waits for it
    from vpdesk.pdf.document import typeset  # noqa: PLC0415
    from vpdesk.reports import brief, full, interim, manifest  # noqa: PLC0415

    if report.release.kind is Kind.INTERIM:
        document = interim.compose(report)
    elif report.is_brief:
        document = brief.compose(report)
    else:
        document = full.compose(report)
    manifest.check(document, report)
    return typeset(document)
