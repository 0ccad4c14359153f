"""The certificate word for word: its worlds are written out and the search is run again on each of them.

Slow and simple, and with no word in common with the closed form of `vpdesk.disclosure.certificate`. Each of
its rules can be taken away, to see what it is for.
"""

from collections.abc import Iterable, Iterator
from enum import Enum, auto
from itertools import combinations

from vpdesk.disclosure.certificate import Shown

Counts = tuple[int, ...]


class Rule(Enum):
    """What the certificate asks of a page, one by one."""

    ZERO = auto()
    """P1: each hidden category is 0 in some world that prints the page."""

    MOST = auto()
    """P1: each hidden category is k - 1 or more in some world that prints the page."""

    OTHERS = auto()
    """P3: k cases or more, and so more than kappa, stay outside each printed category."""

    NOT_ONE = auto()
    """P4: not exactly one category is hidden."""

    REMAINDER = auto()
    """P4: what is hidden holds at least k together."""

    REPLAY = auto()
    """A world outside Q counts only if the search prints the page for it."""

    ZEROS_HIDDEN = auto()
    """A zero is hidden as a small count is."""


class LiteralSearch:
    """The search over tables of one size, for tables without an excluding category; `without` some rules."""

    def __init__(self, *, cases: int, total: int, k: int, kappa: int, without: Iterable[Rule] = ()) -> None:
        self.cases, self.total, self.k, self.kappa = cases, total, k, kappa
        self._rules = set(Rule) - set(without)
        self._known: dict[Shown, bool] = {}

    def shown_of(self, counts: Counts) -> Shown | None:
        return next((page for page in self._pages(counts) if self.certified(page)), None)

    def _pages(self, counts: Counts) -> Iterator[Shown]:
        zero = Rule.ZEROS_HIDDEN not in self._rules
        printable = [n for n, count in enumerate(counts) if count >= self.k or (zero and count == 0)]
        for size in range(len(printable), 0, -1):
            for chosen in combinations(printable, size):
                yield tuple(count if place in chosen else None for place, count in enumerate(counts))

    def certified(self, page: Shown) -> bool:
        if page not in self._known:
            self._known[page] = self._certified(page)
        return self._known[page]

    def _certified(self, page: Shown) -> bool:
        rest = self.total - sum(count or 0 for count in page)
        hidden = [place for place, count in enumerate(page) if count is None]
        refused = {
            Rule.OTHERS: any(count is not None and self.cases - count < self.k for count in page),
            Rule.NOT_ONE: len(hidden) == 1,
            Rule.REMAINDER: bool(hidden) and rest < self.k,
        }
        if any(refused[rule] for rule in refused if rule in self._rules):
            return False
        return self._hides(page, hidden, rest) if hidden else rest == 0

    def _hides(self, page: Shown, hidden: list[int], rest: int) -> bool:
        """P1: whether every hidden category can be 0, and can be k - 1 or more."""
        small = [*self._small_worlds(page, hidden, rest)]
        large = []
        for place in hidden:
            world = self._world(page, {place: rest})
            if rest <= self.cases and (Rule.REPLAY not in self._rules or self._prints(world, page)):
                large.append(world)
        families = [[*small, *large]] if self.k >= 5 else [small, large]
        return any(self._ticked(worlds, hidden) for worlds in families)

    def _ticked(self, worlds: list[Counts], hidden: list[int]) -> bool:
        zero = [any(world[place] == 0 for world in worlds) for place in hidden]
        most = [any(world[place] >= self.k - 1 for world in worlds) for place in hidden]
        return (Rule.ZERO not in self._rules or all(zero)) and (Rule.MOST not in self._rules or all(most))

    def _world(self, page: Shown, amounts: dict[int, int]) -> Counts:
        return tuple(amounts.get(place, 0) if count is None else count for place, count in enumerate(page))

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
