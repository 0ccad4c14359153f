"""Caseloads of one organisation in one year, drawn as they are in real life: a few cases, much alike."""

import random
from dataclasses import dataclass
from typing import Final

#: How cases spread over each attribute: the shares by place. The first category is nearly always the largest.
SHARES: Final = {
    "matter": (0.40, 0.15, 0.12, 0.13, 0.20),
    "relation": (0.45, 0.38, 0.12, 0.05),
    "route": (0.48, 0.30, 0.10, 0.12),
    "outcome": (0.40, 0.25, 0.20, 0.15),
    "half": (0.5, 0.5),
}
#: The most cases that a year has; with the gamma distribution below the mean is 9.4.
MOST: Final = 30
_SHAPE: Final = 1.7
_SCALE: Final = 5.95

#: One case: its place in each attribute.
Case = dict[str, int]


@dataclass(frozen=True, slots=True)
class Caseload:
    """The cases of one year, and how many of them there are with one or two attributes."""

    cases: tuple[Case, ...]

    def __len__(self) -> int:
        return len(self.cases)

    def count(self, **places: int) -> int:
        """Return how many cases stand in all of these places."""
        return sum(all(case[name] == place for name, place in places.items()) for case in self.cases)

    def counts(self, name: str) -> tuple[int, ...]:
        """Return how many cases stand in each place of an attribute."""
        return tuple(self.count(**{name: place}) for place in range(len(SHARES[name])))

    def with_one_more(self, case: Case) -> "Caseload":
        """Return the caseload after a late case."""
        return Caseload((*self.cases, case))


def draw_case(rng: random.Random) -> Case:
    """Draw one case; its attributes know nothing of each other."""
    return {name: rng.choices(range(len(shares)), shares)[0] for name, shares in SHARES.items()}


def draw_size(rng: random.Random) -> int:
    """Draw how many cases a year has: 9.4 on average, never more than MOST."""
    return min(MOST, int(rng.gammavariate(_SHAPE, _SCALE)))


def draw(rng: random.Random) -> Caseload:
    """Draw a year with at least one case."""
    while not (cases := draw_size(rng)):
        pass
    return Caseload(tuple(draw_case(rng) for _ in range(cases)))
