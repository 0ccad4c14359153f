"""Pages about steps towards a third party: planned with a consent in force, carried out, or stopped."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from vpdesk.domain.consent import Consent
from vpdesk.domain.errors import RuleError
from vpdesk.domain.identity import new_id
from vpdesk.domain.step import Step
from vpdesk.domain.values import ConsentDecision, ConsentPurpose, Recipient
from vpdesk.i18n import _, label
from vpdesk.services.casework import CaseFile
from vpdesk.services.consents import carry_out_step, plan_step, stop_step
from vpdesk.vault.vault import Vault
from vpdesk.views import dates
from vpdesk.views.cases.asking import AskingForm
from vpdesk.views.cases.declared import CARRIED_OUT_FIELDS, STEP_FIELDS, STOPPED_FIELDS, consent_field
from vpdesk.views.cases.form_page import FormPage
from vpdesk.views.cases.moments import consent_text
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.cases.verbs import Verb
from vpdesk.views.cases.words import breakable, in_sentence
from vpdesk.views.parts import body, button, quiet
from vpdesk.views.verb_page import VerbPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """When a step was carried out or stopped, and what is said of it."""

    on: date
    result: str


def usable_consents(file: CaseFile, today: date) -> list[Consent]:
    """Return the consents to share that a step can rest on today."""
    return [
        consent
        for consent in file.consents
        if consent.recipient is not None and consent.covers(consent.recipient, today)
    ]


def new_step(around: PageContext, file: CaseFile, ask_consent: Callable[[], object]) -> FormPage:
    """Return the page that plans a step with a consent in force; `usable_consents` is not empty."""
    today = around.today()
    consents = {consent.id: consent for consent in usable_consents(file, today)}
    form = AskingForm((consent_field(lambda: _options(consents.values(), today)), *STEP_FIELDS),
                      today=around.today)  # fmt: skip
    step_id = new_id()

    def make(consent_id: int, **fields: Any) -> Step:
        # a step goes to whom its consent covers, and to nobody else
        recipient = consents[consent_id].recipient or Recipient.OTHER
        return Step(id=step_id, case_id=file.case.id, consent_id=consent_id, recipient=recipient, **fields)

    form.begin(make, consent_id=None, description="", planned_on=None)
    covers = quiet("")
    form.put_below("consent_id", covers)
    page = FormPage(
        around,
        form,
        name="step_page",
        title=_("Plan a step"),
        sentence=_("Nothing goes to a third party without the reporter's consent."),
        place=f"case/{file.case.id}/step",
        finish=_("Plan"),
        save=plan_step,
    )
    more = button(_("Record another consent"), ask_consent, kind="link", name="other_consent")
    form.put_below("consent_id", more)

    def follow() -> None:
        chosen = consents.get(form.editor("consent_id").raw())
        covers.setText(breakable(consent_text(chosen)) if chosen is not None else "")
        if chosen is not None and not form.editor("description").raw():
            form.editor("description").set_value(chosen.step)

    form.edited.connect(follow)
    follow()
    return page


def _options(consents: Any, today: date) -> list[tuple[int, str]]:
    return [
        (
            consent.id,
            _(
                "{recipient}, consent of {day}",
                recipient=in_sentence(consent.recipient),
                day=dates.day_and_month(consent.given_on, today),
            ),
        )
        for consent in consents
    ]


def refused_step(file: CaseFile, today: date, ask_consent: Callable[[], object]) -> VerbPage:
    """Return the page that says why no step can be planned now, and offers to record what is missing."""
    page = VerbPage(
        "refused_step",
        _("No step yet"),
        _("Nothing goes to a third party without the reporter's consent."),
        button(label(Verb.CONSENT), ask_consent, kind="primary", name="record_consent_first"),
    )
    for sentence in missing_consent(file, today):
        page.page.add(body(sentence))
    return page


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


def carried_out(around: PageContext, step: Step) -> FormPage:
    """Return the page that records that a step was carried out, and what came of it."""
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


def _ending(day: str) -> Callable[..., Ending]:
    def make(result: str, **days: date) -> Ending:
        return Ending(on=days[day], result=result)

    return make
