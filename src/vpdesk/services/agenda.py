"""What waits for the counsellor: late, today, this week, later."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter
from typing import Final

from vpdesk.domain.code import N_
from vpdesk.domain.deadlines import deadlines, first_reply
from vpdesk.domain.overview import DueItem, DueKind
from vpdesk.domain.term import months_after
from vpdesk.vault.vault import Vault

#: All that a reminder ever says outside the unlocked window (rule 6).
REMINDER: Final = N_("Something is waiting in your agenda.")
#: How far "later" looks.
HORIZON = timedelta(days=365)
#: What asks for work beforehand is told so many months before its day.
NOTICE: Final = {DueKind.APPOINTMENT: 3, DueKind.REPORT: 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """Everything that falls due, each part earliest first. A week ends on Sunday.

    `ahead` is what is due after this week and must be prepared from now on.
    """

    late: tuple[DueItem, ...]
    today: tuple[DueItem, ...]
    this_week: tuple[DueItem, ...]
    later: tuple[DueItem, ...]
    ahead: tuple[DueItem, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits at all."""
        return not (self.late or self.today or self.this_week or self.ahead or self.later)

    @property
    def coming(self) -> tuple[DueItem, ...]:
        """What falls due after today, by day and time."""
        return tuple(sorted((*self.this_week, *self.ahead, *self.later), key=attrgetter("order")))


def read_agenda(vault: Vault, today: date) -> Agenda:
    """Return what is late or falls due within a year, over all organisations."""
    horizon = today + HORIZON
    terms = (item for item in _running_terms(vault) if item.due_on <= horizon)
    found = (*vault.aftercares.due(horizon), *vault.organisations.due(horizon), *terms)
    items = sorted(found, key=attrgetter("order"))
    sunday = today + timedelta(days=6 - today.weekday())

    def between(first: date, last: date) -> Iterable[DueItem]:
        return (item for item in items if first <= item.due_on <= last)

    day = timedelta(days=1)
    beyond = tuple(between(max(sunday, today) + day, date.max))
    ahead = tuple(item for item in beyond if _is_noticed(item, today))
    return Agenda(
        late=tuple(between(date.min, today - day)),
        today=tuple(between(today, today)),
        this_week=tuple(between(today + day, sunday)),
        later=tuple(item for item in beyond if item not in ahead),
        ahead=ahead,
    )


def first_terms(vault: Vault) -> tuple[tuple[int, date], ...]:
    """Return of each case with a term that runs or has passed unmet on which day its first one ends."""
    days: dict[int, date] = {}
    for item in _running_terms(vault):
        if item.case_id is not None:
            days[item.case_id] = min(item.due_on, days.get(item.case_id, date.max))
    return tuple(days.items())


def _is_noticed(item: DueItem, today: date) -> bool:
    return item.kind in NOTICE and months_after(item.due_on, -NOTICE[item.kind]) <= today


def _running_terms(vault: Vault) -> Iterator[DueItem]:
    """Yield the terms that run, on formal tracks and for a first reply, and those that have passed unmet."""
    milestones, terms = defaultdict(list), defaultdict(list)
    for milestone in vault.milestones.of_running():
        milestones[milestone.formal_track_id].append(milestone)
    for term in vault.terms.all():
        terms[term.organisation_id].append(term)
    for case in vault.cases.unanswered():
        deadline = first_reply(case.opened_on, terms[case.organisation_id])
        yield DueItem(
            kind=DueKind.FIRST_REPLY,
            due_on=deadline.due_on,
            case_id=case.id,
            value_id=case.id,
            alias=case.alias,
            organisation=case.organisation,
            term=deadline.kind,
        )
    for running in vault.formal_tracks.running():
        track = running.track
        for deadline in deadlines(track, milestones[track.id], terms[running.organisation_id]):
            if deadline.met_on is None:
                yield DueItem(
                    kind=DueKind.TERM,
                    due_on=deadline.due_on,
                    case_id=track.case_id,
                    value_id=track.id,
                    alias=running.alias,
                    organisation=running.organisation,
                    term=deadline.kind,
                )
