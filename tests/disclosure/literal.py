"""The certificate word for word: its worlds are written out and the search is run again on each of them.

Slow and simple, and with no word in common with the closed form of `vpdesk.disclosure.certificate`.
"""

from collections.abc import Iterator
from itertools import combinations

from vpdesk.disclosure.certificate import Shown

Counts = tuple[int, ...]


class LiteralSearch:
    """The search over tables of one size, for tables without an excluding category."""

    def __init__(self, *, cases: int, total: int, k: int, kappa: int) -> None:
        self.cases, self.total, self.k, self.kappa = cases, total, k, kappa
        self._known: dict[Shown, bool] = {}

    def shown_of(self, counts: Counts) -> Shown | None:
        return next((page for page in self._pages(counts) if self.certified(page)), None)

    def _pages(self, counts: Counts) -> Iterator[Shown]:
        printable = [place for place, count in enumerate(counts) if count >= self.k]
        for size in range(len(printable), 0, -1):
            for chosen in combinations(printable, size):
                yield tuple(
                    count if place in chosen else None for place, count in enumerate(counts)
                )

    def certified(self, page: Shown) -> bool:
        if page not in self._known:
            self._known[page] = self._certified(page)
        return self._known[page]

    def _certified(self, page: Shown) -> bool:
        rest = self.total - sum(count or 0 for count in page)
        hidden = [place for place, count in enumerate(page) if count is None]
        if any(count is not None and self.cases - count <= self.kappa for count in page):
            return False
        if not hidden:
            return rest == 0
        if len(hidden) == 1 or rest < self.k:
            return False
        worlds = [*self._small_worlds(page, hidden, rest)]
        for place in hidden:
            world = self._world(page, {place: rest})
            if rest <= self.cases and self._prints(world, page):
                worlds.append(world)
        return all(
            any(world[place] == 0 for world in worlds)
            and any(world[place] >= self.k - 1 for world in worlds)
            for place in hidden
        )

    def _world(self, page: Shown, amounts: dict[int, int]) -> Counts:
        return tuple(
            amounts.get(place, 0) if count is None else count for place, count in enumerate(page)
        )

    def _small_worlds(self, page: Shown, hidden: list[int], rest: int) -> Iterator[Counts]:
        """The worlds of Q that fill the hidden places one after the other, from each place on."""
        for start in range(len(hidden)):
            left, amounts = rest, {}
            for place in hidden[start:] + hidden[:start]:
                amounts[place] = min(left, self.k - 1)
                left -= amounts[place]
            if left == 0:
                yield self._world(page, amounts)

    def _prints(self, world: Counts, page: Shown) -> bool:
        for earlier in self._pages(world):
            if earlier == page:
                return True
            if self.certified(earlier):
                return False
        return False
