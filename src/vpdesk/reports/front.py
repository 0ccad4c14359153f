"""What all forms of the report share: its title, and the line at the foot."""

from vpdesk.disclosure.released import Kind
from vpdesk.i18n import Words
from vpdesk.reports.content import AnnualReport
from vpdesk.reports.period import Period


def kind_of_report(report: AnnualReport, words: Words) -> str:
    """Return what the report is called, without its period."""
    if report.release.kind is Kind.INTERIM:
        return words("Interim figures of the confidential counsellor")
    if Period.of(report.release).is_year:
        return words("Annual report of the confidential counsellor")
    return words("Periodic report of the confidential counsellor")


def title(report: AnnualReport, words: Words) -> str:
    """Return the title with the period."""
    return f"{kind_of_report(report, words)} {Period.of(report.release).name(words)}"


def footer(report: AnnualReport, words: Words) -> str:
    """Return the words at the foot of each page."""
    return f"{title(report, words)} · {report.release.organisation}"
