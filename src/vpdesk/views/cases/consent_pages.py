"""Pages about consent: given or refused for one purpose, and withdrawn."""

from functools import partial
from typing import Any

from vpdesk.domain.consent import Consent
from vpdesk.domain.identity import new_id
from vpdesk.domain.step import StepStatus
from vpdesk.domain.values import ConsentDecision, ConsentManner, ConsentPurpose
from vpdesk.i18n import _, ngettext
from vpdesk.services.casework import CaseFile
from vpdesk.services.consents import record_consent, withdraw_consent
from vpdesk.vault.vault import Vault
from vpdesk.views import dates
from vpdesk.views.cases.asking import AskingForm
from vpdesk.views.cases.declared import CONSENT_FIELDS, WITHDRAWAL_FIELDS, consent_fields
from vpdesk.views.cases.form_page import FormPage
from vpdesk.views.cases.moments import consent_text
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.cases.words import breakable, in_sentence
from vpdesk.views.states import Notice

_UNASKED: dict[str, Any] = {
    "recipient": None, "step": "", "may_be_said": "", "withheld": "", "withheld_because": "",
    "valid_until": None,
}  # fmt: skip


def new_consent(around: PageContext, file: CaseFile, purpose: ConsentPurpose | None = None) -> FormPage:
    """Return the page that records a consent; only the fields that matter for its purpose are asked."""
    case = file.case
    form = AskingForm(CONSENT_FIELDS, today=around.today, beside=("decision", "manner", "step"))
    form.begin(
        partial(Consent, id=new_id(), case_id=case.id),
        purpose=purpose or _not_yet_asked(file),
        decision=ConsentDecision.GIVEN,
        given_on=around.today(),
        manner=ConsentManner.ORAL,
        **_UNASKED,
    )
    page = FormPage(
        around,
        form,
        name="consent_page",
        title=_("Record consent"),
        sentence=_("Each purpose is asked separately. The reporter may take it back at any time."),
        place=f"case/{case.id}/consent",
        finish=_("Record"),
        save=record_consent,
    )

    def ask() -> None:
        form.ask_only(consent_fields(form.editor("purpose").value(), form.editor("decision").value()))

    if purpose is not None:
        form.editor("purpose").set_value(purpose)  # asked for just now, whatever a draft says
    form.edited.connect(ask)
    ask()
    return page


def _not_yet_asked(file: CaseFile) -> ConsentPurpose:
    """Return the first purpose that was not asked in this case; sharing is asked again for each step."""
    asked = {consent.purpose for consent in file.consents}
    return next((purpose for purpose in ConsentPurpose if purpose not in asked), ConsentPurpose.SHARING)


def withdrawal(around: PageContext, file: CaseFile, consent: Consent) -> FormPage:
    """Return the page that withdraws a consent, saying beforehand which steps stop with it."""
    form = AskingForm(WITHDRAWAL_FIELDS, today=around.today)
    form.begin(lambda withdrawn_on: withdrawn_on, withdrawn_on=around.today())

    def save(vault: Vault, on: Any) -> None:
        withdraw_consent(vault, consent.id, on)

    given = _(
        "Consent of {day}: {purpose}.",
        day=dates.day_and_month(consent.given_on, around.today()),
        purpose=in_sentence(consent.purpose),
    )
    page = FormPage(
        around,
        form,
        name="withdrawal_page",
        title=_("Withdraw consent"),
        sentence=" ".join(part for part in (given, consent_text(consent)) if part),
        place=f"consent/{consent.id}/withdrawal",
        finish=_("Withdraw"),
        save=save,
    )
    if stops := stopping_steps(file, consent):
        page.add(Notice(breakable(stops), "info"))
    return page


def stopping_steps(file: CaseFile, consent: Consent) -> str:
    """Return which planned steps stop when `consent` is withdrawn; "" when none does."""
    steps = [
        step.description
        for step in file.steps
        if step.consent_id == consent.id and step.status is StepStatus.PLANNED
    ]
    if not steps:
        return ""
    return ngettext(
        "This planned step stops: {steps}.",
        "These planned steps stop: {steps}.",
        len(steps),
        steps="; ".join(step.rstrip(".") for step in steps),
    )
