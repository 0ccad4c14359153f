"""The columns of an import file: their names, which must be there, how long their cells may be."""

from enum import StrEnum
from typing import Final, Self

from vpdesk.domain.case import ALIAS_LENGTH
from vpdesk.domain.organisation import NAME_LENGTH
from vpdesk.exchange.folding import fold


class Column(StrEnum):
    """One column: its English name and its Dutch ones."""

    dutch: tuple[str, ...]

    def __new__(cls, name: str, *dutch: str) -> Self:
        column = str.__new__(cls, name)
        column._value_ = name
        column.dutch = dutch
        return column

    ORGANISATION = "organisation", "organisatie", "opdrachtgever"
    OPENED = "opened", "geopend"
    MATTERS = "matters", "kwesties", "kwestie"
    CLOSED = "closed", "gesloten", "afgesloten"
    MANDATE = "mandate", "mandaat"
    REPORTER_POSITION = "reporter_position", "positie melder", "positie van de melder"
    RESPONDENT_RELATION = "respondent_relation", "relatie beklaagde", "relatie van de beklaagde"
    ENTRY = "entry", "ingang"
    ROUTE = "route", "routes"
    OUTCOME = "outcome", "uitkomst"
    CONTACTS = "contacts", "contacten", "gesprekken"
    HOURS = "hours", "uren"
    ALIAS = "alias"


#: Without these columns there is no case.
REQUIRED: Final = (Column.ORGANISATION, Column.OPENED, Column.MATTERS)

#: Room for every code of the longest list in one cell, in characters.
_ROOM: Final = 1_000
_LONGEST: Final = {Column.ORGANISATION: NAME_LENGTH, Column.ALIAS: ALIAS_LENGTH}

#: Every accepted name, folded.
BY_NAME: Final = {fold(name): column for column in Column for name in (column.value, *column.dutch)}


def longest_cell(column: Column) -> int:
    """Return how many characters a cell of `column` may hold."""
    return _LONGEST.get(column, _ROOM)
