"""What rests on what the reporter allowed, or on a decision to do without (rules 1 and 4).

A consent may be corrected, and what rests on it must still be covered on its day. What was not covered before
(the reporter took the consent back as of a day that lies behind) stands in no correction's way.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from vpdesk.domain.aftercare import Aftercare
from vpdesk.domain.code import N_
from vpdesk.domain.confidentiality_exception import ConfidentialityException
from vpdesk.domain.consent import Consent
from vpdesk.domain.errors import RuleError
from vpdesk.domain.formal import BODIES, TOLD, Milestone, Standing
from vpdesk.domain.step import Step, StepStatus
from vpdesk.domain.values import AftercareWish, ConsentDecision, ConsentPurpose, Initiative, Recipient
from vpdesk.vault.vault import Vault

#: What may rest on a consent.
Resting = Step | Milestone | Aftercare

_SAFE: Final = N_("Nothing was changed.")
_STEP_WORDS: Final = {
    StepStatus.CARRIED_OUT: (
        N_("A step that was carried out rests on this consent, which would not have covered it."),
        N_("Was the step never taken? Then delete the step first."),
    ),
    StepStatus.PLANNED: (
        N_("A planned step rests on this consent, which would not cover it."),
        N_("Say first that the step will not happen, or delete it."),
    ),
}


class RestsOnConsentError(RuleError):
    """A consent cannot become what it was corrected to, because `resting_id` rests on it."""

    def __init__(self, field: str, wrong: str, *, todo: str, resting_id: int) -> None:
        super().__init__(field, wrong, safe=_SAFE, todo=todo)
        self.resting_id = resting_id


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What the counsellor told a body on the reporter's behalf."""

    milestone: Milestone
    body: Recipient


def resting_on(vault: Vault, consent: Consent) -> tuple[Resting, ...]:
    """Return what rests on a consent: nothing else covers it, or it was agreed with the reporter by it."""
    match consent.purpose:
        case ConsentPurpose.SHARING:
            others = _others(vault, consent)
            return (
                *vault.steps.of_consent(consent.id),
                *(
                    each.milestone
                    for each in _told(vault, consent.case_id)
                    if _covers([consent], each) and not _covers(others, each)
                ),
            )
        case ConsentPurpose.CONTACT if consent.decision is ConsentDecision.GIVEN:
            return tuple(each for each in vault.aftercares.of_case(consent.case_id) if _calls(each))
    return ()


def require_still_covered(vault: Vault, before: Consent, after: Consent) -> None:
    """Raise RestsOnConsentError when something that `before` covered would not be covered by `after`.

    The purposes are asked apart: while anything rests on a consent, it is for what it was given for.
    """
    if before.purpose is not after.purpose:
        for resting in resting_on(vault, before):
            raise RestsOnConsentError(
                "purpose",
                N_("Something rests on this consent, so that it cannot be for something else."),
                todo=N_("Record the other consent as one of its own."),
                resting_id=resting.id,
            )
        _require_unreported(vault, before)
    for step in vault.steps.of_consent(before.id):
        on = step.carried_out_on or step.planned_on
        gap = after.gap(step.recipient, on)
        if gap and step.status in _STEP_WORDS and before.covers(step.recipient, on):
            wrong, todo = _STEP_WORDS[step.status]
            raise RestsOnConsentError(gap, wrong, todo=todo, resting_id=step.id)
    require_told_covered(vault, before, after)


def require_told_covered(vault: Vault, before: Consent, after: Consent | None) -> None:
    """Raise RestsOnConsentError when a report on the reporter's behalf would have no consent any more.

    `after` is None where the consent is deleted.
    """
    others = _others(vault, before)
    for each in _told(vault, before.case_id):
        then = others if after is None else [*others, after]
        if _covers([*others, before], each) and not _covers(then, each):
            raise RestsOnConsentError(
                "" if after is None else after.gap(each.body, each.milestone.reached_on),
                N_("You reported on the reporter's behalf with this consent, which would not cover that."),
                todo=N_("Was it not reported so? Then change or delete that milestone first."),
                resting_id=each.milestone.id,
            )


def told_by(vault: Vault, case_id: int) -> Iterator[tuple[Milestone, tuple[Consent, ...]]]:
    """Yield what was told a body on the reporter's behalf, with the consents that each allowed it.

    That the reporter withdrew one later, as of a day that lay behind, does not part them.
    """
    consents = vault.consents.of_case(case_id)
    for each in _told(vault, case_id):
        on = each.milestone.reached_on
        yield (
            each.milestone,
            tuple(one for one in consents if one.gap(each.body, on) in ("", "withdrawn_on")),
        )


def require_covers_done(vault: Vault, exception: ConfidentialityException) -> None:
    """Raise RuleError when a decision does not cover a step that was carried out and rests on it."""
    for step in vault.steps.of_exception(exception.id):
        if step.carried_out_on is not None and not exception.covers(step.recipient, step.carried_out_on):
            raise RuleError(
                "decided_on",
                N_("A step that was carried out rests on this decision, and was taken before this day."),
                safe=_SAFE,
            )


def _require_unreported(vault: Vault, before: Consent) -> None:
    """A report that was released counted the case, or left it out, by what was said."""
    organisation_id = vault.cases.get(before.case_id).organisation_id
    if before.purpose is ConsentPurpose.COUNTING and any(
        release.released_at.date() >= before.given_on for release in vault.releases.history(organisation_id)
    ):
        raise RuleError(
            "purpose",
            N_("A report was released since, and counted this case or left it out by what was said here."),
            safe=_SAFE,
            todo=N_("Record the other consent as one of its own."),
        )


def _others(vault: Vault, consent: Consent) -> list[Consent]:
    return [each for each in vault.consents.of_case(consent.case_id) if each.id != consent.id]


def _told(vault: Vault, case_id: int) -> Iterator[_Told]:
    tracks = {each.id: each for each in vault.formal_tracks.of_case(case_id)}
    for milestone in vault.milestones.of_case(case_id):
        track = tracks[milestone.formal_track_id]
        if track.standing is Standing.ON_BEHALF and milestone.kind in TOLD:
            yield _Told(milestone=milestone, body=BODIES[track.route])


def _covers(consents: list[Consent], told: _Told) -> bool:
    return any(each.covers(told.body, told.milestone.reached_on) for each in consents)


def _calls(aftercare: Aftercare) -> bool:
    """Tell whether the counsellor is still to ask the reporter how it goes."""
    return (
        aftercare.is_open
        and aftercare.wish is AftercareWish.WANTED
        and aftercare.initiative is Initiative.COUNSELLOR
    )

