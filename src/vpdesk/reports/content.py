"""What one report holds, as a frozen value: all that its composition may use."""

from dataclasses import dataclass
from datetime import date

from vpdesk.disclosure.released import Kind, Part, Release
from vpdesk.i18n import LANGUAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnualReport:
    """What one report holds.

    `earlier` are releases of the same organisation from the register; those of its own kind over periods
    that ended before this one stand beside it. They bear the organisation's present name. `activities`,
    `signals` and `recommendations` are the counsellor's own sentences, one a paragraph. `sketch` is an
    example that is put together from several cases about one matter, whose code is `sketch_about`.
    `practice` may be empty. Raises ValueError where a release belongs to another organisation or does not
    print its cases, and for a number that was told: no document goes with it.
    """

    release: Release
    earlier: tuple[Release, ...] = ()
    language: str
    practice: str = ""
    dated: date
    activities: tuple[str, ...] = ()
    signals: tuple[str, ...] = ()
    recommendations: tuple[str, ...] = ()
    sketch: tuple[str, ...] = ()
    sketch_about: str = ""

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            raise ValueError("no such language")
        for release in (self.release, *self.earlier):
            if release.organisation != self.release.organisation:
                raise ValueError("a report never mixes two organisations")
            if release.kind is not Kind.TOLD and release.total("cases") is None:
                raise ValueError("a release always prints its cases, be it as a band")
        if self.release.kind is Kind.TOLD:
            raise ValueError("what was told has no document")

    @property
    def is_brief(self) -> bool:
        """Whether it is one page, with no table, no chart and nothing that was typed.

        So is every interim report, and a full one that prints no more than a band besides what was told.
        """
        release = self.release
        if release.kind is Kind.INTERIM:
            return True
        exact = any(total.unit == "cases" and total.count is not None for total in release.totals)
        return not (exact or release.tables or any(part.count is not None for part in repeated(release)))


def repeated(release: Release) -> tuple[Part, ...]:
    """Return the interim figures that a full report repeats.

    A number below k was never printed but told otherwise, in a letter or a talk: whoever it was told to
    knows it, and the report tells it to nobody else.
    """
    return tuple(part for part in release.parts if part.count is None or part.count >= release.k)
