"""One case that is two: the chosen moments and matters go to a new case of the same client organisation."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from operator import attrgetter

from vpdesk.domain.case import Case
from vpdesk.domain.case_event import CaseEvent, CaseEventKind
from vpdesk.domain.code import N_
from vpdesk.domain.errors import RuleError
from vpdesk.domain.identity import new_id
from vpdesk.domain.matter_detail import Wrongdoing
from vpdesk.domain.option import RouteChoice
from vpdesk.domain.values import ConsentPurpose, Mandate, Matter
from vpdesk.services.drafts import drop_changes_begun
from vpdesk.services.resting import told_by
from vpdesk.services.routes import choose_with_deed, derive_routes, do_without
from vpdesk.vault.moving import move_some, with_companions
from vpdesk.vault.vault import Vault


def split_case(  # noqa: PLR0913  each says one thing of a split
    vault: Vault,
    case_id: int,
    *,
    moved: Collection[int],
    kept_matters: Sequence[Matter],
    moved_matters: Sequence[Matter],
    alias: str,
    on: date,
) -> Case:
    """Hang what is `moved` on a new case, and return that.

    A step goes with its consent, as does what was told on the reporter's behalf, and a milestone with its
    track. What the reporter allowed or refused in general
    holds for both. Was the case counted in a report, then the new one was counted with it. Raises RuleError
    when one of them keeps no matter, when nothing goes, and when the alias is taken.
    """
    if not moved:
        raise RuleError("moved", N_("Choose what goes to the new case."), safe=N_("Nothing was changed."))
    with vault.transaction():
        case = vault.cases.get(case_id)
        agreed = vault.organisations.get(case.organisation_id).mandates
        if not kept_matters:
            raise RuleError("kept_matters", N_("Choose at least one matter."))
        if not moved_matters:
            raise RuleError("moved_matters", N_("Choose at least one matter."))
        if vault.cases.has_alias(alias):
            raise RuleError(
                "alias",
                N_("Another case has this alias already."),
                todo=N_("Choose another word or another number."),
            )
        fresh = _part_of(
            replace(
                case,
                id=new_id(),
                alias=alias,
                routes=(),
                counsellor_parts=(),
                criteria="",
                reflection="",
                next_contact_on=None,
                next_contact_at=None,
                carried_contacts=0,
                carried_minutes=0,
            ),
            moved_matters,
        ).with_mandate(agreed)
        vault.cases.save(fresh)
        vault.cases.save(_part_of(case, kept_matters).with_mandate(agreed))
        drop_changes_begun(vault, case_id)
        chosen = vault.route_choices.of_case(case_id)
        going = _going(vault, case_id, moved)
        for table in move_some(vault.connection, case_id, fresh.id, going):
            vault.touch(table)
        _follow_choices(vault, case_id, fresh.id, chosen)
        _share_consents(vault, case_id, fresh.id)
        vault.ledger.count_as(case_id, fresh.id)
        for own, other in ((case, fresh), (fresh, case)):
            vault.case_events.save(
                CaseEvent(case_id=own.id, happened_on=on, kind=CaseEventKind.SPLIT, remarks=other.alias)
            )
        return vault.cases.get(fresh.id)


def _going(vault: Vault, case_id: int, moved: Collection[int]) -> frozenset[int]:
    """Return what goes when these are `moved`: nothing that was told stays without a consent, or goes so."""
    going = with_companions(vault.connection, case_id, moved)
    for milestone, consents in told_by(vault, case_id):
        goes = milestone.id in going
        if consents and all((each.id in going) is not goes for each in consents):
            return _going(vault, case_id, going | {consents[0].id if goes else milestone.id})
    return going


def _follow_choices(vault: Vault, case_id: int, fresh_id: int, before: Iterable[RouteChoice]) -> None:
    """Let the routes of both cases follow from the choices that each of them has now, of all those `before`.

    A track in the new case says that its route was chosen there, as beginning one does.
    """
    first = {each.route: each for each in sorted(before, key=attrgetter("chosen_on", "id"), reverse=True)}
    stayed = {each.id for each in vault.route_choices.of_case(case_id)}
    for choice in first.values():
        if choice.id not in stayed:
            do_without(vault, choice)
    for each in (case_id, fresh_id):
        derive_routes(vault, each)
    for track in vault.formal_tracks.of_case(fresh_id):
        choose_with_deed(vault, fresh_id, track.route, track.begun_on)


def _part_of(case: Case, matters: Sequence[Matter]) -> Case:
    """Return the case with only these of its matters, and what was known of those."""
    return replace(
        case,
        matters=tuple(matters),
        matter_details=tuple(detail for detail in case.matter_details if detail.matter in matters),
        wrongdoing=case.wrongdoing
        if any(matter.mandate is Mandate.INTEGRITY for matter in matters)
        else Wrongdoing.NOT_SUSPECTED,
    )


def _share_consents(vault: Vault, *case_ids: int) -> None:
    """Give both cases what was asked in general: who refused to be counted is counted in neither."""
    found = [consent for case_id in case_ids for consent in vault.consents.of_case(case_id)]
    for consent in found:
        if consent.purpose is not ConsentPurpose.SHARING:
            for case_id in case_ids:
                if case_id != consent.case_id:
                    vault.consents.save(replace(consent, id=new_id(), case_id=case_id))
