"""How often what occurs in the practice data: the weights of `resources/practice/mix.toml`."""

import random
import tomllib
from bisect import bisect
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Any, TypeVar

from vpdesk import paths
from vpdesk.domain.values import Entry, Mandate, Matter, Outcome, Position, Relation, Route

_T = TypeVar("_T")


class Weighted(dict[_T, float]):
    """Weights by value; `draw` takes one of them."""

    def draw(self, rng: random.Random, allowed: Collection[_T] | None = None) -> _T:
        """Return one value, of `allowed` when that is given; raises ValueError when none is left."""
        values = [value for value in self if allowed is None or value in allowed]
        sums = list(accumulate(self[value] for value in values))
        if not sums or sums[-1] <= 0:
            message = "nothing is left to draw from"
            raise ValueError(message)
        return values[bisect(sums, rng.random() * sums[-1], 0, len(sums) - 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """An invented organisation: its kind of work, and how much and what comes from it.

    `yearly` is the least and the most of cases in a whole year, `months` how busy each month is.
    """

    name: str
    kind: str
    mandates: tuple[Mandate, ...]
    yearly: tuple[int, int]
    months: tuple[float, ...]
    matters: Weighted[Matter]
    positions: Weighted[Position]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """All weights of the practice."""

    clients: tuple[Client, ...]
    matter_counts: Weighted[int]
    entries: Weighted[Entry]
    relations: Mapping[Matter, Weighted[Relation]]
    routes: Mapping[str, Weighted[Route]]
    outcomes: Mapping[str, Weighted[Outcome]]


@cache
def read_mix() -> Mix:
    """Return the weights that we ship."""
    raw: dict[str, Any] = tomllib.loads((paths.resources() / "practice" / "mix.toml").read_text("utf-8"))

    def merged(table: str, kind: str) -> dict[str, float]:
        return {**raw[table]["base"], **raw[table].get(kind, {})}

    return Mix(
        clients=tuple(
            Client(
                name=client["name"],
                kind=client["kind"],
                mandates=tuple(Mandate.of(code) for code in client["mandates"]),
                yearly=(client["yearly"][0], client["yearly"][1]),
                months=tuple(client.get("months", raw["month"]["base"])),
                matters=Weighted({Matter.of(c): w for c, w in merged("matter", client["kind"]).items()}),
                positions=Weighted(
                    {Position.of(c): w for c, w in merged("position", client["kind"]).items()}
                ),
            )
            for client in raw["client"]
        ),
        matter_counts=Weighted(enumerate(raw["count"]["matters"], start=1)),
        entries=Weighted({Entry.of(c): w for c, w in raw["entry"]["base"].items()}),
        relations={
            Matter.of(m): Weighted({Relation.of(c): w for c, w in weights.items()})
            for m, weights in raw["relation"].items()
        },
        routes={
            key: Weighted({Route.of(c): w for c, w in weights.items()})
            for key, weights in raw["route"].items()
        },
        outcomes={
            key: Weighted({Outcome.of(c): w for c, w in weights.items()})
            for key, weights in raw["outcome"].items()
        },
    )
