"""Witness worlds: what can be shown to whoever doubts that a table hides what it should.

For each printed table with hidden lines a witness holds counts that print this very page. Each hidden line
is 0 in one of them and k - 1 or more in another, so nobody who sees the page can say that a line holds
somebody, or how few. They are made here and stored with the release; `witness_check` looks them through
without a word of the certificate's reasoning.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from vpdesk.disclosure.certificate import Frame, Shown
from vpdesk.disclosure.counts import TableCounts
from vpdesk.disclosure.oneway import shown_of
from vpdesk.disclosure.released import ReleasedTable, Span
from vpdesk.disclosure.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """What a reader of one table cannot tell apart.

    `shown` is the page without the cases that the organisation handled itself (`known` per line, which it can
    take off, of `known_cases`), in list order, None where a line is hidden. `none` is the place of the line
    that excludes all others, if there is one. `worlds` are counts in the same order that print it.
    """

    dimension: str
    follows: bool
    over: tuple[Span, ...]
    categories: tuple[str, ...]
    known: tuple[int, ...]
    known_cases: int
    none: int | None
    frame: Frame
    shown: Shown
    worlds: tuple[tuple[int, ...], ...]

    def to_json(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        frame = self.frame
        return {
            "dimension": self.dimension,
            "follows": self.follows,
            "over": [span.to_json() for span in self.over],
            "categories": list(self.categories),
            "known": list(self.known),
            "known_cases": self.known_cases,
            "none": self.none,
            "cases": frame.cases,
            "total": frame.total,
            "k": frame.k,
            "kappa": frame.kappa,
            "shown": list(self.shown),
            "worlds": [list(world) for world in self.worlds],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Rebuild it from `to_json`; raises KeyError or ValueError on other data.

        What was released never changes, so earlier ones are read as they were written: with `excluding`,
        which says whether there is a line that excludes all others, and the first without `none`, its place.
        """
        none = data.get("none")
        return cls(
            dimension=data["dimension"],
            follows=data["follows"],
            over=tuple(Span.from_json(span) for span in data["over"]),
            categories=tuple(data["categories"]),
            known=tuple(data["known"]),
            known_cases=data.get("known_cases", 0),
            none=none,
            frame=Frame(
                cases=data["cases"],
                total=data["total"],
                k=data["k"],
                kappa=data["kappa"],
                excluding=data.get("excluding", none is not None),
            ),
            shown=tuple(data["shown"]),
            worlds=tuple(tuple(world) for world in data["worlds"]),
        )


def witness_of(table: ReleasedTable, counts: TableCounts, *, k: int, kappa: int) -> Witness | None:
    """Return the witness of a `table` that was printed of `counts`; None where it hides nothing.

    Raises ValueError where the page has no such worlds: then it could not have been printed.
    """
    if table.remainder is None:
        return None
    lines = {line.category.key for line in table.lines}
    keys = tuple(category.key for category in counts.declared.categories)
    shown = tuple(
        n if key in lines else None for key, n in zip(keys, counts.residual.counts, strict=True)
    )
    verdict = Verdict.of(counts, k, kappa)
    return Witness(
        dimension=table.dimension,
        follows=table.follows,
        over=table.over,
        categories=keys,
        known=verdict.known,
        known_cases=verdict.known_cases,
        none=verdict.none,
        frame=verdict.frame,
        shown=shown,
        worlds=tuple(_worlds(shown, verdict)),
    )


def _worlds(shown: Shown, verdict: Verdict) -> Iterator[tuple[int, ...]]:
    """Yield worlds that print `shown` until each hidden line was 0 in one and k - 1 in another."""
    k = verdict.frame.k
    hidden = [place for place, count in enumerate(shown) if count is None]
    zero, most = set(hidden), set(hidden)
    for world in _candidates(shown, hidden, verdict.frame):
        zeros = {place for place in zero if world[place] == 0}
        larger = {place for place in most if world[place] >= k - 1}
        if (zeros or larger) and shown_of(world, k, verdict.holds) == shown:
            zero -= zeros
            most -= larger
            yield world
    if zero or most:
        raise ValueError("a page that nothing certifies")


def _candidates(shown: Shown, hidden: list[int], frame: Frame) -> Iterator[tuple[int, ...]]:
    """Yield first the worlds in which every hidden line stays below k, then those with all in one line."""
    remainder = frame.remainder(shown)

    def world(amounts: Mapping[int, int]) -> tuple[int, ...]:
        return tuple(amounts.get(place, 0) if n is None else n for place, n in enumerate(shown))

    for start in range(len(hidden)):
        left, amounts = remainder, {}
        for place in hidden[start:] + hidden[:start]:
            amounts[place] = min(left, frame.k - 1)
            left -= amounts[place]
        if left == 0:
            yield world(amounts)
    if remainder <= frame.cases:
        yield from (world({place: remainder}) for place in hidden)
