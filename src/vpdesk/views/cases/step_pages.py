"""Pages about steps: planned or done, refused in words without the consent that they need, called off."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from vpdesk.domain.code import N_
from vpdesk.domain.confidentiality_exception import ConfidentialityException, standing_exceptions
from vpdesk.domain.consent import Consent
from vpdesk.domain.errors import RuleError
from vpdesk.domain.identity import new_id
from vpdesk.domain.step import NEED_CONSENT, Actor, Ground, Step, StepStatus
from vpdesk.domain.values import ConsentDecision, ConsentPurpose, Recipient
from vpdesk.i18n import _, label
from vpdesk.services.casework import CaseFile
from vpdesk.services.consents import carry_out_step, plan_step, stop_step
from vpdesk.vault.vault import Vault
from vpdesk.views import dates
from vpdesk.views.cases.asking import AskingForm
from vpdesk.views.cases.exception_words import shared_text
from vpdesk.views.cases.form_page import FormPage
from vpdesk.views.cases.moments import consent_text
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.cases.path_fields import (
    CARRIED_OUT_FIELDS,
    CHANGED_STEP_FIELDS,
    STOPPED_FIELDS,
    new_step_fields,
)
from vpdesk.views.cases.verbs import Verb
from vpdesk.views.cases.words import breakable, in_sentence
from vpdesk.views.parts import button, quiet, row
from vpdesk.views.states import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """When a step was carried out or stopped, and what is said of it."""

    on: date
    result: str


def usable_grounds(file: CaseFile, day: date) -> list[Ground]:
    """Return what a step can rest on, on `day`: consents to share, and decisions to break confidentiality."""
    consents = [
        consent
        for consent in file.consents
        if consent.recipient is not None and consent.covers(consent.recipient, day)
    ]
    return [*consents, *standing_exceptions(file.exceptions, day)]


def new_step(around: PageContext, file: CaseFile, ask_consent: Callable[[], object]) -> FormPage:
    """Return the page that records a step, planned or done.

    One that the counsellor takes part in rests on a consent in force, or on a decision to break
    confidentiality that stands, and goes to whom that covers. Without one it is refused in words, with the
    way to record a consent. A step of the reporter or the organisation needs none.
    """
    usable = usable_grounds(file, around.today())
    consents_only = all(isinstance(each, Consent) for each in usable)
    fields = new_step_fields(
        lambda: _options(file, around.today()),
        N_("With which consent?") if consents_only else N_("What does it rest on?"),
    )
    form = AskingForm(fields, today=around.today)
    known: list[Ground] = [*file.consents, *file.exceptions]
    grounds = {each.id: each for each in known}
    form.begin(
        partial(_step, new_id(), file.case.id, grounds),
        actor=Actor.COUNSELLOR,
        consent_id=usable[0].id if len(usable) == 1 else None,
        recipient=None,
        description="",
        route=file.case.routes[0] if len(file.case.routes) == 1 else None,
        status=StepStatus.PLANNED,
        planned_on=None,
        carried_out_on=around.today(),
        result="",
    )
    covers, refused = quiet(""), Notice(" ".join(missing_consent(file, around.today())), "info")
    refused.setObjectName("refused_step")
    form.put_below("consent_id", covers)
    page = FormPage(
        around,
        form,
        name="step_page",
        title=_("Record a step"),
        sentence=_("Nothing goes to a third party without the reporter's consent.")
        if consents_only
        else _("Without the reporter's consent nothing goes further than you decided and recorded."),
        place=f"case/{file.case.id}/step",
        finish=_("Record"),
        save=plan_step,
    )
    form.put_below("consent_id", refused)
    more = button(_("Record another consent"), ask_consent, kind="link", name="other_consent")
    first = button(label(Verb.CONSENT), ask_consent, name="record_consent_first")
    form.put_below("consent_id", more)
    form.put_below("consent_id", row(first, None))

    def follow() -> None:
        needs = form.editor("actor").raw() in NEED_CONSENT
        done = form.editor("status").raw() == StepStatus.CARRIED_OUT
        form.ask_only([
            "actor",
            "consent_id" if needs else "recipient",
            "description",
            "route",
            "status",
            *(["carried_out_on", "result"] if done else ["planned_on"]),
        ])  # fmt: skip
        chosen = grounds.get(form.editor("consent_id").raw()) if needs else None
        covers.setText(breakable(_covered(chosen)) if chosen is not None else "")
        covers.setVisible(chosen is not None)
        refused.setVisible(needs and not usable)
        first.setVisible(needs and not usable)
        more.setVisible(needs and bool(usable))
        if isinstance(chosen, Consent) and not form.editor("description").raw():
            form.editor("description").set_value(chosen.step)

    form.edited.connect(follow)
    if form.editor("consent_id").raw() is None and len(usable) == 1:
        form.editor("consent_id").set_value(usable[0].id)  # recorded after the rest had been typed
    follow()
    return page


def _step(  # noqa: PLR0913  the fields of a step
    step_id: int,
    case_id: int,
    grounds: Mapping[int, Ground],
    *,
    actor: Actor,
    consent_id: int | None,
    recipient: Recipient | None,
    status: StepStatus,
    planned_on: date | None,
    carried_out_on: date | None,
    result: str,
    **fields: Any,
) -> Step:
    ground = None
    if actor in NEED_CONSENT:
        # it goes to whom its consent covers, and to nobody else
        ground = None if consent_id is None else grounds.get(consent_id)
        recipient = None if ground is None else ground.recipient
        recipient = recipient or Recipient.OTHER  # without a consent the step itself says what is missing
    if recipient is None:
        raise RuleError("recipient", N_("Say towards whom the step is."))
    done = status is StepStatus.CARRIED_OUT
    day = carried_out_on if done else planned_on
    return Step(
        id=step_id,
        case_id=case_id,
        actor=actor,
        consent_id=ground.id if isinstance(ground, Consent) else None,
        exception_id=ground.id if isinstance(ground, ConfidentialityException) else None,
        recipient=recipient,
        planned_on=day or date.max,
        carried_out_on=carried_out_on if done else None,
        result=result if done else "",
        **fields,
    )


def _options(file: CaseFile, today: date) -> list[tuple[int, str]]:
    return [(ground.id, _named(ground, today)) for ground in usable_grounds(file, today)]


def _named(ground: Ground, today: date) -> str:
    whom = "" if ground.recipient is None else in_sentence(ground.recipient)
    if isinstance(ground, Consent):
        return _("{recipient}, consent of {day}", recipient=whom, day=_day(ground.given_on, today))
    day = _day(ground.decided_on, today)
    return _("{recipient}, without consent, decision of {day}", recipient=whom, day=day)


def _covered(ground: Ground) -> str:
    return consent_text(ground) if isinstance(ground, Consent) else shared_text(ground)


def missing_consent(file: CaseFile, today: date) -> list[str]:
    """Return, in words, why no consent to share is in force; one sentence a consent that is not."""
    shared = [consent for consent in file.consents if consent.purpose is ConsentPurpose.SHARING]
    found = []
    for consent in shared:
        whom = in_sentence(consent.recipient) if consent.recipient is not None else _("a third party")
        if consent.decision is ConsentDecision.REFUSED:
            said = _(
                "Consent to share ({whom}) was refused on {day}.",
                whom=whom,
                day=_day(consent.given_on, today),
            )
        elif consent.withdrawn_on is not None and consent.withdrawn_on <= today:
            day = _day(consent.withdrawn_on, today)
            said = _("The consent to share ({whom}) was withdrawn on {day}.", whom=whom, day=day)
        elif consent.valid_until is not None and consent.valid_until < today:
            day = _day(consent.valid_until, today)
            said = _("The consent to share ({whom}) ended on {day}.", whom=whom, day=day)
        else:
            day = _day(consent.given_on, today)
            said = _("The consent to share ({whom}) begins on {day}.", whom=whom, day=day)
        found.append(said)
    if not shared:
        found.append(_("In this case no consent to share anything was recorded."))
    return [*found, _("Ask the reporter: to whom, for which step, and what may be said.")]


def _day(day: date, today: date) -> str:
    return dates.day_and_month(day, today)


def carried_out(around: PageContext, step: Step, call_off: Callable[[], object]) -> FormPage:
    """Return the page that records that a step was carried out, and what came of it; or it is called off."""
    form = AskingForm(CARRIED_OUT_FIELDS, today=around.today)
    form.begin(_ending("carried_out_on"), carried_out_on=around.today(), result="")

    def save(vault: Vault, ending: Ending) -> None:
        try:
            carry_out_step(vault, step.id, ending.on, ending.result)
        except RuleError as error:
            error.field = "carried_out_on"  # no consent covered it on that day
            raise

    return FormPage(
        around,
        form,
        name="carried_out_page",
        title=_("Step carried out"),
        sentence=step.description,
        place=f"step/{step.id}/carried_out",
        finish=_("Record"),
        save=save,
        other=(button(label(Verb.STOP), call_off, name="call_off"),),
    )


def stopped(around: PageContext, step: Step) -> FormPage:
    """Return the page that records that a planned step will not happen."""
    form = AskingForm(STOPPED_FIELDS, today=around.today)
    form.begin(_ending("stopped_on"), stopped_on=around.today(), result="")

    def save(vault: Vault, ending: Ending) -> None:
        stop_step(vault, step.id, ending.on, ending.result)

    return FormPage(
        around,
        form,
        name="stopped_page",
        title=_("This step will not happen"),
        sentence=step.description,
        place=f"step/{step.id}/stopped",
        finish=_("Record"),
        save=save,
    )


def changed_step(around: PageContext, step: Step) -> FormPage:
    """Return the page that changes a step; it saves itself. To whom it goes is its consent's, and stays."""
    form = AskingForm(CHANGED_STEP_FIELDS, today=around.today)
    form.load(step)
    form.ask_only(["description", "route", "planned_on" if step.status is StepStatus.PLANNED else "result"])

    def save(vault: Vault, changed: Step) -> None:
        try:
            plan_step(vault, changed)
        except RuleError as error:
            error.field = "planned_on"  # no consent covers it on that day
            raise

    return FormPage(
        around,
        form,
        name="changed_step_page",
        title=_("Change a step"),
        place=f"step/{step.id}",
        finish=_("Done"),
        save=save,
        keep=save,
    )


def _ending(day: str) -> Callable[..., Ending]:
    def make(result: str, **days: date) -> Ending:
        return Ending(on=days[day], result=result)

    return make
