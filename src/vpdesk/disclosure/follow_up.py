"""What came of cases that an earlier release printed as running.

The outcome of a case that is closed after it was counted goes into no other table: it would tell, beside
the table of its own period, who was running there. Where `running` was printed as a line of its own, the
next full release may divide that line by outcome: a table whose base is a printed number, like any other.
What it prints as running again is the base of the next. A line that was not printed, or that the next full
release could not divide, is never divided: what it hides would be seen twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from vpdesk.disclosure.basis import basis_of
from vpdesk.disclosure.history import FIRST_ENGINE, Earlier, Printed
from vpdesk.disclosure.lists import RUNNING
from vpdesk.disclosure.released import Kind, ReleasedTable, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Cases that the last full release printed as running, apart from all others.

    They are the cases of `batches` (places in the order of release) whose outcome was frozen as running,
    without those whose closing was taken in by the release at `since` or one before it; -1 where no
    closing was told of yet. `printed` is their number, and `over` are the spans that they came in.
    """

    dimension: str
    over: tuple[Span, ...]
    batches: tuple[int, ...]
    since: int
    printed: int


def pools(history: Sequence[Earlier], k: int) -> tuple[Pool, ...]:
    """Return the cases that a full release with threshold `k` after `history` may tell the outcome of.

    As with blocks, a lower threshold opens nothing, and nothing follows a release of the first engine.
    """
    full = [place for place, one in enumerate(history) if one.release.kind is Kind.FULL]
    if not full or history[full[-1]].release.k > k:
        return ()
    return _pools_at(history, full[-1])


def _pools_at(history: Sequence[Earlier], place: int) -> tuple[Pool, ...]:
    """Return the cases that the release at `place` printed as running."""
    release = history[place].release
    if release.engine == FIRST_ENGINE:
        return ()
    found = []
    for table in release.tables:
        running = _running(table)
        if running is None:
            continue
        batches, since = _base(history, place, table)
        span = Span(start=release.start, end=release.end)
        found.append(
            Pool(
                dimension=table.dimension,
                over=table.over or (span,),
                batches=batches,
                since=since,
                printed=running,
            )
        )
    return tuple(found)


def _running(table: ReleasedTable) -> int | None:
    return next((line.count for line in table.lines if line.category.members == (RUNNING,)), None)


def _base(history: Sequence[Earlier], place: int, table: ReleasedTable) -> tuple[tuple[int, ...], int]:
    """Return the batches that a table of the release at `place` counts, and what it told the closings of."""
    if table.follows:
        pool = next(one for one in pools(history[:place], history[place].release.k) if one.over == table.over)
        return pool.batches, place
    basis = basis_of([Printed.of(one, place) for one in history[: place + 1]])
    if basis is None:
        raise ValueError("a release with a table that it has no basis for")
    return basis.batches, -1
