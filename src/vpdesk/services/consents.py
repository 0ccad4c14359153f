"""Consents, decisions to break confidentiality, and the steps that rest on them (rules 1, 2 and 4)."""

from dataclasses import replace
from datetime import date

from vpdesk.domain.code import N_
from vpdesk.domain.confidentiality_exception import ConfidentialityException, standing_exceptions
from vpdesk.domain.consent import Consent
from vpdesk.domain.errors import RuleError
from vpdesk.domain.step import Ground, Step, StepStatus
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


def record_exception(vault: Vault, exception: ConfidentialityException) -> None:
    """Store what was decided about breaking confidentiality, new or changed.

    Raises RuleError when a step that was carried out rests on it, and would no longer.
    """
    with vault.transaction():
        for step in vault.steps.of_exception(exception.id):
            if step.carried_out_on is not None and not exception.covers(step.recipient, step.carried_out_on):
                raise RuleError(
                    "decided_on",
                    N_("A step that was carried out rests on this decision, and was taken before this day."),
                    safe=N_("Nothing was changed."),
                )
        vault.confidentiality_exceptions.save(exception)


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
