"""Pages about referrals: to whom, and, asked calmly later, what came of it."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from vpdesk.domain.identity import new_id
from vpdesk.domain.referral import Referral, Uptake
from vpdesk.i18n import _
from vpdesk.services.casework import CaseFile
from vpdesk.services.referrals import note_uptake, save_referral
from vpdesk.vault.vault import Vault
from vpdesk.views import dates
from vpdesk.views.cases.asking import AskingForm
from vpdesk.views.cases.form_page import FormPage
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.cases.path_fields import REFERRAL_FIELDS, UPTAKE_FIELDS
from vpdesk.views.cases.words import in_sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What came of a referral, and when the counsellor heard so."""

    uptake: Uptake
    on: date


def new_referral(around: PageContext, file: CaseFile) -> FormPage:
    """Return the page that records a referral. What comes of it is asked later, never at once."""
    form = AskingForm(REFERRAL_FIELDS, today=around.today, beside=("referred_on",))
    form.begin(
        partial(Referral, id=new_id(), case_id=file.case.id),
        helper=None,
        referred_on=around.today(),
        remarks="",
    )
    return FormPage(
        around,
        form,
        name="referral_page",
        title=_("Refer on"),
        sentence=_("The reporter goes there alone. After a month the case asks what came of it."),
        place=f"case/{file.case.id}/referral",
        finish=_("Record"),
        save=save_referral,
    )


def changed_referral(around: PageContext, referral: Referral) -> FormPage:
    """Return the page that changes a referral; it saves itself."""
    form = AskingForm(REFERRAL_FIELDS, today=around.today, beside=("referred_on",))
    form.load(referral)
    return FormPage(
        around,
        form,
        name="referral_page",
        title=_("Change a referral"),
        place=f"referral/{referral.id}",
        finish=_("Done"),
        save=save_referral,
        keep=save_referral,
    )


def uptake(around: PageContext, referral: Referral) -> FormPage:
    """Return the page that asks what came of a referral; not knowing it yet is an answer too."""
    form = AskingForm(UPTAKE_FIELDS, today=around.today, beside=("uptake_on",))
    asked = None if referral.uptake is Uptake.UNKNOWN else referral.uptake
    form.begin(
        lambda uptake, uptake_on: Heard(uptake=uptake, on=uptake_on), uptake=asked, uptake_on=around.today()
    )

    def save(vault: Vault, heard: Heard) -> None:
        note_uptake(vault, referral.id, heard.uptake, heard.on)

    return FormPage(
        around,
        form,
        name="uptake_page",
        title=_("What came of the referral?"),
        sentence=referral_words(referral, around.today()),
        place=f"referral/{referral.id}/uptake",
        finish=_("Record"),
        save=save,
    )


def referral_question(file: CaseFile, today: date) -> str:
    """Return a reminder to ask what came of a referral, where a talk is recorded; "" when there is none."""
    waiting = [referral for referral in file.referrals if referral.may_be_asked(today)]
    if not waiting:
        return ""
    helper = in_sentence(waiting[-1].helper)
    return _("Not known yet: what came of the referral to {helper}. You may ask.", helper=helper)


def referral_words(referral: Referral, today: date) -> str:
    """Return "Naar: coach, 20 april"."""
    return _(
        "To: {helper}, {day}",
        helper=in_sentence(referral.helper),
        day=dates.day_and_month(referral.referred_on, today),
    )
