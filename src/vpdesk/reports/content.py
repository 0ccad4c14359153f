"""What one report holds, as a frozen value: all that its composition may use."""

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
