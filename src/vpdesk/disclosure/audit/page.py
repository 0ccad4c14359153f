"""What one document says, read from its JSON form word for word and without the code that wrote it.

The JSON is that of the released object. Bodies of the first versions have no kind, no parts, and tables over
the cases of their own period only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Self

#: What is counted where each case counts once.
CASES: Final = "cases"
#: The code of a case that had no outcome yet when it was counted.
RUNNING: Final = "running"
#: The code that stands for "no route": a case that has it has no other beside it.
NONE: Final = "none"
#: The code of a case without a site.
NOWHERE: Final = "nowhere"
#: The dimension whose categories are parts of a period, so that it cuts every other table.
HALVES: Final = "half_year"


class Kind(StrEnum):
    """What a document was for."""

    FULL = "full"
    INTERIM = "interim"
    TOLD = "told"


#: A run of days, first and last, as ISO dates: these sort as days do.
Days = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A number that was printed earlier inside the period; None: a band."""

    days: Days
    count: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One printed table. `members` are the codes of each category, in the order of the declared list.

    `printed` are the counts of its lines and `hidden` the categories of the remainder, whose sum is
    `remainder` (None: no remainder is printed). `over` and `cases` tell whose cases it counts; none: those of
    its own document.
    """

    dimension: str
    unit: str
    over: tuple[Days, ...]
    cases: int | None
    follows: bool
    members: Mapping[str, tuple[str, ...]]
    printed: Mapping[str, int]
    hidden: tuple[str, ...]
    remainder: int | None

    @property
    def several(self) -> bool:
        """Whether a case may stand in several categories, at most once in each."""
        return self.unit != CASES

    @property
    def total(self) -> int:
        """What its lines add up to."""
        return sum(self.printed.values()) + (self.remainder or 0)

    @property
    def excluding(self) -> str | None:
        """The category whose cases stand in no other one, where there is such a category."""
        return next((key for key, codes in self.members.items() if self.several and codes == (NONE,)), None)

    @property
    def running(self) -> int | None:
        """How many cases it prints as still running, on a line of its own."""
        return next((n for key, n in self.printed.items() if self.members[key] == (RUNNING,)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One document. `totals` maps a unit to the number that is printed; None: a band."""

    kind: Kind
    days: Days
    parts: tuple[Part, ...]
    k: int
    kappa: int
    totals: Mapping[str, int | None]
    tables: tuple[Table, ...]

    @classmethod
    def read(cls, body: Mapping[str, Any]) -> Self:
        """Read the JSON form of a document; raises KeyError, TypeError or ValueError on anything else."""
        return cls(
            kind=Kind(body.get("kind", Kind.FULL)),
            days=_days(body["period"]),
            parts=tuple(Part(days=_days(part), count=_count(part[CASES])) for part in body.get("parts", ())),
            k=int(body["k"]),
            kappa=int(body["kappa"]),
            totals={unit: _count(count) for unit, count in dict(body["totals"]).items()},
            tables=tuple(_table(table) for table in body["tables"]),
        )


def read_all(bodies: Sequence[Mapping[str, Any]]) -> tuple[Page, ...]:
    """Read documents in the order of release; raises as `Page.read` does."""
    return tuple(map(Page.read, bodies))


def _days(data: Mapping[str, str]) -> Days:
    first, last = data["from"], data["to"]
    if last < first:
        raise ValueError("a period ends before it begins")
    return first, last


def _count(value: int | str) -> int | None:
    if isinstance(value, str):
        if not value.startswith("<"):
            raise ValueError("neither a number nor a band")
        return None
    return int(value)


def _table(data: Mapping[str, Any]) -> Table:
    remainder = data["remainder"]
    return Table(
        dimension=data["dimension"],
        unit=data["unit"],
        over=tuple(map(_days, data.get("over", ()))),
        cases=data.get("cases"),
        follows=data.get("follows", False),
        members={key: tuple(codes) for key, codes in data["lists"].items()},
        printed={key: int(count) for key, count in data["printed"].items()},
        hidden=() if remainder is None else tuple(remainder["categories"]),
        remainder=None if remainder is None else int(remainder["value"]),
    )
