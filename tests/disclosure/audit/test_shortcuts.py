"""The shortcuts of `crossing`, and tables by themselves, against the solver over all joint cells."""

import random
from collections import Counter
from itertools import product

import pytest

from tests.disclosure.audit.documents import Body, body, table, year
from vpdesk.disclosure.audit import worlds
from vpdesk.disclosure.audit.bounds import Interval, System, equal, sum_of
from vpdesk.disclosure.audit.chain import chain_of
from vpdesk.disclosure.audit.crossing import common, outside
from vpdesk.disclosure.audit.findings import Named, Reader
from vpdesk.disclosure.audit.page import read_all
from vpdesk.disclosure.audit.search import Label, Search
from vpdesk.disclosure.audit.space import Space


@pytest.mark.parametrize("seed", range(40))
def test_what_two_sides_of_a_table_have_in_common_is_what_the_solver_finds(seed: int) -> None:
    rng = random.Random(seed)
    rows, columns = "abcde"[: rng.randint(2, 5)], "xyz"[: rng.randint(2, 3)]
    space = Space(dimensions={"row": rows, "column": columns}, cliques=(("row", "column"),))
    counts = Counter({key: rng.randint(0, 9) for key in product(rows, columns)})
    size = counts.total()
    known = [equal(space.cells(), size)]
    for dimension, keys, place in (("row", rows, 0), ("column", columns, 1)):
        for key in keys:
            if rng.random() < 0.6:
                margin = sum(n for cell, n in counts.items() if cell[place] == key)
                known.append(equal(space.cells({dimension: key}), margin))
    system = System(known)
    for row, column in product(rows, columns):
        one = system.bounds(sum_of(space.cells({"row": row})))
        other = system.bounds(sum_of(space.cells({"column": column})))
        cell = space.cells({"row": row, "column": column})
        assert system.bounds(sum_of(cell)) == common(one, other, size)
        left = sum_of(space.cells({"row": row}))
        left.update(dict.fromkeys(cell, 0))
        assert system.bounds(left) == outside(one, other, size)


SIZES = (14, 9, 23)


def _block(seed: int, *, several: bool) -> list[Body]:
    """Three years with totals only, and tables over all of them in the last."""
    rng = random.Random(seed)
    tables = []
    for dimension, width in (("matter", 8), ("relation", 5), ("route", 4)):
        keys = [f"{dimension} {place}" for place in range(width)]
        drawn = Counter(rng.choices(keys, [0.6**place for place in range(width)], k=sum(SIZES)))
        # a case may have a second code, but no category holds a case twice
        extra = {key: rng.randint(0, min(3, sum(SIZES) - drawn[key])) if several else 0 for key in keys}
        counts = {key: drawn[key] + extra[key] for key in keys}
        hidden = [key for key in keys if counts[key] < 5] or keys[-2:]
        tables.append(
            table(
                dimension,
                {key: n for key, n in counts.items() if key not in hidden},
                hidden,
                sum(counts[key] for key in hidden),
                unit="things" if several else "cases",
                over=[year(2020 + place) for place in range(3)],
                cases=sum(SIZES),
            )
        )
    last = len(SIZES) - 1
    halves = table("half_year", {"first": 11, "second": 12})
    return [
        body(size, *([*tables, halves] if place == last else []), days=year(2020 + place))
        for place, size in enumerate(SIZES)
    ]


def _intervals(bodies: list[Body]) -> dict[Label, Interval]:
    search = Search(chain_of(read_all(bodies)), Reader.PLAIN, None, kappa=1)
    search.run()
    return {label: found for label, found in search.intervals.items() if "=" not in label.slice}


@pytest.mark.parametrize("several", [False, True], ids=["one code", "several codes"])
def test_tables_by_themselves_are_what_all_tables_together_give(
    monkeypatch: pytest.MonkeyPatch, *, several: bool
) -> None:
    for seed in range(4):
        bodies = _block(seed, several=several)
        alone = _intervals(bodies)
        with monkeypatch.context() as patch:
            patch.setattr(worlds.Worlds, "plain", lambda _, one: one.table.dimension == "half_year")
            assert _intervals(bodies) == alone
        assert {label.kind for label in alone} >= {Named.CATEGORY, Named.CROSSED, Named.OTHERS}
