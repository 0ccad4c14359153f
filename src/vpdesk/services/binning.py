"""The bin: deleting a part of a case or a whole case, putting it back as it was, emptying after thirty days.

Deleting is no erasing: it is done at once, and undone as easily. A part is let go of by itself when its time
is over, or when the counsellor says so; a whole case only goes through erasing (`services.erasing`), which
asks and proves.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from vpdesk.domain.binned import KEPT, BinKind, Binned
from vpdesk.domain.case import Case
from vpdesk.domain.code import N_
from vpdesk.domain.errors import RuleError
from vpdesk.domain.step import Step, StepStatus
from vpdesk.services.casework import CaseFile
from vpdesk.services.consents import take_back_step
from vpdesk.services.formal import take_back_told
from vpdesk.services.organisations import as_agreed
from vpdesk.services.resting import require_told_covered
from vpdesk.services.routes import derive_routes, do_without
from vpdesk.vault.binning import PlaceTakenError
from vpdesk.vault.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class BinnedPart:
    """A part in the bin, and the alias of its case."""

    part: Binned
    alias: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BinContent:
    """What is in the bin, newest first."""

    parts: Sequence[BinnedPart]
    cases: Sequence[Case]


def bin_part(vault: Vault, kind: BinKind, value_id: int, *, label: str, now: datetime) -> Binned:
    """Put a part of a case into the bin, with what hangs on it; `label` says what it was.

    Raises RuleError for a consent or a decision about confidentiality on which a step rests that was carried
    out: it is the ground of that step. The same for a consent with which was reported on the reporter's
    behalf.
    """
    with vault.transaction():
        if any(step.status is StepStatus.CARRIED_OUT for step in _resting(vault, kind, value_id)):
            raise RuleError(
                "",
                N_("A step that was carried out rests on this consent.")
                if kind is BinKind.CONSENT
                else N_("A step that was carried out rests on this decision."),
                safe=N_("Nothing was deleted."),
                todo=N_("Was the step never taken? Then delete the step first."),
            )
        if kind is BinKind.CONSENT:
            require_told_covered(vault, vault.consents.get(value_id), None)
        choice = vault.route_choices.get(value_id) if kind is BinKind.ROUTE_CHOICE else None
        binned = vault.bin.take_out(kind, value_id, label=label, now=now)
        if choice is not None:
            do_without(vault, choice)
    return binned


def _resting(vault: Vault, kind: BinKind, value_id: int) -> Sequence[Step]:
    """Return the steps that rest on a part of a case."""
    match kind:
        case BinKind.CONSENT:
            return vault.steps.of_consent(value_id)
        case BinKind.CONFIDENTIALITY_EXCEPTION:
            return vault.steps.of_exception(value_id)
    return ()


def deletable(file: CaseFile) -> dict[int, BinKind]:
    """Return the parts of a case that can be put into the bin, and what kind each is."""
    parts: dict[BinKind, Sequence[Any]] = {
        BinKind.CONTACT: file.contacts,
        BinKind.CONSENT: file.consents,
        BinKind.STEP: file.steps,
        BinKind.OPTION: file.options,
        BinKind.REFERRAL: file.referrals,
        BinKind.DOCUMENT: file.documents,
        BinKind.FORMAL_TRACK: file.tracks,
        BinKind.MILESTONE: file.milestones,
        BinKind.AFTERCARE: file.aftercares,
        BinKind.ROUTE_CHOICE: file.choices,
        BinKind.CONFIDENTIALITY_EXCEPTION: file.exceptions,
    }
    return {value.id: kind for kind, values in parts.items() for value in values}


def put_back(vault: Vault, binned_id: int) -> Binned:
    """Put a part back as it was.

    Raises RuleError when it is gone for good, its place is taken, or it is a step, or something that was told
    on the reporter's behalf, that no consent covers any more.
    """
    with vault.transaction():
        try:
            binned = vault.bin.get(binned_id)
        except LookupError as error:
            raise RuleError("", N_("This is not in the bin any more.")) from error
        try:
            value_id = vault.bin.put_back(binned)
        except PlaceTakenError as error:
            raise RuleError(
                "",
                N_("This cannot be put back: something else stands in its place now."),
                safe=N_("It stays in the bin."),
                todo=N_("Delete what stands in its place, then put this back."),
            ) from error
        match binned.kind:
            case BinKind.ROUTE_CHOICE:
                derive_routes(vault, binned.case_id)
            case BinKind.STEP:
                take_back_step(vault, value_id)
            case BinKind.FORMAL_TRACK | BinKind.MILESTONE:
                take_back_told(vault, binned.case_id, value_id)
    return binned


def bin_case(vault: Vault, case_id: int, on: date) -> Case:
    """Put a whole case into the bin: it leaves every list, and reminds of nothing.

    A report that counted it stays as it was released; put back, the case is still the one that was counted.
    """
    with vault.transaction():
        binned = replace(vault.cases.get(case_id), binned_on=on)
        vault.cases.save(binned)
    return binned


def put_case_back(vault: Vault, case_id: int) -> Case:
    """Put a case back into the lists as it was, under what its organisation agreed by now."""
    with vault.transaction():
        back = as_agreed(vault, replace(vault.cases.get(case_id), binned_on=None))
        vault.cases.save(back)
    return back


def read_bin(vault: Vault, case_id: int | None = None) -> BinContent:
    """Return what is in the bin, of one case or of all; of a case that is there as a whole only itself."""
    cases = vault.cases.binned() if case_id is None else []
    found = vault.bin.all() if case_id is None else vault.bin.of_case(case_id)
    whole = {case.id for case in cases}
    aliases = {part.case_id: "" for part in found}
    for known in aliases:
        aliases[known] = vault.cases.get(known).alias
    return BinContent(
        parts=[
            BinnedPart(part=part, alias=aliases[part.case_id]) for part in found if part.case_id not in whole
        ],
        cases=cases,
    )


def count_bin(vault: Vault) -> int:
    """Return how much is in the bin: cases, and parts of cases that are not there as a whole."""
    return vault.bin.count() + vault.cases.count_binned()


def count_over(vault: Vault, today: date) -> int:
    """Return of how many cases the counsellor has to say whether they are erased."""
    return sum(is_over(case, today) for case in vault.cases.binned())


def stays_until(binned_on: date) -> date:
    """Return the last day on which something that was put into the bin can be put back."""
    return binned_on + KEPT


def is_over(case: Case, today: date) -> bool:
    """Tell whether a case was in the bin long enough to be erased, once the counsellor agrees."""
    return case.binned_on is not None and stays_until(case.binned_on) < today


def let_go(vault: Vault, part_ids: Collection[int]) -> None:
    """Let go of parts before their time is over; what was put back meanwhile is passed over.

    What is deleted is overwritten, and backups hold it still, as with `empty_bin`.
    """
    with vault.transaction():
        for part_id in part_ids:
            vault.bin.delete(part_id)
    vault.tidy()


def empty_bin(vault: Vault, now: datetime) -> int:
    """Let go of the parts that were in the bin for more than thirty days; return how many those were.

    What is deleted is overwritten (`secure_delete`); backups hold it until newer ones take their place.
    """
    before = now - KEPT
    gone = vault.bin.count_before(before)
    if gone:
        with vault.transaction():
            vault.bin.empty(before)
        vault.tidy()
    return gone
