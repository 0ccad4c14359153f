"""The annual or periodic report to an organisation: the one document that leaves with figures.

Everything in it comes from the frozen `AnnualReport`: released figures and what the counsellor typed for
it. Every number that is printed is a number of a release: no percentage, difference or average is
computed, so the register holds all there is to subtract from.
"""

from vpdesk.reports.content import AnnualReport

__all__ = ["AnnualReport", "write"]


def write(report: AnnualReport) -> bytes:
    """Return the report as a PDF, made in memory. Equal reports give equal bytes.

    Where the release prints no more than a band, what the counsellor typed is left out: a narrative
    over so few cases tells about a person.
    """
    # reportlab takes some 200 ms to import: only whoever writes a report waits for it
    from vpdesk.pdf.document import typeset  # noqa: PLC0415
    from vpdesk.reports import brief, full  # noqa: PLC0415

    return typeset(brief.compose(report) if report.is_brief else full.compose(report))
