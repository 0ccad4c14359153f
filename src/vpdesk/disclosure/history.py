"""What a group of readers was told before: every number of cases that an earlier release printed.

All releases to one group of readers form one system, for they can be laid beside each other. Each release
takes in one *batch*: what was entered since the release before it. A case stands in one batch for ever.

An organisation may get to know of a case after it was counted, when it becomes a complaint that it handles.
Whoever makes a later release takes such a case off as well (`known_at`): what is left of an interim band and
of the cases beside it would else be told exactly, however few they are.

Several batches may be printed as one number. Such a number stands for a *slice*: what an interim release
took in, where it printed that exactly; and what a full release took in, together with the interim releases
inside its period that printed no more than a band. Each printed total is a sum of slices, so that the
reader knows each slice by itself, and no part of one.

    HistoryError                a release does not go together with those before it
      SharedDaysError           it shares days with one that it could be subtracted from
      LowerThresholdError       an interim release inside its period had a higher threshold
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from vpdesk.disclosure.released import Kind, Part, Release, Span

#: The engine that kept no codes of what it counted: nothing can be added to what it released.
FIRST_ENGINE: Final = "vpdesk-disclosure/1"


class HistoryError(Exception):
    """A release cannot follow the one over `span`."""

    def __init__(self, span: Span) -> None:
        super().__init__(span)
        self.span = span


class SharedDaysError(HistoryError):
    """The release shares days with an earlier one that it could be subtracted from."""


class LowerThresholdError(HistoryError):
    """An interim release inside the period had a higher threshold: what it hid would be opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """How much one release took in. Secret: only a Release may be shown.

    `cases` are the new ones and `known` those of them that the organisation handled itself. `more` maps a
    unit (contacts, hours) to how much there was.
    """

    cases: int
    known: int = 0
    more: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not 0 <= self.known <= self.cases:
            raise ValueError("what is known of a batch is a part of it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """An earlier release to the group, and the batch that it took in.

    `since` has an entry for each case of the batch that the organisation handled itself later on: the place
    of the last release before that.
    """

    release: Release
    intake: Intake
    since: tuple[int, ...] = ()

    def known_at(self, place: int) -> int:
        """Return how many cases of the batch were known when the release at `place` was made."""
        return self.intake.known + sum(since < place for since in self.since)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """Cases that the reader knows as one number and no further.

    `batches` are places in the order of release. `printed` is the number, None where a band was printed;
    `known` of them the organisation handled itself.
    """

    span: Span
    batches: tuple[int, ...]
    printed: int | None
    known: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What the reader knows of one release: the number of its own slice (None: a band), and the rest.

    `known` counts the cases of its batch that the organisation handled itself, by the time of the release
    that looks back at it. `tabulated` says that tables were tried over its cases, whether or not they could
    be printed.
    """

    kind: Kind
    span: Span
    k: int
    engine: str
    own: int | None
    known: int
    tabulated: bool = False

    @classmethod
    def of(cls, earlier: Earlier, at: int) -> "Printed":
        """Return what the reader knows of a release of the register, at the time of the one at place `at`."""
        release = earlier.release
        total = release.total("cases")
        count = None if total is None else total.count
        if count is not None:
            count -= sum(part.count or 0 for part in release.parts)
        return cls(
            kind=release.kind,
            span=Span(start=release.start, end=release.end),
            k=release.k,
            engine=release.engine,
            own=count,
            known=earlier.known_at(at),
            tabulated=any(not table.follows for table in release.tables) or release.withheld != (),
        )


def inside(span: Span, releases: Sequence[Printed]) -> list[int]:
    """Return the places of the interim releases, and of the numbers that were told, within `span`."""
    return [
        place
        for place, one in enumerate(releases)
        if one.kind is not Kind.FULL and span.start <= one.span.start and one.span.end <= span.end
    ]


def parts_of(span: Span, releases: Sequence[Printed]) -> tuple[Part, ...]:
    """Return what a full release over `span` repeats of what was printed inside it."""
    chosen = [releases[place] for place in inside(span, releases)]
    chosen.sort(key=lambda one: (one.span.start, one.span.end))
    return tuple(Part(span=one.span, count=one.own) for one in chosen)


def slices_of(releases: Sequence[Printed], place: int) -> tuple[Slice, ...]:
    """Return the slices of the full release at `place`, its own last."""
    full = releases[place]
    parts = inside(full.span, releases[:place])
    exact = [one for one in parts if releases[one].own is not None]
    own = [one for one in parts if releases[one].own is None] + [place]
    return (
        *(_slice(releases, one, [one]) for one in exact),
        _slice(releases, place, own),
    )


def _slice(releases: Sequence[Printed], place: int, batches: Sequence[int]) -> Slice:
    return Slice(
        span=releases[place].span,
        batches=tuple(batches),
        printed=releases[place].own,
        known=sum(releases[one].known for one in batches),
    )


def check_place(kind: Kind, span: Span, k: int, releases: Sequence[Printed]) -> None:
    """Raise a HistoryError where a release over `span` does not go together with those before it.

    Full releases share no day with each other. An interim release lies in no period that a full one
    covered, shares no day with another, and lies within the next full period or outside it. A number that
    was told is out already: nothing can refuse it.
    """
    if kind is Kind.TOLD:
        return
    parts = inside(span, releases) if kind is Kind.FULL else []
    for place, one in enumerate(releases):
        if one.kind is Kind.TOLD:
            continue
        if place in parts:
            if one.k > k:
                raise LowerThresholdError(one.span)
        elif span.start <= one.span.end and one.span.start <= span.end:
            raise SharedDaysError(one.span)
