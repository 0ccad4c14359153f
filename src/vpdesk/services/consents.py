"""Consents, decisions to break confidentiality, and the steps that rest on them (rules 1, 2 and 4)."""

from dataclasses import replace
from datetime import date

from vpdesk.domain.code import N_
from vpdesk.domain.confidentiality_exception import ConfidentialityException, standing_exceptions
from vpdesk.domain.consent import Consent
from vpdesk.domain.errors import RuleError
from vpdesk.domain.step import Ground, Step, StepStatus, require_consent
from vpdesk.domain.values import ConsentDecision
from vpdesk.services.resting import require_covers_done, require_still_covered
from vpdesk.services.routes import derive_routes
from vpdesk.vault.vault import Vault


def record_consent(vault: Vault, consent: Consent) -> None:
    """Store a consent that was given or refused."""
    with vault.transaction():
        vault.consents.save(consent)


def correct_consent(vault: Vault, consent: Consent) -> None:
    """Store a consent otherwise than it was recorded; was it withdrawn, then it stays so.

    Raises RestsOnConsentError when something that rests on it would not be covered any more, and RuleError
    when it was withdrawn and is to be a refusal, or when a report reckoned with what it is for.
    """
    with vault.transaction():
        before = vault.consents.get(consent.id)
        if before.withdrawn_on is not None and consent.decision is not ConsentDecision.GIVEN:
            raise RuleError(
                "decision",
                N_("This consent was withdrawn, so it was given before."),
                safe=N_("Nothing was changed."),
            )
        corrected = replace(consent, withdrawn_on=before.withdrawn_on)
        require_still_covered(vault, before, corrected)
        vault.consents.save(corrected)


def withdraw_consent(vault: Vault, consent_id: int, on: date) -> tuple[Step, ...]:
    """Withdraw a consent from `on`, and stop every step that has not been carried out; return those.

    Raises RuleError when it was withdrawn before.
    """
    with vault.transaction():
        vault.consents.save(vault.consents.get(consent_id).withdraw(on))
        stopped = tuple(
            step.stop(on) for step in vault.steps.of_consent(consent_id) if step.status is StepStatus.PLANNED
        )
        for step in stopped:
            vault.steps.save(step)
    return stopped


def record_exception(vault: Vault, exception: ConfidentialityException) -> None:
    """Store what was decided about breaking confidentiality, new or changed.

    Raises RuleError when a step that was carried out rests on it, and would no longer.
    """
    with vault.transaction():
        require_covers_done(vault, exception)
        vault.confidentiality_exceptions.save(exception)


def take_back_step(vault: Vault, step_id: int) -> None:
    """Let a step that comes back from the bin rest on what its consent or its decision is by now.

    What the reporter withdrew meanwhile stops it, as it stopped the others. Raises RuleError when the consent
    was corrected meanwhile, and does not cover the step any more.
    """
    step = vault.steps.get(step_id)
    if step.exception_id is not None:
        require_covers_done(vault, vault.confidentiality_exceptions.get(step.exception_id))
    if step.consent_id is None or step.status is StepStatus.STOPPED:
        return
    consent = vault.consents.get(step.consent_id)
    on = step.carried_out_on or step.planned_on
    if consent.gap(step.recipient, on) not in ("", "withdrawn_on"):
        require_consent(consent, step.recipient, on)
    if step.status is StepStatus.PLANNED and consent.withdrawn_on is not None:
        vault.steps.save(step.stop(consent.withdrawn_on))


def plan_step(vault: Vault, step: Step) -> None:
    """Store a step that is planned, or was carried out already, new or changed.

    Raises RuleError, saying what is missing, unless its consent is in force on its day, or the decision to
    break confidentiality that it rests on stands.
    """
    with vault.transaction():
        on = step.carried_out_on or step.planned_on
        step.require_ground(_ground_of(vault, step, on), on)
        vault.steps.save(step)
        derive_routes(vault, step.case_id)


def carry_out_step(vault: Vault, step_id: int, on: date, result: str = "") -> Step:
    """Record that a step was carried out; raises RuleError unless what it rests on held on `on`."""
    with vault.transaction():
        step = vault.steps.get(step_id)
        done = replace(step.carry_out(on, _ground_of(vault, step, on)), result=result)
        vault.steps.save(done)
        derive_routes(vault, step.case_id)
    return done


def stop_step(vault: Vault, step_id: int, on: date, result: str = "") -> Step:
    """Record that a planned step will not be taken, and why when that is said."""
    with vault.transaction():
        stopped = replace(vault.steps.get(step_id).stop(on), result=result)
        vault.steps.save(stopped)
    return stopped


def _ground_of(vault: Vault, step: Step, on: date) -> Ground | None:
    """Return what the step rests on, if anything; what is of another case covers nothing here.

    Raises RuleError when confidentiality was broken for it once, and it was decided since to keep it.
    """
    if step.exception_id is not None:
        exception = vault.confidentiality_exceptions.get(step.exception_id)
        _require_own(exception, step)
        decisions = vault.confidentiality_exceptions.of_case(step.case_id)
        if exception.covers(step.recipient, on) and exception not in standing_exceptions(decisions, on):
            raise RuleError(
                "consent_id",
                N_("Since then you decided to keep confidentiality."),
                safe=N_("Nothing was done."),
                todo=N_("Ask the reporter for consent, or weigh it anew."),
            )
        return exception
    if step.consent_id is None:
        return None
    consent = vault.consents.get(step.consent_id)
    _require_own(consent, step)
    return consent


def _require_own(ground: Ground, step: Step) -> None:
    if ground.case_id != step.case_id:
        message = "what the step rests on is of another case"
        raise ValueError(message)
