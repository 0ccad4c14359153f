"""What must hold of a printed one-way table so that nobody can be found in what it hides.

The reader knows the algorithm. So the question is not what the page lets one compute, but which worlds
(counts per category) *print this page*. The certificate reads printed values only and therefore gives the
same verdict in each of those worlds. It asks:

- P1  each hidden category is 0 in one such world and at least k - 1 in another;
- P2  no other sum that has a name lies within 1..k-1: in one table that is the remainder, see P4;
- P3  of all cases k or more stay outside each printed category: where a case may have several codes, those
      outside are known exactly, and are a group like any other. So more than kappa stay outside of every
      category, in one such world at least, and nobody learns what practically all cases have in common;
- P4  not exactly one category is hidden; the remainder is at least k, or 0 where nothing is hidden.

The worlds are Q and C:

- Q   every hidden category is at most k - 1. The same categories are printable as on the page, so printing
      all of them comes first in the search, and the page follows from the certificate itself.
- C   the whole remainder stands in one hidden category c and the others are 0: kept only if replaying the
      search on that world prints this very page.

The replay in closed form. Let the page print the set S and hide H, with remainder h. In the world of c the
printable categories are S and c. Printing them all leaves a remainder of 0 (P4 fails). Then the search
leaves out one of them, the last in the list first. Leaving out a category j after c hides what stands in
j, on a page that prints h in c; if that page is certified, it is what this world prints. Otherwise the
search comes to c and prints our page. So the replay holds exactly if none of those pages is certified. Each
is strictly earlier in the order of the search, so that the recursion ends. From page to page the same
amounts only change places, and all that counts of an amount is how many hidden categories it can fill to
k - 1: that is its `_Size`, and verdicts are kept by size.

Q and C together certify a page only from k = MIXED_FROM on. Below it, Q alone or C alone must do: each page
that is certified makes those after it in the search harder to certify. Over twenty draws the goals of k = 3
are reached so; over four hundred neither way prints more everywhere (docs/anonymity.md gives the
differences, a few hundredths). Both are safe, and the choice depends on k alone.

One table is looked at alone, whatever else is printed beside it or was released before: by the theorem in
`basis`, the worlds of all releases are a product of those of each table.

Where a case may have several codes, the table counts `total` >= `cases` and a category holds at most all
cases. A world of C in which c holds more than P3 lets print, but not more than all cases, prints our page
at once, since c cannot be printed there. `excluding` says that one category excludes all others (no route):
then two categories never hold more than all cases together, and that is asked of every two amounts.
"""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

#: The smallest threshold at which the worlds of Q and those of C certify a page together.
MIXED_FROM: Final = 5
#: What a table prints: the count per category in list order, None where it is hidden.
Shown = tuple[int | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the reader of a table knows before its first line.

    `cases` is printed, and so is `total`, which is equal to it where each case counts once.
    """

    cases: int
    total: int
    k: int
    kappa: int
    excluding: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.kappa < self.k or self.k < 2:
            raise ValueError("the thresholds are 0 <= kappa < k and 2 <= k")

    def remainder(self, shown: Shown) -> int:
        """Return what `shown` leaves for its hidden categories together."""
        return self.total - sum(count for count in shown if count is not None)

    def adds_up(self, shown: Shown) -> bool:
        """P4: whether the remainder of `shown` tells nothing by itself."""
        hidden = shown.count(None)
        remainder = self.remainder(shown)
        return remainder == 0 if hidden == 0 else hidden > 1 and remainder >= self.k

    def leaves_others(self, count: int) -> bool:
        """P3: whether k cases or more, and so more than kappa, stay outside a category that holds `count`."""
        return self.cases - count >= self.k


class _Size(IntEnum):
    """What Q can do with an amount as the remainder of n hidden categories."""

    NONE = 0
    """Nothing: the place is hidden."""

    SMALL = 1
    """n - 1 of them hold it with at most k - 1 each, so each of the n can be 0: Q alone certifies."""

    MIDDLE = 2
    """All n hold it with at most k - 1 each: Q gives the k - 1, and the zeros can come from C."""

    LARGE = 3
    """Q is empty: everything comes from C."""


@dataclass(slots=True)
class Certificate:
    """The verdict on every page that a table with this frame can print."""

    frame: Frame
    _verdicts: dict[tuple[tuple[_Size, ...], _Size], bool] = field(default_factory=dict)

    def holds(self, shown: Shown) -> bool:
        """Return whether `shown` may be printed."""
        frame = self.frame
        printed = [count for count in shown if count is not None]
        if not frame.adds_up(shown) or not all(map(frame.leaves_others, printed)):
            return False
        hidden = len(shown) - len(printed)
        if hidden == 0:
            return True
        remainder = frame.remainder(shown)
        largest = sorted([*printed, remainder])[-2:]
        if frame.excluding and sum(largest) > frame.cases:
            return False
        if self._size(remainder, hidden) is not _Size.SMALL and not frame.leaves_others(remainder):
            return remainder <= frame.cases
        sizes = tuple(_Size.NONE if count is None else self._size(count, hidden) for count in shown)
        return self._certified(sizes, self._size(remainder, hidden))

    def _size(self, amount: int, hidden: int) -> _Size:
        most = self.frame.k - 1
        if amount <= (hidden - 1) * most:
            return _Size.SMALL
        return _Size.MIDDLE if amount <= hidden * most else _Size.LARGE

    def _certified(self, sizes: tuple[_Size, ...], remainder: _Size) -> bool:
        if remainder is _Size.SMALL:
            return True
        key = sizes, remainder
        if key not in self._verdicts:
            hidden = [place for place, size in enumerate(sizes) if size is _Size.NONE]
            # two worlds of C give every category its zero; without Q each must give its own k - 1
            mixed = remainder is _Size.MIDDLE and self.frame.k >= MIXED_FROM
            may_fail = len(hidden) - 2 if mixed else 0
            for place in hidden:
                may_fail -= not self._replays(sizes, remainder, place)
                if may_fail < 0:
                    break
            self._verdicts[key] = may_fail >= 0
        return self._verdicts[key]

    def _replays(self, sizes: tuple[_Size, ...], remainder: _Size, place: int) -> bool:
        """Return whether the world with the whole remainder in `place` prints the page of `sizes`."""
        for later in range(len(sizes) - 1, place, -1):
            if sizes[later] is not _Size.NONE:
                page = list(sizes)
                page[place], page[later] = remainder, _Size.NONE
                if self._certified(tuple(page), sizes[later]):
                    return False
        return True
