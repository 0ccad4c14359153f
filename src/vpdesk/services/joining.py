"""Two cases that are one: everything of the second comes to the first, and the second is no more."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any, Final, TypeVar

from vpdesk.domain.case import Case
from vpdesk.domain.case_event import CaseEvent, CaseEventKind
from vpdesk.domain.code import N_
from vpdesk.domain.day_and_time import DayAndTime
from vpdesk.domain.errors import RuleError
from vpdesk.domain.matter_detail import Wrongdoing
from vpdesk.domain.values import Entry, Position
from vpdesk.services.closing import note_closing
from vpdesk.services.drafts import drop_changes_begun
from vpdesk.services.routes import derive_routes
from vpdesk.vault.moving import move_all
from vpdesk.vault.vault import Vault

T = TypeVar("T")

#: Of these a case has one row, or one of each kind: what `_make_one` makes one of before the rest moves.
MADE_ONE: Final = frozenset({"options", "reporter_identities", "respondent_links"})


#: What was begun at these places of a case says what becomes of that case, and is over once it is joined.
_OVER: Final = ("joining", "splitting", "move")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Which of two cases were counted in a report that was released."""

    first: bool
    second: bool


def counted(vault: Vault, first_id: int, second_id: int) -> Counted:
    """Tell which of two cases were counted; what was released never changes by joining."""
    release_of = vault.ledger.release_of
    return Counted(first=release_of(first_id) is not None, second=release_of(second_id) is not None)


def join_cases(vault: Vault, first_id: int, second_id: int, on: date) -> Case:
    """Bring everything of the second case to the first, and return that.

    The joined case was counted where one of them was: it counts no second time, and a report that counted
    both stays as it was released. Raises RuleError for cases of two client organisations, for a case in the
    bin, and when for both something was begun at the same place and not finished.
    """
    with vault.transaction():
        first, second = vault.cases.get(first_id), vault.cases.get(second_id)
        _require_joinable(first, second)
        for closed in (first, second):
            note_closing(vault, closed, in_case=first_id)
        joined = joined_case(first, second).with_mandate(
            vault.organisations.get(first.organisation_id).mandates
        )
        _make_one(vault, first_id, second_id)
        for each in (first_id, second_id):
            drop_changes_begun(vault, each)
        _move_drafts(vault, first_id, second_id)
        for table in move_all(vault.connection, second_id, first_id):
            vault.touch(table)
        vault.ledger.count_along(second_id, first_id)
        vault.cases.delete(second_id)
        vault.cases.note_joined(second_id, first_id)
        vault.cases.save(joined)
        vault.case_events.save(
            CaseEvent(case_id=first_id, happened_on=on, kind=CaseEventKind.JOINED, remarks=second.alias)
        )
        return derive_routes(vault, first_id)


def joined_case(first: Case, second: Case) -> Case:
    """Return the first case with what the second knew besides: nothing that either says is lost."""
    closed = first.closed_on is not None and second.closed_on is not None
    last = max((first, second), key=lambda case: case.closed_on or date.min)
    agreed = [each for each in (first.next_contact, second.next_contact) if each is not None]
    told = [
        each for each in (first.told_of_reservation_on, second.told_of_reservation_on) if each is not None
    ]
    return replace(
        first,
        opened_on=min(first.opened_on, second.opened_on),
        entry=second.entry if first.entry is Entry.UNKNOWN else first.entry,
        reporter_position=second.reporter_position
        if first.reporter_position is Position.UNKNOWN
        else first.reporter_position,
        matters=_both(first.matters, second.matters),
        matter_details=_both(first.matter_details, second.matter_details),
        wrongdoing=Wrongdoing.SUSPECTED
        if Wrongdoing.SUSPECTED in (first.wrongdoing, second.wrongdoing)
        else first.wrongdoing,
        respondent_relations=_both(first.respondent_relations, second.respondent_relations),
        routes=_both(first.routes, second.routes),
        counsellor_parts=_both(first.counsellor_parts, second.counsellor_parts),
        unit_id=second.unit_id if first.unit_id is None else first.unit_id,
        criteria=_texts(first.criteria, second.criteria),
        reflection=_texts(first.reflection, second.reflection),
        told_of_reservation_on=min(told, default=None),
        carried_contacts=first.carried_contacts + second.carried_contacts,
        carried_minutes=first.carried_minutes + second.carried_minutes,
        closed_on=last.closed_on if closed else None,
        outcome=last.outcome if closed else None,
    ).with_next_contact(min(agreed, key=_sooner, default=None))


def _require_joinable(first: Case, second: Case) -> None:
    safe = N_("Nothing was changed.")
    if first.id == second.id:
        raise RuleError("other_id", N_("This is the same case."), safe=safe)
    if first.organisation_id != second.organisation_id:
        raise RuleError(
            "other_id",
            N_("These cases are of two client organisations."),
            safe=safe,
            todo=N_("What is said at one organisation never comes to another: keep them apart."),
        )
    if first.binned_on is not None or second.binned_on is not None:
        raise RuleError("other_id", N_("This case is in the bin."), safe=safe, todo=N_("Put it back first."))


def _make_one(vault: Vault, first_id: int, second_id: int) -> None:
    """Make one of what a case has only once, so that nothing stands in the way of moving."""
    ours = {option.route: option for option in vault.options.of_case(first_id)}
    for theirs in vault.options.of_case(second_id):
        if (own := ours.get(theirs.route)) is not None:
            vault.options.delete(theirs.id)
            vault.options.save(
                replace(
                    own,
                    discussed_on=min(own.discussed_on, theirs.discussed_on),
                    meaning=_texts(own.meaning, theirs.meaning),
                    speaks_for=_texts(own.speaks_for, theirs.speaks_for),
                    speaks_against=_texts(own.speaks_against, theirs.speaks_against),
                )
            )
    own_identity, other = vault.identities.of_case(first_id), vault.identities.of_case(second_id)
    if own_identity is not None and other is not None:
        vault.identities.delete(other.id)
        besides = [
            theirs
            for own_text, theirs in (
                (own_identity.name, other.name),
                (own_identity.reach, other.reach),
                (own_identity.safe_time, other.safe_time),
                (own_identity.remarks, other.remarks),
            )
            if own_text and theirs not in ("", own_text)
        ]
        vault.identities.save(
            replace(
                own_identity,
                name=own_identity.name or other.name,
                reach=own_identity.reach or other.reach,
                safe_time=own_identity.safe_time or other.safe_time,
                remarks="\n".join(part for part in (own_identity.remarks or other.remarks, *besides) if part),
            )
        )
    tags = {link.tag_id for link in vault.respondent_links.of_case(first_id)}
    for link in vault.respondent_links.of_case(second_id):
        if link.tag_id in tags:
            vault.respondent_links.delete(link.id)


def _move_drafts(vault: Vault, first_id: int, second_id: int) -> None:
    """Let what was begun in the second case be found in the first; raises RuleError where both have it.

    That the second was to be joined with the first, or split, or moved, is over with it.
    """
    for place in vault.drafts.places_of_case(second_id):
        draft = vault.drafts.get(place)
        here = place.replace(f"case/{second_id}", f"case/{first_id}", 1)
        if draft is None:
            continue
        if place.removeprefix(f"case/{second_id}/").partition("/")[0] in _OVER:
            vault.drafts.drop(place)
            continue
        if vault.drafts.get(here) is not None:
            raise RuleError(
                "other_id",
                N_("In both cases you began to write the same and did not finish it."),
                safe=N_("Nothing was changed."),
                todo=N_("Finish it in one of them first."),
            )
        vault.drafts.drop(place)
        vault.drafts.save(replace(draft, place=here))


def _sooner(agreed: DayAndTime) -> tuple[date, time]:
    """Sort what was agreed by when it is; of one day a time tells more than the day alone."""
    return agreed.day, agreed.at or time.max


def _both(ours: Sequence[T], theirs: Sequence[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*ours, *theirs)))


def _texts(*texts: Any) -> str:
    return "\n\n".join(dict.fromkeys(text for text in texts if text))
