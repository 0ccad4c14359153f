"""Consents and the steps that rest on them (rules 1 and 2)."""

from dataclasses import replace
from datetime import date

from vpdesk.domain.consent import Consent
from vpdesk.domain.step import Step, StepStatus
from vpdesk.services.routes import derive_routes
from vpdesk.vault.vault import Vault


def record_consent(vault: Vault, consent: Consent) -> None:
    """Store a consent that was given or refused."""
    with vault.transaction():
        vault.consents.save(consent)


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


def plan_step(vault: Vault, step: Step) -> None:
    """Store a step that is planned, or was carried out already, new or changed.

    Raises RuleError, saying what is missing, unless its consent is in force on its day.
    """
    with vault.transaction():
        step.require_consent(_consent_of(vault, step), step.carried_out_on or step.planned_on)
        vault.steps.save(step)
        derive_routes(vault, step.case_id)


def carry_out_step(vault: Vault, step_id: int, on: date, result: str = "") -> Step:
    """Record that a step was carried out; raises RuleError unless its consent was in force on `on`."""
    with vault.transaction():
        step = vault.steps.get(step_id)
        done = replace(step.carry_out(on, _consent_of(vault, step)), result=result)
        vault.steps.save(done)
        derive_routes(vault, step.case_id)
    return done


def stop_step(vault: Vault, step_id: int, on: date, result: str = "") -> Step:
    """Record that a planned step will not be taken, and why when that is said."""
    with vault.transaction():
        stopped = replace(vault.steps.get(step_id).stop(on), result=result)
        vault.steps.save(stopped)
    return stopped


def _consent_of(vault: Vault, step: Step) -> Consent | None:
    """Return the step's consent, if it has one; a consent of another case covers nothing here."""
    if step.consent_id is None:
        return None
    consent = vault.consents.get(step.consent_id)
    if consent.case_id != step.case_id:
        message = "the consent is of another case"
        raise ValueError(message)
    return consent
