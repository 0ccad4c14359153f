"""What happened to a case as a whole, as moments on its timeline: closed, joined, taken over."""

from collections.abc import Iterator
from typing import Final

from vpdesk.domain.case_event import CaseEvent, CaseEventKind
from vpdesk.i18n import _, label
from vpdesk.services.casework import CaseFile
from vpdesk.views.cases.moment import Moment
from vpdesk.views.cases.words import in_sentence

_ICONS: Final = {
    CaseEventKind.CLOSED: "circle-check",
    CaseEventKind.REOPENED: "undo-2",
    CaseEventKind.JOINED: "folder",
    CaseEventKind.SPLIT: "folder",
    CaseEventKind.IMPORTED: "folder",
}


def case_moments(file: CaseFile) -> Iterator[Moment]:
    """Yield the events of a case, oldest first, and its closing when that is of before there were events."""
    for event in reversed(file.events):
        yield _moment(event)
    case = file.case
    known = {event.happened_on for event in file.events if event.kind is CaseEventKind.CLOSED}
    if case.closed_on is not None and case.closed_on not in known:
        closed = CaseEventKind.CLOSED
        yield _moment(
            CaseEvent(
                id=case.id, case_id=case.id, happened_on=case.closed_on, kind=closed, outcome=case.outcome
            )
        )


def _moment(event: CaseEvent) -> Moment:
    details = "" if event.outcome is None else in_sentence(event.outcome)
    if event.kind is CaseEventKind.JOINED and event.remarks:
        details = _("everything of {alias} is here now", alias=event.remarks)
    elif event.kind is CaseEventKind.SPLIT and event.remarks:
        details = _("the other one is {alias}", alias=event.remarks)
    elif event.kind is CaseEventKind.IMPORTED:
        details = _("earlier contacts are not known")
    return Moment(
        day=event.happened_on,
        value_id=event.id,
        icon=_ICONS[event.kind],
        title=label(event.kind),
        details=details,
    )
