"""Bringing cases in from a file."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from vpdesk.domain.case import Case
from vpdesk.domain.case_event import CaseEvent, CaseEventKind
from vpdesk.domain.code import Code
from vpdesk.domain.organisation import Organisation
from vpdesk.exchange.answers import WORDS_OF, Answers, Background
from vpdesk.exchange.case_csv import Examined, ReadCases, examine, read_cases
from vpdesk.exchange.columns import Column
from vpdesk.exchange.folding import fold
from vpdesk.services.undoing import Deed, deed_since, look
from vpdesk.vault.vault import Vault


def background(vault: Vault, today: date, answers: Answers | None = None) -> Background:
    """Return what a file is read by on this day; on the database's thread."""
    return Background(
        today=today,
        organisations=vault.organisations.all(),
        taken=vault.cases.aliases(),
        answers=answers or Answers(),
    )


def import_cases(vault: Vault, data: bytes, *, today: date) -> int:
    """Store every case of a CSV file, or none; return how many there were.

    The organisations must be in the vault. Raises FindingError with everything that is wrong with the file.
    """
    found = read(vault, data, today)
    store(vault, found, today)
    return len(found.cases)


def read(vault: Vault, data: bytes, today: date) -> ReadCases:
    """Return the cases of a CSV file, not stored yet; raises FindingError as `import_cases` does."""
    return read_cases(data, background(vault, today))


def store(vault: Vault, found: ReadCases, today: date) -> None:
    """Store the cases of a file.

    A running case of which the file does not say whether there was contact is marked as taken over, so that
    it never passes for one that waits for a first reply.
    """
    taken_over = [
        CaseEvent(case_id=case.id, happened_on=today, kind=CaseEventKind.IMPORTED)
        for case in found.cases
        if case.closed_on is None and case.id in found.without_contacts
    ]
    with vault.transaction():
        vault.cases.add_all(found.cases)
        if taken_over:
            vault.case_events.add_all(taken_over)


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """What a file would bring: what is known of it, and how many of its cases look like one that is there.

    `organisations` are those of the vault, `proposed` what their own words mean, `by_organisation` how many
    cases each gets, by name.
    """

    examined: Examined
    organisations: tuple[Organisation, ...]
    proposed: Mapping[tuple[Column, str], Code] = field(default_factory=dict)
    by_organisation: tuple[tuple[str, int], ...] = ()
    alike: int = 0


def foresee(vault: Vault, data: bytes, today: date, answers: Answers) -> Foreseen:
    """Return what a file would bring, read with `answers`; nothing is stored."""
    by = background(vault, today, answers)
    examined = examine(data, by)
    organisations = tuple(by.organisations)
    if not examined.is_whole:
        own = _own_words(vault) if examined.questions.words else {}
        return Foreseen(examined=examined, organisations=organisations, proposed=own)
    counted = Counter(case.organisation_id for case in examined.read.cases)
    return Foreseen(
        examined=examined,
        organisations=organisations,
        by_organisation=tuple((one.name, counted[one.id]) for one in by.organisations if counted[one.id]),
        alike=count_alike(vault, examined.read.cases),
    )


def _own_words(vault: Vault) -> dict[tuple[Column, str], Code]:
    """Return the code of each own word of an organisation that stands for one thing only."""
    found: dict[tuple[Column, str], set[Code]] = {}
    for one in vault.organisations.all():
        for own in vault.own_labels.of_organisation(one.id):
            column = Column.MATTERS if own.dimension == "matter" else Column(own.dimension)
            codes = {code for code in WORDS_OF[column].codes if code == own.code}
            found.setdefault((column, fold(own.label)), set()).update(codes)
    return {key: codes.pop() for key, codes in found.items() if len(codes) == 1}


def count_alike(vault: Vault, cases: Iterable[Case]) -> int:
    """Return how many of new cases look like one that is there: of one organisation, opened that day, with
    the same matters and position.

    Who brings in a file twice counts every person double, in every report.
    """
    there = Counter(vault.cases.likenesses())
    return (Counter(map(_likeness, cases)) & there).total()


def _likeness(case: Case) -> tuple[int, date, str, frozenset[str]]:
    matters = frozenset(map(str, case.matters))
    return case.organisation_id, case.opened_on, str(case.reporter_position), matters


def bring_in(vault: Vault, found: ReadCases, today: date) -> Deed | None:
    """Store the cases of a file as one deed, which can be undone as long as nothing was done to them."""
    before = look(vault, ())
    store(vault, found, today)
    return deed_since(vault, before, [case.id for case in found.cases])
