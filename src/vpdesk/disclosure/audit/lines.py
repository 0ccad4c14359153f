"""What one table says of its categories: its printed lines, and what holds of any table."""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping

from vpdesk.disclosure.audit.bounds import Relation, Row, equal, sum_of
from vpdesk.disclosure.audit.page import Table

#: The cells that make up each category.
Cells = Mapping[str, Collection[Hashable]]


def lines(table: Table, printed: Mapping[str, int], remainder: int, cells: Cells) -> Iterator[Row]:
    """Yield what a table prints; `printed` and `remainder` are its numbers as a reader counts them."""
    for key, count in printed.items():
        yield equal(cells[key], count)
    if table.hidden:
        yield equal([cell for key in table.hidden for cell in cells[key]], remainder)


def frame(table: Table, cells: Cells, size: Hashable) -> Iterator[Row]:
    """Yield what holds of the categories of any table over `size` cases: a number, or the cell of it."""
    every = [cell for part in cells.values() for cell in part]
    if not table.several:
        yield _against(every, Relation.EQUAL, size)
        return
    yield _against(every, Relation.AT_LEAST, size)
    excluding = table.excluding
    for key, part in cells.items():
        also = [] if excluding in {None, key} else cells[excluding or ""]
        yield _against([*part, *also], Relation.AT_MOST, size)


def _against(cells: Iterable[Hashable], relation: Relation, size: Hashable) -> Row:
    coefficients = sum_of(cells)
    if isinstance(size, int):
        return Row(coefficients=coefficients, relation=relation, value=size)
    coefficients[size] = coefficients.get(size, 0) - 1
    return Row(coefficients=coefficients, relation=relation, value=0)
