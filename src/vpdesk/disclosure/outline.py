"""What a release will hold, before anything is counted by category: its totals, and what its tables count.

All of it follows from numbers that are printed. The caller counts the tables over the batches that the
outline names, and hands both to `release`.

What a full release says of its cases: E + s, where E are the interim numbers inside its period that were
printed exactly, and s the rest, if s is k or more; else "E, and fewer than k besides". Whether s is printed
depends on s alone, and each interim band in it may still be 0 as well as k - 1, since the rest of s fills
up. With the exact total in place of the band, E and the total would give s away, however small.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from vpdesk.disclosure.basis import Basis, basis_of
from vpdesk.disclosure.follow_up import Pool, pools
from vpdesk.disclosure.history import Earlier, Intake, Printed, check_place, inside, parts_of, slices_of
from vpdesk.disclosure.released import Kind, Part, Span, Total
from vpdesk.disclosure.template import Detail, detail

#: The version of the rules that decide what is printed; any change to what they print raises it.
ENGINE: Final = "vpdesk-disclosure/4"
#: The smallest number that is printed.
THRESHOLD: Final = 5
#: More cases than this stay outside each printed category.
KAPPA: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The totals of a release and what its tables count.

    `basis` is None where there are totals only. `halved`: the two halves of the period are counted too.
    `pools` are running cases of earlier releases whose outcomes are counted. The place of the release
    itself, in the order of release, is the number of those before it.
    """

    kind: Kind
    span: Span
    k: int
    kappa: int
    parts: tuple[Part, ...]
    totals: tuple[Total, ...]
    basis: Basis | None = None
    halved: bool = False
    pools: tuple[Pool, ...] = ()


def outline(  # noqa: PLR0913  all that decides what a release holds
    kind: Kind,
    span: Span,
    intake: Intake,
    history: Sequence[Earlier],
    *,
    k: int = THRESHOLD,
    kappa: int = KAPPA,
) -> Outline:
    """Return what a release that takes in `intake` holds, after all releases of `history` to its group.

    `history` is in the order of release. A number that was told is exact whatever its size. Raises the
    errors of a history, and ValueError for thresholds other than 0 <= kappa < k and 2 <= k.
    """
    if not 0 <= kappa < k or k < 2:
        raise ValueError("the thresholds are 0 <= kappa < k and 2 <= k")
    before = [Printed.of(one, len(history)) for one in history]
    check_place(kind, span, k, before)
    if kind is not Kind.FULL:
        own = intake.cases if kind is Kind.TOLD else printable(intake, k)
        more = {} if own is None or kind is Kind.TOLD else intake.more
        totals = (Total(unit="cases", count=own), *(_total(unit, n, k) for unit, n in more.items()))
        return Outline(kind=kind, span=span, k=k, kappa=kappa, parts=(), totals=totals)
    parts = parts_of(span, before)
    banded = [
        Intake(cases=history[place].intake.cases, known=before[place].known)
        for place in inside(span, before)
        if before[place].own is None
    ]
    own = printable(_joined([*banded, intake]), k)
    now = Printed(kind=kind, span=span, k=k, engine=ENGINE, own=own, known=intake.known)
    printed = sum(part.count or 0 for part in parts)
    cases = Total(unit="cases", count=None if own is None else printed + own)
    within = [history[place] for place in inside(span, before)]
    more_totals = () if own is None else _more_totals(intake.more, within, k)
    (*_, mine) = slices_of([*before, now], len(before))
    return Outline(
        kind=kind,
        span=span,
        k=k,
        kappa=kappa,
        parts=parts,
        totals=(cases, *more_totals),
        basis=basis_of([*before, now]),
        halved=not parts and detail(mine.printed or 0, k) >= Detail.FULL_TABLES,
        pools=pools(history, k),
    )


def printable(intake: Intake, k: int) -> int | None:
    """Return the number of cases that may be printed of a slice; None: only that there are fewer than k.

    What the organisation handled itself does not protect the others, so it does not count towards k. It
    stands in the number that is printed.
    """
    return intake.cases if intake.cases - intake.known >= k else None


def _joined(intakes: Sequence[Intake]) -> Intake:
    return Intake(cases=sum(one.cases for one in intakes), known=sum(one.known for one in intakes))


def _more_totals(more: Mapping[str, int], within: Sequence[Earlier], k: int) -> list[Total]:
    """Return the other totals of a full release whose own cases are printed.

    As with cases: what an interim release printed, and the rest if it is k or more. Where the rest is less,
    a band would be untrue beside what was printed, and nothing stands in its place.
    """
    totals = []
    for unit, count in more.items():
        exact, rest = 0, count
        for earlier in within:
            total = earlier.release.total(unit)
            if total is not None and total.count is not None:
                exact += total.count
            else:
                rest += earlier.intake.more.get(unit, 0)
        if rest >= k or not exact:
            totals.append(_total(unit, exact + rest, k))
    return totals


def _total(unit: str, count: int, k: int) -> Total:
    return Total(unit=unit, count=count if count >= k else None)
