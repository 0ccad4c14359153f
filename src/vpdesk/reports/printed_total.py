"""What a report says of one of its totals: the number, a band, or both; the words that go with it.

The window says it too, so it knows nothing of paper: what typesets is loaded where a document is written.
"""

from dataclasses import dataclass
from typing import Final, Self

from vpdesk.disclosure.released import Release
from vpdesk.i18n import Words
from vpdesk.reports.content import AnnualReport, repeated
from vpdesk.reports.labels import counted
from vpdesk.reports.wording import number

DASH: Final = "\N{EN DASH}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTotal:
    """What a release says of one total.

    `exact` is printed as it is. If `band`, fewer than k come besides, and besides what was told otherwise
    if `told`.
    """

    exact: int
    band: bool
    told: bool = False

    @classmethod
    def of(cls, release: Release, unit: str) -> Self | None:
        """Return the total of `unit`, or None where none is printed.

        Where the cases are a band, the exact figures of the interim releases inside the period stand.
        """
        total = release.total(unit)
        if total is None:
            return None
        if total.count is not None:
            return cls(exact=total.count, band=False)
        if unit != "cases":
            return cls(exact=0, band=True)
        kept = repeated(release)
        return cls(exact=sum(part.count or 0 for part in kept), band=True, told=kept != release.parts)

    def short(self, k: int, words: Words) -> str:
        """Return it for a narrow place: 47, < 5, 12 + < 5, or + < 5 besides what was told."""
        band = f"< {number(k, words)}"
        if not self.band:
            return number(self.exact, words)
        if self.exact:
            return f"{number(self.exact, words)} + {band}"
        return f"+ {band}" if self.told else band


def band(k: int, words: Words) -> str:
    """Return what is printed where a total is smaller than k; `not_in_a_band` goes with it."""
    return words("fewer than {k}, possibly none", k=k)


def not_in_a_band(words: Words) -> str:
    """Return the sentence that stands with every band, so that it tells nothing of any one of them.

    What the organisation handled itself it knows, so the band is over the other cases.
    """
    return words("Formal complaints that the organisation handled itself are not counted in it.")


def cases_in_words(release: Release, words: Words) -> str:
    """Return the number of cases: 47 casussen, the band, or both where the interim figures are exact."""
    printed = PrintedTotal.of(release, "cases") or PrintedTotal(exact=0, band=True)
    if not printed.band:
        return counted("cases", printed.exact, words)
    said = band(release.k, words)
    if printed.told:
        said = words("{band}, besides what was told before", band=said)
    if not printed.exact:
        return said
    return words("{cases}, and besides these {band}", cases=counted("cases", printed.exact, words), band=said)


def total_of(release: Release, unit: str, words: Words) -> str:
    """Return the printed total of `unit` for a narrow place, or a dash where there is none."""
    printed = PrintedTotal.of(release, unit)
    return DASH if printed is None else printed.short(release.k, words)


def has_band(report: AnnualReport) -> bool:
    """Whether fewer than k cases may have come besides those that are printed."""
    printed = PrintedTotal.of(report.release, "cases")
    return printed is not None and printed.band
