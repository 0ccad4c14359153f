"""The released object: the only source that documents are drawn from.

A `Release` holds exactly what is printed and nothing that is hidden. It is frozen, and its JSON form
(`to_json`) is what the register stores and what `--json` writes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Self


class Kind(StrEnum):
    """What a release was for."""

    FULL = "full"
    """A report over a whole period: totals, and tables where the numbers allow them."""

    INTERIM = "interim"
    """Totals only, inside a period that a full report covers later."""

    TOLD = "told"
    """A number that reached the organisation outside vpdesk: in a letter, an invoice, a talk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A run of days, both ends included."""

    start: date
    end: date

    def to_json(self) -> dict[str, str]:
        """Return it as plain JSON values."""
        return {"from": self.start.isoformat(), "to": self.end.isoformat()}

    @classmethod
    def from_json(cls, data: Mapping[str, str]) -> Self:
        """Rebuild it from `to_json`."""
        return cls(start=date.fromisoformat(data["from"]), end=date.fromisoformat(data["to"]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The number of new cases that an interim release inside this period printed; None: the band."""

    span: Span
    count: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """One line of a declared list: its key and the codes that it joins, in the list's order.

    `key` is a code of the dimension, the name of a class of codes (`integrity`), or `other`.
    """

    key: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One printed category and its count (always at least k)."""

    category: Category
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Remainder:
    """The one line that names every hidden category, those with 0 included; its count is at least k."""

    categories: tuple[Category, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedTable:
    """One printed one-way table. `unit` is what is counted: `cases`, `matters`, `relations`, `routes`.

    `over` are the spans of the releases whose cases it counts, oldest first, and `cases` how many cases
    those are: the sum of printed totals. Empty and None: the cases of its own release. `follows` says that
    it tells what came of the cases that the release over `over` printed as running.
    """

    dimension: str
    unit: str
    lines: tuple[Line, ...]
    remainder: Remainder | None
    over: tuple[Span, ...] = ()
    cases: int | None = None
    follows: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """One printed total. `count` is None where only the band "fewer than k, possibly none" is printed."""

    unit: str
    count: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """All figures that one document of one organisation over one period prints.

    `parts` are the interim releases inside the period, oldest first. The total of `cases` holds them; where
    it is a band, fewer than k came besides what they print.
    """

    organisation: str
    kind: Kind = Kind.FULL
    start: date
    end: date
    parts: tuple[Part, ...] = ()
    k: int
    kappa: int
    engine: str
    totals: tuple[Total, ...]
    tables: tuple[ReleasedTable, ...]
    withheld: tuple[str, ...]

    def total(self, unit: str) -> Total | None:
        """Return the printed total of `unit`, or None where none is printed."""
        return next((total for total in self.totals if total.unit == unit), None)

    def table(self, dimension: str) -> ReleasedTable | None:
        """Return the printed table of `dimension`, or None where it is withheld or absent."""
        return next((one for one in self.tables if one.dimension == dimension and not one.follows), None)

    @property
    def follow_ups(self) -> tuple[ReleasedTable, ...]:
        """The tables that tell what came of cases which an earlier release printed as running."""
        return tuple(table for table in self.tables if table.follows)

    def to_json(self) -> dict[str, Any]:
        """Return the release as plain JSON values: exactly what the document prints.

        `lists` adds which codes each category joins, which the document prints in words.
        """
        return {
            "organisation": self.organisation,
            "kind": self.kind.value,
            "period": Span(start=self.start, end=self.end).to_json(),
            "parts": [
                {**part.span.to_json(), "cases": _count_to_json(part.count, self.k)} for part in self.parts
            ],
            "k": self.k,
            "kappa": self.kappa,
            "engine": self.engine,
            "totals": {total.unit: _count_to_json(total.count, self.k) for total in self.totals},
            "tables": [_table_to_json(table) for table in self.tables],
            "withheld": list(self.withheld),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Rebuild a release from `to_json`; raises KeyError or ValueError on other data."""
        return cls(
            organisation=data["organisation"],
            # what the first versions released has no kind and no parts
            kind=Kind(data.get("kind", Kind.FULL)),
            parts=tuple(
                Part(span=Span.from_json(part), count=_count_from_json(part["cases"]))
                for part in data.get("parts", ())
            ),
            start=date.fromisoformat(data["period"]["from"]),
            end=date.fromisoformat(data["period"]["to"]),
            k=data["k"],
            kappa=data["kappa"],
            engine=data["engine"],
            totals=tuple(
                Total(unit=unit, count=_count_from_json(count)) for unit, count in data["totals"].items()
            ),
            tables=tuple(_table_from_json(table) for table in data["tables"]),
            withheld=tuple(data["withheld"]),
        )


def _count_to_json(count: int | None, k: int) -> int | str:
    return f"<{k}" if count is None else count


def _count_from_json(count: int | str) -> int | None:
    return count if isinstance(count, int) else None


def _table_to_json(table: ReleasedTable) -> dict[str, Any]:
    remainder = table.remainder
    shown = [line.category for line in table.lines]
    hidden = list(remainder.categories) if remainder else []
    return {
        "dimension": table.dimension,
        "unit": table.unit,
        "over": [span.to_json() for span in table.over],
        "cases": table.cases,
        "follows": table.follows,
        "printed": {line.category.key: line.count for line in table.lines},
        "remainder": None
        if remainder is None
        else {"categories": [c.key for c in remainder.categories], "value": remainder.count},
        "lists": {category.key: list(category.members) for category in [*shown, *hidden]},
    }


def _table_from_json(data: Mapping[str, Any]) -> ReleasedTable:
    def category(key: str) -> Category:
        return Category(key=key, members=tuple(data["lists"][key]))

    remainder = data["remainder"]
    return ReleasedTable(
        dimension=data["dimension"],
        unit=data["unit"],
        over=tuple(Span.from_json(span) for span in data.get("over", ())),
        cases=data.get("cases"),
        follows=data.get("follows", False),
        lines=tuple(Line(category=category(key), count=count) for key, count in data["printed"].items()),
        remainder=None
        if remainder is None
        else Remainder(
            categories=tuple(category(key) for key in remainder["categories"]),
            count=remainder["value"],
        ),
    )
