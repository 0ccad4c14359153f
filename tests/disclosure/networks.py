"""What linked tables let one compute: the least and the most that each number can be.

Tables that share one attribute (matter x half, half x relation) are a network: cases flow from a total
through the counts of the first attribute, the cells of the first table, the counts of the shared attribute,
and so on to the end. What is printed fixes a flow, what is hidden bounds it, and the least and the most of
one arc follow by pushing through the network what the others leave. Nothing here knows how numbers were
hidden, and nothing of it stands in the program.
"""

from collections import deque
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise, product

from tests.disclosure.caseloads import SHARES, Caseload

#: The least and the most that a number can be, as far as it says itself.
Range = tuple[int, int]
_START, _END = "start", "end"


@dataclass(slots=True)
class Arc:
    """One number: what it is, and what the page says of it."""

    tail: Hashable
    head: Hashable
    truth: int
    range: Range

    @property
    def is_hidden(self) -> bool:
        """Whether the page leaves more than one possibility by itself."""
        return self.range[0] != self.range[1]


@dataclass(slots=True)
class Network:
    """Numbers that depend on each other; the true ones are the flow to begin with."""

    arcs: list[Arc] = field(default_factory=list)
    _at: dict[Hashable, list[int]] = field(default_factory=dict)

    def add(self, tail: Hashable, head: Hashable, truth: int, known: Range) -> Arc:
        """Add a number; raises ValueError where what is said of it is not true."""
        if not known[0] <= truth <= known[1]:
            raise ValueError(f"{truth} is not within {known}")
        for end in (tail, head):
            self._at.setdefault(end, []).append(len(self.arcs))
        self.arcs.append(Arc(tail, head, truth, known))
        return self.arcs[-1]

    def bounds(self, arc: Arc) -> Range:
        """Return the least and the most that `arc` can be, given all the others."""
        return arc.truth - self._move(arc, -1), arc.truth + self._move(arc, 1)

    def _move(self, arc: Arc, sign: int) -> int:
        """Return by how much `arc` can grow (1) or shrink (-1) while the others make up for it."""
        flow = [other.truth for other in self.arcs]
        most = arc.range[1] - arc.truth if sign > 0 else arc.truth - arc.range[0]
        start, goal = (arc.head, arc.tail) if sign > 0 else (arc.tail, arc.head)
        for moved in range(most):
            steps = self._way(arc, start, goal, flow)
            if steps is None:
                return moved
            for number, change in steps:
                flow[number] += change
        return most

    def _way(
        self, arc: Arc, start: Hashable, goal: Hashable, flow: list[int]
    ) -> list[tuple[int, int]] | None:
        """Return a way for one more case from `start` to `goal`: which arcs change, and by how much."""
        came: dict[Hashable, list[tuple[int, int]]] = {start: []}
        queue = deque([start])
        while queue:
            place = queue.popleft()
            if place == goal:
                return came[place]
            for number in self._at[place]:
                other = self.arcs[number]
                change, beyond = (1, other.head) if other.tail == place else (-1, other.tail)
                low, high = other.range
                if other is not arc and beyond not in came and low <= flow[number] + change <= high:
                    came[beyond] = [*came[place], (number, change)]
                    queue.append(beyond)
        return None


def chain(cases: Caseload, names: tuple[str, ...], say: Callable[[int, int], Range]) -> Network:
    """Return the network of the tables names[0] x names[1], names[1] x names[2], … with all their margins.

    `say` gives what is printed of a number: its range, from the number and how many attributes it crosses.
    """
    network = Network()
    network.add(_END, _START, len(cases), say(len(cases), 0))
    for first, second in pairwise(names):
        for one, other in product(range(len(SHARES[first])), range(len(SHARES[second]))):
            number = cases.count(**{first: one, second: other})
            network.add((first, one, "out"), (second, other, "in"), number, say(number, 2))
    for name, place, number in _margins(cases, names):
        tail = _START if name == names[0] else (name, place, "in")
        head = _END if name == names[-1] else (name, place, "out")
        network.add(tail, head, number, say(number, 1))
    return network


def _margins(cases: Caseload, names: tuple[str, ...]) -> Iterator[tuple[str, int, int]]:
    for name in names:
        for place, number in enumerate(cases.counts(name)):
            yield name, place, number
