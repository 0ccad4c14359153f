"""Integer cells over crossed dimensions: what a table hides, cell by cell.

A clique is a set of dimensions that are crossed with each other. Cliques that share dimensions share the
margins over these, as equations. Where the cliques form a star (or any tree in which each meets the others in
what it shares with one of them) margins that agree come from some joint table, so that nothing is lost
(Vorob'ev 1962; Lauritzen, Graphical Models, 1996, on decomposable models). Around a circle of cliques that is
not so: then the dimensions belong into one clique, because margins alone give intervals that are too wide.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from vpdesk.disclosure.audit.bounds import Relation, Row, sum_of


@dataclass(frozen=True, slots=True)
class JointCell:
    """The cases with these values, in the crossing of the clique of that number."""

    clique: int
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """The values of each dimension, and which are crossed; raises ValueError for an unknown dimension."""

    dimensions: Mapping[str, Sequence[str]]
    cliques: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        if any(name not in self.dimensions for clique in self.cliques for name in clique):
            raise ValueError("a clique crosses dimensions that have values")

    def cells(self, where: Mapping[str, str] | None = None) -> tuple[JointCell, ...]:
        """Return the cells that make up the number of cases with these values, in the first clique with them.

        Raises ValueError where no clique crosses the dimensions that are asked for.
        """
        asked = where or {}
        for number, clique in enumerate(self.cliques):
            if asked.keys() <= set(clique):
                return tuple(self._cells(number, asked))
        raise ValueError("these dimensions are not crossed")

    def rows(self) -> Iterator[Row]:
        """Yield the equations of the margins that cliques share."""
        for (one, first), (other, second) in combinations(enumerate(self.cliques), 2):
            shared = [name for name in first if name in second]
            for values in product(*(self.dimensions[name] for name in shared)):
                where = dict(zip(shared, values, strict=True))
                coefficients = sum_of(self._cells(one, where))
                coefficients.update(dict.fromkeys(self._cells(other, where), -1))
                yield Row(coefficients=coefficients, relation=Relation.EQUAL, value=0)

    def _cells(self, number: int, where: Mapping[str, str]) -> Iterable[JointCell]:
        choices = ([where[name]] if name in where else self.dimensions[name] for name in self.cliques[number])
        return (JointCell(number, values) for values in product(*choices))
