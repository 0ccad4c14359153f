"""The list by closing date and by matter: one stretch after the other, each in the order of an index.

No index has the running cases behind the closed ones, or the matters in the order of the profession's list.
But each stretch of such a list is in order somewhere: the closed cases, the running ones, those of one
matter. Where few cases are let through, sorting those is shorter.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from vpdesk.domain.case import CaseStatus
from vpdesk.domain.case_list import CaseColumn, CaseOrder, Direction
from vpdesk.domain.overview import CaseFilter
from vpdesk.domain.values import Matter
from vpdesk.vault.case_filter import WALKED, Values, Way, conditions_of

_MATTERS: Final = "|".join(("", *Matter, ""))
_NEWEST: Final = "opened_on DESC, id DESC"
#: The cases that have a matter beside their first one.
_HAVE_IT_TOO: Final = "id IN (SELECT case_id FROM case_matters WHERE code = :first AND rank > 0)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A part of the list: from what it is read, which of the cases those are, in what order."""

    cases: str
    where: str
    order: str
    values: Values


def place_of(matter: str) -> str:
    """Return the expression that is smaller the earlier `matter`, a column, stands in the list of matters."""
    return f"instr('{_MATTERS}', '|' || {matter} || '|')"


def stretches(chosen: CaseFilter, order: CaseOrder, way: Way) -> tuple[Stretch, ...]:
    """Return the stretches of the list in their order; none where one query comes to it as soon."""
    if way is not WALKED or chosen.due_until is not None:
        return ()
    direction = sql_of(order.direction)
    if order.column is CaseColumn.CLOSED:
        return tuple(_by_closing(chosen, direction))
    if order.column is not CaseColumn.MATTER:
        return ()
    found = _by_matter(chosen) if chosen.matter is None else _around(chosen, chosen.matter, direction)
    return found if order.direction is Direction.ASCENDING else found[::-1]


def sql_of(direction: Direction) -> str:
    """Return what SQL calls a direction."""
    return "ASC" if direction is Direction.ASCENDING else "DESC"


def _by_closing(chosen: CaseFilter, way: str) -> Iterator[Stretch]:
    limited = chosen.closed_from is not None or chosen.closed_until is not None
    if chosen.status is not CaseStatus.OPEN:
        closed = replace(chosen, status=CaseStatus.CLOSED)
        by_closing = f"closed_on {way}, opened_on {way}, id {way}"
        yield _stretch(closed, "cases INDEXED BY cases_by_closing", order=by_closing)
    if chosen.status is not CaseStatus.CLOSED and not limited:
        running = replace(chosen, status=CaseStatus.OPEN)
        yield _stretch(running, "cases INDEXED BY cases_running", order=f"opened_on {way}, id {way}")


def _by_matter(chosen: CaseFilter) -> tuple[Stretch, ...]:
    return tuple(_of_first(chosen, matter) for matter in Matter)


def _around(chosen: CaseFilter, matter: Matter, way: str) -> tuple[Stretch, ...]:
    """Return the cases with one matter: those that have it first, between those that have it too."""
    others = replace(chosen, matter=None)
    place, its_place = place_of("first_matter"), place_of(":first")
    before, after = (
        _stretch(
            others,
            "cases",
            f"{_HAVE_IT_TOO} AND {place} {side} {its_place}",
            order=f"{place} {way}, {_NEWEST}",
            first=matter,
        )
        for side in ("<", ">")
    )
    return before, _of_first(others, matter), after


def _of_first(chosen: CaseFilter, matter: Matter) -> Stretch:
    by_matter = "cases INDEXED BY cases_by_matter"
    return _stretch(chosen, by_matter, "first_matter = :first", order=_NEWEST, first=matter)


def _stretch(chosen: CaseFilter, cases: str, *which: str, order: str, **values: str) -> Stretch:
    where, given = conditions_of(chosen, WALKED)
    return Stretch(cases=cases, where=" AND ".join((where, *which)), order=order, values=given | values)
