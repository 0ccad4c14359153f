"""What came of running cases of several batches, against plain counting of every way it can have gone."""

import random
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from tests.disclosure.audit.documents import Body, body, closing, openings, table, year
from vpdesk.disclosure.audit import search as searching
from vpdesk.disclosure.audit.auditor import audit
from vpdesk.disclosure.audit.bounds import Interval
from vpdesk.disclosure.audit.chain import chain_of
from vpdesk.disclosure.audit.findings import Fault, Named, Reader
from vpdesk.disclosure.audit.page import read_all
from vpdesk.disclosure.audit.search import Search

KEYS = ("resolved", "unresolved", "running")
OVER = [year(2020), year(2021)]


def splits(total: int, width: int) -> Iterator[tuple[int, ...]]:
    """Every way to divide a number over so many places."""
    if width == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in splits(total - first, width - 1):
            yield (first, *rest)


def tabulated(counts: tuple[int, ...], hidden: list[str], *, follows: bool) -> Body:
    """A table over both years that hides some lines."""
    by_key = dict(zip(KEYS, counts, strict=True))
    return table(
        "outcome",
        {key: n for key, n in by_key.items() if key not in hidden},
        hidden,
        sum(by_key[key] for key in hidden),
        over=OVER,
        cases=sum(counts),
        follows=follows,
    )


def fits(counts: tuple[int, ...], page: Body) -> bool:
    """Whether counts print this table."""
    by_key = dict(zip(KEYS, counts, strict=True))
    rest = page["remainder"]
    return all(by_key[key] == n for key, n in page["printed"].items()) and (
        rest is None or sum(by_key[key] for key in rest["categories"]) == rest["value"]
    )


def added(*some: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(map(sum, zip(*some, strict=True)))


@pytest.mark.parametrize("seed", range(12))
def test_what_came_of_the_running_cases_of_one_year_is_what_plain_counting_finds(seed: int) -> None:
    rng = random.Random(seed)
    sizes = (rng.randint(3, 4), rng.randint(3, 5))
    drawn = [rng.choice(list(splits(size, 3))) for size in sizes]
    after = [rng.choice(list(splits(counts[2], 3))) for counts in drawn]
    later = [rng.choice(list(splits(counts[2], 3))) for counts in after]
    hide = [[key for key in KEYS if key != "running" and rng.random() < 0.5] for _ in range(3)]
    first = tabulated(added(*drawn), hide[0], follows=False)
    second = tabulated(added(*after), hide[1], follows=True)
    third = tabulated(added(*later), hide[2], follows=True)
    pages = [
        body(sizes[0], days=OVER[0], k=3),
        body(sizes[1], first, days=OVER[1], k=3),
        body(None, second, days=year(2022), k=3),
        body(None, third, days=year(2023), k=3),
    ]
    search = Search(chain_of(read_all(pages)), Reader.PLAIN, None, kappa=1)
    search.run()
    worlds = [
        (one_after, one_later)
        for one in product(*(splits(size, 3) for size in sizes))
        if fits(added(*one), first)
        for one_after in product(*(splits(counts[2], 3) for counts in one))
        if fits(added(*one_after), second)
        for one_later in product(*(splits(counts[2], 3) for counts in one_after))
        if fits(added(*one_later), third)
    ]
    compared = 0
    for label, interval in search.intervals.items():
        if label.kind is Named.CROSSED and label.slice.startswith("running:"):
            _, line, _, batch = label.slice.split(":")
            step = 0 if line == "1" else 1
            values = [world[step][int(batch)][KEYS.index(label.category)] for world in worlds]
            assert interval == Interval(low=min(values), high=max(values)), label
            compared += 1
    assert compared == 12


def story() -> tuple[list[Body], list[list[dict[str, Any]]]]:
    """Of three and twenty cases all but one still ran, and then all were resolved."""
    block = table("outcome", {"running": 22}, ["resolved", "unresolved"], 1, over=OVER, cases=23)
    then = table("outcome", {"resolved": 22}, ["unresolved", "running"], 0, over=OVER, cases=22, follows=True)
    pages = [
        body(3, days=OVER[0], kind="told"),
        body(20, block, days=OVER[1]),
        body(None, then, days=year(2022)),
    ]
    events = [
        openings("outcome", {"running": 3}),
        openings("outcome", {"running": 19, "resolved": 1}),
        [closing("resolved", 0)] * 3 + [closing("resolved", 1)] * 19,
    ]
    return pages, events


def test_running_cases_of_a_small_batch_are_found_where_a_table_follows_them() -> None:
    pages, events = story()
    found = {(f.fault, f.release, f.slice, f.low, f.high) for f in audit(pages, events, kappa=1).findings}
    assert (Fault.SMALL, 2, "running:1:batch:0", 2, 3) in found


def test_without_the_search_along_the_line_they_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching.Search, "_pool", lambda *_: None)
    pages, events = story()
    assert not [f for f in audit(pages, events, kappa=1).findings if ":batch:" in f.slice]
