"""The page "How is it going now?": what aftercare brought, or another attempt."""

from dataclasses import dataclass
from datetime import date

from vpdesk.domain.aftercare import Aftercare
from vpdesk.domain.code import N_
from vpdesk.domain.errors import RuleError
from vpdesk.domain.values import AftercareOutcome
from vpdesk.i18n import _
from vpdesk.services.aftercare import settle_aftercare, try_aftercare_again
from vpdesk.services.casework import CaseFile
from vpdesk.vault.vault import Vault
from vpdesk.views.cases.asking import AskingForm
from vpdesk.views.cases.declared import SETTLING_FIELDS
from vpdesk.views.cases.form_page import FormPage
from vpdesk.views.cases.moments import aftercare_terms
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.parts import button, quiet

_SPOKEN = ("outcome", "settled_on", "remarks")
_VAIN = ("outcome", "due_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settling:
    """What came of aftercare. With `again_on` it was a vain attempt, and the reminder stands."""

    outcome: AftercareOutcome
    on: date
    again_on: date | None
    remarks: str


def settling(around: PageContext, file: CaseFile, aftercare: Aftercare) -> FormPage:
    """Return the page that asks how it goes. Only an outcome ends the reminder; a vain attempt moves it."""
    form = AskingForm(SETTLING_FIELDS, today=around.today, beside=("settled_on",))
    given_up = False

    def make(outcome: AftercareOutcome, settled_on: date, due_on: date | None, remarks: str) -> Settling:
        vain = outcome is AftercareOutcome.NOT_REACHED and not given_up
        if vain and due_on is None:
            raise RuleError("due_on", N_("Choose the day on which you try again, or stop trying below."))
        if vain and due_on is not None and due_on < around.today():
            raise RuleError("due_on", N_("This day has passed."))
        return Settling(outcome=outcome, on=settled_on, again_on=due_on if vain else None, remarks=remarks)

    form.begin(make, outcome=None, settled_on=around.today(), due_on=None, remarks="")

    def save(vault: Vault, settling: Settling) -> None:
        if settling.again_on is not None:
            try_aftercare_again(vault, aftercare.id, settling.again_on)
        else:
            settle_aftercare(vault, aftercare.id, settling.outcome, settling.on, settling.remarks)

    page = FormPage(
        around,
        form,
        name="aftercare_page",
        title=_("How is it going now?"),
        sentence=" · ".join((file.case.alias, *aftercare_terms(aftercare, around.today()))),
        place=f"aftercare/{aftercare.id}",
        finish=_("Record"),
        save=save,
    )
    counted = quiet(_("This was attempt {n}: it is counted.", n=aftercare.attempts + 1))
    form.put_below("due_on", counted)

    def give_up() -> None:
        nonlocal given_up
        given_up = True
        ask()
        page.form.focus_on("remarks")

    stop = button(_("Stop trying"), give_up, kind="link", name="stop_trying")
    form.put_below("due_on", stop)

    def ask() -> None:
        if form.editor("outcome").raw() != AftercareOutcome.NOT_REACHED:
            form.ask_only(_SPOKEN)
        else:
            form.ask_only(_SPOKEN if given_up else _VAIN)

    form.edited.connect(ask)
    # who had stopped trying wrote down why
    given_up = bool(form.editor("remarks").raw().strip())
    ask()
    return page
