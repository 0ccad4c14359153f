"""The page that closes a case, together with its aftercare agreement (rule 5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from vpdesk.domain.aftercare import Aftercare
from vpdesk.domain.identity import new_id
from vpdesk.domain.reins import over_since
from vpdesk.domain.step import StepStatus
from vpdesk.domain.values import AftercareWish, Channel, CounsellorPart, Initiative, Outcome
from vpdesk.i18n import _, label, ngettext
from vpdesk.services.casework import CaseFile
from vpdesk.services.closing import close_case
from vpdesk.vault.vault import Vault
from vpdesk.views import dates
from vpdesk.views.cases.asking import AskingForm
from vpdesk.views.cases.declared import AFTERCARE_FIELDS, CLOSING_FIELDS, REFLECTION_FIELD
from vpdesk.views.cases.form_page import FormPage
from vpdesk.views.cases.lock_screen import lock_screen_preview
from vpdesk.views.cases.own_words import OwnWords
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.cases.verbs import Verb
from vpdesk.views.cases.words import breakable
from vpdesk.views.states import Notice

_ALWAYS = (*(field.name for field in CLOSING_FIELDS), "wish", REFLECTION_FIELD.name)
_WANTED = (*_ALWAYS, *(field.name for field in AFTERCARE_FIELDS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """How and when a case closes, what the counsellor did in it, and what was agreed about aftercare."""

    closed_on: date
    outcome: Outcome
    counsellor_parts: Sequence[CounsellorPart]
    reflection: str
    aftercare: Aftercare


def closing(around: PageContext, file: CaseFile) -> FormPage:
    """Return the page that closes a case. No day is proposed for aftercare: the reporter names it."""
    case = file.case
    aftercare_id = new_id()
    form = AskingForm((*CLOSING_FIELDS, *AFTERCARE_FIELDS, REFLECTION_FIELD), today=around.today,
                      beside=("outcome", "initiative", "channel"))  # fmt: skip

    form.reword(OwnWords(file.own_words).label)

    def make(
        closed_on: date,
        outcome: Outcome,
        counsellor_parts: Sequence[CounsellorPart],
        reflection: str,
        wish: AftercareWish,
        **terms: Any,
    ) -> Closing:
        agreed = terms if wish is AftercareWish.WANTED else {}
        return Closing(
            closed_on=closed_on,
            outcome=outcome,
            counsellor_parts=counsellor_parts,
            reflection=reflection,
            aftercare=Aftercare(id=aftercare_id, case_id=case.id, agreed_on=closed_on, wish=wish, **agreed),
        )

    form.begin(
        make,
        closed_on=around.today(),
        outcome=None,
        counsellor_parts=case.counsellor_parts,
        reflection=case.reflection,
        wish=None,
        initiative=Initiative.COUNSELLOR,
        due_on=None,
        channel=Channel.UNKNOWN,
        safe_time="",
    )

    def save(vault: Vault, closing: Closing) -> None:
        close_case(
            vault,
            case.id,
            on=closing.closed_on,
            outcome=closing.outcome,
            aftercare=closing.aftercare,
            parts=closing.counsellor_parts,
            reflection=closing.reflection,
        )

    page = FormPage(
        around,
        form,
        name="closing_page",
        title=_("Close {alias}", alias=case.alias),
        sentence=_(
            "A case closes with an agreement about aftercare, or with the record that none is wanted."
        ),
        place=f"case/{case.id}/closing",
        finish=label(Verb.CLOSE),
        save=save,
    )
    preview = lock_screen_preview()
    page.add(preview)
    if waiting := still_waiting(file, around.today()):
        page.add(Notice(breakable(waiting), "info"))

    def ask() -> None:
        wanted = form.editor("wish").raw() == AftercareWish.WANTED
        form.ask_only(_WANTED if wanted else _ALWAYS)
        preview.setVisible(wanted)

    form.edited.connect(ask)
    ask()
    return page


def still_waiting(file: CaseFile, today: date) -> str:
    """Return what goes on waiting after closing, or "": only an outcome ends a reminder (rule 5)."""
    case = file.case
    steps = sum(step.status is StepStatus.PLANNED for step in file.steps)
    tracks = sum(over_since(track, file.milestones) is None for track in file.tracks)
    things = []
    if case.next_contact_on is not None:
        things.append(_("the contact of {day}", day=dates.day_and_month(case.next_contact_on, today)))
    if steps:
        things.append(ngettext("{n} planned step", "{n} planned steps", steps))
    if tracks:
        things.append(ngettext("{n} formal track", "{n} formal tracks", tracks))
    if any(aftercare.is_open for aftercare in file.aftercares):
        things.append(_("aftercare that was agreed before"))
    if not things:
        return ""
    return _(
        "This goes on waiting, and stays in your agenda until you record what came of it: {things}.",
        things=", ".join(things),
    )
