"""One line of an import file becomes one case, or the list of its faults."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from operator import itemgetter
from typing import Final, TypeVar

from vpdesk.domain.case import Case, CaseStatus
from vpdesk.domain.errors import RuleError
from vpdesk.domain.mandate import derive_mandate
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.values import Entry, Mandate, MandateSource, Matter, Outcome, Position, Relation, Route
from vpdesk.exchange import cells, vocabulary
from vpdesk.exchange.answers import Background, UnknownOrganisationError
from vpdesk.exchange.cells import Cells, one, optional, required, several
from vpdesk.exchange.columns import Column, longest_cell
from vpdesk.exchange.days import day
from vpdesk.exchange.findings import shown
from vpdesk.exchange.folding import fold_name
from vpdesk.i18n import N_

#: The column that a rule of the domain is about, by the field that the rule names.
_COLUMN_OF: Final = {
    "closed_on": Column.CLOSED,
    "outcome": Column.OUTCOME,
    "carried_contacts": Column.CONTACTS,
    "matters": Column.MATTERS,
    "alias": Column.ALIAS,
}


@dataclass(frozen=True, slots=True)
class Faulty:
    """A fault of one line and the column that it stands in."""

    column: Column
    fault: RuleError


T = TypeVar("T")


def _column(column: Column, read: Callable[[str], T]) -> Cells[T]:
    return Cells(read, longest_cell(column))


class CaseLines:
    """Reads the lines of one file.

    `places` says where each column stands in a row (a column that the file leaves out stands at an empty
    cell). `proposed` yields aliases for the lines without one.
    """

    def __init__(
        self, places: Mapping[Column, int], background: Background, *, proposed: Iterator[str]
    ) -> None:
        organisations, answers = background.organisations, background.answers
        self._places = places
        self._in_order = itemgetter(*(places[column] for column in Column))
        self._named: dict[str, list[Organisation]] = {}
        for organisation in organisations:
            self._named.setdefault(fold_name(organisation.name), []).append(organisation)
        self._taken = background.taken
        self._seen: set[str] = set()
        #: The cases of which the file does not say how often there was contact.
        self.without_contacts: set[int] = set()
        self._proposed = proposed

        read_day = day(background.today, answers.days)
        known = answers.vocabulary
        self._answered = answers.organisations
        everywhere = [one for one in organisations if one.id == answers.everywhere]
        self._organisation: Cells[Organisation] = _column(
            Column.ORGANISATION,
            optional(self._find, everywhere[0]) if everywhere else required(self._find),
        )
        self._opened: Cells[date] = _column(Column.OPENED, required(read_day))
        matters = known(Column.MATTERS, vocabulary.MATTERS)
        mandates = known(Column.MANDATE, vocabulary.MANDATES)
        positions = known(Column.REPORTER_POSITION, vocabulary.POSITIONS)
        relations = known(Column.RESPONDENT_RELATION, vocabulary.RELATIONS)
        entries = known(Column.ENTRY, vocabulary.ENTRIES)
        routes = known(Column.ROUTE, vocabulary.ROUTES)
        outcomes = known(Column.OUTCOME, vocabulary.OUTCOMES)
        self._matters: Cells[tuple[Matter, ...]] = _column(Column.MATTERS, required(several(matters)))
        self._closed: Cells[date | None] = _column(Column.CLOSED, optional(read_day, None))
        self._mandate: Cells[Mandate | None] = _column(Column.MANDATE, optional(one(mandates), None))
        self._position: Cells[Position] = _column(
            Column.REPORTER_POSITION, optional(one(positions), Position.UNKNOWN)
        )
        self._relations: Cells[tuple[Relation, ...]] = _column(
            Column.RESPONDENT_RELATION, optional(several(relations), ())
        )
        self._entry: Cells[Entry] = _column(Column.ENTRY, optional(one(entries), Entry.UNKNOWN))
        self._routes: Cells[tuple[Route, ...]] = _column(Column.ROUTE, optional(several(routes), ()))
        self._outcome: Cells[Outcome | CaseStatus | None] = _column(
            Column.OUTCOME, optional(one(outcomes), None)
        )
        self._contacts: Cells[int] = _column(Column.CONTACTS, optional(cells.whole_number, 0))
        self._minutes: Cells[int] = _column(Column.HOURS, optional(cells.minutes, 0))
        self._alias: Cells[str] = _column(Column.ALIAS, optional(cells.alias, ""))

    def case(self, row: Sequence[str]) -> Case:
        """Return the case of a row; raises RuleError for the first thing that is wrong with it."""
        (
            organisation_cell, opened_cell, matters_cell, closed_cell, mandate_cell, position_cell,
            relation_cell, entry_cell, route_cell, outcome_cell, contacts_cell, hours_cell, alias_cell,
        ) = self._in_order(row)  # fmt: skip
        organisation = self._organisation[organisation_cell]
        matters = self._matters[matters_cell]
        closed_on = self._closed[closed_cell]
        mandate = self._mandate[mandate_cell]
        alias = self._free_alias(alias_cell) if alias_cell else ""
        case = Case(
            organisation_id=organisation.id,
            alias=alias or next(self._proposed),
            opened_on=self._opened[opened_cell],
            entry=self._entry[entry_cell],
            reporter_position=self._position[position_cell],
            matters=matters,
            respondent_relations=self._relations[relation_cell],
            routes=self._routes[route_cell],
            mandate=mandate or derive_mandate(matters, organisation.mandates),
            mandate_source=MandateSource.CHOSEN if mandate else MandateSource.DERIVED,
            carried_contacts=self._contacts[contacts_cell],
            carried_minutes=self._minutes[hours_cell],
            closed_on=closed_on,
            outcome=_ending(closed_on, self._outcome[outcome_cell]),
        )
        if alias:
            self._seen.add(alias)
        if not contacts_cell.strip():
            self.without_contacts.add(case.id)
        return case

    def faults(self, row: Sequence[str], refused: RuleError) -> list[Faulty]:
        """Return all faults of a row that `case` refused with `refused`, in the order of the columns."""
        readers: dict[Column, Callable[[str], object]] = {
            Column.ORGANISATION: self._organisation.__getitem__,
            Column.OPENED: self._opened.__getitem__,
            Column.MATTERS: self._matters.__getitem__,
            Column.CLOSED: self._closed.__getitem__,
            Column.MANDATE: self._mandate.__getitem__,
            Column.REPORTER_POSITION: self._position.__getitem__,
            Column.RESPONDENT_RELATION: self._relations.__getitem__,
            Column.ENTRY: self._entry.__getitem__,
            Column.ROUTE: self._routes.__getitem__,
            Column.OUTCOME: self._outcome.__getitem__,
            Column.CONTACTS: self._contacts.__getitem__,
            Column.HOURS: self._minutes.__getitem__,
            Column.ALIAS: self._free_alias,
        }
        found: dict[Column, RuleError] = {}
        for column, read in readers.items():
            try:
                read(row[self._places[column]])
            except RuleError as fault:
                found[column] = fault
        if found.keys().isdisjoint((Column.OPENED, Column.CLOSED, Column.OUTCOME)):
            found.update((_COLUMN_OF[fault.field], fault) for fault in self._course_faults(row))
        if not found:
            found[_COLUMN_OF[refused.field]] = refused
        return [Faulty(column, found[column]) for column in Column if column in found]

    def _course_faults(self, row: Sequence[str]) -> Iterator[RuleError]:
        """Yield what does not go together in opening, closing and outcome, whatever else is wrong."""
        closed_on = self._closed[row[self._places[Column.CLOSED]]]
        try:
            _ending(closed_on, self._outcome[row[self._places[Column.OUTCOME]]])
        except RuleError as fault:
            yield fault
        try:
            Case(
                organisation_id=0,
                alias="-",
                matters=(Matter.OTHER_OUTSIDE,),
                opened_on=self._opened[row[self._places[Column.OPENED]]],
                closed_on=closed_on,
                outcome=_ending(closed_on, None),
            )
        except RuleError as fault:
            yield fault

    def _find(self, name: str) -> Organisation:
        cells.free_word(name)
        found = self._named.get(fold_name(name), [])
        if not found and (answered := self._answered.get(fold_name(name))):
            found = [one for one in chain(*self._named.values()) if one.id == answered]
        if not found:
            raise UnknownOrganisationError(name)
        if len(found) > 1:
            raise RuleError("", N_("Several of your organisations are called “{name}”."), name=shown(name))
        return found[0]

    def _free_alias(self, text: str) -> str:
        alias = self._alias.read(text)
        if alias in self._taken:
            raise RuleError(
                "alias",
                N_("Another case has this alias already."),
                todo=N_("Choose another word or another number."),
            )
        if alias in self._seen:
            raise RuleError("alias", N_("An earlier line has this alias already."))
        return alias


def _ending(closed_on: date | None, said: Outcome | CaseStatus | None) -> Outcome | None:
    """Return the outcome of a case, from its closing date and the word in the column of the outcome."""
    if closed_on is None:
        if isinstance(said, Outcome):
            raise RuleError(
                "outcome",
                N_("There is an outcome but no closing date. Enter the date, or write “open”."),
            )
        return None
    if isinstance(said, CaseStatus):
        raise RuleError("outcome", N_("The case has a closing date, so it is not running any more."))
    return said or Outcome.UNKNOWN
