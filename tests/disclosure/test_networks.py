"""What linked tables let one compute, beside every way in which the cases could lie."""

import random
from itertools import product

import pytest

from tests.disclosure.caseloads import SHARES, Caseload, draw_case
from tests.disclosure.networks import Arc, Network, Range, chain


def every_flow(network: Network) -> list[tuple[int, ...]]:
    """All numbers that fit what the page says: slow, and sure."""
    inner = {end for arc in network.arcs for end in (arc.tail, arc.head)}
    ranges = [range(low, min(high, 4) + 1) for low, high in (arc.range for arc in network.arcs)]
    return [
        numbers
        for numbers in product(*ranges)
        if all(
            sum(n for arc, n in zip(network.arcs, numbers, strict=True) if arc.head == end)
            == sum(n for arc, n in zip(network.arcs, numbers, strict=True) if arc.tail == end)
            for end in inner
        )
    ]


@pytest.mark.parametrize("seed", range(30))
def test_the_bounds_of_a_network_are_those_of_all_its_flows(seed: int) -> None:
    rng = random.Random(seed)
    network = Network()
    first, second = rng.randint(0, 2), rng.randint(0, 2)
    cells = [[rng.randint(0, first), 0], [rng.randint(0, second), 0]]
    cells[0][1], cells[1][1] = first - cells[0][0], second - cells[1][0]

    def add(tail: str, head: str, truth: int) -> Arc:
        known = (truth, truth) if rng.random() < 0.4 else (max(0, truth - rng.randint(0, 2)), 4)
        return network.add(tail, head, truth, known)

    add("end", "start", first + second)
    for row, number in enumerate((first, second)):
        add("start", f"row {row}", number)
        for column in range(2):
            add(f"row {row}", f"column {column}", cells[row][column])
    for column in range(2):
        add(f"column {column}", "end", cells[0][column] + cells[1][column])
    flows = every_flow(network)
    expected = [(min(column), max(column)) for column in zip(*flows, strict=True)]
    assert [network.bounds(arc) for arc in network.arcs] == expected


def test_a_chain_of_tables_has_each_number_once_and_flows_through_the_shared_attribute() -> None:
    rng = random.Random(1)
    cases = Caseload(tuple(draw_case(rng) for _ in range(12)))
    names = ("relation", "half", "route")

    def exact(number: int, _crosses: int) -> Range:
        return number, number

    network = chain(cases, names, exact)
    assert len(network.arcs) == 1 + 4 * 2 + 2 * 4 + sum(len(SHARES[name]) for name in names)
    for end in {arc.head for arc in network.arcs}:
        into = sum(arc.truth for arc in network.arcs if arc.head == end)
        assert into == sum(arc.truth for arc in network.arcs if arc.tail == end)


def test_what_is_said_of_a_number_must_be_true() -> None:
    with pytest.raises(ValueError, match="not within"):
        Network().add("a", "b", 5, (0, 4))
