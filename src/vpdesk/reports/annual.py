"""The annual or periodic report to an organisation: the one document that leaves with figures.

Everything in it comes from the frozen `AnnualReport`: released figures and what the counsellor typed for
it. Every number that is printed is a number of a release: no percentage, difference or average is
computed, so the register holds all there is to subtract from.
"""

from dataclasses import dataclass
from datetime import date

from vpdesk.disclosure.released import Release
from vpdesk.i18n import LANGUAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnualReport:
    """What one report holds.

    `earlier` are releases of the same organisation from the register; those over periods that ended
    before this one stand beside it. They bear the organisation's present name. `activities`, `signals`
    and `recommendations` are the counsellor's own sentences, one a paragraph. `practice` may be empty.
    Raises ValueError where a release belongs to another organisation or does not print its cases.
    """

    release: Release
    earlier: tuple[Release, ...] = ()
    language: str
    practice: str = ""
    dated: date
    activities: tuple[str, ...] = ()
    signals: tuple[str, ...] = ()
    recommendations: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            raise ValueError("no such language")
        for release in (self.release, *self.earlier):
            if release.organisation != self.release.organisation:
                raise ValueError("a report never mixes two organisations")
            if release.total("cases") is None:
                raise ValueError("a release always prints its cases, be it as a band")

    @property
    def is_brief(self) -> bool:
        """Whether only a band is printed: then there is no table, no chart and no narrative."""
        total = self.release.total("cases")
        return total is None or total.count is None


def write(report: AnnualReport) -> bytes:
    """Return the report as a PDF, made in memory. Equal reports give equal bytes.

    Where the release prints no more than a band, what the counsellor typed is left out: a narrative
    over so few cases tells about a person.
    """
    # reportlab takes some 200 ms to import: only whoever writes a report waits for it
    from vpdesk.pdf.document import typeset  # noqa: PLC0415
    from vpdesk.reports import brief, full  # noqa: PLC0415

    return typeset(brief.compose(report) if report.is_brief else full.compose(report))
