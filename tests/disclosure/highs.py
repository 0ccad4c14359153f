"""The same bounds by an industrial solver: HiGHS, through `scipy.optimize.milp`, where scipy is installed.

It is for development only: scipy is no part of the program, nor of what its tests need. What an audit asks is
written down while it runs, row by row, and asked again.
"""

import importlib
from collections.abc import Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final
from unittest import mock

from vpdesk.disclosure.audit import worlds
from vpdesk.disclosure.audit.bounds import Interval, Relation, Row, System

NAME: Final = "scipy milp (HiGHS)"
LIBRARY: Final = "scipy"
#: What stops the solver is not a tolerance but the next whole number.
_OPTIMAL, _UNBOUNDED = 0, 3


@dataclass(slots=True)
class Asked:
    """One system of rows, and what was asked of it with what came out."""

    rows: list[Row]
    questions: list[tuple[Mapping[Hashable, int], Interval]] = field(default_factory=list)


@contextmanager
def written_down() -> Iterator[list[Asked]]:
    """Lend the systems of every audit within the `with`, in the order in which they are made."""
    found: list[Asked] = []

    class Watched(System):
        def __init__(self, rows: Iterable[Row]) -> None:
            self.asked = Asked(list(rows))
            found.append(self.asked)
            super().__init__(self.asked.rows)

        def bounds(self, coefficients: Mapping[Hashable, int]) -> Interval:
            interval = super().bounds(coefficients)
            self.asked.questions.append((dict(coefficients), interval))
            return interval

    with mock.patch.object(worlds, "System", Watched):
        yield found


class Solver:
    """HiGHS over the rows of one system."""

    def __init__(self, rows: Iterable[Row]) -> None:
        """Hand over the rows; raises ModuleNotFoundError without scipy."""
        self._optimize: Any = importlib.import_module("scipy.optimize")
        self._numpy: Any = importlib.import_module("numpy")
        rows = list(rows)
        every = dict.fromkeys(cell for row in rows for cell in row.coefficients)
        self._cells = {cell: place for place, cell in enumerate(every)}
        matrix = self._numpy.zeros((len(rows), len(self._cells)))
        for place, row in enumerate(rows):
            for cell, factor in row.coefficients.items():
                matrix[place, self._cells[cell]] = factor
        end = self._numpy.inf
        least = [-end if row.relation is Relation.AT_MOST else row.value for row in rows]
        most = [end if row.relation is Relation.AT_LEAST else row.value for row in rows]
        self._rows = self._optimize.LinearConstraint(matrix, least, most) if rows and self._cells else ()

    def bounds(self, coefficients: Mapping[Hashable, int]) -> Interval:
        """Return the least and the most of a sum."""
        low = self._most({cell: -factor for cell, factor in coefficients.items()})
        return Interval(low=None if low is None else -low, high=self._most(coefficients))

    def _most(self, coefficients: Mapping[Hashable, int]) -> int | None:
        aim = self._numpy.zeros(len(self._cells))
        for cell, factor in coefficients.items():
            if cell not in self._cells:
                if factor > 0:
                    return None
                continue  # no row limits it, so it is 0 at the most of the sum
            aim[self._cells[cell]] = -factor
        if not self._cells:
            return 0
        found = self._optimize.milp(
            aim, integrality=self._numpy.ones(len(self._cells)), constraints=self._rows,
            options={"mip_rel_gap": 0},
        )  # fmt: skip
        if found.status == _UNBOUNDED:
            return None
        if found.status != _OPTIMAL:
            raise ArithmeticError(found.message)
        return -round(float(found.fun))
