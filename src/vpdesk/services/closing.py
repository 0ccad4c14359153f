"""Closing and reopening a case; each leaves an event, so that a case that runs again keeps its history."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from vpdesk.domain.aftercare import Aftercare
from vpdesk.domain.case import Case
from vpdesk.domain.case_event import CaseEvent, CaseEventKind
from vpdesk.domain.values import CounsellorPart, Outcome
from vpdesk.vault.vault import Vault


def close_case(  # noqa: PLR0913  each says one thing of a closing
    vault: Vault,
    case_id: int,
    *,
    on: date,
    outcome: Outcome,
    aftercare: Aftercare,
    parts: Sequence[CounsellorPart] | None = None,
    reflection: str | None = None,
) -> Case:
    """Close a case together with its aftercare agreement (rule 5: never without one).

    `parts` is what the counsellor did and `reflection` her looking back; None leaves them as they are.
    Raises RuleError when the case is closed already, when `on` is before its opening, or when the
    agreement belongs to another case.
    """
    if aftercare.case_id != case_id:
        message = "the aftercare agreement is of another case"
        raise ValueError(message)
    with vault.transaction():
        closed = vault.cases.get(case_id).close(on, outcome)
        if parts is not None:
            closed = replace(closed, counsellor_parts=tuple(parts))
        if reflection is not None:
            closed = replace(closed, reflection=reflection)
        vault.cases.save(closed)
        vault.aftercares.save(aftercare)
        note_closing(vault, closed)
    return closed


def reopen_case(vault: Vault, case_id: int, on: date) -> Case:
    """Let a closed case run again. Aftercare that was agreed still stands: only an outcome ends it."""
    with vault.transaction():
        closed = vault.cases.get(case_id)
        running = closed.reopen()
        note_closing(vault, closed)
        vault.cases.save(running)
        vault.case_events.save(CaseEvent(case_id=case_id, happened_on=on, kind=CaseEventKind.REOPENED))
    return running


def note_closing(vault: Vault, closed: Case, *, in_case: int | None = None) -> None:
    """Leave an event of how `closed` was closed, unless there is one: a case of before events has none.

    `in_case` is the case in whose history it comes, when that is another.
    """
    if closed.closed_on is None:
        return
    known = {
        (event.happened_on, event.outcome)
        for event in vault.case_events.of_case(closed.id)
        if event.kind is CaseEventKind.CLOSED
    }
    if (closed.closed_on, closed.outcome) not in known:
        vault.case_events.save(
            CaseEvent(
                case_id=in_case or closed.id,
                happened_on=closed.closed_on,
                kind=CaseEventKind.CLOSED,
                outcome=closed.outcome,
            )
        )
