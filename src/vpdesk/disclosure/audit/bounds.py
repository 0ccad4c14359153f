"""The exact least and most that a sum of hidden counts can be, over whole numbers that fit what is printed.

A `System` holds cells (whole numbers from zero) and rows (what is printed of their sums). It is cut into
parts that share no row, so that a question touches its own part only. Each part is answered by the simplex
method in whole numbers (`simplex`) and, where a corner of the real polyhedron is no whole number, by branch
and bound (Land and Doig 1960). That is the interval of an attacker who knows linear constraints (Fischetti
and Salazar 2001, "Solving the cell suppression problem on tabular data with linear constraints").

    NoWorldError            no whole numbers fit: what is printed contradicts itself
    TooManyBranchesError    a part of the system is far from the tables that this is made for
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from vpdesk.disclosure.audit.simplex import Dictionary

#: Tables come out whole at once or after a few branches; more than this is no table.
MOST_BRANCHES: Final = 20_000


class NoWorldError(Exception):
    """No whole numbers fit the rows of the system."""


class TooManyBranchesError(Exception):
    """The search for whole numbers was given up after `MOST_BRANCHES`."""


class Relation(StrEnum):
    """How a sum stands to the number beside it."""

    EQUAL = "equal"
    AT_MOST = "at_most"
    AT_LEAST = "at_least"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What is known of one sum: whole coefficients per cell, and the number it is compared with."""

    coefficients: Mapping[Hashable, int]
    relation: Relation
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """All that a reader can compute of a sum. None: on that side there is no limit."""

    low: int | None
    high: int | None

    def holds(self, value: int) -> bool:
        """Return whether `value` lies inside."""
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)

    @property
    def exact(self) -> bool:
        """Whether the reader knows the sum itself."""
        return self.low is not None and self.low == self.high


def sum_of(cells: Iterable[Hashable]) -> dict[Hashable, int]:
    """Return the coefficients of a plain sum; a cell that is named twice counts twice."""
    found: dict[Hashable, int] = defaultdict(int)
    for cell in cells:
        found[cell] += 1
    return dict(found)


def equal(cells: Iterable[Hashable], value: int) -> Row:
    """Return the row "these cells together are `value`"."""
    return Row(coefficients=sum_of(cells), relation=Relation.EQUAL, value=value)


def at_most(cells: Iterable[Hashable], value: int) -> Row:
    """Return the row "these cells together are at most `value`"."""
    return Row(coefficients=sum_of(cells), relation=Relation.AT_MOST, value=value)


def at_least(cells: Iterable[Hashable], value: int) -> Row:
    """Return the row "these cells together are at least `value`"."""
    return Row(coefficients=sum_of(cells), relation=Relation.AT_LEAST, value=value)


class System:
    """Cells under rows. A cell that no row names may be any whole number from zero."""

    def __init__(self, rows: Iterable[Row]) -> None:
        """Take in `rows`; nothing is solved before it is asked for."""
        self._fixed: dict[Hashable, int] = {}
        self._part_of: dict[Hashable, _Part] = {}
        self._contradiction = False
        left = self._settle([_Sum(dict(row.coefficients), row.relation, row.value) for row in rows])
        self._parts = _parts(left)
        for part in self._parts:
            self._part_of.update(dict.fromkeys(part.cells, part))

    @property
    def possible(self) -> bool:
        """Whether any whole numbers fit all rows."""
        return not self._contradiction and all(part.possible for part in self._parts)

    def bounds(self, coefficients: Mapping[Hashable, int]) -> Interval:
        """Return the least and the most of a sum; raises NoWorldError where no whole numbers fit."""
        if not self.possible:
            raise NoWorldError
        return Interval(
            low=_minus(self._most({cell: -factor for cell, factor in coefficients.items()})),
            high=self._most(coefficients),
        )

    def _most(self, coefficients: Mapping[Hashable, int]) -> int | None:
        most = 0
        asked: dict[_Part, dict[Hashable, int]] = defaultdict(dict)
        for cell, factor in coefficients.items():
            if cell in self._fixed:
                most += factor * self._fixed[cell]
            elif cell in self._part_of:
                asked[self._part_of[cell]][cell] = factor
            elif factor > 0:
                return None
        for part, wanted in asked.items():
            found = part.most(wanted)
            if found is None:
                return None
            most += found
        return most

    def _settle(self, rows: list["_Sum"]) -> list["_Sum"]:
        """Fix every cell that one row settles by itself, put it into the others, and return what is left."""
        while True:
            left = []
            settled = False
            for row in rows:
                row.put_in(self._fixed)
                if not row.coefficients:
                    self._contradiction |= not row.satisfied_by_nothing()
                    continue
                found = row.settles()
                if found is None:
                    left.append(row)
                else:
                    settled = True
                    self._fixed.update(found)
                    self._contradiction |= any(value < 0 for value in found.values())
            if not settled:
                return left
            rows = left


@dataclass(slots=True, eq=False)
class _Sum:
    """A row while its cells become known."""

    coefficients: dict[Hashable, int]
    relation: Relation
    value: int

    def put_in(self, known: Mapping[Hashable, int]) -> None:
        gone = [cell for cell in self.coefficients if cell in known]
        for cell in gone:
            self.value -= self.coefficients.pop(cell) * known[cell]

    def satisfied_by_nothing(self) -> bool:
        match self.relation:
            case Relation.EQUAL:
                return self.value == 0
            case Relation.AT_MOST:
                return self.value >= 0
            case Relation.AT_LEAST:
                return self.value <= 0

    def settles(self) -> dict[Hashable, int] | None:
        """Return the cells that this row fixes: the only one of an equation, or all where they sum to 0."""
        factors = self.coefficients.values()
        if self.relation is not Relation.AT_LEAST and self.value == 0 and all(f > 0 for f in factors):
            return dict.fromkeys(self.coefficients, 0)
        if self.relation is Relation.EQUAL and len(self.coefficients) == 1:
            ((cell, factor),) = self.coefficients.items()
            whole, rest = divmod(self.value, factor)
            return {cell: -1 if rest else whole}
        return None


class _Part:
    """The cells and rows of a system that hang together."""

    def __init__(self, rows: list[_Sum]) -> None:
        self.cells = {
            cell: place for place, cell in enumerate({c: 0 for row in rows for c in row.coefficients})
        }
        self._rows = rows
        self._dictionary: Dictionary | None = None
        self._solved = False

    @property
    def possible(self) -> bool:
        """Whether whole numbers fit this part."""
        if not self._solved:
            self._dictionary = self._solve()
            self._solved = True
            if self._dictionary is not None and _whole_most(self._dictionary, len(self.cells), {}) is None:
                self._dictionary = None
        return self._dictionary is not None

    def most(self, coefficients: Mapping[Hashable, int]) -> int | None:
        """Return the most of a sum, or None where it has no end; the part must be possible."""
        if self._dictionary is None:
            raise NoWorldError
        aim = {self.cells[cell]: factor for cell, factor in coefficients.items()}
        if self._dictionary.raise_to_most(aim) is None:
            return None
        return _whole_most(self._dictionary, len(self.cells), aim)

    def _solve(self) -> Dictionary | None:
        dictionary = Dictionary(len(self.cells))
        for row in sorted(self._rows, key=lambda row: row.relation is not Relation.EQUAL):
            local = {self.cells[cell]: factor for cell, factor in row.coefficients.items()}
            match row.relation:
                case Relation.EQUAL:
                    if not dictionary.equal(local, row.value):
                        return None
                case Relation.AT_MOST:
                    dictionary.at_most(local, row.value)
                case Relation.AT_LEAST:
                    dictionary.at_most({c: -f for c, f in local.items()}, -row.value)
        return dictionary if dictionary.restore() else None


def _whole_most(root: Dictionary, cells: int, aim: Mapping[int, int]) -> int | None:
    """Return the most of `aim` over whole numbers, or None where there are none; it has a real end.

    Branch and bound, the branch that keeps the larger number first.
    """
    best: int | None = None
    open_ended = [root]
    for _ in range(MOST_BRANCHES):
        if not open_ended:
            return best
        node = open_ended.pop()
        if node is not root and not node.restore():
            continue
        reached = node.raise_to_most(aim)
        if reached is None:
            raise NoWorldError
        limit = reached[0] // reached[1]
        if best is not None and limit <= best:
            continue
        broken = node.fractional(cells)
        if broken is None:
            best = limit
            continue
        cell, floor = broken
        lower, upper = node.copy(), node.copy()
        lower.at_most({cell: 1}, floor)
        upper.at_most({cell: -1}, -floor - 1)
        open_ended += [lower, upper]
    raise TooManyBranchesError


def _parts(rows: list[_Sum]) -> list[_Part]:
    """Return the parts of `rows` that share no cell."""
    leader: dict[Hashable, Hashable] = {}

    def find(cell: Hashable) -> Hashable:
        while leader[cell] != cell:
            leader[cell] = leader[leader[cell]]
            cell = leader[cell]
        return cell

    for row in rows:
        first, *others = row.coefficients
        for cell in row.coefficients:
            leader.setdefault(cell, cell)
        for cell in others:
            leader[find(cell)] = find(first)
    together: dict[Hashable, list[_Sum]] = defaultdict(list)
    for row in rows:
        together[find(next(iter(row.coefficients)))].append(row)
    return [_Part(part) for part in together.values()]


def _minus(value: int | None) -> int | None:
    return None if value is None else -value
