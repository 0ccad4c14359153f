"""The cases that the tables of a release count: its *basis*. It follows from printed numbers alone.

A basis is a set of slices (see `history`), each printed exactly: those of the release itself where they reach
2k together; otherwise those of a *period block*, the shortest run of consecutive full releases, ending with
this one, whose slices reach 2k. A block has at most MOST_PERIODS releases. It holds none that was tabulated
before, so that blocks share no case and each is published once; none with a higher threshold than now, so
that a lower threshold never reopens what was closed; and none of the first engine, which kept no codes. A
band counts for nothing, and its cases are in no table for ever: beside a table over exactly so many cases it
would no longer be a band.

Theorem (independence). For the reader of all releases to a group, the worlds that print what was printed
are a product: any numbers that fit the printed totals, times, for each table by itself, any counts that
print that table. So the certificate of each table, which looks at that table alone, is the whole truth.

Proof. 1. What a release prints beside its tables, and which tables are tried over which cases, depends on
printed numbers alone: on the own slice of each release being k or more, and on nothing else that is secret.
A table depends on printed numbers and on its own counts. 2. The size of each base is printed: it is a sum
of whole slices, or, for a table that follows running cases, a line of an earlier table. Numbers that fit
the totals change only how batches make up a slice, and never a base. 3. Two bases of one dimension are
disjoint, or one is the line `running` of the other. So the counts of all tables of one dimension, each with
the sum that is printed for its base, can be given to the cases one base after the other: every case of a
base gets one category, and a case in the line `running` gets its later outcome besides. 4. Dimensions do
not touch: a case bears one value of each, in any combination. Where a case may have several codes, counts
n_c of N cases exist exactly if max(n_c) <= N <= sum(n_c), and with an excluding category if no other
exceeds the cases that it leaves; that is what the certificate asks. 5. So every choice of numbers and
counts is a caseload, and by 1 it prints what was printed as soon as each table does.

Named combinations of two printed groups (a category within a slice, within a half, within a category of
another dimension, within the running cases) are never proven small (P2): by the product all that is known
of a and b cases among n is the bound of Fréchet, max(0, a + b - n) to min(a, b). Where both are at least k
the upper end is; a hidden category can be 0, and so can what it has in common with anything. A slice below
k can be there by a number that was told, a threshold that was raised since, or cases that became known: of
its b cases max(0, b - (n - a)) are in a printed category, and that is 0, for at least k stand outside (P3).

What the reader knew already (cases that the organisation handled itself) is taken off every number first: the
theorem then holds for the rest, and by `verdict` for a reader who knows none of them. Which cases tables
count follows from the printed numbers with them, so that it tells that reader nothing. A case can become
known after a release counted it. The release at hand takes it off too. Then 1 holds for the reader of its
time, with one change: an interim band of whose cases c became known since says of the rest that they are at
most k - 1 - c instead of k - 1. All that is asked of a band is that 0 fits it, so that the cases beside it
can make up the whole of a printed slice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from vpdesk.disclosure.history import FIRST_ENGINE, Printed, Slice, slices_of
from vpdesk.disclosure.released import Kind, Span

#: The longest period block, in releases.
MOST_PERIODS: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """The slices whose cases the tables count. `whole`: they are all cases of the release itself."""

    slices: tuple[Slice, ...]
    whole: bool

    @property
    def batches(self) -> tuple[int, ...]:
        """The batches of these cases, as places in the order of release."""
        return tuple(sorted(batch for one in self.slices for batch in one.batches))

    @property
    def printed(self) -> int:
        """How many cases the tables count: a sum of printed numbers."""
        return sum(one.printed or 0 for one in self.slices)

    @property
    def known(self) -> int:
        """How many of them the organisation handled itself."""
        return sum(one.known for one in self.slices)

    @property
    def over(self) -> tuple[Span, ...]:
        """The spans of the slices, oldest first; none where they are all cases of the release itself."""
        if self.whole:
            return ()
        return tuple(sorted((one.span for one in self.slices), key=lambda span: (span.start, span.end)))


def basis_of(releases: Sequence[Printed]) -> Basis | None:
    """Return the basis of the tables of the last release; None: it has none, and prints totals only."""
    last = releases[-1]
    run: list[Slice] = []
    full = [place for place, one in enumerate(releases) if one.kind is Kind.FULL]
    if last.kind is not Kind.FULL:
        return None
    for place in reversed(full[-MOST_PERIODS:]):
        own = place == len(releases) - 1
        if not own and ends_block(releases[place], last.k):
            break
        slices = slices_of(releases, place)
        counted = countable(slices, last.k)
        run = [*counted, *run]
        if sum(one.printed or 0 for one in run) >= 2 * last.k:
            return Basis(slices=tuple(run), whole=own and counted == slices)
    return None


def countable(slices: Sequence[Slice], k: int) -> tuple[Slice, ...]:
    """Return the slices of a full release that tables may count with threshold `k`.

    A small one stands in them only where the total of the release is printed: beside a band the reader of
    this document, who was not told it, would learn it from the number of cases that the tables count.
    """
    whole = slices[-1].printed is not None
    return tuple(one for one in slices if one.printed and (whole or one.printed >= k))


def ends_block(release: Printed, k: int) -> bool:
    """Return whether a block with threshold `k` stops short of an earlier release."""
    return release.tabulated or release.k > k or release.engine == FIRST_ENGINE
