"""Pages about consent: given or refused for one purpose, corrected, and withdrawn."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from vpdesk.domain.code import N_
from vpdesk.domain.consent import Consent
from vpdesk.domain.errors import RuleError
from vpdesk.domain.formal import Milestone
from vpdesk.domain.identity import new_id
from vpdesk.domain.step import Step, StepStatus
from vpdesk.domain.values import ConsentDecision, ConsentManner, ConsentPurpose
from vpdesk.i18n import _, label, ngettext
from vpdesk.services.casework import CaseFile
from vpdesk.services.consents import correct_consent, record_consent, withdraw_consent
from vpdesk.services.resting import Resting, RestsOnConsentError, resting_on
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


def changed_consent(around: PageContext, file: CaseFile, consent: Consent) -> FormPage:
    """Return the page that corrects a consent, and names what rests on it; it saves itself."""
    form = AskingForm(CONSENT_FIELDS, today=around.today, beside=("decision", "manner", "step"))
    form.begin(
        partial(_corrected, consent), **{field.name: getattr(consent, field.name) for field in CONSENT_FIELDS}
    )
    withdrawn = ""
    if consent.withdrawn_on is not None:
        day = dates.day_and_month(consent.withdrawn_on, around.today())
        withdrawn = _("The reporter withdrew this consent on {day}; that stays.", day=day)
    resting = around.desk.ask(lambda vault: resting_on(vault, consent))
    named = {each.id: _resting_words(each, file, around.today()) for each in resting}

    def save(vault: Vault, corrected: Consent) -> None:
        try:
            correct_consent(vault, corrected)
        except RestsOnConsentError as error:
            raise _naming(error, named) from error

    page = FormPage(
        around,
        form,
        name="changed_consent_page",
        title=_("Change a consent"),
        sentence=withdrawn or _("Correct what was recorded otherwise than the reporter said it."),
        place=f"consent/{consent.id}",
        finish=_("Done"),
        save=save,
        keep=save,
    )
    if named:
        notice = Notice(breakable(_("This rests on it: {what}.", what="; ".join(named.values()))), "info")
        notice.setObjectName("resting")
        page.add_above(notice)

    def ask() -> None:
        form.ask_only(consent_fields(form.editor("purpose").value(), form.editor("decision").value()))

    form.edited.connect(ask)
    ask()
    return page


def _naming(error: RestsOnConsentError, named: Mapping[int, str]) -> RuleError:
    """Return the refusal with the name of what it is about."""
    return RuleError(
        error.field,
        error.wrong,
        safe=N_("It is about: {what}."),
        todo=error.todo,
        what=named.get(error.resting_id, ""),
    )


def _corrected(consent: Consent, **said: Any) -> Consent:
    """Return the consent as it is now said to be; what such a consent does not say goes."""
    asked = consent_fields(said["purpose"], said["decision"])
    unasked = {name: empty for name, empty in _UNASKED.items() if name not in asked}
    try:
        return replace(consent, **{**said, **unasked})
    except RuleError as error:
        if error.field == "withdrawn_on":
            error.field = "given_on"  # the day of the withdrawal is not on this form
        raise


def _resting_words(resting: Resting, file: CaseFile, today: date) -> str:
    """Return what rests on a consent, how far it is and its day: "gesprek met HR (uitgevoerd, 3 mei)"."""
    if isinstance(resting, Step):
        day = resting.carried_out_on or resting.stopped_on or resting.planned_on
        what, how = resting.description.rstrip("."), in_sentence(resting.status)
    elif isinstance(resting, Milestone):
        route = next(each.route for each in file.tracks if each.id == resting.formal_track_id)
        day, what, how = resting.reached_on, label(route), in_sentence(resting.kind)
    else:
        day, what, how = resting.due_on or resting.agreed_on, _("aftercare"), _("agreed")
    return f"{what} ({how}, {dates.day_and_month(day, today)})"


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
