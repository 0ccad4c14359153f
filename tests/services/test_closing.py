"""Closing and reopening leave events: what a case was closed with stays known when it runs again."""

from datetime import date

import pytest

from tests.factories import make_aftercare, make_case
from vpdesk.domain.aftercare import Aftercare
from vpdesk.domain.case import Case
from vpdesk.domain.case_event import CaseEventKind
from vpdesk.domain.errors import RuleError
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.values import AftercareWish, CounsellorPart, Outcome
from vpdesk.services.casework import read_case
from vpdesk.services.closing import close_case, reopen_case
from vpdesk.vault.vault import Vault
from vpdesk.views.cases.case_moments import case_moments

FIRST, SECOND = date(2026, 6, 1), date(2026, 9, 1)


@pytest.fixture
def case(vault: Vault, organisation: Organisation) -> Case:
    made = make_case(organisation.id)
    with vault.transaction():
        vault.cases.save(made)
    return made


def not_wanted(case: Case, on: date) -> Aftercare:
    return Aftercare(case_id=case.id, agreed_on=on, wish=AftercareWish.NOT_WANTED)


def story(vault: Vault, case: Case) -> list[tuple[CaseEventKind, date, Outcome | None]]:
    events = vault.case_events.of_case(case.id)
    return [(event.kind, event.happened_on, event.outcome) for event in reversed(events)]


def test_after_a_second_closing_both_are_known(vault: Vault, case: Case) -> None:
    close_case(vault, case.id, on=FIRST, outcome=Outcome.LEFT, aftercare=not_wanted(case, FIRST))
    reopen_case(vault, case.id, date(2026, 7, 1))
    close_case(vault, case.id, on=SECOND, outcome=Outcome.RESOLVED, aftercare=not_wanted(case, SECOND))
    assert story(vault, case) == [
        (CaseEventKind.CLOSED, FIRST, Outcome.LEFT),
        (CaseEventKind.REOPENED, date(2026, 7, 1), None),
        (CaseEventKind.CLOSED, SECOND, Outcome.RESOLVED),
    ]
    titles = [(moment.title, moment.details) for moment in case_moments(read_case(vault, case.id))]
    assert titles == [
        ("Case closed", "left the organisation"),
        ("Case reopened", ""),
        ("Case closed", "resolved"),
    ]


def test_a_closing_of_before_there_were_events_is_kept_when_the_case_is_reopened(
    vault: Vault, organisation: Organisation
) -> None:
    case = make_case(organisation.id, closed_on=FIRST, outcome=Outcome.IMPROVED)
    with vault.transaction():
        vault.cases.save(case)
    assert [moment.title for moment in case_moments(read_case(vault, case.id))] == ["Case closed"]
    reopen_case(vault, case.id, SECOND)
    assert story(vault, case) == [
        (CaseEventKind.CLOSED, FIRST, Outcome.IMPROVED),
        (CaseEventKind.REOPENED, SECOND, None),
    ]


def test_what_the_counsellor_did_and_her_looking_back_are_kept_with_the_closing(
    vault: Vault, case: Case
) -> None:
    parts = (CounsellorPart.LISTENING, CounsellorPart.REFERRING)
    closed = close_case(
        vault,
        case.id,
        on=FIRST,
        outcome=Outcome.LISTENED_ONLY,
        aftercare=not_wanted(case, FIRST),
        parts=parts,
        reflection="eerder doorvragen",
    )
    assert (closed.counsellor_parts, closed.reflection) == (parts, "eerder doorvragen")
    assert vault.cases.get(case.id) == closed
    reopen_case(vault, case.id, SECOND)
    again = close_case(vault, case.id, on=SECOND, outcome=Outcome.LEFT, aftercare=not_wanted(case, SECOND))
    assert (again.counsellor_parts, again.reflection) == (parts, "eerder doorvragen")


def test_a_refused_closing_leaves_no_event(vault: Vault, case: Case) -> None:
    with pytest.raises(RuleError):
        close_case(
            vault, case.id, on=date(2020, 1, 1), outcome=Outcome.LEFT, aftercare=make_aftercare(case.id)
        )
    assert story(vault, case) == []
