"""The simplex method in whole numbers: a dictionary that never holds a fraction.

Each basic variable is written by the nonbasic ones over one common denominator, `denominator * x_basic =
constant + sum of coefficient * x_nonbasic`. A pivot multiplies across and divides by the denominator before
it. By Sylvester's identity that division leaves no remainder, so everything stays a whole number (Edmonds
1967, Bareiss 1968; the dictionary is that of Chvatal, Linear Programming, 1983). Choices go by the lowest
number where the method could turn in a circle (Bland 1977), so every call ends.
"""

from collections.abc import Mapping
from typing import Final, Self

#: So many pivots in a row without gain, and the choice goes by the lowest number.
_STALLED: Final = 12


class Dictionary:
    """Non-negative variables 0..n-1 under linear equations and inequalities.

    A row of `rows` is [constant, coefficient, ...] in the order of `nonbasic`. The variables from n on are
    the slacks of inequalities.
    """

    __slots__ = ("basic", "denominator", "nonbasic", "rows", "variables")

    def __init__(self, variables: int) -> None:
        """Begin with `variables` variables and no row: each of them may be anything from zero."""
        self.variables = variables
        self.denominator = 1
        self.nonbasic = list(range(variables))
        self.basic: list[int] = []
        self.rows: list[list[int]] = []

    def copy(self) -> Self:
        """Return a dictionary that can go its own way."""
        twin = type(self)(self.variables)
        twin.denominator = self.denominator
        twin.nonbasic = self.nonbasic[:]
        twin.basic = self.basic[:]
        twin.rows = [row[:] for row in self.rows]
        return twin

    def at_most(self, coefficients: Mapping[int, int], limit: int) -> None:
        """Ask that the sum is at most `limit`; call `restore` afterwards."""
        self._append({variable: -factor for variable, factor in coefficients.items()}, limit)

    def equal(self, coefficients: Mapping[int, int], value: int) -> bool:
        """Ask that the sum is `value`, and return False where no real numbers can have it so."""
        self._append({variable: -factor for variable, factor in coefficients.items()}, value)
        row = self.rows[-1]
        places = [place for place in range(1, len(row)) if row[place]]
        if not places:
            constant = self.rows.pop()[0]
            self.basic.pop()
            self.variables -= 1
            return constant == 0
        # the slack of an equation is zero for ever: it leaves, and its column with it
        place = min(places, key=lambda place: abs(row[place]))
        self._pivot(len(self.rows) - 1, place)
        self.nonbasic.pop(place - 1)
        for other in self.rows:
            other.pop(place)
        return True

    def restore(self) -> bool:
        """Bring every variable to zero or above; return False where no numbers can do that.

        The dual simplex method with nothing to optimise, by the lowest number.
        """
        while True:
            rows, basic = self.rows, self.basic
            below = [place for place, row in enumerate(rows) if row[0] < 0]
            if not below:
                return True
            leaving = min(below, key=lambda place: basic[place])
            row = rows[leaving]
            places = [place for place in range(1, len(row)) if row[place] > 0]
            if not places:
                return False
            self._pivot(leaving, min(places, key=lambda place: self.nonbasic[place - 1]))

    def raise_to_most(self, coefficients: Mapping[int, int]) -> tuple[int, int] | None:
        """Bring the sum to its most over real numbers: numerator and denominator, or None without end."""
        aim = self._written(coefficients)
        self.rows.append(aim)
        stalled = 0
        try:
            while (entering := self._entering(aim, stalled)) is not None:
                leaving = self._leaving(entering)
                if leaving is None:
                    return None
                stalled = stalled + 1 if self.rows[leaving][0] == 0 else 0
                self._pivot(leaving, entering)
                aim = self.rows[-1]
            return aim[0], self.denominator
        finally:
            self.rows.pop()

    def fractional(self, whole: int) -> tuple[int, int] | None:
        """Return the first of the variables 0..whole-1 that is no whole number, with its floor."""
        denominator = self.denominator
        if denominator == 1:
            return None
        found = [
            (variable, row[0] // denominator)
            for variable, row in zip(self.basic, self.rows, strict=True)
            if variable < whole and row[0] % denominator
        ]
        return min(found, default=None)

    def _append(self, coefficients: Mapping[int, int], constant: int) -> None:
        row = self._written(coefficients)
        row[0] += constant * self.denominator
        self.rows.append(row)
        self.basic.append(self.variables)
        self.variables += 1

    def _written(self, coefficients: Mapping[int, int]) -> list[int]:
        """Return a sum of variables as a row of this dictionary."""
        row = [0] * (len(self.nonbasic) + 1)
        for place, variable in enumerate(self.nonbasic, start=1):
            if variable in coefficients:
                row[place] += coefficients[variable] * self.denominator
        for variable, other in zip(self.basic, self.rows, strict=False):
            factor = coefficients.get(variable)
            if factor:
                row = [mine + factor * theirs for mine, theirs in zip(row, other, strict=True)]
        return row

    def _entering(self, aim: list[int], stalled: int) -> int | None:
        places = [place for place in range(1, len(aim)) if aim[place] > 0]
        if not places:
            return None
        if stalled > _STALLED:
            return min(places, key=lambda place: self.nonbasic[place - 1])
        return max(places, key=lambda place: aim[place])

    def _leaving(self, entering: int) -> int | None:
        """Return the row that stops the entering variable first, or None where none does."""
        found: int | None = None
        constant, slope = 0, -1
        for place, variable in enumerate(self.basic):
            row = self.rows[place]
            mine = row[entering]
            if mine < 0:
                gap = 1 if found is None else constant * -mine - row[0] * -slope
                if gap > 0 or (gap == 0 and found is not None and variable < self.basic[found]):
                    found, constant, slope = place, row[0], mine
        return found

    def _pivot(self, leaving: int, entering: int) -> None:
        """Let the variable of column `entering` and that of row `leaving` change places."""
        before, rows = self.denominator, self.rows
        row = rows[leaving]
        pivot = row[entering]
        if pivot > 0:
            row = [-value for value in row]
            row[entering] = before
        else:
            row[entering] = -before
            pivot = -pivot
        # now pivot * x_entering = row, in which the leaving variable stands at `entering`
        for place, other in enumerate(rows):
            factor = other[entering]
            if place == leaving or (factor == 0 and pivot == before):
                continue
            other[entering] = 0
            if before == pivot == 1:
                rows[place] = [mine + factor * theirs for mine, theirs in zip(other, row, strict=True)]
            else:
                rows[place] = [
                    (pivot * mine + factor * theirs) // before
                    for mine, theirs in zip(other, row, strict=True)
                ]
        rows[leaving] = row
        self.denominator = pivot
        self.basic[leaving], self.nonbasic[entering - 1] = self.nonbasic[entering - 1], self.basic[leaving]
